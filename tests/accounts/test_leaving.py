"""Leaving: asked for, regretted, carried out."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from accounts import services, tasks
from accounts.models import User
from accounts.services import erasure
from wardrobe.models import Garment, Outfit, OutfitItem

pytestmark = pytest.mark.django_db


def by_page(client, phone, person, **fields):
    client.force_login(person)
    form = {"understood": "on", "password": "correct horse battery", **fields}
    return client.post("/settings/delete", form).status_code == 302


def by_api(client, phone, person, **fields):
    phone.force_authenticate(person)
    answer = phone.delete("/api/v1/me", {"password": "correct horse battery", **fields}, format="json")
    phone.force_authenticate(None)
    return answer.status_code == 202


DOORS = pytest.mark.parametrize("door", [by_page, by_api])


def garment_of(person, **fields):
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(file, "WEBP")
    garment = Garment(owner=person, **fields)
    garment.original.save("original.webp", ContentFile(file.getvalue()), save=False)
    garment.save()
    return garment


@DOORS
def test_asking_to_leave_hides_the_person_and_signs_them_out_everywhere(
    client, phone, alice, tokens, door, signed_in_as
):
    pair = tokens(alice)
    assert door(client, phone, alice)
    assert not User.objects.exists()
    leaving = User.all_objects.get()
    assert leaving.erase_after - leaving.deleted_at == timedelta(days=14)
    assert signed_in_as(client) is None
    assert phone.get("/api/v1/me", headers={"Authorization": f"Bearer {pair['access']}"}).status_code == 401
    assert phone.post("/api/v1/auth/token/refresh", {"refresh": pair["refresh"]}, format="json").status_code == 401
    assert mail.outbox[-1].to == ["alice@example.org"]
    assert "/stay/" in mail.outbox[-1].body


@DOORS
def test_without_the_right_password_nobody_leaves(client, phone, alice, door):
    assert not door(client, phone, alice, password="nope")
    assert User.objects.get() == alice


@DOORS
def test_guesses_at_the_password_are_counted(client, phone, alice, door):
    for _ in range(10):
        door(client, phone, alice, password="nope")
    assert not door(client, phone, alice)


@DOORS
def test_somebody_without_a_password_needs_none(client, phone, alice, door):
    alice.set_unusable_password()
    alice.save()
    assert door(client, phone, alice, password="")
    assert not User.objects.exists()


def test_a_mail_server_that_is_down_keeps_nobody_from_leaving_or_coming(client, phone, alice, monkeypatch):
    def refuse(*args):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert by_page(client, phone, alice)
    assert not User.objects.exists()
    form = {"email": "new@example.org", "username": "newcomer", "password1": "correct horse battery"}
    assert client.post("/accounts/signup/", form).status_code == 302
    assert User.objects.get().username == "newcomer"


def test_signing_in_again_offers_to_stay(client, phone, alice, signed_in_as):
    by_page(client, phone, alice)
    offer = client.post("/accounts/login/", {"login": alice.email, "password": "correct horse battery"})
    assert signed_in_as(client) is None
    page = client.get(offer.headers["Location"])
    assert "Keep my account" in page.content.decode()
    assert not User.objects.exists()
    assert client.post(offer.headers["Location"]).status_code == 302
    assert User.objects.get().erase_after is None
    client.post("/accounts/login/", {"login": alice.email, "password": "correct horse battery"})
    assert signed_in_as(client) == alice


def test_the_link_in_the_mail_offers_to_stay_until_the_day_comes(client, phone, alice, link_in_mail):
    by_page(client, phone, alice)
    link = link_in_mail()
    assert client.get(link).status_code == 200
    User.all_objects.update(erase_after=timezone.now() - timedelta(seconds=1))
    assert client.get(link).status_code == 404
    assert client.get("/stay/nonsense").status_code == 404


def test_staying_is_too_late_once_erased(client, phone, alice):
    by_page(client, phone, alice)
    leaving = User.all_objects.get()
    User.all_objects.update(erase_after=timezone.now())
    services.erase_due()
    assert services.cancel_deletion(user=leaving) is False


def test_erasure_removes_rows_and_files_of_this_person_only(alice, bob, phone, client, tokens):
    tokens(alice)
    coat, hat = garment_of(alice, name="coat"), garment_of(alice, name="hat", deleted_at=timezone.now())
    outfit = Outfit.objects.create(owner=alice)
    OutfitItem.objects.create(outfit=outfit, garment=coat, slot="outerwear")
    stray = default_storage.save(f"garments/{alice.pk}/{coat.pk}/old/forgotten.webp", ContentFile(b"x"))
    boots = garment_of(bob, name="boots")
    gone = [coat.original.name, hat.original.name, stray]
    by_page(client, phone, alice)
    assert services.erase_due() == 0
    assert services.erase_due(timezone.now() + timedelta(days=13)) == 0
    assert services.erase_due(timezone.now() + timedelta(days=14, minutes=1)) == 1
    assert list(User.all_objects.all()) == [bob]
    assert list(Garment.all_objects.all()) == [boots]
    assert not OutfitItem.objects.exists()
    assert not OutstandingToken.objects.exists()
    assert not any(default_storage.exists(name) for name in gone)
    assert str(alice.pk) not in default_storage.listdir("garments")[1]
    assert default_storage.exists(boots.original.name)


def test_whoever_changes_their_mind_while_others_are_erased_stays(alice, bob, monkeypatch):
    past = timezone.now() - timedelta(days=1)
    User.all_objects.update(deleted_at=past, erase_after=past)
    erase = erasure._erase

    def regret_first(pk, now):
        User.all_objects.filter(pk=pk).update(deleted_at=None, erase_after=None)
        return erase(pk, now)

    monkeypatch.setattr(erasure, "_erase", regret_first)
    assert services.erase_due() == 0
    assert User.objects.count() == 2


def test_trouble_with_one_person_does_not_keep_the_others(alice, bob, monkeypatch):
    trouble = garment_of(alice)
    past = timezone.now() - timedelta(days=1)
    User.all_objects.update(deleted_at=past, erase_after=past)
    delete = default_storage.delete

    def fail(name):
        if name == trouble.original.name:
            raise PermissionError
        delete(name)

    monkeypatch.setattr(type(default_storage._wrapped), "delete", lambda storage, name: fail(name))
    assert services.erase_due() == 1
    assert list(User.all_objects.all()) == [alice]


def test_demo_people_are_forgotten_after_a_day(settings):
    fresh, old = services.create_demo_person(), services.create_demo_person()
    User.objects.filter(pk=old.pk).update(created_at=timezone.now() - settings.DEMO_LIFETIME)
    garment_of(old)
    assert services.erase_due() == 1
    assert list(User.all_objects.all()) == [fresh]


def test_a_demo_that_is_given_up_is_gone_at_the_next_round(client, phone):
    demo = services.create_demo_person()
    assert by_page(client, phone, demo)
    assert services.erase_due() == 1
    assert not mail.outbox


def test_the_command_and_the_schedule_do_the_same_round(alice, client):
    client.force_login(alice)
    OutstandingToken.objects.create(user=alice, jti="1", token="x", expires_at=timezone.now())
    User.all_objects.update(deleted_at=timezone.now(), erase_after=timezone.now())
    out = io.StringIO()
    call_command("erase_accounts", stdout=out)
    assert "1 accounts erased" in out.getvalue()
    assert not OutstandingToken.objects.exists()
    tasks.schedule_periodic_work()
    tasks.schedule_periodic_work()
    from django.utils.module_loading import import_string
    from django_q.models import Schedule

    schedule = Schedule.objects.get()
    assert import_string(schedule.func)() == "0 accounts erased"
