"""What an owner may say about the facts of a garment, checked before it is kept. Pure but for the error class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from wardrobe.choices import Category, Fit, Material, Pattern, Season, Style, Vocabulary
from wardrobe.vision.colour_names import COLOURS


def one_of(words: type[Vocabulary]) -> Callable[[Any], Any]:
    def check(value: Any) -> str:
        if value not in list(words):
            raise ValueError(f"“{value}” is not one of: {', '.join(words)}.")
        return str(value)

    return check


def several_of(words: type[Vocabulary]) -> Callable[[Any], Any]:
    def check(value: Any) -> list[str]:
        if not isinstance(value, list | tuple):
            raise ValueError("Give a list.")
        return [member for member in words if member in {one_of(words)(item) for item in value}]

    return check


def number(low: float, high: float) -> Callable[[Any], Any]:
    def check(value: Any) -> float:
        try:
            given = float(value)
        except (TypeError, ValueError):
            raise ValueError("Give a number.") from None
        if not low <= given <= high:
            raise ValueError(f"Give a number from {low:g} to {high:g}.")
        return given

    return check


def short_text(value: Any) -> str:
    text = " ".join(str(value).split())
    if len(text) > 40:
        raise ValueError("Use at most 40 characters.")
    return text.lower()


def color_name(value: Any) -> str:
    if value not in COLOURS:
        raise ValueError(f"“{value}” is not one of: {', '.join(COLOURS)}.")
    return str(value)


CHECKS: dict[str, Callable[[Any], Any]] = {
    "category": one_of(Category),
    "subcategory": short_text,
    "color_primary": color_name,
    "color_secondary": lambda value: color_name(value) if value else "",
    "pattern": one_of(Pattern),
    "fit": one_of(Fit),
    "material": one_of(Material),
    "formality": number(0, 1),
    "warmth": number(0, 4),
    "seasons": several_of(Season),
    "style_tags": several_of(Style),
}


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values in their stored form. Raises `ValidationError` naming every field that is not right."""
    accepted: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field, value in values.items():
        if field not in CHECKS:
            errors[field] = "This cannot be corrected."
        elif value is None:
            accepted[field] = None
        else:
            try:
                accepted[field] = CHECKS[field](value)
            except ValueError as error:
                errors[field] = str(error)
    if errors:
        raise ValidationError(errors)
    return accepted
