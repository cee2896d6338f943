"""What a new person does in the first hour, on a phone and at a desk: sign up, add, correct, search."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.factories import encoded, make_garment, photo, picture
from wardrobe.models import Garment

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def photos(tmp_path) -> list[Path]:
    """Three garments, one of them twice, and a file that is no photo."""
    files = []
    for number, color in enumerate(("#2b5dbf", "#c9202b", "#2f7d46")):
        path = tmp_path / f"IMG_{number}.jpg"
        path.write_bytes(encoded(picture(number, size=(480, 640), color=color)))
        files.append(path)
    again, text = tmp_path / "IMG_0_copy.jpg", tmp_path / "notes.jpg"
    again.write_bytes(files[0].read_bytes())
    text.write_bytes(b"not a photo at all")
    return [*files, again, text]


def choose(page: Page, photos: list[Path]) -> None:
    page.locator("input[name=photos]").set_input_files([str(path) for path in photos])


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_from_sign_up_to_search(open_page, photos, work, device):
    page = open_page(**device)
    page.goto("/accounts/signup/")
    page.get_by_label("Email").fill("carol@example.org")
    page.get_by_label("Username").fill("carol")
    page.get_by_label("Password", exact=True).fill("correct horse battery")
    page.get_by_role("button", name="Create your wardrobe").click()
    expect(page.get_by_role("heading", name=re.compile("An empty rail"))).to_be_visible()

    page.get_by_role("link", name="Add your first photos").click()
    choose(page, photos)
    expect(page.get_by_text("You already have this photo")).to_be_visible()
    expect(page.get_by_text("This file is not a photo")).to_be_visible()
    expect(page.locator("[data-summary]")).to_contain_text("0 of 3 recognised")
    page.get_by_role("button", name="Skip", exact=True).click()
    assert work() == 3
    expect(page.locator("[data-summary]")).to_have_text("3 added, 1 refused")
    expect(page.locator("[data-final=ready]")).to_have_count(3)

    page.get_by_role("link", name="Open the wardrobe").click()
    expect(page.locator(".card")).to_have_count(3)
    page.locator(".garment-link").first.click()
    page.locator("#fact-category > summary").click()
    page.locator("#fact-category").get_by_role("button", name="Jumpsuit").click()
    expect(page.locator("#fact-category .fact-value")).to_have_text("Jumpsuit")
    expect(page.locator("#fact-category")).to_contain_text("yours")

    page.goto("/wardrobe/search")
    page.get_by_role("searchbox").press_sequentially("jumpsuit")
    expect(page.locator(".hit").first).to_contain_text("matches words")
    assert Garment.objects.filter(category="jumpsuit").count() == 1


def test_without_a_script_everything_is_a_plain_form(open_page, photos, work, make_person):
    page = open_page(make_person("carol"), java_script_enabled=False)
    page.goto("/wardrobe/add")
    choose(page, photos)
    page.get_by_role("button", name="Add these photos").click()
    expect(page.get_by_text("3 photos added")).to_be_visible()
    expect(page.get_by_text("notes.jpg:")).to_be_visible()
    work()
    page.reload()
    page.locator(".garment-link").first.click()
    page.locator("#fact-pattern > summary").click()
    page.locator("#fact-pattern").get_by_role("button", name="Striped").click()
    expect(page.locator("#fact-pattern .fact-value")).to_have_text("Striped")
    page.get_by_role("button", name="Wore it today").click()
    expect(page.get_by_role("button", name="Worn today")).to_be_disabled()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Wore it today")).to_be_enabled()


def test_photos_can_be_dropped_anywhere_and_pasted(open_page, make_person):
    page = open_page(make_person("carol"))
    page.goto("/wardrobe/add")
    bytes_ = list(photo(1))
    give = """([kind, bytes]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(bytes)], `${kind}.jpg`, { type: "image/jpeg" }));
        const event = kind === "drop"
            ? new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true })
            : new ClipboardEvent(kind, { clipboardData: transfer, bubbles: true, cancelable: true });
        document.querySelector("h1").dispatchEvent(event);
    }"""
    page.evaluate(give, ["drop", bytes_])
    expect(page.locator(".upload")).to_have_count(1)
    expect(page.get_by_text("waiting its turn")).to_be_visible()
    page.evaluate(give, ["paste", bytes_])
    expect(page.get_by_text("You already have this photo")).to_be_visible()
    page.get_by_role("button", name="Add anyway").click()
    expect(page.get_by_text("waiting its turn")).to_have_count(2)
    assert Garment.objects.count() == 2


def test_a_photo_that_did_not_arrive_is_sent_again_under_the_same_key(open_page, make_person, photos):
    page = open_page(make_person("carol"))
    page.goto("/wardrobe/add")
    keys: list[str] = []

    def lose_the_answer(route):
        body = route.request.post_data_buffer or b""
        keys.append(re.search(rb'name="upload_key"\r\n\r\n([^\r]+)', body)[1].decode())
        if len(keys) == 1:
            route.fetch()
            route.fulfill(status=502, body="")
        else:
            route.continue_()

    page.route("**/wardrobe/upload", lose_the_answer)
    choose(page, photos[:1])
    expect(page.get_by_text("waiting its turn")).to_be_visible()
    assert len(keys) == 2
    assert keys[0] == keys[1]
    assert Garment.objects.count() == 1


def test_the_note_about_photos_under_way_follows_to_other_pages(open_page, make_person, photos, work):
    person = make_person("carol")
    make_garment(person)
    page = open_page(person)
    page.goto("/wardrobe/add")
    choose(page, photos[:2])
    expect(page.get_by_role("link", name="Open the wardrobe")).to_be_visible()
    page.goto("/wardrobe/statistics")
    expect(page.locator("#afoot")).to_contain_text("2 photos being recognised")
    work()
    expect(page.locator("#afoot")).to_contain_text("All photos recognised")
