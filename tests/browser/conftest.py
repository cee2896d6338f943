"""A real browser on the running site, and a worker that does what waits in the queue when it is told to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.core.management import call_command
from django_q.models import OrmQ
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, which Django would otherwise take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(chromium, live_server):
    """A page in a fresh window; whatever it complains about in its console fails the test."""
    contexts: list[BrowserContext] = []
    mistakes: list[str] = []

    def note(message):
        # Refused and known photos and a lost answer are part of the plot; the browser reports their status too.
        if message.type == "error" and not any(status in message.text for status in ("409", "422", "502")):
            mistakes.append(message.text)

    def open_page(person=None, **options) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, reduced_motion="reduce", service_workers="block", **{**DESK, **options}
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        if person is not None:
            context.add_cookies([session_of(person, live_server.url)])
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not mistakes


def session_of(person, address: str) -> dict[str, str]:
    from django.test import Client

    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": address}


@pytest.fixture
def site(transactional_db):
    """Tables that other tests have emptied, as they are after a start."""
    call_command("createcachetable")


@pytest.fixture
def work():
    """Do what waits in the queue, as a worker would."""

    def work() -> int:
        messages = list(OrmQ.objects.order_by("pk"))
        for message in messages:
            module, _, name = message.task["func"].rpartition(".")
            getattr(import_module(module), name)(*message.task["args"])
            message.delete()
        return len(messages)

    return work
