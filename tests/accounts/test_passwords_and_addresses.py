"""Forgotten passwords, new passwords, new addresses."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts import services
from accounts.models import User

pytestmark = pytest.mark.django_db
NEW = "a fresh horse battery"


def ask(client, email="alice@example.org"):
    return client.post("/accounts/password/reset/", {"email": email})


def choose(client, link, password=NEW):
    page = client.get(link, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})


def sign_in(phone, password):
    return phone.post("/api/v1/auth/token", {"email": "alice@example.org", "password": password}, format="json")


def test_a_forgotten_password_is_replaced_and_old_tokens_are_void(client, phone, alice, tokens, link_in_mail):
    pair = tokens(alice)
    ask(client, "ALICE@example.org")
    assert choose(client, link_in_mail(0)).status_code == 302
    assert sign_in(phone, NEW).status_code == 200
    assert sign_in(phone, "correct horse battery").status_code == 401
    assert phone.post("/api/v1/auth/token/refresh", {"refresh": pair["refresh"]}, format="json").status_code == 401


def test_a_link_works_once(client, alice, link_in_mail):
    ask(client)
    link = link_in_mail(0)
    choose(client, link)
    assert "password1" not in client.get(link, follow=True).content.decode()


@pytest.mark.parametrize("state", ["unknown", "inactive", "deleted"])
def test_who_may_not_sign_in_gets_no_link_and_the_page_tells_nothing(client, alice, state):
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    known = ask(client)
    mail.outbox.clear()
    if state == "inactive":
        alice.is_active = False
    if state == "deleted":
        alice.deleted_at = alice.erase_after = timezone.now()
    alice.save()
    answer = ask(client, "nobody@example.org" if state == "unknown" else alice.email)
    assert (answer.status_code, answer.headers["Location"]) == (known.status_code, known.headers["Location"])
    assert "/password/reset/key/" not in mail.outbox[0].body


def test_changing_the_password_keeps_this_browser_and_signs_out_the_others(client, alice, signed_in_as, tokens, phone):
    other = type(client)()
    other.force_login(alice)
    pair = tokens(alice)
    client.force_login(alice)
    form = {"oldpassword": "correct horse battery", "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", form).status_code == 302
    assert signed_in_as(client) == alice
    assert signed_in_as(other) is None
    assert phone.post("/api/v1/auth/token/refresh", {"refresh": pair["refresh"]}, format="json").status_code == 401
    assert "changed" in mail.outbox[-1].subject.lower() + mail.outbox[-1].body.lower()


def test_who_wants_no_security_mail_gets_none(client, alice):
    services.edit_account(user=alice, changes={"notifications": {"security": False}})
    client.force_login(alice)
    form = {"oldpassword": "correct horse battery", "password1": NEW, "password2": NEW}
    client.post("/accounts/password/change/", form)
    assert not mail.outbox


def change_address(client, email, password="correct horse battery"):
    return client.post("/accounts/email/", {"email": email, "password": password})


@pytest.mark.parametrize("verified", [True, False])
def test_a_new_address_replaces_the_old_one_when_it_is_verified(client, alice, link_in_mail, verified):
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=verified)
    client.force_login(alice)
    assert change_address(client, "New@example.org").status_code == 302
    alice.refresh_from_db()
    assert (alice.email, alice.email_is_verified) == ("alice@example.org", False)
    assert "new@example.org" in client.get("/accounts/email/").content.decode()
    client.post(link_in_mail())
    alice.refresh_from_db()
    assert (alice.email, alice.email_is_verified) == ("new@example.org", True)
    assert [address.email for address in EmailAddress.objects.all()] == ["new@example.org"]


@pytest.mark.parametrize(
    ("field", "email", "password"),
    [
        ("email", "bob@example.org", "correct horse battery"),
        ("email", "alice@example.org", "correct horse battery"),
        ("email", "nonsense", "correct horse battery"),
        ("password", "new@example.org", "nope"),
    ],
)
def test_an_address_is_not_changed_lightly(client, alice, bob, field, email, password):
    client.force_login(alice)
    assert field in change_address(client, email, password).context["form"].errors
    assert not mail.outbox


def test_an_address_of_somebody_else_is_never_taken_over(client, alice, bob, link_in_mail, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    client.force_login(alice)
    assert change_address(client, "bob@example.org").status_code == 302
    client.post(link_in_mail())
    assert User.objects.get(username="alice").email == "alice@example.org"
    assert User.objects.get(username="bob").email == "bob@example.org"


def test_the_faster_of_two_gets_the_address(client, alice, bob, link_in_mail, monkeypatch):
    client.force_login(alice)
    change_address(client, "new@example.org")
    User.objects.filter(pk=bob.pk).update(email="new@example.org")
    monkeypatch.setattr("accounts.services.people.email_is_taken", lambda *args, **kwargs: False)
    client.post(link_in_mail())
    assert User.objects.get(username="alice").email == "alice@example.org"


def test_the_link_can_be_sent_again_but_not_at_once_and_the_change_called_off(client, alice):
    client.force_login(alice)
    client.post("/accounts/email/", {"again": ""})
    client.post("/accounts/email/", {"again": ""})
    assert [message.to for message in mail.outbox] == [["alice@example.org"]]
    change_address(client, "new@example.org")
    client.post("/accounts/email/", {"again": ""})
    assert [message.to for message in mail.outbox[1:]] == [["new@example.org"]] * 2
    client.post("/accounts/email/", {"cancel": ""})
    assert services.pending_address(user=alice) is None
    services.mark_email_verified(user=alice)
    client.post("/accounts/email/", {"again": ""})
    assert len(mail.outbox) == 3


def test_somebody_from_google_needs_no_password_for_a_new_address(client, alice):
    alice.set_unusable_password()
    alice.save()
    client.force_login(alice)
    assert client.post("/accounts/email/", {"email": "new@example.org"}).status_code == 302


def test_requests_about_addresses_are_counted(client, alice):
    client.force_login(alice)
    answers = [client.post("/accounts/email/", {"cancel": ""}).status_code for _ in range(11)]
    assert answers[-1] == 429


def test_a_demo_has_no_address_to_change(client):
    client.force_login(services.create_demo_person())
    assert client.get("/accounts/email/").headers["Location"] == "/claim"
