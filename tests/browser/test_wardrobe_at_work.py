"""The rail, the review queue and the cut-out editor, worked by mouse and keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.factories import make_garment, many_rows
from wardrobe.models import Garment

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def alice(make_person):
    return make_person("alice")


@pytest.fixture
def five(alice) -> list[Garment]:
    return [
        make_garment(alice, name=f"Garment {number}", category=category, seed=number, confidence=0.2 + number / 10)
        for number, category in enumerate(("jeans", "skirt", "jeans", "coat", "dress"))
    ]


def test_filters_change_the_address_and_the_list_in_place(open_page, alice, five):
    page = open_page(alice)
    page.goto("/wardrobe")
    page.get_by_role("link", name="Jeans 2").click()
    expect(page.locator(".card")).to_have_count(2)
    page.wait_for_url("**category=jeans**")
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator(".card")).to_have_count(5)
    page.go_back()
    expect(page.locator(".card")).to_have_count(2)
    page.reload()
    expect(page.locator(".card")).to_have_count(2)


def test_the_list_goes_on_while_one_scrolls(open_page, alice):
    many_rows(alice, 100)
    page = open_page(alice)
    page.route("**/media/**", lambda route: route.fulfill(status=204))
    page.goto("/wardrobe")
    expect(page.locator(".card")).to_have_count(48)
    page.mouse.wheel(0, 20_000)
    expect(page.locator(".card")).to_have_count(96)
    page.mouse.wheel(0, 40_000)
    expect(page.locator(".card")).to_have_count(100)
    expect(page.get_by_role("link", name="Show more")).to_have_count(0)


def test_the_keyboard_finds_moves_selects_and_opens(open_page, alice, five):
    page = open_page(alice)
    page.goto("/wardrobe")
    page.keyboard.press("/")
    expect(page.locator("[data-find]")).to_be_focused()
    links = page.locator(".garment-link")
    links.first.focus()
    page.keyboard.press("ArrowRight")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(".bulk-count")).to_have_text("1 selected")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Garment 3")
    page.get_by_role("link", name="Next garment").click()
    expect(page.locator("h1")).to_have_text("Garment 2")


def test_many_are_put_away_at_once_and_taken_back(open_page, alice, five):
    page = open_page(alice)
    page.goto("/wardrobe")
    boxes = page.locator('input[name="ids"]')
    boxes.nth(0).check(force=True)
    boxes.nth(2).click(force=True, modifiers=["Shift"])
    expect(page.locator(".bulk-count")).to_have_text("3 selected")
    page.locator(".bulk").get_by_role("button", name="Trash").click()
    expect(page.locator(".card")).to_have_count(2)
    expect(page.locator("#total")).to_have_text("2")
    expect(page.locator(".bulk")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".card")).to_have_count(5)


def test_the_review_queue_is_answered_with_single_keys(open_page, alice, five):
    page = open_page(alice)
    page.goto("/wardrobe/review")
    expect(page.get_by_text("4 to go")).to_be_visible()
    page.keyboard.press("1")
    expect(page.get_by_text("3 to go")).to_be_visible()
    page.keyboard.press("2")
    expect(page.get_by_text("2 to go")).to_be_visible()
    page.keyboard.press("s")
    expect(page.get_by_text("The last one")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("3 checked, nothing left to ask")).to_be_visible()
    kinds = dict(Garment.objects.filter(needs_review=False).values_list("name", "category"))
    assert kinds == {"Garment 0": "jeans", "Garment 1": "shirt", "Garment 3": "coat", "Garment 4": "dress"}


def test_the_photo_behind_the_cut_out_shows_at_a_press(open_page, alice, five):
    page = open_page(alice)
    page.goto(f"/wardrobe/{five[0].pk}")
    page.get_by_role("button", name="Photo").click()
    expect(page.get_by_alt_text("The photo of Garment 0")).to_be_visible()
    page.get_by_role("button", name="Photo").click()
    expect(page.get_by_alt_text("The photo of Garment 0")).to_be_hidden()


def test_strokes_are_painted_undone_and_sent(open_page, alice, five):
    page = open_page(alice)
    page.goto(f"/wardrobe/{five[0].pk}/cut-out")
    canvas = page.locator("[data-canvas]")
    apply = page.get_by_role("button", name="Cut out again")
    expect(apply).to_be_disabled()
    edge = canvas.bounding_box()
    middle = (edge["x"] + edge["width"] / 2, edge["y"] + edge["height"] / 2)
    for tool, shift in (("Keep", 0), ("Remove", 40)):
        page.get_by_role("radio", name=tool).check(force=True)
        page.mouse.move(middle[0], middle[1] + shift)
        page.mouse.down()
        page.mouse.move(middle[0] + 60, middle[1] + shift, steps=5)
        page.mouse.up()
    page.get_by_role("button", name="Undo").click()
    canvas.press("k")
    canvas.press("Space")
    apply.click()
    expect(page.get_by_text("Waiting its turn")).to_be_visible()
    five[0].refresh_from_db()
    assert len(five[0].cutout_hints["keep"]) == 2
    assert five[0].cutout_hints["remove"] == []
    assert five[0].cutout_hints["keep"][0]["points"][0] == pytest.approx([0.5, 0.5], abs=0.01)
