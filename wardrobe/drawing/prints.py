"""Placed prints for the front of a garment: small abstract posters, drawn without letters or brands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from wardrobe.drawing.geometry import Points, ellipse, rectangle, shape, shifted
from wardrobe.drawing.palette import RGB, rgb, shift
from wardrobe.drawing.parts import Mark
from wardrobe.drawing.spec import DrawnGarment


def placed_print(spec: DrawnGarment, middle: tuple[float, float], width: float) -> tuple[Mark, ...]:
    """The print of a graphic garment about `middle` (cm), `width` cm wide, in its secondary colour and two friends."""
    ink = rgb(spec.secondary or "charcoal")
    shapes = PRINTS.get(spec.motif, _sunrise)(ink)
    return tuple(
        Mark(outline * (width / 2) + np.array(middle), color=color, filled=True, opacity=0.92)
        for outline, color in shapes
    )


Shapes = list[tuple[Points, RGB]]


def _arch(x: float, y: float, outer: float, inner: float, foot: float) -> Points:
    angle = np.linspace(np.pi, 2 * np.pi, 40)
    arc = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    legs = np.array([[outer, foot], [inner, foot]])
    far = np.array([[-inner, foot], [-outer, foot]])
    return shifted(np.concatenate([arc * outer, legs, arc[::-1] * inner, far]), x, y)


def _rainbow(ink: RGB) -> Shapes:
    tones = (ink, rgb("mustard"), shift(ink, 0.45), rgb("coral"))
    return [(_arch(0, 0.1, 1 - i * 0.24, 0.84 - i * 0.24, 0.7), tone) for i, tone in enumerate(tones)]


def _sunrise(ink: RGB) -> Shapes:
    rays = [
        (rectangle(np.cos(a) * 0.86, np.sin(a) * 0.86, 0.2, 0.05, 0.025, float(-np.rad2deg(a))), rgb("mustard"))
        for a in np.linspace(np.pi * 1.08, np.pi * 1.92, 9)
    ]
    hill = shape("-1,0.75! -1,0.28! -0.5,0.02 0,0.3 0.5,0.1 1,0.34! 1,0.75!")
    front = shape("-1,0.8! -1,0.56! -0.3,0.36 0.3,0.6 1,0.42! 1,0.8!")
    return [*rays, (ellipse(0, 0.06, 0.56, 0.56), rgb("coral")), (hill, ink), (front, shift(ink, 0.4))]


def _shapes(ink: RGB) -> Shapes:
    leaf = shape("0.15,0.75! 0,0.2 0.4,-0.45 0.75,-0.75! 0.85,-0.1 0.55,0.5")
    pebble = shape("-0.7,-0.3 -0.35,-0.75 0.15,-0.6 0.1,-0.1 -0.35,0.1")
    pool = shape("-0.85,0.45 -0.4,0.1 0.05,0.35 0,0.8 -0.55,0.85")
    return [(pool, rgb("mustard")), (pebble, ink), (leaf, rgb("coral")), (ellipse(0.45, -0.82, 0.13, 0.13), ink)]


def _waves(ink: RGB) -> Shapes:
    x = np.linspace(-1, 1, 60)
    rows: Shapes = []
    for index, y in enumerate(np.linspace(-0.55, 0.55, 6)):
        crest = y + 0.09 * np.sin(x * 6 + index * 0.9)
        top, low = np.stack([x, crest], axis=1), np.stack([x, crest + 0.07 + 0.035 * np.cos(x * 3)], axis=1)
        rows.append((np.concatenate([top, low[::-1]]), ink if index % 2 else rgb("coral")))
    return rows


PRINTS: dict[str, Callable[[RGB], Shapes]] = {
    "rainbow": _rainbow,
    "sunrise": _sunrise,
    "shapes": _shapes,
    "waves": _waves,
}
