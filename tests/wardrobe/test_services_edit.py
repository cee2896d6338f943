"""Describing a garment, correcting what was recognised, and giving a fact back to the model."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from threading import Event, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction

from tests.factories import make_garment, pending_garment, together
from wardrobe.models import Garment, GarmentLabel
from wardrobe.services.garments import (
    change_garment,
    confirm,
    correct_garment,
    edit_garment,
    recut,
    retry_analysis,
)

pytestmark = pytest.mark.django_db


def fresh(garment: Garment) -> Garment:
    return Garment.all_objects.with_facts().get(pk=garment.pk)


def found_by(text: str) -> list[Garment]:
    return list(Garment.objects.with_words(text))


def test_the_owner_describes_a_garment(alice):
    garment = make_garment(alice)
    edit_garment(
        garment=garment,
        changes={"name": "Weekend jeans", "brand": "Lotta", "price": "89.5", "purchased_on": date(2026, 3, 1)},
    )

    garment = fresh(garment)
    assert (garment.name, garment.brand, garment.price) == ("Weekend jeans", "Lotta", Decimal("89.5"))
    assert garment.purchased_on == date(2026, 3, 1)
    assert found_by("weekend") == found_by("lotta") == [garment]


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_description_can_be_emptied(alice, nothing):
    garment = make_garment(alice, name="Jeans", price=Decimal(5), purchased_on=date(2026, 1, 1), currency="USD")
    edit_garment(garment=garment, changes=dict.fromkeys(["name", "price", "purchased_on", "currency"], nothing))

    garment = fresh(garment)
    assert (garment.name, garment.price, garment.purchased_on, garment.currency) == ("", None, None, "EUR")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 121),
        ("price", "-0.01"),
        ("price", "cheap"),
        ("currency", "EURO"),
        ("status", "ready"),
        ("category", "hat"),
    ],
)
def test_what_is_not_right_changes_nothing(alice, field, value):
    garment = make_garment(alice, name="Jeans")
    with pytest.raises(ValidationError) as refusal:
        edit_garment(garment=garment, changes={"notes": "new", field: value})
    assert field in refusal.value.message_dict
    assert fresh(garment).notes == ""


def test_describing_a_photo_while_it_is_recognised_keeps_its_words(alice):
    garment = make_garment(alice, category="jeans")
    loaded_before_it_was_recognised = Garment.objects.get(pk=garment.pk)
    loaded_before_it_was_recognised.category = loaded_before_it_was_recognised.color_primary = ""

    edit_garment(garment=loaded_before_it_was_recognised, changes={"name": "Old faithful"})
    assert found_by("old faithful denim jeans") == [garment]


def test_a_correction_wins_over_the_model(alice):
    garment = make_garment(alice, category="jeans", confidence=0.4)
    assert garment.needs_review
    correct_garment(
        garment=garment, values={"category": "skirt", "color_primary": "red", "seasons": ["winter", "winter"]}
    )

    garment = fresh(garment)
    assert (garment.category, garment.color_primary, garment.seasons) == ("skirt", "red", ["winter"])
    assert (garment.category_confidence, garment.needs_review, garment.label_source) == (None, False, "owner")
    assert (garment.pattern, garment.prediction.category) == ("solid", "jeans")
    assert found_by("red skirt") == [garment]
    assert found_by("jeans") == []


def test_none_gives_one_fact_back_to_the_model(alice):
    garment = make_garment(alice, category="jeans")
    correct_garment(garment=garment, values={"category": "skirt", "fit": "slim"})
    correct_garment(garment=garment, values={"category": None})

    garment = fresh(garment)
    assert (garment.category, garment.category_confidence, garment.fit) == ("jeans", 0.9, "slim")
    assert garment.label_source == "owner"
    correct_garment(garment=garment, values={"fit": None})
    assert fresh(garment).label_source == "model"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category", "trousers"), ("color_primary", "#ff0000"), ("formality", 1.2), ("warmth", "hot"),
        ("seasons", "winter"), ("seasons", ["monsoon"]), ("subcategory", "x" * 41), ("palette", []), ("price", 3),
    ],
)  # fmt: skip
def test_a_correction_that_is_not_right_is_named_and_changes_nothing(alice, field, value):
    garment = make_garment(alice)
    with pytest.raises(ValidationError) as refusal:
        correct_garment(garment=garment, values={"fit": "slim", field: value})
    assert list(refusal.value.message_dict) == [field]
    assert fresh(garment).fit == "regular"
    assert not GarmentLabel.objects.exists()


def test_a_second_colour_may_be_none_at_all(alice):
    garment = make_garment(alice, facts={"color_secondary": "white"})
    correct_garment(garment=garment, values={"color_secondary": ""})
    assert fresh(garment).color_secondary == ""


def test_saying_that_the_model_is_right_takes_it_off_the_queue(alice):
    garment = make_garment(alice, category="jeans", confidence=0.3)
    assert list(Garment.objects.owned_by(alice).to_review()) == [garment]
    confirm(garment=garment)

    assert fresh(garment).label.values == {"category": "jeans"}
    assert list(Garment.objects.owned_by(alice).to_review()) == []


def test_a_photo_that_is_not_recognised_yet_cannot_be_confirmed(alice):
    with pytest.raises(ValidationError):
        confirm(garment=pending_garment(alice))


def test_the_least_sure_garment_is_reviewed_first(alice):
    unsure, very_unsure = make_garment(alice, confidence=0.5), make_garment(alice, confidence=0.2)
    make_garment(alice, confidence=0.95)
    assert list(Garment.objects.owned_by(alice).to_review()) == [very_unsure, unsure]


def test_one_request_changes_everything_or_nothing(alice):
    garment = make_garment(alice)
    with pytest.raises(ValidationError):
        change_garment(garment=garment, described={"name": "Kilt"}, facts={"category": "kilt"}, laundry_state="dirty")
    assert (fresh(garment).name, fresh(garment).laundry_state) == ("", "clean")

    change_garment(
        garment=garment,
        described={"name": "Kilt"},
        facts={"category": "skirt"},
        laundry_state="dirty",
        archive_reason="lent",
    )
    garment = fresh(garment)
    assert (garment.name, garment.category, garment.laundry_state) == ("Kilt", "skirt", "dirty")
    assert (garment.archive_reason, garment.archived_at is None) == ("lent", False)


def test_an_archived_garment_can_get_another_reason_and_come_back(alice):
    garment = make_garment(alice)
    change_garment(garment=garment, described={}, facts={}, archive_reason="lent")
    since = fresh(garment).archived_at
    change_garment(garment=garment, described={}, facts={}, archive_reason="sold")
    assert (fresh(garment).archive_reason, fresh(garment).archived_at) == ("sold", since)

    change_garment(garment=garment, described={}, facts={}, archive_reason="")
    assert (fresh(garment).archive_reason, fresh(garment).archived_at) == ("", None)


def test_a_failed_photo_gets_three_new_attempts(alice, queued):
    garment = pending_garment(alice, status="failed", error_message="It stopped.", attempts=3)
    assert retry_analysis(garment=garment).status == "pending"
    assert (garment.attempts, garment.error_message) == (0, "")
    assert queued() == [("wardrobe.tasks.analyse", (str(garment.pk),))]


def test_only_failed_photos_are_tried_again(alice, queued):
    assert retry_analysis(garment=make_garment(alice)).status == "ready"
    assert queued() == []


def test_cutting_out_again_keeps_the_old_pictures_meanwhile(alice, queued):
    garment = make_garment(alice)
    again = recut(garment=garment, hints={"mode": "original"})
    assert (again.status, again.cutout_hints) == ("pending", {"mode": "original"})
    assert again.processed.storage.exists(again.processed.name)
    assert queued() == [("wardrobe.tasks.analyse", (str(garment.pk),))]


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_are_both_kept(alice):
    garment = make_garment(alice)
    answers = together(
        lambda: correct_garment(garment=garment, values={"category": "skirt"}),
        lambda: correct_garment(garment=garment, values={"fit": "slim"}),
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert fresh(garment).label.values == {"category": "skirt", "fit": "slim"}


@pytest.mark.django_db(transaction=True)
def test_a_correction_that_waits_for_another_one_builds_on_it(alice):
    garment = make_garment(alice)
    waiting, answered = Event(), Event()

    def correct_meanwhile():
        waiting.set()
        correct_garment(garment=garment, values={"fit": "slim"})
        answered.set()
        connections.close_all()

    other = Thread(target=correct_meanwhile)
    with transaction.atomic():
        correct_garment(garment=garment, values={"category": "skirt"})
        other.start()
        waiting.wait(10)
        assert not answered.wait(0.3)
    other.join(10)
    assert fresh(garment).label.values == {"category": "skirt", "fit": "slim"}
    assert (fresh(garment).category, fresh(garment).fit) == ("skirt", "slim")
