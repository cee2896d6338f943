"""The tokens that phones keep."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from accounts import services

pytestmark = pytest.mark.django_db


def refresh(phone, token):
    return phone.post("/api/v1/auth/token/refresh", {"refresh": token}, format="json")


def read_me(phone, token):
    return phone.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})


def test_a_refresh_token_works_once(phone, alice, tokens):
    pair = tokens(alice)
    renewed = refresh(phone, pair["refresh"])
    assert renewed.status_code == 200
    assert read_me(phone, renewed.json()["access"]).json()["username"] == "alice"
    again = refresh(phone, pair["refresh"])
    assert again.status_code == 401
    assert again.json()["type"] == "urn:wardrobe:problem:token_invalid"
    assert refresh(phone, renewed.json()["refresh"]).status_code == 200


def test_a_revoked_token_is_void_and_revoking_twice_is_no_error(phone, alice, tokens):
    token = tokens(alice)["refresh"]
    for word in (token, token, "nonsense"):
        assert phone.post("/api/v1/auth/token/revoke", {"refresh": word}, format="json").status_code == 204
    assert refresh(phone, token).status_code == 401


def test_an_access_token_does_not_refresh_and_a_refresh_token_does_not_open(phone, alice, tokens):
    pair = tokens(alice)
    assert refresh(phone, pair["access"]).status_code == 401
    assert read_me(phone, pair["refresh"]).status_code == 401


def test_signing_out_everywhere_voids_sessions_and_tokens(client, phone, alice, tokens, signed_in_as):
    client.force_login(alice)
    pair = tokens(alice)
    elsewhere = RefreshToken.for_user(alice)
    old = AccessToken.for_user(alice)
    old.set_iat(at_time=timezone.now() - timedelta(minutes=5))
    alice.refresh_from_db()
    services.sign_out_everywhere(user=alice)
    assert signed_in_as(client) is None
    assert refresh(phone, pair["refresh"]).status_code == 401
    assert refresh(phone, str(elsewhere)).status_code == 401
    assert read_me(phone, str(old)).status_code == 401
    assert read_me(phone, tokens(alice)["access"]).status_code == 200


def test_a_token_of_somebody_erased_is_refused(phone, alice, tokens):
    pair = tokens(alice)
    alice.delete()
    assert refresh(phone, pair["refresh"]).status_code == 401
    assert read_me(phone, pair["access"]).status_code == 401


def test_signing_in_by_token_is_remembered(alice, tokens):
    tokens(alice)
    alice.refresh_from_db()
    assert alice.last_login is not None


def test_sessions_survive_a_new_signing_key(client, alice, settings, signed_in_as):
    client.force_login(alice)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that is long enough for anybody"
    assert alice.get_session_auth_hash() not in list(alice.get_session_auth_fallback_hash())
    assert client.session["_auth_user_hash"] in list(alice.get_session_auth_fallback_hash())
