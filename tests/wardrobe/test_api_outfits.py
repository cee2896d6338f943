"""The API contract for outfits."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from tests.factories import make_garment, many_rows
from wardrobe.models import Outfit
from wardrobe.services.outfits import create_outfit

pytestmark = pytest.mark.django_db
OUTFITS = "/api/v1/outfits"
FIELDS = {"id", "name", "occasion", "notes", "is_favourite", "items", "created_at", "updated_at"}


@pytest.fixture
def phone(alice, phone_of):
    return phone_of(alice)


def one(outfit: Outfit, *more: str) -> str:
    return "/".join([OUTFITS, str(outfit.pk), *more])


def keys(garments) -> list[str]:
    return [str(garment.pk) for garment in garments]


def errors(answer, status: int = 400) -> list[str]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return list(answer.json()["errors"])


def test_an_outfit_is_kept_in_its_order(alice, phone):
    rows = [make_garment(alice, category=category) for category in ("shirt", "jeans")]
    answer = phone.post(OUTFITS, {"name": "Monday", "occasion": "work", "garment_ids": keys(rows)}, format="json")
    assert answer.status_code == 201
    body = answer.json()
    assert set(body) == FIELDS
    assert [(item["slot"], item["position"], item["garment"]["id"]) for item in body["items"]] == [
        ("top", 0, str(rows[0].pk)),
        ("bottom", 1, str(rows[1].pk)),
    ]
    assert phone.get(f"{OUTFITS}/{body['id']}").json() == body


def test_outfits_are_listed_newest_first(alice, bob, phone):
    outfits = [create_outfit(owner=alice, garments=many_rows(alice, 1), name=str(number)) for number in range(3)]
    create_outfit(owner=bob, garments=many_rows(bob, 1))
    body = phone.get(OUTFITS, {"page_size": 2}).json()
    assert [row["id"] for row in body["results"]] == keys(outfits[:0:-1])
    assert [row["id"] for row in phone.get(body["next"]).json()["results"]] == keys(outfits[:1])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"garment_ids": []}, "garment_ids"),
        ({"garment_ids": [str(uuid.uuid4())]}, "garment_ids"),
        ({"garment_ids": "all"}, "garment_ids"),
        ({"occasion": "coronation"}, "occasion"),
        ({"name": "x" * 121}, "name"),
    ],
)
def test_what_is_not_right_is_named(alice, phone, change, field):
    values = {"garment_ids": keys(many_rows(alice, 1)), **change}
    assert errors(phone.post(OUTFITS, values, format="json")) == [field]
    assert not Outfit.all_objects.exists()

    outfit = create_outfit(owner=alice, garments=many_rows(alice, 1), name="Monday")
    assert errors(phone.patch(one(outfit), change, format="json")) == [field]
    assert outfit.items.count() == 1


def test_other_peoples_garments_do_not_exist(alice, bob, phone):
    theirs, mine = many_rows(bob, 1), many_rows(alice, 1)
    assert errors(phone.post(OUTFITS, {"garment_ids": keys(theirs)}, format="json")) == ["garment_ids"]
    assert errors(phone.post(OUTFITS, {"garment_ids": keys(mine * 2)}, format="json")) == ["garment_ids"]
    assert errors(phone.post(OUTFITS, {}, format="json")) == ["garment_ids"]
    assert not Outfit.all_objects.exists()


def test_an_outfit_is_changed_in_part(alice, phone):
    first, second = many_rows(alice, 2)
    outfit = create_outfit(owner=alice, garments=[first], name="Monday", occasion="work")
    body = phone.patch(one(outfit), {"is_favourite": True, "notes": "Nice."}, format="json").json()
    assert (body["name"], body["occasion"], body["is_favourite"], body["notes"]) == ("Monday", "work", True, "Nice.")
    assert [item["garment"]["id"] for item in body["items"]] == keys([first])
    body = phone.patch(one(outfit), {"garment_ids": keys([second, first]), "occasion": ""}, format="json").json()
    assert [item["garment"]["id"] for item in body["items"]] == keys([second, first])
    assert body["occasion"] == ""


def test_deleting_moves_to_the_trash(alice, phone):
    outfit = create_outfit(owner=alice, garments=many_rows(alice, 1))
    assert phone.delete(one(outfit)).status_code == 204
    assert errors(phone.get(one(outfit)), 404) == []
    assert list(Outfit.all_objects.in_trash()) == [outfit]


def test_a_whole_outfit_is_worn(alice, phone):
    rows = many_rows(alice, 2)
    outfit = create_outfit(owner=alice, garments=rows)
    body = phone.post(one(outfit, "wear"), {"date": "2026-03-02"}, format="json").json()
    assert (body["worn_on"], body["outfit"], set(body["garment_ids"])) == (
        "2026-03-02",
        str(outfit.pk),
        set(keys(rows)),
    )
    assert phone.post(one(outfit, "wear")).json()["worn_on"] == timezone.localdate().isoformat()


def test_other_peoples_outfits_do_not_exist(bob, phone):
    outfit = create_outfit(owner=bob, garments=many_rows(bob, 1), name="Theirs")
    assert errors(phone.get(one(outfit)), 404) == []
    assert errors(phone.patch(one(outfit), {"name": "Mine"}, format="json"), 404) == []
    assert errors(phone.delete(one(outfit)), 404) == []
    assert errors(phone.post(one(outfit, "wear")), 404) == []
    assert phone.get(OUTFITS).json()["results"] == []
