"""Sneakers, loafers, derbies and boots in profile, toe to the right; y = 0 is the ground. Always drawn as a pair."""

from __future__ import annotations

import numpy as np

from wardrobe.drawing.geometry import Points, ellipse, offset, part_of, rectangle, shape, shifted, trace
from wardrobe.drawing.palette import RGB, luma, rgb, shift
from wardrobe.drawing.parts import Cloth, Fold, Mark, Part, main_cloth, moved, reshaped, seam, stitch, topstitch
from wardrobe.drawing.spec import DrawnGarment

LEATHER_SOLE = Cloth(shift(rgb("brown"), -0.5), texture="plain")


def pair(shoe: list[Part], away: tuple[float, float] = (6.4, -5.0)) -> list[Part]:
    """The shoe with its twin half a step behind it."""
    return [*(moved(part, away, 0.95, -0.05) for part in shoe), *shoe]


def raised(part: Part, rise: float) -> Part:
    """The part as it stands on a heel `rise` cm higher; the ball of the foot stays on the ground."""

    def place(points: Points) -> Points:
        share = np.clip((5.5 - points[:, 0]) / 12.0, 0, 1)
        lifted = points.copy()
        lifted[:, 1] -= rise * share * share * (3 - 2 * share)
        return lifted

    return reshaped(part, place)


def lined(outline: Points, cloth: Cloth, tone: float = -0.25) -> Part:
    """The dark inside that shows in the opening of a shoe."""
    return Part(outline, Cloth(shift(cloth.color, 0.08), cloth.material), puff=0.2, lift=0, crumple=0, tone=tone)


