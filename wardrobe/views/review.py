"""The queue of garments about which the model was unsure: one at a time, one key each."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from wardrobe.models import Garment
from wardrobe.services.garments import confirm, correct_garment
from wardrobe.views.facts import alternatives, facts_of
from wardrobe.views.pages import load, page, reading_and_acting, wants_part

TEMPLATE = "wardrobe/review.html"


@reading_and_acting
def review(request: HttpRequest) -> HttpResponse:
    """The least sure garment first. Skipped ones stay at the head of the queue, so `skipped` is where to go on."""
    asked = request.POST if request.method == "POST" else request.GET
    done, skipped = natural(asked.get("done")), natural(asked.get("skipped"))
    last = None
    if request.method == "POST":
        last = answer(request)
        done, skipped = (done + 1, skipped) if last else (done, skipped + 1)
        if not wants_part(request):
            where = f"?done={done}&skipped={skipped}" + (f"&last={last.pk}" if last else "")
            return redirect(reverse("wardrobe-review") + where)
    return page(request, TEMPLATE, context_of(request, done, skipped, last), part="step")


def answer(request: HttpRequest) -> Garment | None:
    """Carry out what was pressed; None when the garment was skipped."""
    try:
        garment = load(request, UUID(request.POST.get("garment", "")))
    except ValueError:
        messages.error(request, "That garment is not there any more.")
        return None
    category = request.POST.get("category", "")
    if "skip" in request.POST or not (category or "confirm" in request.POST):
        return None
    try:
        return correct_garment(garment=garment, values={"category": category}) if category else confirm(garment=garment)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None


def context_of(request: HttpRequest, done: int, skipped: int, last: Garment | None) -> dict[str, object]:
    queue = Garment.objects.visible_to(request.user).to_review().with_facts()
    left = queue.count()
    garment = queue[skipped : skipped + 1].first() if skipped < left else None
    return {
        "garment": garment,
        "kinds": facts_of(garment)[0].groups if garment else [],
        "alternatives": alternatives(garment)[:2] if garment else [],
        "done": done,
        "skipped": skipped,
        "left": max(0, left - skipped),
        "total": done + left,
        "passed": done + skipped,
        "last": last,
    }


def natural(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
