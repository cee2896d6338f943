"""One verb for many garments, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.people import signed_in
from wardrobe import forms
from wardrobe.choices import ArchiveReason, LaundryState
from wardrobe.filters import filter_of
from wardrobe.models import Garment
from wardrobe.querysets import GarmentQuerySet
from wardrobe.services import many, search
from wardrobe.services.garments import purge
from wardrobe.views.grid import FOUND_AT_MOST
from wardrobe.views.pages import acting, back, counted, origin_of, say, waiting_toasts, wants_part

Verb = Callable[[GarmentQuerySet], many.Undo]


def archive_because(reason: str) -> Verb:
    return lambda rows: many.archive(garments=rows, reason=reason)


def put_into(state: str) -> Verb:
    return lambda rows: many.set_laundry(garments=rows, state=state)


VERBS: dict[str, tuple[Verb, str]] = {
    "favourite": (lambda rows: many.set_favourite(garments=rows, on=True), "{} added to your favourites."),
    "unfavourite": (lambda rows: many.set_favourite(garments=rows, on=False), "{} taken off your favourites."),
    "trash": (lambda rows: many.trash(garments=rows), "{} moved to the trash."),
    "unarchive": (lambda rows: many.unarchive(garments=rows), "{} back in your wardrobe."),
    "restore": (lambda rows: many.restore(garments=rows), "{} taken out of the trash."),
    **{f"archive-{reason}": (archive_because(reason), "{} archived.") for reason in ArchiveReason},
    **{
        f"laundry-{state}": (put_into(state), sentence)
        for state, sentence in (
            (LaundryState.CLEAN, "{} clean again."),
            (LaundryState.DIRTY, "{} in the laundry basket."),
            (LaundryState.WASHING, "{} in the wash."),
        )
    },
}
# These need an answer first, which a page of their own asks for.
QUESTIONS = ("edit", "purge")


# More changed cards than this are shown by loading the page anew.
PARTS_AT_MOST = 200


@acting
def bulk(request: HttpRequest) -> HttpResponse:
    """Apply the pressed button to the selected garments, or ask what it needs to know."""
    form = forms.BulkForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Please choose what shall happen to the garments.")
        return back(request)
    chosen = selection(request, form)
    if not chosen.exists():
        messages.warning(request, "Select some garments first.")
        return back(request)
    action = form.cleaned_data["action"]
    if action in VERBS:
        verb, sentence = VERBS[action]
        keys = list(chosen.values_list("pk", flat=True)[: PARTS_AT_MOST + 1])
        undo = verb(chosen)
        say(request, sentence.format(counted(undo.count)), undo)
        return changed_cards(request, keys) if wants_part(request) else back(request)
    if action not in QUESTIONS:
        messages.error(request, "Please choose what shall happen to the garments.")
        return back(request)
    return ask(request, action, form, chosen)


def selection(request: HttpRequest, form: forms.BulkForm) -> GarmentQuerySet:
    """The ticked garments, or everything that the list's filters leave."""
    garments = Garment.all_objects.visible_to(request.user)
    if not form.cleaned_data["everything"]:
        return garments.filter(pk__in=form.cleaned_data["ids"])
    query = QueryDict(request.POST.get("filter", ""))
    text = query.get("q", "").strip()
    hits = search.search(owner=signed_in(request), text=text, limit=FOUND_AT_MOST) if text else None
    only = [hit.garment.pk for hit in hits] if hits is not None else None
    return garments.alive().matching(replace(filter_of(query), only=only))


def changed_cards(request: HttpRequest, keys: list[UUID]) -> HttpResponse:
    """For htmx: every changed card where it hangs, and those that left the list taken off it."""
    if len(keys) > PARTS_AT_MOST:
        return HttpResponse(headers={"HX-Refresh": "true"})
    hanging = Garment.objects.visible_to(request.user).in_use()
    rows = hanging.in_bulk(keys)
    wanted = filter_of(QueryDict(request.POST.get("filter", "")))
    context = {"rows": [(key, rows.get(key)) for key in keys], "total": hanging.matching(wanted).count(), "oob": True}
    response = render(request, "wardrobe/changed_cards.html", context)
    response.write(waiting_toasts(request))
    return response


def ask(request: HttpRequest, action: str, form: forms.BulkForm, chosen: GarmentQuerySet) -> HttpResponse:
    """Carry out a verb that needs an answer; without one show the question."""
    answered = request.POST.get("answered") == "1"
    edit = forms.BulkEditForm(request.POST if answered and action == "edit" else None)
    if answered:
        try:
            done = carry_out(request, action, edit, chosen)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            done = False
        if done:
            return back(request)
    context = {
        "action": action,
        "count": chosen.count(),
        "preview": chosen[:8],
        "ids": form.cleaned_data["ids"],
        "everything": form.cleaned_data["everything"],
        "filter": request.POST.get("filter", ""),
        "next": origin_of(request),
        "form": edit,
    }
    return render(request, "wardrobe/bulk.html", context)


def carry_out(request: HttpRequest, action: str, edit: forms.BulkEditForm, chosen: GarmentQuerySet) -> bool:
    if action == "purge":
        say(request, f"{counted(purge(garments=chosen))} deleted for good.")
    elif edit.is_valid() and edit.changes():
        undo = many.edit_many(garments=chosen, changes=edit.changes())
        say(request, f"{counted(undo.count)} changed.", undo)
    else:
        return False
    return True


@acting
def undo(request: HttpRequest) -> HttpResponse:
    count = many.undo(owner=signed_in(request), token=request.GET.get("token", ""))
    if count:
        messages.success(request, f"Taken back: {counted(count)} as before.")
    else:
        messages.warning(request, "It is too late to take that back.")
    return back(request)


@acting
def empty_trash(request: HttpRequest) -> HttpResponse:
    """Delete for good everything in the trash."""
    count = purge(garments=Garment.all_objects.visible_to(request.user).in_trash())
    say(request, f"{counted(count)} deleted for good.")
    return redirect("wardrobe-trash")
