"""What a drawn garment is: the truth that the picture is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wardrobe.choices import Category, Fit, Material, Pattern, Season, Slot, Style, slot_of
from wardrobe.drawing.palette import HEX


@dataclass(frozen=True)
class DrawnGarment:
    """One garment with everything known about it.

    `color` and `secondary` are palette names. `sleeve` is "none", "short", "elbow" or "long"; `length`, `collar`,
    `motif` (variant of the pattern) and `details` (construction words such as "patch-pocket" or "double-breasted")
    are read by the silhouette of the category, which ignores what it does not know. `age_days` counts from the
    purchase, `wears` how often it was worn since.
    """

    category: Category
    color: str
    secondary: str | None = None
    pattern: Pattern = Pattern.SOLID
    material: Material = Material.COTTON
    name: str = ""
    seed: int = 0
    sleeve: str = ""
    length: str = ""
    collar: str = ""
    motif: str = ""
    fit: Fit = Fit.REGULAR
    details: tuple[str, ...] = ()
    subcategory: str = ""
    seasons: tuple[Season, ...] = tuple(Season)
    formality: float = 0.3
    styles: tuple[Style, ...] = (Style.CASUAL,)
    price: float = 0.0
    age_days: int = 0
    wears: int = 0

    @property
    def hex(self) -> str:
        return HEX[self.color]

    @property
    def secondary_hex(self) -> str | None:
        return HEX[self.secondary] if self.secondary else None

    @property
    def slot(self) -> Slot:
        return slot_of(self.category)

    def has(self, detail: str) -> bool:
        return detail in self.details


@dataclass(frozen=True)
class Drawing:
    """A garment alone: `rgb` uint8 (H, W, 3) sRGB, straight (not premultiplied), and `alpha` uint8 (H, W)."""

    rgb: NDArray[np.uint8]
    alpha: NDArray[np.uint8]
