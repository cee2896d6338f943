"""People as rows: names, constraints, Django's own commands."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import services
from accounts.models import User
from accounts.preferences import Privacy

pytestmark = pytest.mark.django_db


def test_createsuperuser_works_with_an_email(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "correct horse battery")
    names = {"email": "root@example.org", "username": "the.root"}
    call_command("createsuperuser", interactive=False, stdout=io.StringIO(), **names)
    root = User.objects.get()
    assert (root.is_superuser, root.is_staff, root.role, root.profile.shown_name) == (True, True, "admin", "the.root")
    assert root.check_password("correct horse battery")
    with pytest.raises(CommandError, match="account with this e-mail"):
        call_command("createsuperuser", interactive=False, **names)


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "Not Well Formed"},
        {"role": "king"},
        {"units": "furlongs"},
        {"deleted_at": timezone.now()},
        {"email": "BOB@EXAMPLE.ORG"},
        {"username": "bob"},
    ],
)
def test_the_database_holds_the_rules(alice, bob, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.all_objects.filter(pk=alice.pk).update(**wrong)


def test_losing_the_race_for_a_name_is_no_broken_transaction(alice):
    with pytest.raises(ValidationError) as refused:
        User.objects.create_user("another@example.org", "ALICE")
    assert refused.value.error_dict["username"][0].code == "taken"
    with pytest.raises(ValidationError) as refused:
        User.objects.create_user("ALICE@example.org", "another")
    assert "email" in refused.value.error_dict
    with pytest.raises(IntegrityError):
        User.objects.create_user("x@example.org", "xavier", role="king")
    assert User.objects.count() == 1


def test_a_lost_race_at_the_doors_is_told_like_any_other_error(client, alice, monkeypatch):
    """Somebody takes the address between the check and the insert."""
    monkeypatch.setattr("accounts.services.people.email_is_taken", lambda *args, **kwargs: False)
    monkeypatch.setattr(services, "email_is_taken", lambda *args, **kwargs: False)
    data = {"email": "alice@example.org", "username": "another", "password": "correct horse battery"}
    answer = client.post("/api/v1/auth/register", data, content_type="application/json")
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"email"})
    data["password1"] = data.pop("password")
    answer = client.post("/accounts/signup/", data, follow=True)
    assert answer.status_code == 200
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("seeds", "expected"),
    [
        (("Alice Müller",), "alicemller"),
        (("a@example.org", "Bea"), "bea"),
        ((None, "", "!!"), "person"),
        (("..dots..",), "dots"),
        (("x" * 60,), "x" * 24),
        (("x" * 23 + ".y",), "x" * 23),
    ],
)
def test_a_free_username_is_made_of_the_first_usable_seed(seeds, expected):
    assert services.free_username(*seeds) == expected


def test_a_free_username_is_free(alice):
    name = services.free_username("alice")
    assert name.startswith("alice")
    assert services.clean_username(name) == name
    assert services.free_username("admin@example.org") != "admin"


def test_people_see_themselves_and_moderators_see_everybody(alice, bob, mod):
    assert list(User.objects.visible_to(alice)) == [alice]
    assert User.objects.visible_to(mod).count() == 3
    assert not User.objects.visible_to(AnonymousUser()).exists()


def test_stored_wishes_that_nobody_knows_any_more_are_ignored():
    assert Privacy.read({"show_links": False, "old": True, "show_location": "yes"}) == Privacy(show_links=False)
    assert Privacy.read(None) == Privacy()


def test_wishes_are_names_and_yes_or_no():
    assert Privacy.merge({}, {"show_links": False}) == {"show_location": True, "show_links": False}
    for changes in ([], {"unknown": True}, {"show_links": 1}):
        with pytest.raises(ValueError, match=r"must be|no such"):
            Privacy.merge({}, changes)


def test_everything_wrong_with_a_sign_up_is_told_at_once(rf):
    with pytest.raises(ValidationError) as refused:
        services.register(email="nonsense", username="?", password="x", request=rf.post("/"))
    assert set(refused.value.error_dict) == {"email", "username", "password"}


@pytest.mark.parametrize("links", ["https://example.org", [1]])
def test_links_are_a_list_of_addresses(alice, links):
    with pytest.raises(ValidationError, match="list of web addresses"):
        services.edit_account(user=alice, changes={"links": links})


def test_people_are_called_by_their_handle(alice):
    assert str(alice) == "@alice"
