"""The page of one garment, and everything that can be done to it there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.people import signed_in
from wardrobe import forms
from wardrobe.choices import ArchiveReason, LaundryState
from wardrobe.forms import GarmentForm
from wardrobe.models import Garment
from wardrobe.querysets import GarmentQuerySet
from wardrobe.services import garments, many
from wardrobe.services import wear as wear_log
from wardrobe.views.facts import alternatives, facts_of
from wardrobe.views.live import TEMPLATES
from wardrobe.views.pages import acting, back, load, page, reading, say, wants_part

TEMPLATE = "wardrobe/garment.html"
HISTORY_SHOWN = 24
ABOUT = ("name", "brand", "size", "price", "currency", "purchased_on", "notes")


@reading
def garment(request: HttpRequest, pk: UUID) -> HttpResponse:
    return page(request, TEMPLATE, context_of(load(request, pk)))


def context_of(
    garment: Garment, *, form: GarmentForm | None = None, errors: dict[str, str] | None = None, open_field: str = ""
) -> dict[str, Any]:
    """Everything the page shows: a form or facts with their mistakes, and the fact that stays unfolded."""
    today = timezone.localdate()
    worn = list(garment.wear_items.all()[:HISTORY_SHOWN])
    return {
        "garment": garment,
        "facts": facts_of(garment, errors),
        "open_field": open_field,
        "alternatives": alternatives(garment),
        "form": form or GarmentForm(initial={field: getattr(garment, field) for field in ABOUT}),
        "worn": worn,
        "worn_today": any(item.worn_on == today for item in worn),
        "today": today.isoformat(),
        "laundry_states": list(LaundryState),
        "archive_reasons": list(ArchiveReason),
    }


def show(request: HttpRequest, pk: UUID, part: str, **shown: Any) -> HttpResponse:
    """The changed part with the page's head to htmx, the page to everybody else."""
    if not wants_part(request) and not {"form", "errors"} & set(shown):
        return redirect("garment", pk)
    return page(request, TEMPLATE, context_of(load(request, pk), **shown), part=part, also="head")


def only(request: HttpRequest, pk: UUID) -> GarmentQuerySet:
    """The garment as a queryset, for verbs over many; a 404 when it is not the visitor's."""
    return Garment.objects.visible_to(request.user).filter(pk=load(request, pk).pk)


@acting
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = load(request, pk)
    form = GarmentForm(request.POST, initial={"currency": row.currency})
    if not form.is_valid():
        return show(request, pk, "about", form=form)
    garments.edit_garment(garment=row, changes=form.cleaned_data)
    say(request, "Saved.")
    return show(request, pk, "about")


@acting
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = load(request, pk)
    try:
        garments.correct_garment(garment=row, values=forms.read_correction(request.POST))
    except ValidationError as error:
        errors = {field: " ".join(sentences) for field, sentences in error.message_dict.items()}
        return show(request, pk, "facts", errors=errors)
    field = request.POST.get("field", "")
    return show(request, pk, "facts", open_field=field if field in forms.SEVERAL else "")


@acting
def retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = garments.retry_analysis(garment=load(request, pk))
    if wants_part(request):
        look = request.POST.get("look", "")
        return render(request, TEMPLATES.get(look, TEMPLATES["card"]), {"garment": row})
    messages.info(request, "Trying again.")
    return back(request)


@acting
def favourite(request: HttpRequest, pk: UUID) -> HttpResponse:
    many.set_favourite(garments=only(request, pk), on=request.POST.get("on") == "1")
    return show(request, pk, "head")


@acting
def laundry(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        many.set_laundry(garments=only(request, pk), state=request.POST.get("state", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return show(request, pk, "head")


@acting
def archive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """With a reason it leaves the wardrobe, without one it comes back."""
    row, reason = load(request, pk), request.POST.get("reason", "")
    try:
        if row.archived_at:
            say(request, f"{row} is back in your wardrobe.", many.unarchive(garments=only(request, pk)))
        else:
            say(request, f"{row} archived.", many.archive(garments=only(request, pk), reason=reason))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("garment", pk)


@acting
def trash(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = load(request, pk)
    say(request, f"{row} moved to the trash.", many.trash(garments=only(request, pk)))
    return redirect("wardrobe")


@acting
def wear(request: HttpRequest, pk: UUID) -> HttpResponse:
    row, form = load(request, pk), forms.WearForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give the day as year-month-day.")
        return show(request, pk, "wear")
    day = form.cleaned_data["worn_on"]
    try:
        wear_log.log_wear(owner=signed_in(request), garments=[row], worn_on=day)
        address = f"{reverse('garment-not-worn', args=[pk])}?worn_on={day.isoformat()}"
        say(request, f"Noted: worn on {day:%-d %B}.", undo_url=address)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return show(request, pk, "wear")


@acting
def not_worn(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo one day's wear of this garment."""
    row, form = load(request, pk), forms.WearForm(request.POST if "worn_on" in request.POST else request.GET)
    if form.is_valid():
        wear_log.take_off(garment=row, worn_on=form.cleaned_data["worn_on"])
        say(request, f"Not worn on {form.cleaned_data['worn_on']:%-d %B} after all.")
    return show(request, pk, "wear")
