"""Searching, checking what the model was unsure of, statistics, and the demo."""

from __future__ import annotations

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from tests.factories import make_garment, photo, unit_vector
from wardrobe import encoders
from wardrobe.models import Garment
from wardrobe.services import demo, wear
from wardrobe.views.statistics import ring
from wardrobe.vision import analysis

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(alice, browser_of):
    return browser_of(alice)


# --- search -----------------------------------------------------------------------------------------------------------
def test_words_find_garments_and_say_why(page, alice, words_only):
    make_garment(alice, name="Concert hoodie", category="hoodie")
    make_garment(alice, name="Jeans", seed=1)
    answer = page.get(reverse("wardrobe-search"), {"q": "hoodie"})
    assert "Concert hoodie" in answer.text
    assert "matches words" in answer.text
    assert ">Jeans<" not in answer.text
    part = page.get(reverse("wardrobe-search"), {"q": "hoodie"}, headers=HTMX)
    assert part.text.strip().startswith('<div id="found"')


def test_an_empty_answer_is_given_with_searches_that_find_something(page, alice, words_only):
    make_garment(alice, name="Green parka")
    answer = page.get(reverse("wardrobe-search"), {"q": "zeppelin"})
    assert "Nothing like “zeppelin” hangs here" in answer.text
    assert "?q=green%20parka" in answer.text


def test_nobody_finds_what_is_not_theirs(page, bob, words_only):
    make_garment(bob, name="Concert hoodie")
    assert "Concert hoodie" not in page.get(reverse("wardrobe-search"), {"q": "hoodie"}).text


def search_by(page, data: bytes, **others):
    file = SimpleUploadedFile("shop.jpg", data, "image/jpeg")
    return page.post(reverse("wardrobe-search-photo"), {"photo": file}, **others)


def test_a_photo_finds_what_looks_like_it_and_is_not_kept(page, alice, monkeypatch, stored_files):
    make_garment(alice, name="Blue jeans", vector=unit_vector())
    make_garment(alice, name="Red skirt", vector=unit_vector(towards=7), seed=1)
    monkeypatch.setattr(encoders, "active_encoder", lambda: (None, encoders.active_model()))
    monkeypatch.setattr(analysis, "encode_photo", lambda rgb, encoder: np.array(unit_vector()))
    before = stored_files()
    answer = search_by(page, photo(5))
    assert "Blue jeans" in answer.text
    assert ">Red skirt<" not in answer.text
    assert "looks like it" in answer.text
    assert stored_files() == before


def test_a_photo_that_is_none_is_refused_in_its_place(page):
    assert "Please send" in search_by(page, b"no photo", headers=HTMX).text
    assert "Choose a photo first" in page.post(reverse("wardrobe-search-photo")).text


# --- to check ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def queue(alice):
    """Three garments, the least sure first."""
    return [
        make_garment(alice, name=f"{confidence}", confidence=confidence, seed=number)
        for number, confidence in enumerate((0.2, 0.3, 0.4))
    ]


def answer(page, garment: Garment, **pressed):
    return page.post(reverse("wardrobe-review"), {"garment": str(garment.pk), **pressed}, follow=True)


def test_the_least_sure_garment_is_asked_about_first(page, queue):
    shown = page.get(reverse("wardrobe-review")).context
    assert (shown["garment"], shown["left"]) == (queue[0], 3)


def test_confirming_correcting_and_skipping_go_on_to_the_next(page, queue):
    assert answer(page, queue[0], confirm="1", done="0", skipped="0").context["garment"] == queue[1]
    after_skip = answer(page, queue[1], skip="1", done="1", skipped="0")
    assert after_skip.context["garment"] == queue[2]
    last = answer(page, queue[2], category="skirt", done="1", skipped="1")
    assert last.context["garment"] is None
    assert "2 checked, nothing left to ask" in last.text
    assert "1 you skipped waits here" in last.text
    for garment, category, waits in zip(queue, ("jeans", "jeans", "skirt"), (False, True, False), strict=True):
        garment.refresh_from_db()
        assert (garment.category, garment.needs_review) == (category, waits)


def test_htmx_gets_only_the_next_step(page, queue):
    step = page.post(reverse("wardrobe-review"), {"garment": str(queue[0].pk), "confirm": "1"}, headers=HTMX)
    assert step.text.strip().startswith("<ward-review")
    assert queue[1].processed.url in step.text


def test_an_answer_that_makes_no_sense_is_a_skip(page, queue):
    assert "not one of" in answer(page, queue[0], category="spacesuit").text
    assert page.post(reverse("wardrobe-review"), {"garment": "nobody"}).status_code == 302


def test_somebody_elses_garment_cannot_be_answered_for(page, bob):
    assert page.post(reverse("wardrobe-review"), {"garment": str(make_garment(bob).pk)}).status_code == 404


def test_a_sure_wardrobe_has_nothing_to_ask(page, alice):
    make_garment(alice)
    assert "Everything is known for sure" in page.get(reverse("wardrobe-review")).text


# --- statistics -------------------------------------------------------------------------------------------------------
def test_the_statistics_are_pictures_that_lead_to_the_rail(page, alice):
    jeans = make_garment(alice, price="60.00", facts={"color_primary": "blue"})
    make_garment(alice, category="skirt", facts={"color_primary": "red"}, seed=1)
    wear.log_wear(owner=alice, garments=[jeans])
    text = page.get(reverse("wardrobe-statistics")).text
    assert '?color=blue"' in text
    assert '?category=skirt"' in text
    assert "<path d=" in text
    assert "60.00" in text
    assert "day-1" in text


def test_an_empty_wardrobe_has_nothing_to_count(page):
    assert "Nothing to count yet" in page.get(reverse("wardrobe-statistics")).text


def test_a_ring_of_one_colour_is_still_drawn():
    assert ring(0, 1).startswith("M0.00 -100.00A100 100 0 1 1 -0.06 -100.00L")


# --- demo -------------------------------------------------------------------------------------------------------------
def test_the_demo_opens_with_one_press_and_can_be_made_ones_own(browser_of, monkeypatch):
    monkeypatch.setattr(demo, "demo_wardrobe", list)
    answer = browser_of().post(reverse("demo-open"), follow=True)
    assert answer.redirect_chain == [(reverse("wardrobe"), 302)]
    assert User.objects.filter(is_demo=True).count() == 1
    assert reverse("account-claim") in answer.text
    assert "The demo wardrobe is being hung up" in answer.text


def test_the_demo_leaves_people_with_a_wardrobe_where_they_are(page, alice):
    assert page.post(reverse("demo-open")).status_code == 302
    assert list(User.objects.all()) == [alice]
    assert page.get(reverse("demo-open")).status_code == 405
