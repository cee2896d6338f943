"""Putting one's own garments together."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.factories import many_rows
from wardrobe.models import Outfit, OutfitItem
from wardrobe.services.outfits import create_outfit, edit_outfit, restore_outfit, trash_outfit

pytestmark = pytest.mark.django_db


def places(outfit: Outfit) -> list[tuple[int, str]]:
    return list(outfit.items.values_list("position", "slot"))


def test_an_outfit_keeps_the_order_and_the_slots(alice):
    rows = [many_rows(alice, 1, category=category)[0] for category in ("shirt", "jeans", "boots", "watch")]
    outfit = create_outfit(owner=alice, garments=rows, name="Monday", occasion="work")
    assert places(outfit) == [(0, "top"), (1, "bottom"), (2, "shoes"), (3, "accessory")]
    assert [item.garment for item in outfit.items.all()] == rows
    assert (str(outfit), outfit.occasion) == ("Monday", "work")


def test_an_outfit_is_made_of_ones_own_garments(alice, bob):
    with pytest.raises(ValidationError):
        create_outfit(owner=alice, garments=[*many_rows(alice, 1), *many_rows(bob, 1)])
    assert not Outfit.all_objects.exists()


def test_a_garment_is_in_an_outfit_once(alice):
    [jeans] = many_rows(alice, 1)
    with pytest.raises(ValidationError):
        create_outfit(owner=alice, garments=[jeans, jeans])
    assert not Outfit.all_objects.exists()


@pytest.mark.parametrize("number", [0, 13])
def test_an_outfit_has_one_to_twelve_garments(alice, number):
    with pytest.raises(ValidationError):
        create_outfit(owner=alice, garments=many_rows(alice, number))
    assert not Outfit.all_objects.exists()


@pytest.mark.parametrize(("field", "value"), [("occasion", "coronation"), ("name", "x" * 121), ("deleted_at", None)])
def test_a_description_that_is_not_right_is_refused(alice, field, value):
    with pytest.raises(ValidationError):
        create_outfit(owner=alice, garments=many_rows(alice, 1), **{field: value})
    assert not Outfit.all_objects.exists()


def test_an_outfit_can_be_changed_in_part(alice):
    jeans, skirt = many_rows(alice, 2)
    outfit = create_outfit(owner=alice, garments=[jeans], name="Monday", occasion="work")
    edit_outfit(outfit=outfit, changes={"name": "Tuesday"})
    outfit = Outfit.objects.get()
    assert (outfit.name, outfit.occasion, [item.garment for item in outfit.items.all()]) == ("Tuesday", "work", [jeans])

    edit_outfit(outfit=outfit, changes={}, garments=[skirt, jeans])
    assert [item.garment for item in outfit.items.all()] == [skirt, jeans]


def test_a_change_that_is_not_right_changes_nothing(alice, bob):
    outfit = create_outfit(owner=alice, garments=many_rows(alice, 1), name="Monday")
    with pytest.raises(ValidationError):
        edit_outfit(outfit=outfit, changes={"name": "Tuesday"}, garments=many_rows(bob, 1))
    assert Outfit.objects.get().name == "Monday"
    assert OutfitItem.objects.count() == 1


def test_the_trash_and_back(alice):
    outfit = create_outfit(owner=alice, garments=many_rows(alice, 1))
    trash_outfit(outfit=outfit)
    assert not Outfit.objects.exists()
    assert list(Outfit.all_objects.in_trash()) == [outfit]
    restore_outfit(outfit=outfit)
    assert list(Outfit.objects.visible_to(alice)) == [outfit]
