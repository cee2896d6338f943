"""How many garments each filter would leave: one query, counted in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from wardrobe.choices import Category, LaundryState, Material, Pattern, Season, Style
from wardrobe.querysets import GarmentFilter, GarmentQuerySet

COLUMNS = (
    "category",
    "color_primary",
    "color_secondary",
    "pattern",
    "material",
    "seasons",
    "style_tags",
    "laundry_state",
    "is_favourite",
    "needs_review",
)


@dataclass(frozen=True)
class Facet:
    """One choice of a filter and what it would leave."""

    value: str
    label: str
    count: int
    selected: bool


Row = dict[str, Any]
# What a row says about each facet. A row may say several things.
WORDS: dict[str, Callable[[Row], Iterable[str]]] = {
    "category": lambda row: [row["category"]],
    "color": lambda row: {row["color_primary"], row["color_secondary"]},
    "pattern": lambda row: [row["pattern"]],
    "material": lambda row: [row["material"]],
    "season": lambda row: row["seasons"],
    "style": lambda row: row["style_tags"],
    "laundry": lambda row: [row["laundry_state"]],
}
VOCABULARIES = {
    "category": Category,
    "pattern": Pattern,
    "material": Material,
    "season": Season,
    "style": Style,
    "laundry": LaundryState,
}
FLAGS = {"favourite": "is_favourite", "needs_review": "needs_review"}


def facets(*, garments: GarmentQuerySet, wanted: GarmentFilter) -> dict[str, list[Facet]]:
    """For each filter its choices, counted under all *other* filters, the most frequent first.

    `garments` is everything the list could show; `wanted` what it is narrowed to.
    """
    unfiltered = replace(
        wanted,
        favourite=None,
        needs_review=None,
        only=None,
        **dict.fromkeys(WORDS, ()),  # type: ignore[arg-type]
    )
    rows = list(garments.matching(unfiltered).order_by().values(*COLUMNS))
    chosen = {field: set(getattr(wanted, field)) for field in WORDS}
    counts = {field: Counter[str]() for field in [*WORDS, *FLAGS]}
    for row in rows:
        said = {field: set(words(row)) for field, words in WORDS.items()}
        misses = [field for field, values in chosen.items() if values and not values & said[field]]
        misses += [flag for flag, column in FLAGS.items() if getattr(wanted, flag) not in (None, row[column])]
        if len(misses) > 1:
            continue
        for field in misses or [*WORDS, *FLAGS]:
            counts[field].update(said[field] if field in said else ["1"] if row[FLAGS[field]] else [])
    return {field: _choices(field, counts[field], wanted) for field in counts}


def _choices(field: str, counted: Counter[str], wanted: GarmentFilter) -> list[Facet]:
    chosen = set(getattr(wanted, field)) if field in WORDS else {"1"} if getattr(wanted, field) else set()
    for value in chosen:
        counted.setdefault(value, 0)
    words = VOCABULARIES.get(field)
    known = set(words) if words else None
    return [
        Facet(value, words(value).label if words else value.capitalize(), count, value in chosen)
        for value, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        if value and (known is None or value in known)
    ]
