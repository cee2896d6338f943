"""Flat garments drawn by the project itself, with known truth.

`draw` gives a garment alone with its exact alpha, `photograph` lays it on a floor, a bed or a wall as a phone would see
it, and `demo_wardrobe` lists the garments of the demo account. Everything is decided by the spec and its seed.
"""

from __future__ import annotations

from wardrobe.drawing.catalogue import draw
from wardrobe.drawing.scene import photograph
from wardrobe.drawing.spec import Drawing, DrawnGarment
from wardrobe.drawing.surfaces import SURFACES
from wardrobe.drawing.wardrobe import demo_wardrobe

__all__ = ["SURFACES", "Drawing", "DrawnGarment", "demo_wardrobe", "draw", "photograph"]