def sneakers(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    accent = Cloth(rgb(spec.secondary) if spec.secondary else shift(cloth.color, -0.1), spec.material)
    rubber = rgb("tan") if spec.has("gum") else rgb("white")
    thread = topstitch(cloth)
    upper = shape(
        "-13.2,-2.8! -13.9,-6.5 -13.2,-11! -10.4,-9.3 -7,-9 -4.2,-11.4 -3,-12.4! "
        "1.4,-9.6 6,-7 10.2,-6.2 13.2,-5 14.5,-2.8!"
    )
    toe = shape("8.6,-2.8! 8.2,-4.8 8.8,-6.6! 11.4,-6 13.6,-4.8 14.7,-2.8!")
    heel = shape("-13.3,-2.8! -14,-6.6 -13.3,-11.1! -11,-9.7! -10.2,-6 -10.6,-2.8!")
    facing = shape("-3.4,-12.5! 6.2,-7.1! 5.2,-5 0,-7.4 -5,-9.8 -4.6,-11.4")
    sole = shape("-14.2,-3.3! -6,-3 6,-2.9 14.9,-3.2! 15.4,-2 14.4,-0.5 9,0 -12.6,0 -14.5,-0.9")
    quarter = trace("-5.2,-8.8 -2.6,-6.2 1,-4.2 2.2,-2.8")
    rows = (seam(quarter, 0.2)[0], *(stitch(shifted(quarter, 0.45 * k, -0.3 * k), thread) for k in (1, 2)))
    pinks = tuple(Mark(ellipse(x, y, 0.24, 0.24), tone=-0.5, filled=True) for x in (9.8, 11.2) for y in (-4.9, -4.0))
    grooves = (
        Mark(trace("-14.4,-2 0,-1.9 15.3,-2.1"), 0.16, -0.16),
        Mark(trace("-14.2,-0.9 0,-0.8 14.6,-0.9"), 0.14, -0.1),
    )
    flex = (Fold(trace("7.4,-6.6 7,-5 7.4,-3.4"), 1.1, -0.5), Fold(trace("6.2,-6.6 6,-5.4 6.2,-4"), 1.0, 0.4))
    counter = (stitch(offset(heel[30:50], 0.4), topstitch(accent)),)
    inside = shape("-13,-10.8! -10,-11.4 -6.4,-11.2 -3.6,-12.2! -5,-9 -10,-8.8")
    tongue = shape("-4.8,-10.6! -6.6,-14.4 -4.2,-15.2 -2.4,-13 2,-9.4!")
    cord = rgb("white") if luma(cloth.color) < 0.8 else rgb("silver")
    return pair(
        [
            lined(inside, cloth),
            Part(tongue, cloth, puff=0.9, lift=0.3, crumple=0.3),
            Part(upper, cloth, puff=1.2, lift=0.4, crumple=0.4, folds=flex, marks=rows),
            Part(toe, cloth, puff=0.8, lift=0.25, crumple=0, marks=(*pinks, stitch(offset(toe[:10], 0.4), thread))),
            Part(heel, accent, puff=0.7, lift=0.3, crumple=0, marks=counter),
            Part(facing, cloth, puff=0.5, lift=0.45, crumple=0, marks=(stitch(offset(facing[12:46], 0.4), thread),)),
            *_laces(cord, (-2.6, -11.2), (5.0, -6.9)),
            Part(sole, Cloth(rubber, texture="rubber"), puff=1.0, lift=0.3, crumple=0, marks=grooves),
        ]
    )


def _laces(color: RGB, first: tuple[float, float], last: tuple[float, float], count: int = 5) -> list[Part]:
    """Laces that come out of their eyelets and over the edge of the facing."""
    slope = float(np.rad2deg(np.arctan2(last[1] - first[1], last[0] - first[0])))
    parts: list[Part] = []
    for x, y in zip(np.linspace(first[0], last[0], count), np.linspace(first[1], last[1], count), strict=True):
        bar = rectangle(x + 0.2, y - 0.5, 0.95, 3.0, 0.45, -slope + 14)
        parts.append(Part(bar, Cloth(color), puff=0.9, lift=0.7, crumple=0))
    return parts


def shoes(spec: DrawnGarment) -> list[Part]:
    """Penny loafers, or laced derbies."""
    cloth = main_cloth(spec)
    thread = topstitch(cloth)
    upper = shape(
        "-13.4,-1.9! -14.1,-5 -13.2,-8.8! -9,-7.2 -4,-6.4 -0.8,-7.6 1.2,-10! "
        "4.6,-8.8 8.8,-6.4 12.8,-5 14.8,-3.4 15,-1.9!"
    )
    sole = shape("-14,-2.1! 0,-2 15.2,-2.1! 15.6,-1.5 14.2,-0.8 6,-0.7 -4.4,-0.8! -4.6,0! -13.6,0!")
    welt = (Mark(trace("-14,-1.8 0,-1.7 15.4,-1.8"), 0.14, 0.35),)
    crease = (Fold(trace("7.4,-6.6 6.6,-4.6 6.8,-2.6"), 1.2, -0.5), Fold(trace("-11,-8 -11.4,-5 -10.8,-2.4"), 1.6, 0.4))
    heel_seam = seam(trace("-9.6,-7.2 -8.8,-4.6 -9.4,-1.9"), 0.2)
    inside = lined(shape("-13,-8.6! -9.6,-9.6 -4,-9.4 1.2,-9.9! -1.6,-6.6 -9,-6.6"), cloth)
    if spec.has("derby"):
        marks: tuple[Mark, ...] = (
            *heel_seam,
            *seam(trace("8.6,-6.4 8,-4 8.4,-2"), 0.2),
            stitch(trace("9.1,-6.2 8.5,-4 8.9,-2"), thread),
        )
        top = _derby_facing(cloth)
    else:
        apron = trace("4.6,-7 8.6,-5.4 11.6,-4.6 13.4,-3.4 13.6,-2.6")
        marks = (*heel_seam, *seam(apron, 0.34), stitch(shifted(apron, -0.1, -0.45), thread))
        top = [_saddle(cloth)]
    body = Part(upper, cloth, puff=1.4, lift=0.4, crumple=0.4, folds=crease, marks=marks)
    return pair([inside, body, *top, Part(sole, LEATHER_SOLE, puff=0.5, lift=0.3, crumple=0, marks=welt)])


def _saddle(cloth: Cloth) -> Part:
    strap = shape("-0.8,-1.9! 0.2,-5 1.6,-9.8! 5.2,-8.6! 4.2,-5 4.4,-1.9!")
    slot = shape("1.6,-6.8! 2.8,-7.5 4.2,-6.6! 2.9,-6.3")
    edges = (
        stitch(offset(trace("-0.8,-1.9 0.2,-5 1.6,-9.8"), -0.4), topstitch(cloth)),
        stitch(offset(trace("5.2,-8.6 4.2,-5 4.4,-1.9"), 0.4), topstitch(cloth)),
    )
    return Part(strap, cloth, puff=0.8, lift=0.7, crumple=0.1, marks=(Mark(slot, tone=-0.5, filled=True), *edges))


def _derby_facing(cloth: Cloth) -> list[Part]:
    facing = shape("-4.6,-6.8! -1.6,-8 1.2,-10.2! 7,-7.2! 6,-4.8 1,-4 -4,-3.2 -6.4,-2!")
    rows = (stitch(offset(facing[28:], 0.45), topstitch(cloth)), stitch(offset(facing[28:], 0.85), topstitch(cloth)))
    flap = Part(facing, cloth, puff=0.7, lift=0.5, crumple=0.2, marks=rows)
    return [flap, *_laces(shift(cloth.color, -0.35), (1.6, -8.6), (5.6, -6.6), 4)]


def boots(spec: DrawnGarment) -> list[Part]:
    """Chelsea boots, or plain ankle boots on a block heel ("heeled")."""
    rise = 4.4 if spec.has("heeled") else 0.6
    cloth = main_cloth(spec)
    upper = shape(
        "-12.9,-2.2! -13.9,-5.6 -12.9,-11 -12.3,-17 -13,-25.6! -7,-26.4 -0.6,-25.4! -0.7,-17 0.6,-12.2 4,-9.2 "
        "8.8,-7.4 12.8,-5.6 14.8,-3.6 15,-2.2!"
    )
    creases = (
        Fold(trace("2.8,-9.6 0.6,-8.4 -1.6,-5.8"), 1.8, -0.6),
        Fold(trace("4.8,-8.6 3.4,-6.4 2.8,-4"), 1.6, 0.5),
        Fold(trace("-12,-13.4 -7,-12 -1.4,-13.8"), 2.2, -0.5),
        Fold(trace("-11.6,-16.4 -7,-15.2 -2,-16.8"), 2.2, 0.4),
    )
    vamp = trace("1.6,-10.8 -1,-7.4 -2.6,-2.2")
    marks = (
        *seam(trace("-12,-24 -11.2,-12 -12.2,-3"), 0.16),
        *seam(vamp, 0.2),
        stitch(shifted(vamp, 0.5, 0.1), topstitch(cloth)),
    )
    shaft = [
        lined(shape("-12.9,-25.4! -7,-27.4 -0.7,-25.3! -7,-23.8"), cloth, -0.4),
        Part(upper, cloth, puff=1.5, lift=0.3, crumple=0.6, folds=creases, marks=marks),
        *([] if spec.has("heeled") else _gusset(cloth)),
    ]
    sole = shape("-13.4,-2.4! 0,-2.3 15.2,-2.4! 15.7,-1.6 14.2,-0.9 6,-0.9 -4.2,-1.2! -13.2,-1.2!")
    welt = (Mark(trace("-13.2,-2 0,-1.9 15.4,-2"), 0.14, 0.3),)
    base = raised(Part(sole, LEATHER_SOLE, puff=0.5, lift=0.3, crumple=0, marks=welt), rise)
    heel = Part(_block_heel(rise), LEATHER_SOLE, puff=0.7, lift=0.2, crumple=0)
    return pair([*(raised(part, rise) for part in shaft), heel, base], (7.4, -5.0))


def _block_heel(rise: float) -> Points:
    top = -rise - 1.6
    return np.array([[-13.1, top], [-4.6, top * 0.93], [-5.6 - rise * 0.15, 0.0], [-12.7 + rise * 0.1, 0.0]])


def _gusset(cloth: Cloth) -> list[Part]:
    outline = shape("-9.2,-25.8! -4,-25.7! -4.6,-17 -6.2,-12! -8.2,-17")
    edge = stitch(offset(part_of(outline, 0.25, 0.95), 0.5), topstitch(cloth))
    elastic = Part(
        outline, Cloth(shift(cloth.color, -0.3), texture="rib"), puff=0.4, lift=0.2, crumple=0, marks=(edge,)
    )
    loop = Part(rectangle(-12.2, -26.4, 2.0, 4.4, 0.6), Cloth(shift(cloth.color, -0.15)), puff=0.6, lift=0.5, crumple=0)
    return [elastic, loop]
