"""The filters of a list as links: each chip is the address of the list with that filter turned on or off."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from wardrobe.services.facets import Facet
from wardrobe.vision.colour_names import COLOURS

LABELS = {
    "category": "Kind",
    "color": "Colour",
    "pattern": "Pattern",
    "season": "Season",
    "style": "Style",
    "material": "Material",
    "laundry": "Laundry",
}
# The kinds have a row of their own above the others.
PANEL = ("color", "pattern", "season", "style", "material", "laundry")
FLAGS = {"favourite": ("Favourites", "heart"), "needs_review": ("Needs a look", "eye")}
ORDERINGS = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "name": "By name",
    "most_worn": "Most worn",
    "least_worn": "Least worn",
    "last_worn": "Lately worn",
    "price": "Highest price",
}


@dataclass(frozen=True)
class Chip:
    """A link that turns one filter on or off."""

    label: str
    href: str
    selected: bool
    count: int | None = None
    hex: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Group:
    """The chips of one field."""

    field: str
    label: str
    chips: list[Chip]


@dataclass(frozen=True)
class Filters:
    """Everything a list's header offers."""

    kinds: list[Chip]
    flags: list[Chip]
    groups: list[Group]
    active: list[Chip]
    clear: str
    panel_open: bool
    orderings: list[tuple[str, str, bool]]


def link(query: QueryDict) -> str:
    """An address relative to the list; pages are counted anew under other filters."""
    return f"?{query.urlencode()}"


def toggled(query: QueryDict, field: str, value: str) -> str:
    changed = query.copy()
    changed.pop("page", None)
    values = changed.getlist(field)
    changed.setlist(field, [v for v in values if v != value] if value in values else [*values, value])
    return link(changed)


def chip_of(query: QueryDict, field: str, facet: Facet) -> Chip:
    color = COLOURS.get(facet.value) if field == "color" else None
    return Chip(
        label=facet.label,
        href=toggled(query, field, facet.value),
        selected=facet.selected,
        count=facet.count,
        hex=color.hex if color else "",
    )


def filters_of(query: QueryDict, facets: dict[str, list[Facet]], ordering: str) -> Filters:
    """`query` is the address of the list, `facets` what each filter would leave."""
    chips = {field: [chip_of(query, field, facet) for facet in facets.get(field, [])] for field in LABELS}
    flags = [
        Chip(label, toggled(query, field, "1"), facet.selected, facet.count, icon=icon)
        for field, (label, icon) in FLAGS.items()
        for facet in facets.get(field, [])
        if facet.count or facet.selected
    ]
    active = [chip for field in LABELS for chip in chips[field] if chip.selected]
    cleared = query.copy()
    for field in [*LABELS, *FLAGS, "page", "brand"]:
        cleared.pop(field, None)
    brands = [Chip(brand, toggled(query, "brand", brand), True) for brand in query.getlist("brand")]
    return Filters(
        kinds=chips["category"],
        flags=flags,
        groups=[Group(field, LABELS[field], chips[field]) for field in PANEL if chips[field]],
        active=[*active, *brands, *[chip for chip in flags if chip.selected]],
        clear=link(cleared),
        panel_open=any(chip.selected for field in PANEL for chip in chips[field]),
        orderings=[(value, label, value == ordering) for value, label in ORDERINGS.items()],
    )
