"""Coming in through Google. Only Google itself is played: a local server gives out the keys."""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.google import views as google_views
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.core import mail

from accounts.models import User

pytestmark = pytest.mark.django_db
CLIENT = "wardrobe.apps.googleusercontent.com"


def certificate(key):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "accounts.google.com")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return built.public_bytes(serialization.Encoding.PEM).decode()


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def google(key, settings, monkeypatch):
    """Google's side: the function that makes an ID token."""
    keys = json.dumps({"the-key": certificate(key)}).encode()

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(keys)

        def log_message(self, *args):
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Keys)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(google_views, "CERTS_URL", f"http://127.0.0.1:{server.server_port}/certs")
    settings.SOCIALACCOUNT_PROVIDERS = {"google": {"APPS": [{"client_id": CLIENT, "secret": "s", "key": ""}]}}

    def id_token(signed_by=key, headers=None, **claims):
        now = int(time.time())
        facts = {
            "iss": "https://accounts.google.com",
            "aud": CLIENT,
            "sub": "110169484474386276334",
            "email": "Alice@example.org",
            "email_verified": True,
            "given_name": "Alice",
            "iat": now,
            "exp": now + 600,
            **claims,
        }
        return jwt.encode(facts, signed_by, algorithm="RS256", headers=headers or {"kid": "the-key"})

    yield id_token
    server.shutdown()
    server.server_close()


def send(client, token):
    return client.post("/api/v1/auth/google", {"id_token": token}, content_type="application/json")


def test_the_first_visit_makes_an_account_and_the_second_finds_it(client, google):
    first, second = send(client, google()), send(client, google())
    assert first.status_code == second.status_code == 200
    alice = User.objects.get()
    assert (alice.email, alice.username) == ("alice@example.org", "alice")
    assert alice.email_is_verified
    assert not alice.has_usable_password()
    assert alice.profile.pk
    assert not mail.outbox
    access = second.json()["access"]
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {access}"}).json()["email_verified"] is True


def test_an_address_that_google_has_not_verified_gets_our_mail(client, google):
    assert send(client, google(email_verified=False)).status_code == 200
    assert not User.objects.get().email_is_verified
    assert mail.outbox[0].to == ["alice@example.org"]


def test_a_username_in_use_is_not_taken_away(client, google, make_person):
    make_person("alice", is_private=True)
    User.objects.update(email="someone@example.org")
    assert send(client, google()).status_code == 200
    newcomer = User.objects.get(email="alice@example.org")
    assert newcomer.username.startswith("alice")
    assert len(newcomer.username) > len("alice")


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another.app"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"headers": {"kid": "unknown"}},
        {"headers": {}},
    ],
)
def test_tokens_that_google_did_not_make_for_us_are_refused(client, google, claims):
    token = google(**claims) if claims != {"headers": {}} else jwt.encode({"sub": "1"}, "x" * 40, algorithm="HS256")
    answer = send(client, token)
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:wardrobe:problem:google_refused"
    assert not User.objects.exists()


def test_a_token_signed_by_somebody_else_is_refused(client, google):
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert send(client, google(signed_by=stranger)).status_code == 401
    assert send(client, "not.a.token").status_code == 401


def test_google_does_not_open_an_account_that_has_a_password(client, google, alice):
    answer = send(client, google())
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:wardrobe:problem:google_not_connected"
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("state", ["inactive", "deleted"])
def test_inactive_and_deleted_people_stay_outside(client, google, state):
    send(client, google())
    alice = User.objects.get()
    if state == "inactive":
        alice.is_active = False
    else:
        alice.deleted_at = alice.erase_after = datetime.now(UTC)
    alice.save()
    assert send(client, google()).status_code == 401
    assert User.all_objects.count() == 1


def test_where_google_is_not_configured_the_door_is_not_there(client):
    answer = send(client, "anything")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert client.post("/accounts/google/login/").status_code == 404
    assert "Google" not in client.get("/accounts/login/").content.decode()


def by_button(client, token):
    """What a browser does: Google's button with a double-submit cookie."""
    client.cookies["g_csrf_token"] = "abc"
    return client.post("/accounts/google/login/token/", {"credential": token, "g_csrf_token": "abc"})


def test_the_page_makes_the_same_account(client, google, signed_in_as):
    assert by_button(client, google()).status_code == 302
    alice = signed_in_as(client)
    assert (alice.username, alice.email_is_verified, alice.profile.display_name) == ("alice", True, "")


def test_on_the_page_a_lost_race_for_the_address_leads_back_to_the_door(client, google, monkeypatch, make_person):
    """Somebody takes the address between allauth's check and the insert."""
    make_person("somebody")
    User.objects.update(email="alice@example.org")
    flow = "allauth.socialaccount.internal.flows.signup.assess_unique_email"
    monkeypatch.setattr(flow, lambda *args, **kwargs: True)
    answer = by_button(client, google())
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/")
    assert "already" in client.get("/accounts/login/").content.decode()
    assert User.objects.count() == 1


def test_on_the_page_a_leaving_person_is_shown_the_way_back(client, google, signed_in_as):
    by_button(client, google())
    alice = signed_in_as(client)
    client.post("/settings/delete", {"understood": "on"})
    answer = by_button(client, google())
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/stay/")
    assert User.all_objects.get() == alice


def test_on_the_page_an_address_in_use_is_asked_for_again(client, google, alice, signed_in_as):
    answer = by_button(client, google())
    assert answer.headers["Location"] == "/accounts/3rdparty/signup/"
    form = {"email": "alice@example.org", "username": "other"}
    assert client.post("/accounts/3rdparty/signup/", form).status_code == 200
    form["email"] = "new@example.org"
    assert client.post("/accounts/3rdparty/signup/", form).status_code == 302
    assert signed_in_as(client).username == "other"
