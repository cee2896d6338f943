"""Small pictures of garments, drawn once per test run."""

from __future__ import annotations

from functools import cache

from wardrobe.drawing import Drawing, DrawnGarment, draw

SIZE = 256


@cache
def small(garment: DrawnGarment) -> Drawing:
    return draw(garment, SIZE)
