"""What is known about a garment, laid out for people: each fact with how sure it is and what it could be instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wardrobe.choices import Category, Fit, Material, Pattern, Season, Slot, Style, Vocabulary, slot_of
from wardrobe.models import Garment
from wardrobe.vision.colour_names import COLOURS

FORMALITY = ((0.1, "Lounging"), (0.3, "Casual"), (0.5, "Smart casual"), (0.7, "Business"), (0.9, "Black tie"))
# Insulation of one garment in clo, after ISO 9920's tables of single garments.
WARMTH = ((0.05, "Airy"), (0.15, "Light"), (0.3, "Medium"), (0.5, "Warm"), (0.8, "Very warm"))
ALTERNATIVE_FROM = 0.02


@dataclass(frozen=True)
class Option:
    """One thing that a fact could be."""

    value: str
    label: str
    selected: bool
    hex: str = ""


@dataclass(frozen=True)
class OptionGroup:
    """Options under a heading."""

    label: str
    options: list[Option]


@dataclass(frozen=True)
class Fact:
    """A field with its value in words, its confidence (None when the owner said so), and the choices there are."""

    field: str
    label: str
    text: str
    confidence: float | None
    by_owner: bool
    groups: list[OptionGroup]
    several: bool = False
    free: bool = False
    hex: str = ""
    error: str = ""

    @property
    def known(self) -> bool:
        return bool(self.text)


def facts_of(garment: Garment, errors: dict[str, str] | None = None) -> list[Fact]:
    """All facts in the order in which people think about clothes."""
    return [_fact(garment, field, label, (errors or {}).get(field, "")) for field, label in FIELDS]


def alternatives(garment: Garment) -> list[tuple[Option, float]]:
    """What else the model thought of, for one-tap corrections of the kind."""
    prediction = getattr(garment, "prediction", None)
    top = prediction.category_top if prediction else []
    return [
        (Option(value, Category(value).label, False), float(probability))
        for value, probability in top
        if value != garment.category and probability >= ALTERNATIVE_FROM
    ]


FIELDS = (
    ("category", "Kind"),
    ("subcategory", "More exactly"),
    ("color_primary", "Main colour"),
    ("color_secondary", "Second colour"),
    ("pattern", "Pattern"),
    ("material", "Material"),
    ("fit", "Fit"),
    ("seasons", "Seasons"),
    ("style_tags", "Style"),
    ("formality", "Formality"),
    ("warmth", "Warmth"),
)


def _fact(garment: Garment, field: str, label: str, error: str) -> Fact:
    value = getattr(garment, field)
    groups = _groups(field, value)
    chosen = [option for group in groups for option in group.options if option.selected and option.value]
    by_owner = field in _owner_values(garment)
    return Fact(
        field=field,
        label=label,
        text=str(value).capitalize() if field == "subcategory" else ", ".join(option.label for option in chosen),
        confidence=None if by_owner else _confidence(garment, field),
        by_owner=by_owner,
        groups=groups,
        several=field in ("seasons", "style_tags"),
        free=field == "subcategory",
        hex=chosen[0].hex if chosen else "",
        error=error,
    )


def _owner_values(garment: Garment) -> dict[str, Any]:
    label = getattr(garment, "label", None)
    return label.values if label else {}


def _confidence(garment: Garment, field: str) -> float | None:
    prediction = getattr(garment, "prediction", None)
    if prediction is None:
        return None
    if field == "category":
        return float(prediction.category_confidence)
    entry = prediction.attributes.get(field) or {}
    return entry.get("confidence")


def _groups(field: str, value: Any) -> list[OptionGroup]:
    if field == "category":
        return _kinds(value)
    if field.startswith("color_"):
        options = [Option(name, name.capitalize(), name == value, color.hex) for name, color in COLOURS.items()]
        none = [Option("", "None", not value)] if field == "color_secondary" else []
        return [OptionGroup("", [*none, *options])]
    if field in STEPS:
        return [OptionGroup("", _steps(STEPS[field], value))]
    if field in WORDS:
        chosen = value if isinstance(value, list) else [value]
        return [OptionGroup("", [Option(word.value, word.label, word in chosen) for word in WORDS[field]])]
    return []


WORDS: dict[str, type[Vocabulary]] = {
    "pattern": Pattern,
    "material": Material,
    "fit": Fit,
    "seasons": Season,
    "style_tags": Style,
}
STEPS = {"formality": FORMALITY, "warmth": WARMTH}


def _kinds(value: str) -> list[OptionGroup]:
    return [
        OptionGroup(
            slot.label,
            [Option(kind.value, kind.label, kind == value) for kind in Category if slot_of(kind) is slot],
        )
        for slot in Slot
    ]


def _steps(steps: Sequence[tuple[float, str]], value: float | None) -> list[Option]:
    """A scale as a few words; the one next to the value is selected."""
    nearest = min(steps, key=lambda step: abs(step[0] - value))[0] if value is not None else None
    return [Option(f"{number:g}", label, number == nearest) for number, label in steps]
