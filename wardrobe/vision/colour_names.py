"""The dictionary of fashion colours: what a shade is called, which family a filter files it under."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    BLACK = "black"
    GREY = "grey"
    WHITE = "white"
    BEIGE = "beige"
    BROWN = "brown"
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"
    PINK = "pink"


NEUTRAL_FAMILIES = frozenset({Family.BLACK, Family.GREY, Family.WHITE, Family.BEIGE, Family.BROWN})
# Colours that go with everything like neutrals do, though their family is blue.
NEUTRAL_NAMES = frozenset({"navy", "denim"})


@dataclass(frozen=True)
class Colour:
    """family for filters, hex for a swatch on a page, and the sRGB anchors that a shade is compared with."""

    family: Family
    hex: str
    anchors: tuple[str, ...]


def _colour(family: Family, hex_code: str, *others: str) -> Colour:
    return Colour(family, hex_code, (hex_code, *others))


COLOURS: dict[str, Colour] = {
    "black": _colour(Family.BLACK, "#1d1c1e", "#0b0b0c", "#303032", "#2e2b29"),
    "charcoal": _colour(Family.GREY, "#42444a", "#525254", "#504d4b"),
    "grey": _colour(Family.GREY, "#8b8d91", "#6f7074", "#a3a4a6", "#7d7a78", "#5c5d60"),
    "silver": _colour(Family.GREY, "#c3c6ca", "#b2b4b8"),
    "white": _colour(Family.WHITE, "#f8f7f4", "#e6e6e8", "#d6d6d8", "#d5d9e2", "#ffffff"),
    "cream": _colour(Family.WHITE, "#f2e6cc", "#eee3d2", "#f5edda"),
    "beige": _colour(Family.BEIGE, "#dcc7a4", "#cdb79e", "#d8c6b4", "#c2b19c"),
    "camel": _colour(Family.BROWN, "#c1935b", "#b5834a"),
    "tan": _colour(Family.BROWN, "#b98d68", "#a8876c", "#a37b58"),
    "brown": _colour(Family.BROWN, "#6d452c", "#4b3226", "#7f5a42", "#5b4234", "#35281f", "#4a3f39", "#67584d"),
    "burgundy": _colour(Family.RED, "#6d1830", "#521a26", "#7c2438", "#45161f"),
    "red": _colour(Family.RED, "#c9202b", "#b01d2a", "#dd3333", "#a52535"),
    "coral": _colour(Family.ORANGE, "#f5735f", "#e88a78", "#f29a85", "#d2605f"),
    "orange": _colour(Family.ORANGE, "#ee7d22", "#f29a4a", "#e0662a"),
    "rust": _colour(Family.ORANGE, "#ad4a22", "#9a4a30", "#b55f3c"),
    "mustard": _colour(Family.YELLOW, "#d3a026", "#c08c2e", "#dcae4a"),
    "yellow": _colour(Family.YELLOW, "#f3d33f", "#f2e06a", "#f5ec9a"),
    "lime": _colour(Family.GREEN, "#b0d23c", "#9cc84a", "#c9de6a"),
    "olive": _colour(Family.GREEN, "#6c6b35", "#55563a", "#42422f", "#77764d", "#5e5f50"),
    "khaki": _colour(Family.BEIGE, "#a89d6f", "#948a66", "#b3a784"),
    "green": _colour(
        Family.GREEN, "#2f7d46", "#1f4d34", "#4f9a5c", "#26392c", "#6f9f74", "#15803a", "#8abf84", "#4c6b50"
    ),
    "mint": _colour(Family.GREEN, "#a9dcc1", "#c4e3d2", "#8fcdb0"),
    "teal": _colour(Family.BLUE, "#156f72", "#205458", "#2f7f86"),
    "turquoise": _colour(Family.BLUE, "#35b9b9", "#5fc4cc", "#2aa5b5"),
    "light blue": _colour(Family.BLUE, "#a3c8ea", "#bcd3e6", "#8fb3d6", "#9fbccb"),
    "blue": _colour(Family.BLUE, "#2b5dbf", "#2f6fb0", "#3d55a8", "#4b84c6", "#2a3f94"),
    "denim": _colour(Family.BLUE, "#4a6688", "#6a83a0", "#3d5470", "#5c7590", "#8096ae"),
    "navy": _colour(Family.BLUE, "#1d2a4d", "#252c44", "#1a2036", "#2b3a66", "#23273a", "#1c1f2c", "#363e52"),
    "lavender": _colour(Family.PURPLE, "#c0b0e2", "#b3a5cc", "#cfc4e0", "#a795c8"),
    "purple": _colour(Family.PURPLE, "#68378f", "#4b2a5c", "#7d4f9a", "#5e3a66", "#8a5a92"),
    "pink": _colour(Family.PINK, "#f0a6bd", "#f3c6d0", "#e58aa6", "#dba8ae", "#f2d6da", "#cf8f9a"),
    "fuchsia": _colour(Family.PINK, "#d1237e", "#c2347e", "#e2489a", "#b01f6a", "#d83a72"),
    "gold": _colour(Family.YELLOW, "#c6a24b", "#b59a58"),
}


def hex_of(name: str) -> str:
    """The hex of a dictionary name; KeyError for a name that is none."""
    return COLOURS[name].hex


def family_of(name: str) -> Family:
    return COLOURS[name].family


def is_neutral(name: str) -> bool:
    """Whether the colour goes with everything."""
    return COLOURS[name].family in NEUTRAL_FAMILIES or name in NEUTRAL_NAMES
