"""Strangers who look around, and may stay."""

from __future__ import annotations

import pytest
from django.core import mail

from accounts import services
from accounts.models import User
from wardrobe.models import Outfit

pytestmark = pytest.mark.django_db
NEW = {"email": "Alice@example.org", "username": "Alice", "password": "correct horse battery"}


@pytest.fixture
def demo():
    return services.create_demo_person()


def test_a_demo_person_has_a_handle_and_a_profile_but_no_way_in(demo, client):
    assert demo.is_demo
    assert demo.profile.pk
    assert not demo.has_usable_password()
    assert services.create_demo_person().username != demo.username
    client.post("/accounts/password/reset/", {"email": demo.email})
    assert not mail.outbox


def test_claiming_keeps_everything_and_gives_a_way_in(client, demo, signed_in_as):
    Outfit.objects.create(owner=demo, name="look")
    client.force_login(demo)
    assert "/claim" in client.get("/profile").content.decode()
    assert client.get("/claim").status_code == 200
    assert client.post("/claim", NEW).status_code == 302
    alice = User.objects.get()
    assert (alice.pk, alice.email, alice.username, alice.is_demo) == (demo.pk, "alice@example.org", "alice", False)
    assert alice.check_password("correct horse battery")
    assert signed_in_as(client) == alice
    assert Outfit.objects.get().owner == alice
    assert [message.to for message in mail.outbox] == [["alice@example.org"]]
    assert client.get("/claim").headers["Location"] == "/settings"


@pytest.mark.parametrize(
    ("field", "value"), [("email", "bob@example.org"), ("username", "bob"), ("password", "short"), ("email", "nobody")]
)
def test_a_claim_is_checked_like_a_sign_up(client, demo, bob, field, value):
    client.force_login(demo)
    answer = client.post("/claim", {**NEW, field: value})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    demo.refresh_from_db()
    assert demo.is_demo


def test_claims_are_counted(client, demo):
    client.force_login(demo)
    for _ in range(20):
        client.post("/claim", {**NEW, "password": "x"})
    assert client.post("/claim", NEW).status_code == 429


def test_only_a_demo_can_be_claimed(alice, rf):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="has an owner"):
        services.claim(user=alice, request=rf.post("/claim"), **NEW)


def test_starting_a_session_signs_the_browser_in(client, demo, rf, signed_in_as):
    request = rf.post("/demo")
    request.session = client.session
    services.start_session(request=request, user=demo)
    request.session.save()
    assert signed_in_as(type("Browser", (), {"session": request.session})) == demo
