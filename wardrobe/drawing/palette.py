"""Named garment colours, sRGB hex: the truth that drawn garments carry."""

from __future__ import annotations

RGB = tuple[float, float, float]

HEX: dict[str, str] = {
    "black": "#1d1d20",
    "charcoal": "#3d4045",
    "grey": "#8f9296",
    "white": "#f3f2ee",
    "cream": "#efe5cf",
    "beige": "#d8c6a5",
    "camel": "#bd8f58",
    "tan": "#b98d68",
    "brown": "#6a4730",
    "burgundy": "#6e1f33",
    "red": "#bf2a30",
    "coral": "#ee7a66",
    "orange": "#e5802f",
    "rust": "#a8502c",
    "mustard": "#cf9d2f",
    "yellow": "#f0ce55",
    "olive": "#6a6a38",
    "khaki": "#a3966b",
    "green": "#2f6f4b",
    "mint": "#b0dbc4",
    "teal": "#1f6a70",
    "turquoise": "#43b8b6",
    "light blue": "#a9c8e3",
    "blue": "#2f5fae",
    "denim": "#4a6688",
    "navy": "#1f2c4d",
    "lavender": "#b7a7d8",
    "purple": "#5f3a80",
    "pink": "#ecb3bd",
    "fuchsia": "#cb2f83",
    "gold": "#c8a04c",
    "silver": "#b9bcc2",
}


def rgb(color: str) -> RGB:
    """The colour of a palette name or a `#rrggbb` string as sRGB floats in 0–1.

    Raises KeyError for a name that the palette lacks.
    """
    text = color if color.startswith("#") else HEX[color]
    return (int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255)


def shift(color: RGB, amount: float) -> RGB:
    """The colour moved towards white (amount > 0) or black (amount < 0), amount in −1…1."""
    goal = 1.0 if amount > 0 else 0.0
    share = abs(amount)
    return (
        color[0] + (goal - color[0]) * share,
        color[1] + (goal - color[1]) * share,
        color[2] + (goal - color[2]) * share,
    )


def luma(color: RGB) -> float:
    """Rec. 709 luma of an sRGB colour, 0–1."""
    return 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2]


def ink_on(color: RGB, amount: float = 0.35) -> RGB:
    """A tone of the same colour that stays visible on it: darker on light cloth, lighter on dark."""
    return shift(color, -amount if luma(color) > 0.22 else amount * 0.6)
