"""Becoming a member, through the page and through the API."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts.models import User

pytestmark = pytest.mark.django_db


def by_page(client, **fields):
    data = {"email": "alice@example.org", "username": "alice", "password1": "correct horse battery", **fields}
    return client.post("/accounts/signup/", data)


def by_api(client, **fields):
    data = {"email": "alice@example.org", "username": "alice", "password": "correct horse battery", **fields}
    return client.post("/api/v1/auth/register", data, content_type="application/json")


DOORS = pytest.mark.parametrize(("door", "accepted", "refused"), [(by_page, 302, 200), (by_api, 201, 400)])


@DOORS
def test_a_newcomer_gets_an_account_a_profile_and_a_mail(client, door, accepted, refused):
    assert door(client, email="Alice@Example.org", username="Alice").status_code == accepted
    alice = User.objects.get()
    assert (alice.email, alice.username, alice.role) == ("alice@example.org", "alice", "member")
    assert alice.check_password("correct horse battery")
    assert alice.profile.shown_name == "alice"
    assert not alice.email_is_verified
    assert EmailAddress.objects.get(user=alice).primary
    assert [message.to for message in mail.outbox] == [["alice@example.org"]]


@DOORS
@pytest.mark.parametrize(
    "fields",
    [
        {"email": "not an address"},
        {"username": "a"},
        {"username": "no spaces"},
        {"username": ".dot"},
        {"username": "admin"},
        {"username": "a" * 31},
    ],
)
def test_malformed_and_reserved_names_are_refused(client, door, accepted, refused, fields):
    assert door(client, **fields).status_code == refused
    assert not User.objects.exists()


@pytest.mark.parametrize("word", ["short", "1234567890123", "password1234567890"[:8], "alice@example.org"])
def test_weak_passwords_are_refused_in_both_doors(client, word):
    assert by_page(client, password1=word).status_code == 200
    answer = by_api(client, password=word)
    assert answer.status_code == 400
    assert answer.json()["errors"]["password"]
    assert not User.objects.exists()


@DOORS
@pytest.mark.parametrize("fields", [{"email": "BOB@example.org"}, {"username": "BOB"}])
def test_names_in_use_are_refused_also_when_their_person_is_deleted(client, door, accepted, refused, fields, bob):
    assert door(client, **fields).status_code == refused
    bob.deleted_at = bob.erase_after = timezone.now()
    bob.save()
    assert not EmailAddress.objects.filter(user=bob).exists()
    assert door(client, **fields).status_code == refused
    assert User.all_objects.count() == 1


@DOORS
def test_where_verification_is_mandatory_a_known_address_is_not_given_away(
    client, door, accepted, refused, bob, settings
):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    unknown = door(client, email="new@example.org", username="newcomer")
    client.cookies.clear()
    known = door(client, email="bob@example.org", username="another")
    assert known.status_code == unknown.status_code == accepted
    assert known.headers.get("Location") == unknown.headers.get("Location")
    assert [message.to for message in mail.outbox] == [["new@example.org"], ["bob@example.org"]]
    assert "already" in mail.outbox[1].body
    assert User.objects.count() == 2


def test_even_losing_a_race_gives_no_known_address_away(client, bob, settings, monkeypatch):
    """The address is taken between the form's check and the insert."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    monkeypatch.setattr("accounts.forms.UniqueEmail.validate_unique_email", lambda form, email: email)
    answer = by_page(client, email="bob@example.org")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/confirm-email/")
    assert User.objects.count() == 1


def test_signing_up_on_the_page_signs_in(client, signed_in_as):
    by_page(client)
    assert signed_in_as(client).username == "alice"


def test_the_link_in_the_mail_verifies_the_address(client, link_in_mail):
    by_page(client)
    link = link_in_mail()
    assert client.get(link).status_code == 200
    assert not User.objects.get().email_is_verified
    client.post(link)
    assert User.objects.get().email_is_verified
