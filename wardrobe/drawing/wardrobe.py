"""The demo wardrobe: about forty garments that one tasteful person could own."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import numpy as np

from wardrobe.choices import Category as C
from wardrobe.choices import Fit, Season, Style
from wardrobe.choices import Material as M
from wardrobe.choices import Pattern as P
from wardrobe.drawing.spec import DrawnGarment

Words = TypeVar("Words")

# Category, name, colours ("main" or "main/second"), material, then formality, price, days since bought, times worn.
# What does not follow from that (pattern, cut, seasons other than the whole year, style other than casual) is below.
LEDGER: list[tuple[C, str, str, M, float, float, int, int]] = [
    (C.T_SHIRT, "White crew-neck T-shirt", "white", M.COTTON, 0.2, 25, 420, 64),
    (C.T_SHIRT, "Breton striped top", "navy/white", M.COTTON, 0.25, 49, 610, 58),
    (C.T_SHIRT, "Sunrise print T-shirt", "cream/teal", M.COTTON, 0.1, 32, 190, 17),
    (C.TANK_TOP, "Olive tank top", "olive", M.COTTON, 0.1, 18, 380, 22),
    (C.SHIRT, "Light blue linen shirt", "light blue", M.LINEN, 0.45, 79, 520, 41),
    (C.SHIRT, "White poplin shirt", "white", M.COTTON, 0.7, 69, 700, 52),
    (C.SHIRT, "Red tartan flannel shirt", "red/navy", M.COTTON, 0.2, 59, 830, 33),
    (C.BLOUSE, "Cream floral blouse", "cream/rust", M.SILK, 0.5, 95, 260, 14),
    (C.BLOUSE, "Pink silk pussy-bow blouse", "pink", M.SILK, 0.65, 110, 310, 11),
    (C.POLO, "Green cotton polo", "green/cream", M.COTTON, 0.35, 55, 340, 19),
    (C.SWEATER, "Cream cable-knit sweater", "cream", M.KNIT, 0.35, 120, 760, 47),
    (C.SWEATER, "Burgundy merino roll-neck", "burgundy", M.KNIT, 0.5, 98, 410, 29),
    (C.CARDIGAN, "Grey wool cardigan", "grey", M.KNIT, 0.35, 89, 900, 71),
    (C.HOODIE, "Lavender hoodie", "lavender", M.COTTON, 0.05, 65, 300, 38),
    (C.JACKET, "Blue denim jacket", "denim", M.DENIM, 0.2, 89, 1400, 96),
    (C.JACKET, "Black leather biker jacket", "black", M.LEATHER, 0.35, 320, 1100, 83),
    (C.COAT, "Beige trench coat", "beige", M.COTTON, 0.6, 280, 980, 66),
    (C.COAT, "Camel wool coat", "camel", M.WOOL, 0.7, 390, 640, 48),
    (C.BLAZER, "Navy wool blazer", "navy", M.WOOL, 0.8, 210, 720, 37),
    (C.JEANS, "Blue straight jeans", "denim", M.DENIM, 0.25, 95, 560, 112),
    (C.JEANS, "Black slim jeans", "black", M.DENIM, 0.35, 85, 430, 67),
    (C.JEANS, "Light blue wide jeans", "light blue", M.DENIM, 0.2, 99, 150, 21),
    (C.PANTS, "Khaki chinos", "khaki", M.COTTON, 0.45, 75, 480, 44),
    (C.PANTS, "Charcoal pinstripe trousers", "charcoal/silver", M.WOOL, 0.8, 130, 390, 24),
    (C.LEGGINGS, "Black running leggings", "black", M.SYNTHETIC, 0.0, 55, 260, 49),
    (C.SHORTS, "Tan linen shorts", "tan", M.LINEN, 0.15, 45, 330, 18),
    (C.SKIRT, "Green pleated midi skirt", "green", M.SILK, 0.6, 110, 240, 13),
    (C.SKIRT, "Rust polka-dot skirt", "rust/cream", M.COTTON, 0.4, 64, 370, 16),
    (C.DRESS, "Navy floral dress", "navy/coral", M.COTTON, 0.45, 89, 410, 15),
    (C.DRESS, "Black silk slip dress", "black", M.SILK, 0.8, 160, 530, 9),
    (C.JUMPSUIT, "Teal wide-leg jumpsuit", "teal", M.COTTON, 0.55, 115, 210, 7),
    (C.SNEAKERS, "White leather sneakers", "white/green", M.LEATHER, 0.2, 110, 500, 134),
    (C.SHOES, "Burgundy penny loafers", "burgundy", M.LEATHER, 0.65, 165, 610, 46),
    (C.BOOTS, "Black Chelsea boots", "black", M.LEATHER, 0.5, 189, 870, 92),
    (C.SANDALS, "Camel two-strap sandals", "camel", M.LEATHER, 0.25, 79, 450, 27),
    (C.HEELS, "Red pumps", "red", M.LEATHER, 0.85, 135, 680, 8),
    (C.BAG, "Tan leather tote", "tan", M.LEATHER, 0.5, 220, 940, 187),
    (C.BAG, "Black crossbody bag", "black", M.LEATHER, 0.6, 145, 360, 52),
    (C.BELT, "Brown leather belt", "brown", M.LEATHER, 0.5, 45, 1200, 140),
    (C.TIE, "Navy striped silk tie", "navy/burgundy", M.SILK, 0.95, 55, 800, 6),
    (C.SCARF, "Camel checked wool scarf", "camel/burgundy", M.WOOL, 0.4, 70, 760, 43),
    (C.HAT, "Mustard ribbed beanie", "mustard", M.KNIT, 0.1, 28, 520, 31),
    (C.JEWELLERY, "Gold pendant necklace", "gold", M.OTHER, 0.6, 95, 820, 88),
    (C.WATCH, "Brown leather watch", "brown/white", M.LEATHER, 0.6, 180, 1300, 240),
    (C.SUNGLASSES, "Brown sunglasses", "brown", M.OTHER, 0.3, 120, 640, 75),
]

# How a garment is cut: words for its silhouette and its pattern.
CUTS: dict[str, dict[str, object]] = {
    "Breton striped top": {"pattern": P.STRIPED, "sleeve": "long"},
    "Sunrise print T-shirt": {"pattern": P.GRAPHIC, "motif": "sunrise", "fit": Fit.RELAXED},
    "Light blue linen shirt": {"details": ("pocket",)},
    "Red tartan flannel shirt": {"pattern": P.CHECKED, "details": ("pocket",)},
    "Cream floral blouse": {"pattern": P.FLORAL},
    "Pink silk pussy-bow blouse": {"details": ("bow",)},
    "Cream cable-knit sweater": {"details": ("cable",)},
    "Burgundy merino roll-neck": {"collar": "turtleneck", "fit": Fit.SLIM},
    "Grey wool cardigan": {"details": ("pocket",)},
    "Lavender hoodie": {"fit": Fit.RELAXED},
    "Beige trench coat": {"details": ("trench",)},
    "Blue straight jeans": {"details": ("faded",)},
    "Black slim jeans": {"fit": Fit.SLIM},
    "Light blue wide jeans": {"fit": Fit.RELAXED, "details": ("faded",)},
    "Charcoal pinstripe trousers": {
        "pattern": P.STRIPED,
        "motif": "pin",
        "fit": Fit.RELAXED,
        "details": ("creases", "pleats"),
    },
    "Tan linen shorts": {"details": ("drawstring",)},
    "Green pleated midi skirt": {"details": ("pleated",)},
    "Rust polka-dot skirt": {"pattern": P.DOTTED},
    "Navy floral dress": {"pattern": P.FLORAL, "motif": "bloom"},
    "Black silk slip dress": {"details": ("slip",)},
    "Black crossbody bag": {"details": ("crossbody",)},
    "Navy striped silk tie": {"pattern": P.STRIPED, "motif": "wide"},
    "Camel checked wool scarf": {"pattern": P.CHECKED},
    "Mustard ribbed beanie": {"details": ("beanie",)},
}

WARM = (Season.SPRING, Season.SUMMER)
MILD = (Season.SPRING, Season.AUTUMN)
COLD = (Season.AUTUMN, Season.WINTER)
COOL = (Season.SPRING, Season.AUTUMN, Season.WINTER)
FAIR = (Season.SPRING, Season.SUMMER, Season.AUTUMN)

# Names are matched by their last words, so that one line speaks for all garments of a kind.
SEASONS: dict[tuple[Season, ...], tuple[str, ...]] = {
    (Season.SUMMER,): ("tank top", "linen shorts", "sandals"),
    WARM: ("print T-shirt", "linen shirt", "polo", "floral dress", "jumpsuit", "sunglasses"),
    MILD: ("denim jacket", "biker jacket", "trench coat"),
    COLD: ("flannel shirt", "cable-knit sweater", "roll-neck", "wool coat", "Chelsea boots", "scarf", "beanie"),
    COOL: ("cardigan", "hoodie", "blazer", "trousers", "pleated midi skirt"),
    FAIR: ("striped top", "blouse", "wide jeans", "chinos", "polka-dot skirt", "loafers"),
}

STYLES: dict[tuple[Style, ...], tuple[str, ...]] = {
    (Style.MINIMAL, Style.CASUAL): ("crew-neck T-shirt", "cardigan", "straight jeans", "sneakers"),
    (Style.CLASSIC,): (
        "striped top",
        "linen shirt",
        "polo",
        "cable-knit sweater",
        "chinos",
        "Chelsea boots",
        "belt",
        "scarf",
    ),
    (Style.CLASSIC, Style.ELEGANT): ("wool coat", "pleated midi skirt", "watch", "necklace", "bow blouse"),
    (Style.BUSINESS, Style.CLASSIC): ("poplin shirt", "trench coat", "blazer", "trousers", "loafers", "tote"),
    (Style.FORMAL, Style.BUSINESS): ("tie",),
    (Style.ELEGANT, Style.PARTY): ("slip dress", "pumps", "crossbody bag"),
    (Style.ELEGANT, Style.MINIMAL): ("roll-neck", "jumpsuit"),
    (Style.BOHEMIAN, Style.CASUAL): ("floral blouse", "polka-dot skirt", "floral dress", "sandals"),
    (Style.STREET, Style.CASUAL): (
        "print T-shirt",
        "flannel shirt",
        "denim jacket",
        "biker jacket",
        "slim jeans",
        "beanie",
    ),
    (Style.SPORTY,): ("leggings", "hoodie"),
}


def demo_wardrobe(seed: int = 0) -> list[DrawnGarment]:
    """The garments of the demo account, in wardrobe order; the seed changes their folds, never what they are."""
    seeds = np.random.default_rng(seed).integers(1, 2**31 - 1, len(LEDGER)).tolist()
    return [_garment(*row, seed=int(number)) for row, number in zip(LEDGER, seeds, strict=True)]


def _garment(
    category: C,
    name: str,
    colors: str,
    material: M,
    formality: float,
    price: float,
    age_days: int,
    wears: int,
    *,
    seed: int,
) -> DrawnGarment:
    color, _, secondary = colors.partition("/")
    garment = DrawnGarment(
        category,
        color,
        secondary or None,
        material=material,
        name=name,
        seed=seed,
        formality=formality,
        price=price,
        age_days=age_days,
        wears=wears,
        seasons=_first_match(name, SEASONS) or tuple(Season),
        styles=_first_match(name, STYLES) or (Style.CASUAL,),
    )
    return replace(garment, **CUTS.get(name, {}))  # type: ignore[arg-type]


def _first_match(name: str, table: dict[Words, tuple[str, ...]]) -> Words | None:
    return next((value for value, endings in table.items() if name.endswith(endings)), None)
