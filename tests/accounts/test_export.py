"""The ZIP of everything a person owns."""

from __future__ import annotations

import io
import json
import secrets
import zipfile
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts import export as exporting
from accounts import ownership
from accounts.models import User
from wardrobe.models import (
    AIModel,
    Garment,
    GarmentEmbedding,
    GarmentLabel,
    Outfit,
    OutfitItem,
    WearLog,
    WearLogItem,
)

pytestmark = pytest.mark.django_db


def fill(person, word):
    """A small wardrobe in which every name contains `word`."""
    garment = Garment(owner=person, name=f"{word} coat")
    garment.original.save("original.webp", ContentFile(word.encode() * 1000), save=False)
    garment.save()
    Garment.all_objects.create(owner=person, name=f"{word} hat", deleted_at=timezone.now())
    model, _ = AIModel.objects.get_or_create(name="compact", version="1", spec="x", checksum="x")
    GarmentEmbedding.objects.create(garment=garment, model=model, vector=[0.1] * 512)
    GarmentLabel.objects.create(garment=garment, values={"color_primary": "navy"})
    outfit = Outfit.objects.create(owner=person, name=f"{word} look")
    OutfitItem.objects.create(outfit=outfit, garment=garment, slot="outerwear")
    log = WearLog.objects.create(owner=person, worn_on=date(2026, 11, 20), outfit=outfit)
    WearLogItem.objects.create(log=log, garment=garment, worn_on=log.worn_on)
    EmailAddress.objects.create(user=person, email=person.email, primary=True)
    return garment


def by_page(client, phone, person):
    client.force_login(person)
    return client.post("/settings/export/download")


def by_api(client, phone, person):
    phone.force_authenticate(person)
    return phone.get("/api/v1/me/export", headers={"Accept": "application/zip"})


DOORS = pytest.mark.parametrize("door", [by_page, by_api])


def opened(answer):
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def rows(archive, label):
    return json.loads(archive.read(f"data/{label}.json"))


@DOORS
def test_everything_of_the_person_is_in_it_and_nothing_of_anybody_else(client, phone, alice, bob, door):
    coat = fill(alice, "crimson")
    fill(bob, "emerald")
    answer = door(client, phone, alice)
    assert answer.headers["Content-Type"] == "application/zip"
    assert "wardrobe-alice-" in answer.headers["Content-Disposition"]
    archive = opened(answer)
    assert archive.testzip() is None
    garments = rows(archive, "wardrobe.garment")
    assert {row["name"] for row in garments} == {"crimson coat", "crimson hat"}
    assert rows(archive, "wardrobe.garmentlabel")[0]["values"] == {"color_primary": "navy"}
    assert rows(archive, "wardrobe.outfititem")[0]["garment_id"] == str(coat.pk)
    assert rows(archive, "wardrobe.wearlogitem")[0]["worn_on"] == "2026-11-20"
    assert rows(archive, "accounts.userprofile")[0]["user_id"] == str(alice.pk)
    assert rows(archive, "account.emailaddress")[0]["email"] == "alice@example.org"
    assert archive.read(f"files/{coat.original.name}") == b"crimson" * 1000
    assert "alice@example.org" in archive.read("README.txt").decode()
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"emerald" not in whole
    assert b"bob" not in whole


def test_secrets_and_calculated_numbers_are_left_out(client, phone, alice, tokens):
    tokens(alice)
    fill(alice, "crimson")
    alice.groups.add(Group.objects.create(name="early birds"))
    archive = opened(by_page(client, phone, alice))
    (account,) = rows(archive, "accounts.user")
    assert "password" not in account
    assert account["groups"] == [alice.groups.get().pk]
    (embedding,) = rows(archive, "wardrobe.garmentembedding")
    assert "vector" not in embedding
    assert "search_document" not in rows(archive, "wardrobe.garment")[0]
    assert not [name for name in archive.namelist() if "token" in name or "session" in name or "logentry" in name]


def test_a_file_that_is_gone_is_named_and_the_rest_arrives(client, phone, alice):
    coat = fill(alice, "crimson")
    default_storage.delete(coat.original.name)
    archive = opened(by_page(client, phone, alice))
    assert coat.original.name in archive.read("missing.txt").decode()
    assert rows(archive, "wardrobe.outfit")


def test_a_new_account_has_an_archive_too(client, phone, alice):
    archive = opened(by_page(client, phone, alice))
    assert rows(archive, "wardrobe.garment") == []


def test_large_wardrobes_are_sent_in_small_pieces_as_they_are_read(alice):
    notes = [secrets.token_hex(2000) for _ in range(300)]
    Garment.objects.bulk_create(Garment(owner=alice, notes=text, original="gone.webp") for text in notes)
    photo = Garment(owner=alice)
    photo.original.save("original.webp", ContentFile(secrets.token_bytes(3_000_000)), save=False)
    photo.save()
    pieces = list(exporting.stream_archive(alice, timezone.now()))
    assert max(map(len, pieces)) < 2 * exporting.CHUNK
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert len(rows(archive, "wardrobe.garment")) == 301


@DOORS
def test_archives_are_counted(client, phone, alice, door):
    for _ in range(10):
        opened(door(client, phone, alice))
    assert door(client, phone, alice).status_code == 429


def test_the_page_says_what_is_in_it(client, alice):
    client.force_login(alice)
    assert "Download my data" in client.get("/settings/export").content.decode()
    assert client.get("/settings/delete").status_code == 200


def test_what_somebody_else_hung_on_a_thing_of_ours_is_theirs(alice, bob, monkeypatch):
    """As a comment will be: it points to its author and to the post of somebody else."""
    owner, outfit = WearLog._meta.get_field("owner"), WearLog._meta.get_field("outfit")
    graph = {User: {WearLog: [owner], Outfit: [Outfit._meta.get_field("owner")]}, Outfit: {WearLog: [outfit]}}
    monkeypatch.setattr(ownership, "_children", lambda model: graph.get(model, {}))
    look = Outfit.objects.create(owner=alice)
    comment = WearLog.objects.create(owner=bob, outfit=look)
    parents = ownership.parents_by_model()
    assert parents[WearLog] == [owner]
    assert not ownership.rows_of(WearLog, alice, parents).exists()
    assert list(ownership.rows_of(WearLog, bob, parents)) == [comment]


def test_things_that_hang_on_each_other_in_a_circle_end_somewhere(alice, monkeypatch):
    items, logs = OutfitItem._meta.get_field("outfit"), WearLogItem._meta.get_field("log")
    graph = {
        User: {Outfit: [Outfit._meta.get_field("owner")]},
        Outfit: {OutfitItem: [items]},
        OutfitItem: {WearLogItem: [logs]},
        WearLogItem: {OutfitItem: [items]},
    }
    monkeypatch.setattr(ownership, "_children", lambda model: graph.get(model, {}))
    parents = ownership.parents_by_model()
    assert parents[OutfitItem] == [items]
    assert not ownership.rows_of(OutfitItem, alice, parents).exists()
