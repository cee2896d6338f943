"""The places of the site. A place is shown from the day its page exists."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

THEMES = ("light", "dark")
THEME_COOKIE = "theme"


@dataclass(frozen=True)
class Place:
    """An entry of the bottom bar and the rail: `routes` are the view names that count as being there."""

    name: str
    route: str
    icon: str
    routes: tuple[str, ...] = ()
    accent: bool = False


WARDROBE = (
    "garment", "garment-edit", "garment-cutout", "garment-similar", "wardrobe-review", "wardrobe-laundry",
    "wardrobe-archive", "wardrobe-trash", "wardrobe-search", "wardrobe-search-photo", "wardrobe-statistics",
)  # fmt: skip
# In the order of a phone's bottom bar, with the add button in the middle.
PLACES = (
    Place("Today", "today", "sun"),
    Place("Wardrobe", "wardrobe", "hanger", WARDROBE),
    Place("Add", "garment-add", "plus", accent=True),
    Place("Looks", "looks", "layers"),
    Place("Mirror", "mirror", "sparkles"),
    Place("People", "people", "users"),
)
SETTINGS = ("settings", "account_email", "account_change_password", "account-export", "account-delete", "account-claim")
ACCOUNT = Place("Profile", "profile", "circle-user", SETTINGS)


def address(route: str) -> str:
    """The route's address, or nothing while its page does not exist."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def entry(place: Place, current: str) -> dict[str, object] | None:
    """What the template needs of a place, or nothing while its page does not exist."""
    href = address(place.route)
    if not href:
        return None
    here = current == place.route or current in place.routes
    return {"name": place.name, "href": href, "icon": place.icon, "current": here, "accent": place.accent}


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context of every page: the places to go to and the colour theme that was chosen."""
    match = request.resolver_match
    current = match.view_name if match else ""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "places": [found for place in PLACES if (found := entry(place, current))],
        "account_place": entry(ACCOUNT, current),
        "search_url": address("wardrobe-search"),
        "theme": theme if theme in THEMES else "",
    }
