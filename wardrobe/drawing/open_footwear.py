"""Sandals and heels, in profile, toe to the right."""

from __future__ import annotations

import numpy as np

from wardrobe.choices import Material
from wardrobe.drawing.footwear import LEATHER_SOLE, lined, pair, raised
from wardrobe.drawing.geometry import Points, ellipse, offset, path, rectangle, shape
from wardrobe.drawing.palette import rgb
from wardrobe.drawing.parts import Cloth, Mark, Part, main_cloth, metal, stitch, topstitch
from wardrobe.drawing.spec import DrawnGarment


def sandals(spec: DrawnGarment) -> list[Part]:
    """Slides with two broad buckled straps on a moulded footbed."""
    cloth = main_cloth(spec)
    bed = shape("-14,-3.6! -11,-4.2 -6,-3.4 0,-3.2 7,-2.8 12,-3 14.6,-3.8! 15.2,-2.4 14.4,-1.3! -13.4,-1.3! -14.6,-2.2")
    outsole = shape("-14.2,-1.5! 14.8,-1.5! 14.4,-0.3 11,0 -12.6,0 -14,-0.4")
    cork = Part(bed, Cloth(rgb("tan"), texture="suede"), puff=0.9, lift=0.3, crumple=0)
    sole = Part(outsole, LEATHER_SOLE, puff=0.4, lift=0.2, crumple=0)
    front = _strap(
        cloth, shape("3.6,-2.6! 3.4,-5.4 4.8,-8.2! 7.2,-7.8 9.6,-6.2! 10.4,-4.4 10.6,-2.6!"), (6.6, -6.8), 26
    )
    rear = _strap(
        cloth, shape("-5.6,-2.8! -5.2,-6.8 -3.4,-10.2! -0.6,-10 2.2,-8.6! 3,-5.6 2.8,-2.7!"), (-1.4, -8.6), 20
    )
    hollows = [shape("3.5,-5.4 4.8,-8.2 6.4,-8 5.4,-4.8"), shape("-5.3,-6.4 -3.4,-10.2 -1.8,-10 -3.4,-5.8")]
    inner = [lined(hollow - np.array([0.9, 0.2]), cloth, -0.3) for hollow in hollows]
    return pair([*inner, sole, cork, *rear, *front])


def _strap(cloth: Cloth, outline: Points, buckle: tuple[float, float], turn: float) -> list[Part]:
    thread = topstitch(cloth)
    x, y = buckle
    tongue = Part(rectangle(x + 0.3, y + 1.6, 2.2, 5.2, 0.9, turn - 4), cloth, puff=0.8, lift=0.7, crumple=0)
    frame = Part(
        rectangle(x, y, 3.2, 2.3, 0.4, turn),
        metal(),
        puff=0.6,
        lift=0.7,
        crumple=0,
        holes=(rectangle(x, y, 2.2, 1.3, 0.2, turn),),
    )
    pin = Part(rectangle(x, y, 0.36, 2.0, 0.1, turn), metal(), puff=0.4, lift=0.4, crumple=0)
    hole = Mark(ellipse(x + 0.5, y + 2.6, 0.22, 0.22), tone=-0.6, filled=True)
    band = Part(outline, cloth, puff=1.2, lift=0.7, crumple=0.3, marks=(stitch(offset(outline, 0.45), thread),))
    return [band, Part(tongue.outline, cloth, puff=0.8, lift=0.7, crumple=0, marks=(hole,)), frame, pin]


def heels(spec: DrawnGarment) -> list[Part]:
    """Pumps on a stiletto, or on a block heel ("block"), with an ankle strap ("strap")."""
    cloth = main_cloth(spec)
    rise = 5.6 if spec.has("block") else 8.0
    upper = shape("-12.6,-1.2! -13.4,-4.2 -12.4,-8! -8.6,-5.4 -3.4,-3.9 1.6,-4.2 5.4,-5.8! 9.2,-4.6 13.4,-2.8 16,-1!")
    inside = Part(
        shape("-12.3,-7.8! -8,-7.4 -2,-6.2 5.2,-5.9! 1,-3.6 -4,-3.2 -9,-4.8"),
        Cloth(rgb("beige"), Material.LEATHER),
        puff=0.2,
        lift=0,
        tone=-0.14,
    )
    sole = Part(
        shape("-12.6,-1.4! -4,-1.3 4,-1.2 16,-1.2! 15.4,-0.3 9,0 4,-0.3 -3,-0.7 -12.4,-0.9!"),
        LEATHER_SOLE,
        puff=0.3,
        lift=0.2,
        crumple=0,
    )
    body = Part(
        upper,
        cloth,
        puff=1.4,
        lift=0.4,
        crumple=0.2,
        marks=(stitch(offset(upper[20:60], 0.35), topstitch(cloth), width=0.1),),
    )
    stem = Part(_stem(rise, spec.has("block")), Cloth(cloth.color, cloth.material), puff=1.0, lift=0.3, crumple=0)
    shoe = [raised(inside, rise), stem, raised(body, rise), raised(sole, rise)]
    return pair([*_ankle_strap(cloth, rise), *shoe] if spec.has("strap") else shoe, (6.6, -4.6))


def _stem(rise: float, block: bool) -> Points:
    """The heel under the seat, from the sole down to its tip."""
    top = -rise - 0.9
    if block:
        return path([(-12.6, top, 1), (-5.4, top * 0.97, 1), (-6.2, -2.5), (-6.4, 0, 1), (-12.2, 0, 1)], closed=True)
    breast = [(-6.2, top * 0.96, 1), (-9.4, top * 0.76), (-10.8, -3.2), (-11.1, 0, 1)]
    return path([(-12.7, top, 1), *breast, (-12.1, 0, 1), (-12.3, -4)], closed=True)


def _ankle_strap(cloth: Cloth, rise: float) -> list[Part]:
    top = -8.0 - rise
    loop = ellipse(-8.4, top - 3.4, 4.6, 1.9, 8)
    hole = ellipse(-8.4, top - 3.6, 4.1, 1.2, 8)
    stay = rectangle(-12.3, top - 1.2, 1.1, 5.0, 0.3, -6)
    return [
        Part(stay, cloth, puff=0.6, lift=0.2, crumple=0),
        Part(loop, cloth, puff=0.6, lift=0.3, crumple=0, holes=(hole,)),
        Part(rectangle(-4.6, top - 2.2, 1.0, 1.3, 0.3, 30), metal(), puff=0.6, lift=0.5, crumple=0),
    ]
