"""What moderators and superusers can do to people."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.core import mail
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from accounts.models import User

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/user/"


@pytest.fixture
def root(django_user_model):
    return django_user_model.objects.create_superuser("root@example.org", "the.root", "correct horse battery")


def page_of(person):
    return f"{LIST}{person.pk}/change/"


def test_moderators_find_and_see_people_and_change_nothing(client, mod, alice, bob):
    client.force_login(mod)
    found = client.get(LIST, {"q": "alice"}).content.decode()
    assert "alice@example.org" in found
    assert "bob@example.org" not in found
    assert client.get(page_of(alice)).status_code == 200
    assert client.post(page_of(alice), {"role": "admin"}).status_code == 403
    for path in (f"{LIST}add/", f"{LIST}{alice.pk}/delete/"):
        assert client.get(path).status_code == 403
    alice.refresh_from_db()
    assert alice.role == "member"


def test_members_and_strangers_stay_outside(client, alice):
    assert client.get(LIST).status_code == 302
    client.force_login(alice)
    assert client.get(LIST).status_code == 302
    alice.is_staff = True
    alice.save()
    assert client.get(LIST).status_code == 403


def test_people_in_their_grace_period_are_shown_as_leaving(client, mod, alice):
    from django.utils import timezone

    alice.deleted_at = alice.erase_after = timezone.now()
    alice.save()
    client.force_login(mod)
    assert "leaving, erased after" in client.get(LIST).content.decode()


def test_a_superuser_gives_roles_and_locks_out(client, root, alice, tokens, phone):
    pair = tokens(alice)
    client.force_login(root)
    inline = {f"profile-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    wanted = {"role": "moderator", "is_active": "on", **inline}
    assert client.post(page_of(alice), wanted).status_code == 302
    alice.refresh_from_db()
    assert (alice.role, alice.is_staff, alice.is_active) == ("moderator", True, True)
    assert client.post(page_of(alice), {"role": "member", **inline}).status_code == 302
    alice.refresh_from_db()
    assert (alice.is_staff, alice.is_active) == (False, False)
    assert "locked out" in client.get(LIST).content.decode()
    assert phone.post("/api/v1/auth/token/refresh", {"refresh": pair["refresh"]}, format="json").status_code == 401


def test_a_superuser_mails_password_links_and_signs_out(client, root, alice, bob, signed_in_as):
    bob.is_active = False
    bob.save()
    client.force_login(root)
    other = type(client)()
    other.force_login(alice)
    chosen = {"_selected_action": [alice.pk, bob.pk]}
    client.post(LIST, {"action": "mail_password_link", **chosen})
    assert [message.to for message in mail.outbox] == [["alice@example.org"]]
    client.post(LIST, {"action": "sign_out", **chosen})
    assert signed_in_as(other) is None


def test_superusers_sign_in_to_the_admin_site_by_email(client, root, signed_in_as):
    client.post("/admin/login/", {"username": "ROOT@example.org", "password": "correct horse battery"})
    assert signed_in_as(client) == root


def test_refresh_tokens_are_not_shown():
    assert not admin.site.is_registered(OutstandingToken)
    assert admin.site.is_registered(User)
