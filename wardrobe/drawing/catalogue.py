"""Which silhouette draws which category."""

from __future__ import annotations

from collections.abc import Callable

from wardrobe.choices import Category
from wardrobe.drawing import (
    accessories,
    bags,
    footwear,
    hats,
    jackets,
    knits,
    onepieces,
    open_footwear,
    skirts,
    smallwear,
    tailoring,
    tops,
    trinkets,
    trousers,
)
from wardrobe.drawing.parts import Part
from wardrobe.drawing.render import paint
from wardrobe.drawing.spec import Drawing, DrawnGarment

SILHOUETTES: dict[Category, Callable[[DrawnGarment], list[Part]]] = {
    Category.T_SHIRT: tops.t_shirt,
    Category.SHIRT: tops.shirt,
    Category.BLOUSE: tops.blouse,
    Category.POLO: tops.polo,
    Category.TANK_TOP: tops.tank_top,
    Category.SWEATER: knits.sweater,
    Category.CARDIGAN: knits.cardigan,
    Category.HOODIE: knits.hoodie,
    Category.JACKET: jackets.jacket,
    Category.COAT: tailoring.coat,
    Category.BLAZER: tailoring.blazer,
    Category.JEANS: trousers.jeans,
    Category.PANTS: trousers.pants,
    Category.LEGGINGS: trousers.leggings,
    Category.SHORTS: trousers.shorts,
    Category.SKIRT: skirts.skirt,
    Category.DRESS: onepieces.dress,
    Category.JUMPSUIT: onepieces.jumpsuit,
    Category.SWIMWEAR: smallwear.swimwear,
    Category.SNEAKERS: footwear.sneakers,
    Category.SHOES: footwear.shoes,
    Category.BOOTS: footwear.boots,
    Category.SANDALS: open_footwear.sandals,
    Category.HEELS: open_footwear.heels,
    Category.SOCKS: smallwear.socks,
    Category.BELT: accessories.belt,
    Category.TIE: accessories.tie,
    Category.SCARF: accessories.scarf,
    Category.HAT: hats.hat,
    Category.BAG: bags.bag,
    Category.JEWELLERY: trinkets.jewellery,
    Category.WATCH: trinkets.watch,
    Category.SUNGLASSES: trinkets.sunglasses,
    Category.UNDERWEAR: smallwear.underwear,
    Category.OTHER: accessories.bandana,
}

# Moulded things keep their shape: less of the sway that cloth has.
STIFF = {Category.WATCH, Category.SUNGLASSES, Category.BELT, Category.SHOES, Category.SNEAKERS, Category.BAG}


def draw(spec: DrawnGarment, size: int = 768) -> Drawing:
    """The garment alone, in a square of `size` pixels, with its exact alpha. The same spec gives the same pixels."""
    return paint(SILHOUETTES[spec.category](spec), size, spec.seed, 0.35 if spec.category in STIFF else 1.0)
