"""Adding photos: one by one from the page's script, or several at once by the plain form."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.people import signed_in
from wardrobe import forms
from wardrobe.services import garments
from wardrobe.views.pages import acting, counted, page, reading_and_acting
from wardrobe.vision.photos import MAX_BYTES, PhotoRefused

DIGEST_LENGTH = hashlib.sha256().digest_size * 2
SHOWN_REFUSALS = 5


@reading_and_acting
def add(request: HttpRequest) -> HttpResponse:
    """The add page; its POST takes several photos from people without JavaScript."""
    form = forms.AddForm(files=request.FILES) if request.method == "POST" else forms.AddForm()
    if not form.is_bound or not form.is_valid():
        return page(request, "wardrobe/add.html", {"form": form, "max_bytes": MAX_BYTES, "types": forms.PHOTO_TYPES})
    added, refused = 0, []
    for file in form.cleaned_data["photos"]:
        try:
            garments.add_garment(owner=signed_in(request), photo=forms.photo_bytes(file), refuse_duplicate=True)
            added += 1
        except (PhotoRefused, garments.DuplicatePhoto) as refusal:
            refused.append(f"{file.name}: {refusal.sentence}")
    if added:
        messages.success(request, f"{counted(added, 'photo')} added. They are being recognised now.")
    for sentence in refused[:SHOWN_REFUSALS]:
        messages.error(request, sentence)
    if len(refused) > SHOWN_REFUSALS:
        messages.error(request, f"{len(refused) - SHOWN_REFUSALS} more photos could not be added.")
    return redirect("wardrobe" if added else "garment-add")


@acting
def upload(request: HttpRequest) -> HttpResponse:
    """One photo. Answers with what its row on the add page shows: 201 or 200 kept, 409 known, 422 refused."""
    form = forms.UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return refusal(request, "No photo arrived. Please send it again.")
    photo: UploadedFile = form.cleaned_data["photo"]
    try:
        added = garments.add_garment(
            owner=signed_in(request),
            photo=forms.photo_bytes(photo),
            upload_key=form.cleaned_data["upload_key"] or None,
            refuse_duplicate=not form.cleaned_data["add_anyway"],
        )
    except PhotoRefused as refused:
        return refusal(request, refused.sentence)
    except garments.DuplicatePhoto as known:
        return render(request, "wardrobe/upload_known.html", {"garment": known.garment}, status=409)
    except ValidationError as error:
        return refusal(request, " ".join(error.messages))
    return render(
        request,
        "wardrobe/upload_kept.html",
        {"garment": added.garment, "looks_like": added.looks_like},
        status=201 if added.created else 200,
    )


def refusal(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "wardrobe/upload_refused.html", {"sentence": sentence}, status=422)


@acting
def check(request: HttpRequest) -> HttpResponse:
    """Whether a photo with this digest hangs in the wardrobe already: 200 with a notice, or 204."""
    digest = request.POST.get("sha256", "").lower()
    known = garments.find_duplicate(owner=signed_in(request), sha256=digest) if len(digest) == DIGEST_LENGTH else None
    if known is None:
        return HttpResponse(status=204)
    return render(request, "wardrobe/upload_known.html", {"garment": known})
