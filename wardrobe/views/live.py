"""What pages ask for again and again while photos are being recognised. Cheap: nothing is sent that did not change."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from wardrobe.choices import GarmentStatus
from wardrobe.models import Garment
from wardrobe.views.pages import load, reading

AT_ONCE = 100
TEMPLATES = {
    "card": "wardrobe/card.html",
    "row": "wardrobe/upload_state.html",
    "portrait": "wardrobe/portrait.html",
}


@reading
def live(request: HttpRequest) -> HttpResponse:
    """The fragments of those garments whose state is no longer the one the page shows.

    `state` is repeated: `<look>:<key>:<status>`. 204 when nothing changed.
    """
    shown: dict[UUID, tuple[str, str]] = {}
    for entry in request.GET.getlist("state")[:AT_ONCE]:
        look, _, rest = entry.partition(":")
        key, _, status = rest.partition(":")
        try:
            shown[UUID(key)] = (TEMPLATES[look], status)
        except (KeyError, ValueError):
            continue
    changed = [
        render_to_string(shown[garment.pk][0], {"garment": garment}, request)
        for garment in Garment.objects.visible_to(request.user).filter(pk__in=shown).with_facts()
        if garment.status != shown[garment.pk][1]
    ]
    response = HttpResponse("\n".join(changed), status=200 if changed else 204)
    response["Cache-Control"] = "no-store"
    return response


@reading
def card(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One card by itself."""
    return render(request, "wardrobe/card.html", {"garment": load(request, pk)})


@reading
def progress(request: HttpRequest) -> HttpResponse:
    """The small note that follows the visitor around while photos are being recognised."""
    waiting = Garment.objects.visible_to(request.user).unfinished().count()
    failed = Garment.objects.visible_to(request.user).filter(status=GarmentStatus.FAILED).count() if waiting else 0
    response = render(request, "wardrobe/progress.html", {"waiting": waiting, "failed": failed, "asked": True})
    response["Cache-Control"] = "no-store"
    return response
