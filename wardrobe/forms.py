"""What people send from the wardrobe's pages, turned into values for the services."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone

from wardrobe.choices import Category, Material, Pattern, Season, Vocabulary
from wardrobe.corrections import CHECKS
from wardrobe.vision.colour_names import COLOURS
from wardrobe.vision.photos import MAX_BYTES

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CNY", "INR", "CAD", "AUD", "BRL")
SEVERAL = ("seasons", "style_tags")
MOST_STROKES = 400
MOST_POINTS = 4000
PHOTO_TYPES = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif,.heic,.heif,.avif"


# --- adding -----------------------------------------------------------------------------------------------------------
class PhotosInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several files of one input."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files and self.required:
            raise ValidationError("Choose at least one photo.")
        return list(files)


class AddForm(forms.Form):
    photos = PhotosField(label="Photos")


class UploadForm(forms.Form):
    """One photo, as the add page sends them."""

    photo = forms.FileField(allow_empty_file=True)
    upload_key = forms.CharField(required=False, max_length=100)
    add_anyway = forms.BooleanField(required=False)


class PhotoSearchForm(forms.Form):
    photo = forms.FileField(label="Photo", allow_empty_file=True)


def photo_bytes(file: UploadedFile) -> bytes:
    """The file's bytes, never more than needed to see that it is too large."""
    return bytes(file.read(MAX_BYTES + 1))


# --- one garment ------------------------------------------------------------------------------------------------------
class GarmentForm(forms.Form):
    """What the owner says about a garment."""

    name = forms.CharField(required=False, max_length=120)
    brand = forms.CharField(required=False, max_length=80)
    size = forms.CharField(required=False, max_length=40)
    price = forms.DecimalField(required=False, min_value=0, max_digits=10, decimal_places=2)
    currency = forms.ChoiceField(required=False, choices=[(code, code) for code in CURRENCIES])
    purchased_on = forms.DateField(
        required=False, label="Bought on", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    notes = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        if data is not None and "," in data.get("price", ""):
            data = data.copy()
            data["price"] = decimal_point(str(data["price"]))
        super().__init__(data, initial=initial)
        current = (initial or {}).get("currency")
        if current and current not in CURRENCIES:
            field = self.fields["currency"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(current, current), *[(code, code) for code in CURRENCIES]]
        self.fields["price"].widget.attrs.update(inputmode="decimal", step="any")


def decimal_point(text: str) -> str:
    """A price as people of both habits write it: "1.299,50" and "1,299.50" are the same."""
    if "," not in text:
        return text
    if "." in text:
        grouping = "," if text.rindex(".") > text.rindex(",") else "."
        return text.replace(grouping, "").replace(",", ".")
    return text.replace(",", ".")


def read_correction(data: QueryDict) -> dict[str, Any]:
    """The one fact that a form corrects. Its value is absent when the model's word shall count again."""
    field = data.get("field", "")
    if field not in CHECKS:
        raise ValidationError({"field": "This cannot be corrected."})
    if "reset" in data:
        return {field: None}
    if field in SEVERAL:
        return {field: data.getlist("value")}
    return {field: data.get("value", "")}


class WearForm(forms.Form):
    worn_on = forms.DateField(required=False)

    def clean_worn_on(self) -> Any:
        return self.cleaned_data["worn_on"] or timezone.localdate()


class CutoutForm(forms.Form):
    """Brush strokes in shares of the picture's sides, or one of two words."""

    hints = forms.CharField(required=False, max_length=600_000)
    mode = forms.ChoiceField(choices=[("strokes", ""), ("automatic", ""), ("original", "")], required=False)

    def clean_hints(self) -> dict[str, Any] | None:
        text = self.cleaned_data["hints"]
        if not text:
            return None
        try:
            given = json.loads(text)
            return {
                "keep": _strokes(given.get("keep", [])),
                "remove": _strokes(given.get("remove", [])),
                "box": _shares(given["box"], 4) if given.get("box") else None,
            }
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ValidationError("The strokes could not be read. Please draw them again.") from error

    def wanted(self) -> dict[str, Any] | None:
        """Hints for the service."""
        if self.cleaned_data["mode"] == "original":
            return {"mode": "original"}
        return None if self.cleaned_data["mode"] == "automatic" else self.cleaned_data["hints"]


def _strokes(given: list[Any]) -> list[dict[str, Any]]:
    if len(given) > MOST_STROKES or sum(len(stroke["points"]) for stroke in given) > MOST_POINTS:
        raise ValueError
    return [
        {"points": [_shares(point, 2) for point in stroke["points"]], "radius": _shares([stroke["radius"]], 1)[0]}
        for stroke in given
    ]


def _shares(numbers: Sequence[Any], count: int) -> list[float]:
    shares = [float(number) for number in numbers]
    if len(shares) != count or not all(map(math.isfinite, shares)):
        raise ValueError
    return [min(1.0, max(0.0, share)) for share in shares]


# --- many garments ----------------------------------------------------------------------------------------------------
class ManyField(forms.MultipleChoiceField):
    """Keys of rows; who may touch them is decided by the queryset they are looked up in."""

    def clean(self, value: Any) -> list[UUID]:
        try:
            return [UUID(str(item)) for item in value or []]
        except ValueError as error:
            raise ValidationError("One of the selected garments is not known.") from error


def optional(words: type[Vocabulary]) -> list[tuple[str, str]]:
    return [("", "Leave as it is"), *words.choices()]


class BulkForm(forms.Form):
    """Which garments, and what shall become of them."""

    ids = ManyField(required=False)
    everything = forms.BooleanField(required=False)
    action = forms.CharField(max_length=40)


class BulkEditForm(forms.Form):
    """Values for all selected garments; what is left empty stays as it is."""

    category = forms.ChoiceField(label="Kind", choices=optional(Category), required=False)
    color_primary = forms.ChoiceField(label="Main colour", required=False)
    pattern = forms.ChoiceField(choices=optional(Pattern), required=False)
    material = forms.ChoiceField(choices=optional(Material), required=False)
    seasons = forms.MultipleChoiceField(
        choices=Season.choices(), required=False, widget=forms.CheckboxSelectMultiple, help_text="None: leave as it is."
    )
    brand = forms.CharField(max_length=80, required=False, help_text="Empty: leave as it is.")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["color_primary"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Leave as it is"), *[(name, name.capitalize()) for name in COLOURS]]

    def changes(self) -> dict[str, Any]:
        return {field: value for field, value in self.cleaned_data.items() if value}
