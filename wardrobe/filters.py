"""From a query string to a `GarmentFilter`: one reading for pages and API."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter

from wardrobe.choices import Category, GarmentStatus, LaundryState, Material, Pattern, Season, Style
from wardrobe.querysets import ORDERINGS, GarmentFilter

LISTS = {
    "category": Category,
    "pattern": Pattern,
    "season": Season,
    "style": Style,
    "material": Material,
    "laundry": LaundryState,
    "status": GarmentStatus,
}
FLAGS = ("favourite", "needs_review", "archived")

QUERY_PARAMETERS = [
    *(OpenApiParameter(name, str, enum=list(words), many=True) for name, words in LISTS.items()),
    OpenApiParameter("color", str, many=True, description="Names of colours, primary or secondary"),
    OpenApiParameter("formality_min", float),
    OpenApiParameter("formality_max", float),
    *(OpenApiParameter(name, bool) for name in FLAGS),
    OpenApiParameter("q", str, description="Words that the garment must carry"),
    OpenApiParameter("ordering", str, enum=list(ORDERINGS)),
]


def filter_of(query: QueryDict) -> GarmentFilter:
    """Values may be repeated or joined by commas. What is unknown is left out rather than refused: links live long."""

    def words(name: str) -> list[str]:
        return [word for part in query.getlist(name) for word in part.split(",") if word and "\0" not in word]

    def number(name: str) -> float | None:
        try:
            return float(query.get(name) or "")
        except ValueError:
            return None

    lists: dict[str, Any] = {name: [w for w in words(name) if w in list(known)] for name, known in LISTS.items()}
    flags = {name: {"1": True, "true": True, "0": False, "false": False}.get(query.get(name, "")) for name in FLAGS}
    return GarmentFilter(
        **lists,
        color=words("color"),
        brand=words("brand"),
        formality_min=number("formality_min"),
        formality_max=number("formality_max"),
        favourite=flags["favourite"],
        needs_review=flags["needs_review"],
        archived=bool(flags["archived"]),
        ordering=query.get("ordering", "newest"),
    )
