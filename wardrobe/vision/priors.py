"""What a category alone says about a garment: warmth, formality, seasons.

Warmth is the garment's own thermal insulation in clo (1 clo = 0.155 m²·K/W), rounded from the tables of single garments
in ISO 9920:2007, annex B. Formality runs from 0 (sport, sleep) to 1 (black tie); seasons are those in which the
garment is worn in a temperate climate. Both are judgements of this project.
"""

from __future__ import annotations

from typing import NamedTuple

from wardrobe.choices import Category as C
from wardrobe.choices import Season


class Prior(NamedTuple):
    clo: float
    formality: float
    seasons: tuple[Season, ...]


ALL_YEAR = tuple(Season)
WARM = (Season.SPRING, Season.SUMMER)
MILD = (Season.SPRING, Season.SUMMER, Season.AUTUMN)
COLD = (Season.AUTUMN, Season.WINTER)
COOL = (Season.SPRING, Season.AUTUMN, Season.WINTER)
SUMMER = (Season.SUMMER,)

PRIORS: dict[C, Prior] = {
    C.T_SHIRT: Prior(0.10, 0.25, MILD),
    C.SHIRT: Prior(0.22, 0.60, ALL_YEAR),
    C.BLOUSE: Prior(0.18, 0.60, ALL_YEAR),
    C.POLO: Prior(0.17, 0.45, MILD),
    C.TANK_TOP: Prior(0.06, 0.15, SUMMER),
    C.SWEATER: Prior(0.30, 0.45, COOL),
    C.CARDIGAN: Prior(0.30, 0.50, COOL),
    C.HOODIE: Prior(0.34, 0.20, COOL),
    C.JACKET: Prior(0.40, 0.45, COOL),
    C.COAT: Prior(0.62, 0.60, COLD),
    C.BLAZER: Prior(0.36, 0.80, COOL),
    C.JEANS: Prior(0.24, 0.35, ALL_YEAR),
    C.PANTS: Prior(0.22, 0.55, ALL_YEAR),
    C.LEGGINGS: Prior(0.15, 0.15, ALL_YEAR),
    C.SHORTS: Prior(0.07, 0.15, SUMMER),
    C.SKIRT: Prior(0.16, 0.50, MILD),
    C.DRESS: Prior(0.28, 0.60, MILD),
    C.JUMPSUIT: Prior(0.35, 0.50, MILD),
    C.SNEAKERS: Prior(0.02, 0.20, ALL_YEAR),
    C.SHOES: Prior(0.03, 0.65, ALL_YEAR),
    C.BOOTS: Prior(0.08, 0.50, COLD),
    C.SANDALS: Prior(0.01, 0.20, SUMMER),
    C.HEELS: Prior(0.02, 0.80, MILD),
    C.BELT: Prior(0.01, 0.50, ALL_YEAR),
    C.TIE: Prior(0.01, 0.90, ALL_YEAR),
    C.SCARF: Prior(0.08, 0.50, COLD),
    C.HAT: Prior(0.04, 0.30, ALL_YEAR),
    C.BAG: Prior(0.0, 0.50, ALL_YEAR),
    C.JEWELLERY: Prior(0.0, 0.60, ALL_YEAR),
    C.WATCH: Prior(0.0, 0.55, ALL_YEAR),
    C.SUNGLASSES: Prior(0.0, 0.35, WARM),
    C.SOCKS: Prior(0.02, 0.30, ALL_YEAR),
    C.UNDERWEAR: Prior(0.04, 0.05, ALL_YEAR),
    C.SWIMWEAR: Prior(0.02, 0.05, SUMMER),
    C.OTHER: Prior(0.05, 0.40, ALL_YEAR),
}
