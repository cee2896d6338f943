"""Who gets in where: every address of the site, asked by everybody with every method.

The addresses are found by walking the resolver. One that is missing in the table below fails its test, so that nothing
new comes online without somebody having said for whom it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from http.cookies import SimpleCookie

import pytest
from django.core import serializers
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts import services as people
from accounts.models import User, UserProfile
from tests.factories import make_garment, make_model
from wardrobe.models import Garment, GarmentLabel, Outfit, WearLog, WearLogItem
from wardrobe.services.outfits import create_outfit
from wardrobe.services.wear import log_wear

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class For:
    """Whom an address serves, and with which methods."""

    whom: str
    methods: tuple[str, ...] = ("GET",)


READ, ACT, BOTH = ("GET",), ("POST",), ("GET", "POST")
# The framework's form pages take a PUT for a POST.
FORM = ("GET", "POST", "PUT")
# Open to everybody, signed in or not.
EVERYBODY = {
    "welcome": READ,
    "styleguide": READ,
    "offline": READ,
    "service-worker": READ,
    "favicon": READ,
    "health": READ,
    "health-database": READ,
    "schema": READ,
    "api-docs": READ,
    "demo-open": ACT,
    "api-register": ACT,
    "api-token": ACT,
    "api-token-refresh": ACT,
    "api-token-revoke": ACT,
    "api-google": ACT,
}
# Whoever holds the link may use it; a made-up one leads nowhere.
LINK = {"media": READ, "account-restore": BOTH}
# Coming in and going out. The pages are the framework's, and answer each state in a way of their own.
ENTRANCE = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_reset_password",
    "account_confirm_login_code",
    "account_confirm_email",
    "account_reset_password_from_key_done",
    "account_reset_password_from_key",
    "account_reset_password_done",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
    "google_login",
    "google_callback",
    "google_login_by_token",
    "accounts/social/login/cancelled/",
    "accounts/social/login/error/",
    "accounts/social/signup/",
    "accounts/social/connections/",
}
# Pages about oneself: everybody who is signed in has their own.
ONESELF = {
    "profile": BOTH,
    "settings": BOTH,
    "account-export": READ,
    "account-download": ACT,
    "account-delete": BOTH,
    "account-claim": BOTH,
    "account_email": BOTH,
    "account_change_password": FORM,
    "account_set_password": METHODS,
    "account_reauthenticate": FORM,
    "socialaccount_connections": FORM,
    "wardrobe": READ,
    "garment-add": BOTH,
    "garment-upload": ACT,
    "garment-check": ACT,
    "wardrobe-live": READ,
    "wardrobe-progress": READ,
    "wardrobe-bulk": ACT,
    "wardrobe-undo": ACT,
    "wardrobe-search": READ,
    "wardrobe-search-photo": ACT,
    "wardrobe-review": BOTH,
    "wardrobe-laundry": READ,
    "wardrobe-archive": READ,
    "wardrobe-trash": READ,
    "wardrobe-trash-empty": ACT,
    "wardrobe-statistics": READ,
    "api-me": ("GET", "PATCH", "DELETE"),
    "api-export": READ,
    "api-garments": BOTH,
    "api-garment-search": READ,
    "api-outfits": BOTH,
}
# Something of somebody's: for all others it does not exist.
OWNER = {
    "garment": READ,
    "garment-card": READ,
    "garment-edit": ACT,
    "garment-correct": ACT,
    "garment-cutout": BOTH,
    "garment-retry": ACT,
    "garment-favourite": ACT,
    "garment-laundry": ACT,
    "garment-archive": ACT,
    "garment-wear": ACT,
    "garment-not-worn": ACT,
    "garment-trash": ACT,
    "garment-similar": READ,
    "api-garment": ("GET", "PATCH", "DELETE"),
    "api-garment-similar": READ,
    "api-garment-retry": ACT,
    "api-garment-wear": ACT,
    "api-outfit": ("GET", "PATCH", "DELETE"),
    "api-outfit-wear": ACT,
}
TABLE = {
    **{name: For("everybody", methods) for name, methods in EVERYBODY.items()},
    **{name: For("link", methods) for name, methods in LINK.items()},
    **{name: For("entrance") for name in ENTRANCE},
    **{name: For("oneself", methods) for name, methods in ONESELF.items()},
    **{name: For("owner", methods) for name, methods in OWNER.items()},
}
# Django admin lets nobody but moderators in; which of its pages they may use is tested where these are made.
DESK = "admin:"
DESK_ENTRANCE = {"admin:login", "admin:logout"}


def addresses(patterns=None, prefix: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(name or route, route) of every address of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from addresses(pattern.url_patterns, route, inside)
        elif isinstance(pattern, URLPattern):
            name = pattern.name or route
            yield ":".join([*spaces, name]), route


ADDRESSES = sorted(set(addresses()))


@dataclass
class World:
    """Alice and what is hers, the others, and the cookies of them all."""

    alice: User
    garment: Garment
    outfit: Outfit
    cookies: dict[str, SimpleCookie]

    def ask(self, who: str, method: str, path: str):
        """A request whose traces are removed."""
        client = Client()
        client.cookies = deepcopy(self.cookies[who])
        with transaction.atomic():
            answer = client.generic(method, path)
            transaction.set_rollback(True)
        return answer

    def path(self, name: str, route: str) -> str:
        """The address with everything filled in that alice has."""
        subject = {"outfit": self.outfit.pk, "user": self.alice.pk}
        pk = next((key for word, key in subject.items() if word in name), self.garment.pk)
        filled = {
            "pk": pk,
            "object_id": pk,
            "token": "made-up",
            "key": "made-up",
            "uidb36": "1",
            "content_type_id": "1",
            "app_label": "wardrobe",
            "url": "nowhere",
        }
        route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route)
        route = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(filled[found[1]]), route)
        return "/" + route.replace("^", "").replace("$", "")

    def state(self) -> str:
        """Everything of alice's, to see whether somebody touched it."""
        rows = [
            *User.all_objects.filter(pk=self.alice.pk),
            *UserProfile.objects.filter(user=self.alice),
            *Garment.all_objects.filter(owner=self.alice),
            *GarmentLabel.objects.filter(garment__owner=self.alice),
            *Outfit.all_objects.filter(owner=self.alice),
            *WearLog.objects.filter(owner=self.alice),
            *WearLogItem.objects.filter(log__owner=self.alice),
        ]
        return serializers.serialize("json", rows)


