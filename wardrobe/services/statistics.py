"""What a wardrobe is made of and how it is used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from wardrobe.choices import Category
from wardrobe.models import Garment, WearLogItem

SHOWN = 6
CALENDAR_DAYS = 26 * 7
FORGOTTEN_AFTER = timedelta(days=90)


@dataclass(frozen=True)
class Share:
    """One part of a whole."""

    value: str
    label: str
    count: int
    share: float
    hex: str = ""


@dataclass(frozen=True)
class WardrobeStatistics:
    """Numbers and pictures for the statistics page."""

    garments: int
    worn: int
    wears: int
    spent: float
    currency: str
    categories: list[Share]
    colors: list[Share]
    most_worn: list[Garment]
    forgotten: list[Garment]
    best_value: list[Garment]
    days: list[tuple[date, int]]


def statistics(*, owner: User, today: date | None = None) -> WardrobeStatistics:
    """Figures on what hangs in the wardrobe: two queries, however large it is."""
    day = today or timezone.localdate()
    garments = list(Garment.objects.owned_by(owner).in_use().ready().defer("notes", "search_document", "cutout_hints"))
    priced = [garment for garment in garments if garment.price is not None]
    valued = [garment for garment in priced if garment.cost_per_wear is not None]
    worn = [garment for garment in garments if garment.wear_count]
    currencies = Counter(garment.currency for garment in priced)
    return WardrobeStatistics(
        garments=len(garments),
        worn=len(worn),
        wears=sum(garment.wear_count for garment in garments),
        spent=float(sum(garment.price or 0 for garment in priced)),
        currency=currencies.most_common(1)[0][0] if currencies else "",
        categories=_categories(garments),
        colors=_colors(garments),
        most_worn=sorted(worn, key=lambda garment: -garment.wear_count)[:SHOWN],
        forgotten=_forgotten(garments, day),
        best_value=sorted(valued, key=lambda garment: garment.cost_per_wear or 0.0)[:SHOWN],
        days=_days(owner, day),
    )


def _categories(garments: list[Garment]) -> list[Share]:
    counted = Counter(garment.category for garment in garments if garment.category)
    total = sum(counted.values())
    return [Share(value, Category(value).label, count, count / total) for value, count in counted.most_common()]


def _colors(garments: list[Garment]) -> list[Share]:
    """Each garment spreads one unit over its palette, so that a striped shirt counts for both of its colours."""
    weight: Counter[str] = Counter()
    count: Counter[str] = Counter()
    hexes: dict[str, str] = {}
    for garment in garments:
        for swatch in garment.palette:
            weight[swatch["name"]] += swatch["share"]
            count[swatch["name"]] += 1
            hexes.setdefault(swatch["name"], swatch["hex"])
    total = sum(weight.values()) or 1.0
    return [
        Share(name, name.capitalize(), count[name], value / total, hexes[name]) for name, value in weight.most_common()
    ]


def _forgotten(garments: list[Garment], day: date) -> list[Garment]:
    """Not worn for a season, the longest first; what was added lately has not been forgotten."""

    def since(garment: Garment) -> date:
        return garment.last_worn_on or garment.purchased_on or garment.created_at.date()

    return sorted((garment for garment in garments if day - since(garment) > FORGOTTEN_AFTER), key=since)[:SHOWN]


def _days(owner: User, day: date) -> list[tuple[date, int]]:
    """Garments worn on each of the last half year's days, oldest first."""
    first = day - timedelta(days=CALENDAR_DAYS - 1)
    worn = WearLogItem.objects.filter(log__owner=owner, worn_on__range=(first, day)).order_by()
    counts = dict(worn.values_list("worn_on").annotate(Count("pk")))
    return [(first + timedelta(days=i), counts.get(first + timedelta(days=i), 0)) for i in range(CALENDAR_DAYS)]
