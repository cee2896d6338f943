"""The list of garments: filters, order, pages of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.people import signed_in
from wardrobe.choices import ArchiveReason
from wardrobe.filters import filter_of
from wardrobe.models import Garment
from wardrobe.querysets import GarmentFilter, GarmentQuerySet
from wardrobe.services.facets import facets
from wardrobe.services.search import search
from wardrobe.views.filters import filters_of, link
from wardrobe.views.pages import page, reading

PAGE_SIZE = 48
FOUND_AT_MOST = 240
DENSITIES = ("cosy", "compact")


@reading
def wardrobe(request: HttpRequest) -> HttpResponse:
    part = "cards" if request.GET.get("page") else "results"
    return page(request, "wardrobe/grid.html", listing(request), part=part)


def listing(request: HttpRequest) -> dict[str, Any]:
    """One page of the visitor's wardrobe under the filters of the address."""
    garments = Garment.objects.visible_to(request.user)
    text = request.GET.get("q", "").strip()[:200]
    ranked = (
        [hit.garment.pk for hit in search(owner=signed_in(request), text=text, limit=FOUND_AT_MOST)] if text else None
    )
    wanted = replace(filter_of(request.GET), only=ranked, archived=False)
    number = page_number(request)
    shown, more = slice_of(garments, wanted, ranked if "ordering" not in request.GET else None, number)
    listable = garments if ranked is None else garments.filter(pk__in=ranked)
    ordering = "" if text and "ordering" not in request.GET else wanted.ordering
    total = garments.matching(wanted).count()
    return {
        "garments": shown,
        # The very first demo of an instance is hung up before the visitor's eyes.
        "filling": signed_in(request).is_demo and (not total or any(garment.is_unfinished for garment in shown)),
        "total": total,
        "text": text,
        # The later pages of a list show no filters: nothing is counted for them.
        "filters": SimpleLazyObject(
            lambda: filters_of(request.GET, facets(garments=listable, wanted=wanted), ordering)
        ),
        "kept": [(field, value) for field, values in request.GET.lists() for value in values if field != "page"],
        "address": request.GET.urlencode(),
        "density": request.GET.get("density") if request.GET.get("density") in DENSITIES else DENSITIES[0],
        "next_href": numbered(request, number + 1) if more else "",
        "previous_href": numbered(request, number - 1) if number > 1 else "",
        "number": number,
        "archive_reasons": list(ArchiveReason),
    }


def page_number(request: HttpRequest) -> int:
    given = request.GET.get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 6 else 1


def numbered(request: HttpRequest, number: int) -> str:
    changed = request.GET.copy()
    changed["page"] = str(number)
    return link(changed)


def slice_of(
    garments: GarmentQuerySet, wanted: GarmentFilter, ranked: list[Any] | None, number: int
) -> tuple[list[Garment], bool]:
    """One page of the list and whether there is another. Search results keep their rank."""
    first = (number - 1) * PAGE_SIZE
    found = garments.matching(wanted)
    if ranked is not None:
        rank = {pk: place for place, pk in enumerate(ranked)}
        rows = sorted(found, key=lambda garment: rank[garment.pk])[first : first + PAGE_SIZE + 1]
    else:
        rows = list(found[first : first + PAGE_SIZE + 1])
    return rows[:PAGE_SIZE], len(rows) > PAGE_SIZE
