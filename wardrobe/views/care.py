"""Garments that are not hanging ready: in the laundry, archived, in the trash."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wardrobe.choices import ArchiveReason, Category, LaundryState, Slot
from wardrobe.models import Garment
from wardrobe.querysets import GarmentQuerySet
from wardrobe.views.pages import reading
from wardrobe.vision.colour_names import COLOURS, Family

PAGE_SIZE = 96
# What may go into one drum, by families of colours; the last load is for what must not.
LOADS: dict[str, set[Family]] = {
    "Whites": {Family.WHITE},
    "Darks": {Family.BLACK, Family.GREY},
    "Colours": set(Family) - {Family.WHITE, Family.BLACK, Family.GREY},
    "By hand": set(),
}
BY_HAND = {Category.BELT, Category.HAT, Category.JEWELLERY, Category.WATCH, Category.SUNGLASSES, Category.TIE}
DARK_NAMES = {"navy", "burgundy", "brown", "denim"}


@reading
def laundry(request: HttpRequest) -> HttpResponse:
    garments = list(Garment.objects.visible_to(request.user).in_use().exclude(laundry_state=LaundryState.CLEAN))
    basket = [garment for garment in garments if garment.laundry_state == LaundryState.DIRTY]
    context = {
        "loads": [(name, rows) for name in LOADS if (rows := [row for row in basket if load_of(row) == name])],
        "basket": basket,
        "washing": [garment for garment in garments if garment.laundry_state == LaundryState.WASHING],
    }
    return render(request, "wardrobe/laundry.html", context)


def load_of(garment: Garment) -> str:
    """Whites, darks, colours, or by hand. What is of an unknown colour is washed with the colours."""
    if garment.slot in (Slot.SHOES, Slot.BAG) or garment.category in BY_HAND:
        return "By hand"
    color = COLOURS.get(garment.color_primary)
    if color is None:
        return "Colours"
    if garment.color_primary in DARK_NAMES:
        return "Darks"
    return next(name for name, families in LOADS.items() if color.family in families)


@reading
def archive(request: HttpRequest) -> HttpResponse:
    garments = Garment.objects.visible_to(request.user).archived().order_by("-archived_at", "-id")
    reasons = [reason for reason in ArchiveReason if reason in request.GET.getlist("reason")]
    if reasons:
        garments = garments.filter(archive_reason__in=reasons)
    return paged(request, "wardrobe/archive.html", garments, reasons=list(ArchiveReason), chosen=reasons)


@reading
def trash(request: HttpRequest) -> HttpResponse:
    garments = Garment.all_objects.visible_to(request.user).in_trash().order_by("-deleted_at", "-id")
    return paged(request, "wardrobe/trash.html", garments)


def paged(request: HttpRequest, template: str, garments: GarmentQuerySet, **context: object) -> HttpResponse:
    rows = Paginator(garments, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, template, {"garments": rows, **context})
