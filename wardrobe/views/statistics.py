"""The wardrobe in pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.people import signed_in
from wardrobe.services.statistics import Share
from wardrobe.services.statistics import statistics as figures
from wardrobe.views.pages import reading
from wardrobe.vision.colour_names import COLOURS

OUTER, INNER = 100.0, 58.0
# A sector of the wheel narrower than this cannot be seen, let alone be pointed at.
SMALLEST = 0.004
CELL, GAP = 10, 3
LEVELS = (1, 3, 5, 8)


@dataclass(frozen=True)
class Sector:
    """One colour's part of the wheel, as an SVG path around the origin."""

    share: Share
    path: str


@dataclass(frozen=True)
class Day:
    """One square of the calendar; `level` 0 to 4 is how full it is."""

    x: int
    y: int
    level: int
    day: date
    count: int


@reading
def statistics(request: HttpRequest) -> HttpResponse:
    found = figures(owner=signed_in(request))
    largest = max((share.count for share in found.categories), default=1)
    context = {
        "found": found,
        "largest": largest,
        "wheel": wheel(found.colors),
        "calendar": calendar(found.days),
        "months": months(found.days),
        "calendar_width": (len(found.days) // 7 + 1) * (CELL + GAP),
        "unworn": found.garments - found.worn,
    }
    return render(request, "wardrobe/statistics.html", context)


def wheel(colors: Sequence[Share]) -> list[Sector]:
    """The colours in the order of the dictionary, neutrals first, each as wide as its share."""
    order = {name: place for place, name in enumerate(COLOURS)}
    shown = sorted(
        (share for share in colors if share.share >= SMALLEST), key=lambda share: order.get(share.value, len(order))
    )
    total = sum(share.share for share in shown) or 1.0
    sectors, start = [], 0.0
    for share in shown:
        turn = share.share / total
        sectors.append(Sector(share, ring(start, start + turn)))
        start += turn
    return sectors


def ring(start: float, end: float) -> str:
    """The path of a ring's part from `start` to `end`, in turns clockwise from the top."""
    # A whole turn would end where it began and be drawn as nothing.
    end = min(end, start + 0.9999)

    def at(radius: float, turn: float) -> str:
        return f"{radius * math.sin(2 * math.pi * turn):.2f} {-radius * math.cos(2 * math.pi * turn):.2f}"

    large = 1 if end - start > 0.5 else 0
    return (
        f"M{at(OUTER, start)}A{OUTER:g} {OUTER:g} 0 {large} 1 {at(OUTER, end)}"
        f"L{at(INNER, end)}A{INNER:g} {INNER:g} 0 {large} 0 {at(INNER, start)}Z"
    )


def months(days: Sequence[tuple[date, int]]) -> list[tuple[int, date]]:
    """Where in the calendar each month begins, as (x, its first day)."""
    offset = days[0][0].weekday() if days else 0
    return [((offset + i) // 7 * (CELL + GAP), day) for i, (day, _) in enumerate(days) if day.day == 1]


def calendar(days: Sequence[tuple[date, int]]) -> list[Day]:
    """Weeks as columns, Monday on top."""
    if not days:
        return []
    offset = days[0][0].weekday()
    return [
        Day(
            x=(offset + i) // 7 * (CELL + GAP),
            y=day.weekday() * (CELL + GAP),
            level=sum(count >= level for level in LEVELS),
            day=day,
            count=count,
        )
        for i, (day, count) in enumerate(days)
    ]
