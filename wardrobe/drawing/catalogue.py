"""Which silhouette draws which category."""

from __future__ import annotations

from collections.abc import Callable

from wardrobe.choices import Category
from wardrobe.drawing import accessories, bottoms, footwear, knits, onepieces, outerwear, tops
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
    Category.JACKET: outerwear.jacket,
    Category.COAT: outerwear.coat,
    Category.BLAZER: outerwear.blazer,
    Category.JEANS: bottoms.jeans,
    Category.PANTS: bottoms.pants,
    Category.LEGGINGS: bottoms.leggings,
    Category.SHORTS: bottoms.shorts,
    Category.SKIRT: bottoms.skirt,
    Category.DRESS: onepieces.dress,
    Category.JUMPSUIT: onepieces.jumpsuit,
    Category.SWIMWEAR: onepieces.swimwear,
    Category.SNEAKERS: footwear.sneakers,
    Category.SHOES: footwear.shoes,
    Category.BOOTS: footwear.boots,
    Category.SANDALS: footwear.sandals,
    Category.HEELS: footwear.heels,
    Category.SOCKS: footwear.socks,
    Category.BELT: accessories.belt,
    Category.TIE: accessories.tie,
    Category.SCARF: accessories.scarf,
    Category.HAT: accessories.hat,
    Category.BAG: accessories.bag,
    Category.JEWELLERY: accessories.jewellery,
    Category.WATCH: accessories.watch,
    Category.SUNGLASSES: accessories.sunglasses,
    Category.UNDERWEAR: accessories.underwear,
    Category.OTHER: accessories.bandana,
}

# Moulded things keep their shape: less of the sway that cloth has.
STIFF = {Category.WATCH, Category.SUNGLASSES, Category.BELT, Category.SHOES, Category.SNEAKERS, Category.BAG}


def draw(spec: DrawnGarment, size: int = 768) -> Drawing:
    """The garment alone, in a square of `size` pixels, with its exact alpha. The same spec gives the same pixels."""
    return paint(SILHOUETTES[spec.category](spec), size, spec.seed, 0.35 if spec.category in STIFF else 1.0)
