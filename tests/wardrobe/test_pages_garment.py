"""The page of one garment: looking, correcting, describing, wearing, putting away."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_garment, pending_garment, unit_vector
from wardrobe.choices import GarmentStatus
from wardrobe.models import Garment
from wardrobe.services import wear

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PAGES = ["garment", "garment-card", "garment-cutout", "garment-similar"]
ACTIONS = [
    "garment-edit",
    "garment-correct",
    "garment-retry",
    "garment-favourite",
    "garment-laundry",
    "garment-archive",
    "garment-wear",
    "garment-not-worn",
    "garment-trash",
    "garment-cutout",
]


@pytest.fixture
def page(alice, browser_of):
    return browser_of(alice)


@pytest.fixture
def jeans(alice):
    return make_garment(alice, confidence=0.5, facts={"color_primary": "blue"})


def at(name: str, garment: Garment) -> str:
    return reverse(name, args=[garment.pk])


@pytest.mark.parametrize("name", PAGES)
def test_somebody_elses_garment_is_not_found(page, bob, name):
    assert page.get(at(name, make_garment(bob))).status_code == 404


@pytest.mark.parametrize("name", ACTIONS)
def test_nothing_can_be_done_to_somebody_elses_garment(page, bob, name):
    foreign = make_garment(bob)
    before = foreign.updated_at
    assert page.post(at(name, foreign), {"reason": "sold", "on": "1", "field": "category"}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.updated_at == before


@pytest.mark.parametrize("name", [name for name in ACTIONS if name != "garment-cutout"])
def test_what_changes_something_is_no_link(page, jeans, name):
    assert page.get(at(name, jeans)).status_code == 405


def test_the_page_shows_facts_with_their_sureness_and_alternatives(page, jeans):
    text = page.get(at("garment", jeans)).text
    assert "Blue jeans" in text
    assert "Jeans: is that right?" in text
    assert 'value="shirt"' in text
    assert "check this" in text
    assert jeans.processed.url in text
    assert jeans.original.url in text


def test_a_page_asks_as_often_for_a_much_worn_garment(page, alice, jeans):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page.get(at("garment", jeans))
        return len(captured)

    queries()
    fresh = queries()
    for days in range(20):
        wear.log_wear(owner=alice, garments=[jeans], worn_on=timezone.localdate() - timedelta(days=days))
    assert queries() == fresh <= 10


def test_a_fact_is_corrected_and_given_back_to_the_model(page, jeans):
    page.post(at("garment-correct", jeans), {"field": "category", "value": "skirt"})
    jeans.refresh_from_db()
    assert (jeans.category, jeans.needs_review, jeans.label_source) == ("skirt", False, "owner")
    page.post(at("garment-correct", jeans), {"field": "category", "reset": "1"})
    jeans = Garment.objects.with_facts().get()
    assert (jeans.category, jeans.label_source) == ("jeans", "model")


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("color_primary", "light blue", "light blue"),
        ("color_secondary", "", ""),
        ("seasons", ["summer", "spring"], ["spring", "summer"]),
        ("seasons", [], []),
        ("style_tags", ["casual"], ["casual"]),
        ("formality", "0.7", 0.7),
        ("warmth", "0.3", 0.3),
        ("subcategory", " Wide  leg ", "wide leg"),
        ("pattern", "striped", "striped"),
    ],
)
def test_every_field_can_be_corrected(page, jeans, field, value, stored):
    page.post(at("garment-correct", jeans), {"field": field, "value": value})
    jeans.refresh_from_db()
    assert getattr(jeans, field) == stored
    assert jeans.label.values[field] == stored


def test_htmx_gets_the_facts_and_the_head_of_the_page(page, jeans):
    answer = page.post(at("garment-correct", jeans), {"field": "color_primary", "value": "red"}, headers=HTMX)
    assert 'id="piece-facts"' in answer.text
    assert 'id="piece-head" hx-swap-oob="true"' in " ".join(answer.text.split())
    assert "Red jeans" in answer.text
    assert "<html" not in answer.text


def test_a_wrong_correction_says_so_in_its_place(page, jeans):
    answer = page.post(at("garment-correct", jeans), {"field": "pattern", "value": "wobbly"})
    assert answer.status_code == 200
    assert "wobbly" in answer.text
    jeans.refresh_from_db()
    assert jeans.pattern == "solid"


def test_what_the_owner_says_is_kept_and_a_price_may_have_a_comma(page, jeans):
    said = {"name": "Old faithful", "price": "1.249,50", "currency": "SEK", "purchased_on": "2020-02-29"}
    page.post(at("garment-edit", jeans), {**said, "brand": "Acme", "size": "32", "notes": "Mend the left knee."})
    jeans.refresh_from_db()
    assert (jeans.name, str(jeans.price), jeans.currency) == ("Old faithful", "1249.50", "SEK")
    assert jeans.purchased_on.isoformat() == "2020-02-29"
    assert "Mend the left knee." in page.get(at("garment", jeans)).text


def test_a_price_that_is_none_is_answered_on_the_page(page, jeans):
    answer = page.post(at("garment-edit", jeans), {"price": "cheap", "name": "Kept in the form"})
    assert answer.status_code == 200
    assert "Enter a number" in answer.text
    assert "Kept in the form" in answer.text


def test_worn_today_counts_once_and_is_taken_back(page, jeans):
    page.post(at("garment-wear", jeans))
    answer = page.post(at("garment-wear", jeans), follow=True)
    jeans.refresh_from_db()
    assert jeans.wear_count == 1
    assert "Worn today" in answer.text
    assert at("garment-not-worn", jeans) in answer.text
    page.post(at("garment-not-worn", jeans) + f"?worn_on={timezone.localdate()}")
    jeans.refresh_from_db()
    assert jeans.wear_count == 0


def test_another_day_can_be_noted_but_not_one_to_come(page, jeans):
    page.post(at("garment-wear", jeans), {"worn_on": "2026-01-05"})
    answer = page.post(at("garment-wear", jeans), {"worn_on": "2199-01-05"}, follow=True)
    jeans.refresh_from_db()
    assert jeans.last_worn_on.isoformat() == "2026-01-05"
    assert "has not come yet" in answer.text
    assert "year-month-day" in page.post(at("garment-wear", jeans), {"worn_on": "soon"}, follow=True).text


def test_favourite_and_laundry_are_one_press_each(page, jeans):
    page.post(at("garment-favourite", jeans), {"on": "1"})
    page.post(at("garment-laundry", jeans), {"state": "dirty"})
    page.post(at("garment-laundry", jeans), {"state": "muddy"})
    jeans.refresh_from_db()
    assert jeans.is_favourite
    assert jeans.laundry_state == "dirty"


def test_it_goes_into_the_archive_for_a_reason_and_comes_back(page, jeans):
    page.post(at("garment-archive", jeans), {"reason": "because"})
    jeans.refresh_from_db()
    assert jeans.archived_at is None
    assert "Back into the wardrobe" in page.post(at("garment-archive", jeans), {"reason": "lent"}, follow=True).text
    page.post(at("garment-archive", jeans))
    jeans.refresh_from_db()
    assert jeans.archived_at is None


def test_it_goes_to_the_trash_with_a_way_back(page, jeans):
    answer = page.post(at("garment-trash", jeans), follow=True)
    assert answer.redirect_chain == [(reverse("wardrobe"), 302)]
    assert reverse("wardrobe-undo") in answer.text
    assert page.get(at("garment", jeans)).status_code == 404


def test_a_failed_photo_is_tried_again(page, alice, queued):
    failed = pending_garment(alice, status=GarmentStatus.FAILED, error_message="It stopped three times.")
    assert "It stopped three times." in page.get(at("garment", failed)).text
    answer = page.post(at("garment-retry", failed), headers=HTMX)
    assert f'data-live="card:{failed.pk}:pending"' in answer.text
    assert queued() == [("wardrobe.tasks.analyse", (str(failed.pk),))]
    answer = page.post(at("garment-retry", failed), {"look": "row"}, headers=HTMX)
    assert f'data-live="row:{failed.pk}:pending"' in answer.text


def test_what_looks_alike_is_shown(page, alice):
    jeans = make_garment(alice, vector=unit_vector())
    make_garment(alice, name="Nearly the same", vector=unit_vector(and_towards=1, share=0.1), seed=1)
    make_garment(alice, name="Quite different", vector=unit_vector(towards=5), seed=2)
    text = page.get(at("garment-similar", jeans), headers=HTMX).text
    assert "Nearly the same" in text
    assert "Quite different" not in text
    assert "<html" in page.get(at("garment-similar", jeans)).text


# --- the cut-out ------------------------------------------------------------------------------------------------------
def test_the_editor_knows_where_the_cut_out_lies(page, jeans):
    text = page.get(at("garment-cutout", jeans)).text
    assert 'data-box="[10, 10, 80, 120]"' in text
    assert jeans.original.url in text


def test_strokes_reach_the_worker_within_the_picture(page, jeans, queued):
    hints = {"keep": [{"points": [[0.1, 0.2], [1.7, -3]], "radius": 0.04}], "remove": [], "box": [0, 0, 0.5, 1]}
    page.post(at("garment-cutout", jeans), {"mode": "strokes", "hints": json.dumps(hints)})
    jeans.refresh_from_db()
    assert jeans.cutout_hints["keep"] == [{"points": [[0.1, 0.2], [1.0, 0.0]], "radius": 0.04}]
    assert jeans.cutout_hints["box"] == [0.0, 0.0, 0.5, 1.0]
    assert jeans.status == GarmentStatus.PENDING
    assert len(queued()) == 1


@pytest.mark.parametrize(("mode", "stored"), [("original", {"mode": "original"}), ("automatic", None)])
def test_the_whole_photo_or_the_automatic_cut_is_one_button(page, jeans, mode, stored):
    page.post(at("garment-cutout", jeans), {"mode": mode, "hints": '{"keep": []}'})
    jeans.refresh_from_db()
    assert jeans.cutout_hints == stored


@pytest.mark.parametrize(
    "hints",
    [
        "[",
        "[1]",
        '{"keep": [{"points": [[1]], "radius": 0.1}]}',
        '{"keep": [{"points": [["NaN", 0]], "radius": 0.1}]}',
        json.dumps({"keep": [{"points": [[0, 0]], "radius": 0.1}] * 401}),
    ],
)
def test_strokes_that_are_none_are_refused(page, jeans, hints):
    answer = page.post(at("garment-cutout", jeans), {"mode": "strokes", "hints": hints})
    assert "could not be read" in answer.text
    jeans.refresh_from_db()
    assert jeans.status == GarmentStatus.READY
