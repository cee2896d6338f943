"""Tags and filters that components are drawn with."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from wardrobe_project import navigation
from wardrobe_project.templatetags import ui


@pytest.mark.parametrize(
    ("color", "expected"),
    [("navy", "tint-navy"), ("light blue", "tint-light-blue"), ("plaid", "tint-neutral"), (None, "tint-neutral")],
)
def test_a_card_wears_the_colour_of_its_garment(color: str | None, expected: str) -> None:
    assert ui.tint(color) == expected


@pytest.mark.parametrize(
    ("confidence", "word"), [(0.97, "sure"), (0.85, "sure"), (0.7, "likely"), (0.59, "check"), (None, "check")]
)
def test_confidence_is_said_in_words(confidence: float | None, word: str) -> None:
    assert ui.sureness(confidence) == word


def test_a_palette_fills_its_bar_whatever_the_shares_add_up_to() -> None:
    swatches = [{"name": "navy", "hex": "#1d2a4d", "share": 0.3}, {"name": "red", "hex": "#c9202b", "share": 0.1}]
    html = Template("{% load ui %}{% palette_bar swatches %}").render(Context({"swatches": swatches}))
    assert re.findall(r'\sx="([\d.]+)"', html) == ["0.00", "75.00"]
    assert re.findall(r'<rect[^>]*width="([\d.]+)"', html) == ["75.00", "25.00"]


def test_an_icon_with_a_label_is_announced_and_one_without_is_silent() -> None:
    assert 'role="img" aria-label="Favourite"' in ui.icon("heart", "Favourite")
    assert 'aria-hidden="true"' in ui.icon("heart")
    assert "<script>" not in ui.icon("heart", "<script>")


def test_places_appear_when_their_pages_exist() -> None:
    assert navigation.entry(navigation.Place("Moon", "moon", "moon"), "") is None
    found = navigation.entry(navigation.Place("Front", "welcome", "house"), "welcome")
    assert found is not None and found["current"] and found["href"] == "/"


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('"><script>', ""), ("", "")])
def test_only_known_themes_are_taken_from_the_cookie(cookie: str, theme: str) -> None:
    request = RequestFactory().get("/")
    request.resolver_match = None
    request.COOKIES[navigation.THEME_COOKIE] = cookie
    assert navigation.navigation(request)["theme"] == theme
