"""The cut-out editor."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wardrobe import forms
from wardrobe.models import Garment
from wardrobe.services.garments import recut
from wardrobe.views.pages import load, reading_and_acting


@reading_and_acting
def cutout(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Shows the editor; its POST has the garment cut out again by strokes, automatically, or not at all."""
    garment = load(request, pk)
    if request.method == "POST":
        form = forms.CutoutForm(request.POST)
        if form.is_valid():
            recut(garment=garment, hints=form.wanted())
            messages.info(request, "Cutting it out again.")
            return redirect("garment-cutout", pk)
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return render(request, "wardrobe/cutout.html", context_of(garment))


def context_of(garment: Garment) -> dict[str, Any]:
    hints = garment.cutout_hints or {}
    prediction = getattr(garment, "prediction", None)
    return {
        "garment": garment,
        "uses_original": hints.get("mode") == "original",
        "hints": json.dumps(hints) if "keep" in hints or "remove" in hints else "",
        "box": json.dumps(prediction.bounding_box) if prediction and garment.processed else "",
    }