@pytest.fixture
def world(alice, bob, mod, browser_of):
    make_model()
    garment = make_garment(alice, label={"fit": "slim"})
    log_wear(owner=alice, garments=[garment])
    outfit = create_outfit(owner=alice, garments=[garment])
    people = {"stranger": None, "alice": alice, "bob": bob, "mod": mod}
    cookies = {who: browser_of(person).cookies for who, person in people.items()}
    alice.refresh_from_db()
    return World(alice, garment, outfit, cookies)


@pytest.mark.parametrize(("name", "route"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
@pytest.mark.django_db
def test_everybody_gets_where_they_may_and_nowhere_else(name, route, world, caplog):
    caplog.set_level("CRITICAL", "django.request")
    path, before = world.path(name, route), world.state()
    if name.startswith(DESK) and name not in DESK_ENTRANCE:
        check_desk(path, world)
    elif name not in DESK_ENTRANCE:
        assert name in TABLE, f"{name} ({path}) is not in the table of tests/house/test_access.py: say whom it is for."
        CHECKS[TABLE[name].whom](path, TABLE[name].methods, world)
    assert world.state() == before


def served(answer) -> bool:
    return answer.status_code < 500 and answer.status_code not in (401, 403, 404, 405)


def sent_to_sign_in(answer, page: str = "/accounts/login/") -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(page)


def told_to_sign_in(answer, path: str) -> bool:
    return answer.status_code == 401 if path.startswith("/api/") else sent_to_sign_in(answer)


def check_everybody(path, methods, world):
    for method in METHODS:
        for who in ("stranger", "bob"):
            answer = world.ask(who, method, path)
            if method in methods:
                assert answer.status_code not in (403, 404, 405), (who, method)
                assert not sent_to_sign_in(answer), (who, method)
            else:
                assert answer.status_code == 405, (who, method)


def check_entrance(path, methods, world):
    for who in ("stranger", "bob"):
        for method in METHODS:
            assert world.ask(who, method, path).status_code < 500, (who, method)


def check_oneself(path, methods, world):
    for method in METHODS:
        assert told_to_sign_in(world.ask("stranger", method, path), path), method
        for who in ("alice", "mod") if method in methods else ("alice",):
            answer = world.ask(who, method, path)
            assert served(answer) if method in methods else answer.status_code == 405, (who, method, answer.status_code)


def check_owner(path, methods, world):
    for method in METHODS:
        assert told_to_sign_in(world.ask("stranger", method, path), path), method
        for who in ("bob", "mod"):
            assert world.ask(who, method, path).status_code == (404 if method in methods else 405), (who, method)
        answer = world.ask("alice", method, path)
        assert served(answer) if method in methods else answer.status_code == 405, (method, answer.status_code)


def check_link(path, methods, world):
    for who in ("stranger", "alice", "mod"):
        for method in METHODS:
            assert world.ask(who, method, path).status_code == (404 if method in methods else 405), (who, method)


def check_desk(path, world):
    for method in ("GET", "POST"):
        for who in ("stranger", "alice"):
            answer = world.ask(who, method, path)
            assert sent_to_sign_in(answer, "/admin/login/"), (who, method, answer.status_code)
        assert world.ask("mod", method, path).status_code < 500, method


CHECKS = {
    "everybody": check_everybody,
    "entrance": check_entrance,
    "oneself": check_oneself,
    "owner": check_owner,
    "link": check_link,
}


def test_the_table_names_nothing_that_is_gone():
    assert set(TABLE) - {name for name, _ in ADDRESSES} == set()


# --- links that are keys ----------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_signed_picture_opens_for_whoever_holds_its_link_and_for_no_other_picture(world):
    link = world.garment.thumbnail.url
    for who in ("stranger", "bob"):
        assert world.ask(who, "GET", link).status_code == 200
    assert world.ask("bob", "GET", link[:-1] + ("A" if link[-1] != "A" else "B")).status_code == 404
    assert world.ask("stranger", "GET", f"/media/{world.garment.thumbnail.name}").status_code == 404


@pytest.mark.django_db
def test_the_way_back_opens_for_whoever_was_mailed_it(world):
    User.all_objects.filter(pk=world.alice.pk).update(deleted_at="2026-11-01T00:00Z", erase_after="2999-01-01T00:00Z")
    world.alice.refresh_from_db()
    path = f"/stay/{people.offer_return(user=world.alice)}"
    assert world.ask("stranger", "GET", path).status_code == 200


# --- who is who -------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    "state", [{"is_active": False}, {"deleted_at": "2026-11-01T00:00Z", "erase_after": "2999-01-01T00:00Z"}]
)
def test_people_who_were_shut_out_or_left_are_strangers(world, browser_of, state):
    browser = browser_of(world.alice)
    assert browser.get("/wardrobe").status_code == 200
    User.all_objects.filter(pk=world.alice.pk).update(**state)
    assert sent_to_sign_in(browser.get("/wardrobe"))
    assert browser.get("/api/v1/garments").status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "method"), [("garment-trash", "post"), ("wardrobe-bulk", "post"), ("api-garment", "patch")]
)
def test_other_sites_cannot_act_for_somebody_signed_in(world, name, method):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.alice, backend="accounts.backends.EmailBackend")
    route = dict(ADDRESSES)[name]
    before = world.state()
    answer = getattr(client, method)(world.path(name, route), data="{}", content_type="application/json")
    assert answer.status_code == 403
    assert world.state() == before
