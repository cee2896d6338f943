"""The custom elements of the style guide, worked by mouse and keyboard in a real browser."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Page, expect, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium():
    # Playwright's loop runs in this thread, which Django would otherwise take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def guide(chromium, live_server) -> Page:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    mistakes: list[str] = []
    page.on("console", lambda message: mistakes.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.goto(f"{live_server.url}/styleguide")
    yield page
    context.close()
    assert not mistakes


def test_a_dialog_opens_in_place_and_gives_the_page_back(guide: Page) -> None:
    dialog = guide.locator("#sample-dialog")
    guide.get_by_role("link", name="Open a dialog").click()
    expect(dialog).to_be_visible()
    guide.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_menu_is_worked_by_keyboard(guide: Page) -> None:
    summary = guide.locator("summary[aria-label='More about this garment']")
    summary.press("Enter")
    guide.keyboard.press("ArrowDown")
    expect(guide.get_by_role("link", name="Edit")).to_be_focused()
    guide.keyboard.press("ArrowUp")
    expect(guide.get_by_role("link", name="Delete")).to_be_focused()
    guide.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(guide.get_by_role("link", name="Edit")).to_be_hidden()


def test_tags_are_added_and_removed(guide: Page) -> None:
    stored = guide.locator("input[type=hidden][name=materials]")
    guide.get_by_label("Materials").fill("linen")
    guide.keyboard.press("Enter")
    expect(stored).to_have_value("wool, silk, linen")
    guide.get_by_role("button", name="Remove silk").click()
    expect(stored).to_have_value("wool, linen")


def test_the_theme_is_remembered_by_the_server(guide: Page) -> None:
    guide.get_by_role("button", name="Dark theme").click()
    assert guide.evaluate("document.documentElement.dataset.theme") == "dark"
    guide.reload()
    assert guide.locator("html").get_attribute("data-theme") == "dark"


def test_shift_selects_a_range_and_escape_lets_go(guide: Page) -> None:
    boxes = guide.locator("input[name=ids]")
    boxes.nth(0).check()
    boxes.nth(3).click(modifiers=["Shift"])
    expect(guide.locator("[data-count]")).to_have_text("4")
    expect(guide.get_by_role("toolbar")).to_be_visible()
    guide.keyboard.press("Escape")
    expect(guide.get_by_role("toolbar")).to_be_hidden()


def test_a_toast_can_be_dismissed(guide: Page) -> None:
    guide.evaluate(
        "import(document.querySelector('script[src*=elements]').src.replace(/elements[^/]*$/, 'ward-toast.js'))"
        ".then(({ toast }) => toast('Three garments archived.'))"
    )
    region = guide.locator("#toasts")
    expect(region).to_contain_text("Three garments archived.")
    region.get_by_role("button", name="Dismiss").click()
    expect(region).not_to_contain_text("Three garments archived.")


def test_pasted_photos_reach_the_plain_file_input(guide: Page) -> None:
    count = guide.evaluate(
        """() => {
          const transfer = new DataTransfer();
          transfer.items.add(new File(["x"], "coat.jpg", { type: "image/jpeg" }));
          document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true }));
          return document.querySelector("ward-drop input[name]").files.length;
        }"""
    )
    assert count == 1


def test_without_a_connection_the_offline_page_answers(guide: Page, live_server) -> None:
    guide.evaluate("navigator.serviceWorker.ready")
    guide.context.set_offline(True)
    page = guide.context.new_page()
    page.goto(f"{live_server.url}/styleguide?again")
    expect(page.get_by_role("heading", level=1)).to_have_text("Out of reach")
