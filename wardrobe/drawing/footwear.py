"""Shoes in profile, toe to the right: y = 0 is the ground, the foot stands above it. Always drawn as a pair."""

from __future__ import annotations

import numpy as np

from wardrobe.choices import Material, Pattern
from wardrobe.drawing.geometry import Points, between, offset, path, rectangle, resample
from wardrobe.drawing.palette import RGB, luma, rgb, shift
from wardrobe.drawing.parts import Cloth, Fold, Mark, Part, main_cloth, plain_cloth, seam, stitch, topstitch
from wardrobe.drawing.spec import DrawnGarment


def pair(shoe: list[Part], away: tuple[float, float] = (7.0, -5.2)) -> list[Part]:
    """The shoe with its twin half a step behind it."""
    return [*(moved(part, away, 0.95, -0.05) for part in shoe), *shoe]


def moved(part: Part, by: tuple[float, float], size: float = 1.0, tone: float = 0.0) -> Part:
    shift_by = np.array(by)

    def place(points: Points) -> Points:
        return points * size + shift_by

    folds = tuple(Fold(place(fold.line), fold.width, fold.depth) for fold in part.folds)
    marks = tuple(
        Mark(place(m.line), m.width, m.tone, m.color, m.opacity, m.dash, m.blur, m.filled, m.closed) for m in part.marks
    )
    holes = tuple(place(hole) for hole in part.holes)
    outline = place(part.outline)
    return Part(
        outline, part.cloth, part.grain, part.puff, part.lift, part.crumple, part.tone + tone, folds, marks, holes
    )


def sneakers(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    second = rgb(spec.secondary) if spec.secondary else shift(cloth.color, -0.12)
    white = rgb("white") if not spec.has("gum") else rgb("tan")
    upper = path(
        [
            (-13.4, -2.4, 1),
            (-14.0, -6.0),
            (-13.0, -10.6, 1),
            (-9.8, -9.4),
            (-6.6, -9.6),
            (-4.4, -11.6, 1),
            (0.4, -9.0),
            (5.2, -6.4),
            (9.8, -5.6),
            (13.2, -4.2),
            (14.2, -2.4, 1),
        ],
        closed=True,
    )
    sole = path(
        [(-14.2, -3.0, 1), (14.6, -2.9, 1), (15.0, -1.6), (13.4, -0.3), (8, 0), (-12.6, 0), (-14.4, -0.6)], closed=True
    )
    tongue = path([(-5.6, -10.4, 1), (-6.0, -13.2), (-3.6, -13.6), (-1.6, -11.6), (2.4, -7.6, 1)], closed=True)
    far = path(
        [(-13.0, -10.4, 1), (-10.6, -11.0), (-7.0, -10.6), (-4.4, -11.4, 1), (-6, -8.8), (-10, -8.6)], closed=True
    )
    toe = path([(8.4, -2.4, 1), (8.9, -4.4), (10.4, -5.6, 1), (13.2, -4.3), (14.3, -2.4, 1)], closed=True)
    heel = path(
        [(-13.4, -2.4, 1), (-14.1, -6.0), (-13.1, -10.7, 1), (-11.0, -9.8, 1), (-10.4, -6.0), (-9.6, -2.4, 1)],
        closed=True,
    )
    facing = path([(-4.6, -11.6, 1), (4.9, -6.5, 1), (4.6, -4.6, 1), (-2.2, -7.9), (-5.4, -9.4, 1)], closed=True)
    lines = tuple(Mark(np.array([[-14.4, y], [15, y + 0.05]]), 0.16, -0.14) for y in (-2.1, -0.9))
    accent = Cloth(second, spec.material)
    thread = topstitch(cloth)
    body = Part(
        upper,
        cloth,
        puff=1.2,
        lift=0.4,
        crumple=0.4,
        folds=(Fold(path([(6.6, -6.0), (7.4, -4.4), (7.2, -3)]), 1.0, -0.5),),
        marks=(
            stitch(path([(-4, -7.4), (-1, -4.6), (2, -2.6)]), thread),
            stitch(path([(-3.4, -7.6), (-0.4, -4.8), (2.6, -2.6)]), thread),
        ),
    )
    return pair(
        [
            Part(far, Cloth(shift(cloth.color, -0.25), cloth.material), puff=0.3, lift=0, tone=-0.12),
            Part(tongue, cloth, puff=0.9, lift=0.3, crumple=0.3),
            body,
            Part(
                toe,
                accent if spec.secondary else cloth,
                puff=0.8,
                lift=0.25,
                crumple=0,
                marks=(stitch(offset(toe[:22], -0.4), thread),),
            ),
            Part(heel, accent, puff=0.7, lift=0.3, crumple=0),
            Part(facing, cloth, puff=0.5, lift=0.4, crumple=0.1, marks=(stitch(offset(facing[20:44], -0.35), thread),)),
            *_laces(white if luma(cloth.color) < 0.8 else rgb("light grey")),
            Part(sole, Cloth(white, texture="rubber"), puff=0.9, lift=0.3, crumple=0, marks=lines),
        ]
    )


def _laces(color: RGB) -> list[Part]:
    parts: list[Part] = []
    for x, y in zip(np.linspace(-3.4, 3.6, 5), np.linspace(-10.6, -6.8, 5), strict=True):
        band = path(
            [
                (x - 0.9, y + 1.6, 1),
                (x + 0.4, y - 0.5),
                (x + 1.9, y - 0.7, 1),
                (x + 2.1, y + 0.1, 1),
                (x + 0.8, y + 0.4),
                (x - 0.2, y + 1.9, 1),
            ],
            closed=True,
        )
        parts.append(Part(band, Cloth(color), puff=0.8, lift=0.7, crumple=0))
    loop = path([(-4.2, -11.2), (-7.2, -11.6), (-8.2, -9.6), (-6.6, -8.6), (-4.4, -10.2)], closed=True)
    hollow = path([(-4.9, -10.9), (-6.9, -11.0), (-7.5, -9.7), (-6.5, -9.2), (-4.9, -10.4)], closed=True)
    return [*parts, Part(loop, Cloth(color), puff=0.6, lift=0.7, crumple=0, holes=(hollow,))]


def shoes(spec: DrawnGarment) -> list[Part]:
    """Loafers with a saddle strap, or laced derbies."""
    cloth = main_cloth(spec)
    sole_tone = Cloth(shift(rgb("brown"), -0.45), texture="plain")
    upper = path(
        [
            (-13.6, -2.0, 1),
            (-14.0, -5.0),
            (-13.2, -8.6, 1),
            (-9.0, -7.4),
            (-4.0, -6.6),
            (0.6, -8.6, 1),
            (4.6, -7.4),
            (9.4, -5.2),
            (13.4, -3.8),
            (14.6, -1.8, 1),
        ],
        closed=True,
    )
    far = path([(-13.0, -8.4, 1), (-9.6, -9.0), (-4, -8.6), (0.8, -8.8, 1), (-2, -6.2), (-9, -6.4)], closed=True)
    sole = path(
        [
            (-14.0, -2.2, 1),
            (14.8, -2.0, 1),
            (15.2, -1.4),
            (13.8, -0.8),
            (6, -0.8),
            (-4.6, -0.9, 1),
            (-4.6, 0, 1),
            (-13.6, 0, 1),
        ],
        closed=True,
    )
    apron = path([(0.2, -8.2), (4.4, -6.2), (9.6, -4.6), (12.2, -4.2)])
    marks = [
        *seam(apron, 0.3),
        stitch(apron + [0, 0.5], topstitch(cloth)),
        *seam(path([(-7.0, -7.0), (-6.4, -4.4), (-4.6, -2)]), 0.22),
    ]
    marks.append(Mark(path([(6.0, -5.4), (6.6, -3.8), (6.2, -2.4)]), 0.5, -0.16, blur=0.35))
    parts = [
        Part(far, Cloth(shift(cloth.color, 0.12), cloth.material), puff=0.3, lift=0, tone=-0.3),
        Part(upper, cloth, puff=1.3, lift=0.4, crumple=0.4, marks=tuple(marks)),
    ]
    if spec.has("derby"):
        parts += [*_derby_facing(cloth)]
    else:
        strap = path(
            [(-3.4, -2.2, 1), (-2.2, -5.4), (0.0, -8.9, 1), (3.2, -8.2, 1), (1.6, -5.4), (0.8, -2.2, 1)], closed=True
        )
        slot = path([(-0.6, -6.6), (0.8, -7.2), (1.6, -6.4), (0.6, -5.6)], closed=True)
        parts.append(
            Part(
                strap,
                cloth,
                puff=0.8,
                lift=0.7,
                crumple=0.1,
                marks=(Mark(slot, tone=-0.5, filled=True), stitch(offset(strap[:20], 0.4), topstitch(cloth))),
            )
        )
    return pair(
        [
            *parts,
            Part(
                sole,
                sole_tone,
                puff=0.5,
                lift=0.3,
                crumple=0,
                marks=(Mark(np.array([[-14, -1.9], [15, -1.7]]), 0.16, 0.3),),
            ),
        ]
    )


def _derby_facing(cloth: Cloth) -> list[Part]:
    facing = path(
        [(-4.4, -6.8, 1), (0.4, -9.4, 1), (6.0, -6.6, 1), (5.0, -4.4), (-1.0, -3.4), (-4.8, -4.6)], closed=True
    )
    parts = [
        Part(facing, cloth, puff=0.7, lift=0.5, crumple=0.2, marks=(stitch(offset(facing, -0.4), topstitch(cloth)),))
    ]
    return [*parts, *(moved(part, (0.9, 1.9), 0.9) for part in _laces(shift(cloth.color, -0.3))[:4])]


def boots(spec: DrawnGarment) -> list[Part]:
    heeled = spec.has("heeled")
    rise = 4.6 if heeled else 2.2
    cloth = main_cloth(spec)
    shaft_top = -25.0 - rise
    upper = path(
        [
            (-12.6, -rise, 1),
            (-13.6, -rise - 5),
            (-12.4, -rise - 11),
            (-12.9, shaft_top + 0.4, 1),
            (-7.0, shaft_top + 1.0),
            (-0.4, shaft_top, 1),
            (0.2, -rise - 14),
            (2.0, -rise - 9.4),
            (7.0, -5.6 - rise * 0.2),
            (12.6, -4.4),
            (14.4, -1.8, 1),
            (8.0, -1.6),
            (-1.0, -rise * 0.6),
        ],
        closed=True,
    )
    opening = path(
        [(-12.8, shaft_top + 0.5, 1), (-7, shaft_top - 1.2), (-0.5, shaft_top + 0.1, 1), (-7, shaft_top + 1.8)],
        closed=True,
    )
    sole_tone = Cloth(shift(rgb("brown"), -0.55), texture="plain")
    sole = path(
        [
            (-4, -rise * 0.55 - 0.2, 1),
            (8, -2.0, 1),
            (14.6, -2.0, 1),
            (15.2, -1.2),
            (13.6, -0.1),
            (6, 0),
            (0, -rise * 0.35),
        ],
        closed=True,
    )
    heel = path([(-13.0, -rise - 0.3, 1), (-4.6, -rise * 0.75, 1), (-5.4, 0, 1), (-12.4, 0, 1)], closed=True)
    creases = (
        Fold(path([(2.6, -9.6 - rise * 0.4), (0.4, -7.4), (-1.2, -4.4)]), 1.8, -0.7),
        Fold(path([(4.6, -8.0 - rise * 0.3), (3.0, -6.0), (2.4, -3.6)]), 1.6, 0.6),
        Fold(path([(-12, -rise - 12), (-7, -rise - 10.6), (-2, -rise - 12)]), 2.2, -0.6),
    )
    parts = [
        Part(opening, Cloth(shift(cloth.color, 0.1), cloth.material), puff=0, lift=0, tone=-0.4),
        Part(upper, cloth, puff=1.5, lift=0.3, crumple=0.7, folds=creases, marks=tuple(_boot_seams(cloth, rise))),
    ]
    parts += [] if heeled else _gusset(cloth, rise, shaft_top)
    return pair(
        [
            *parts,
            Part(heel, sole_tone, puff=0.6, lift=0.3, crumple=0),
            Part(sole, sole_tone, puff=0.5, lift=0.3, crumple=0),
        ],
        (8.0, -5.0),
    )


def _boot_seams(cloth: Cloth, rise: float) -> list[Mark]:
    back = path([(-12.2, -rise - 20), (-11.2, -rise - 10), (-12.2, -rise - 2)])
    vamp = path([(2.4, -rise - 8.6), (-1.4, -rise - 4), (-3.4, -rise * 0.8)])
    return [*seam(back, 0.16), *seam(vamp, 0.22), stitch(vamp + [0.5, 0.2], topstitch(cloth))]


def _gusset(cloth: Cloth, rise: float, top: float) -> list[Part]:
    outline = path(
        [(-9.4, top + 1.2, 1), (-3.6, top + 0.9, 1), (-4.4, -rise - 13), (-6.2, -rise - 9.0, 1), (-8.4, -rise - 13)],
        closed=True,
    )
    elastic = Cloth(shift(cloth.color, -0.3), texture="rib")
    loop = Part(
        rectangle(-12.6, top - 0.4, 1.9, 4.2, 0.5), Cloth(shift(cloth.color, -0.15)), puff=0.6, lift=0.5, crumple=0
    )
    return [Part(outline, elastic, puff=0.4, lift=0.2, crumple=0), loop]


def sandals(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    bed = path(
        [
            (-13.6, -2.6, 1),
            (-9, -3.2),
            (0, -2.4),
            (8, -2.4),
            (14.0, -2.9, 1),
            (14.8, -2.0),
            (14.2, -0.9, 1),
            (-13.4, -0.9, 1),
            (-14.2, -1.8),
        ],
        closed=True,
    )
    outsole = path([(-14, -1.1, 1), (14.4, -1.1, 1), (13.4, 0), (-13.4, 0)], closed=True)
    cork = Cloth(rgb("tan"), texture="suede")
    straps = [
        path([(3.6, -2.4, 1), (4.4, -6.6), (6.6, -7.6, 1), (9.6, -6.6, 1), (9.0, -5.0), (9.4, -2.6, 1)], closed=True),
        path(
            [(-4.2, -2.6, 1), (-3.4, -7.4), (-0.6, -9.6, 1), (2.2, -8.6, 1), (0.6, -6.0), (0.4, -2.4, 1)], closed=True
        ),
        path(
            [(-13.0, -2.8, 1), (-13.6, -7.2), (-12.2, -10.4, 1), (-10.4, -10.2, 1), (-10.8, -6.4), (-10.0, -3.0, 1)],
            closed=True,
        ),
        path(
            [(-12.4, -10.4, 1), (-6.4, -9.6), (-1.2, -11.2, 1), (-0.8, -9.6, 1), (-6.2, -7.9), (-12.2, -8.6, 1)],
            closed=True,
        ),
    ]
    inner = [
        moved(Part(strap, Cloth(shift(cloth.color, -0.25), cloth.material), puff=0.5, lift=0.2), (1.0, -0.8), 1.0, -0.1)
        for strap in straps[:2]
    ]
    thread = topstitch(cloth)
    top = [
        Part(strap, cloth, puff=1.0, lift=0.6, crumple=0.2, marks=(stitch(offset(strap, -0.4), thread),))
        for strap in straps
    ]
    buckle = Part(
        rectangle(-3.2, -9.8, 2.2, 2.4, 0.4, -10),
        Cloth(rgb("gold"), texture="metal"),
        puff=0.6,
        lift=0.6,
        crumple=0,
        holes=(rectangle(-3.2, -9.8, 1.1, 1.3, 0.2, -10),),
    )
    sole = Part(outsole, Cloth(shift(rgb("brown"), -0.45), texture="plain"), puff=0.4, lift=0.2, crumple=0)
    return pair([*inner, sole, Part(bed, cork, puff=0.8, lift=0.3, crumple=0.1), *top, buckle])


def heels(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    block = spec.has("block")
    upper = path(
        [
            (-11.6, -8.4, 1),
            (-12.4, -11.2),
            (-11.0, -14.4, 1),
            (-7.6, -12.0),
            (-2.6, -8.4),
            (2.8, -6.0),
            (5.8, -5.8, 1),
            (9.6, -4.6),
            (14.0, -2.4),
            (15.4, -0.9, 1),
            (9.4, -0.7),
            (4.4, -1.0),
            (-1.8, -3.4),
            (-7.0, -7.2),
        ],
        closed=True,
    )
    far = path(
        [(-11.0, -14.2, 1), (-8.0, -13.4), (-2, -9.4), (5.6, -6.2, 1), (2, -5.2), (-5, -9), (-9, -11.6)], closed=True
    )
    width = 2.6 if block else 0.55
    stem = path(
        [
            (-12.2, -9.6, 1),
            (-7.0, -7.4, 1),
            (-8.6 + width * 0.5, -4.0),
            (-9.6 + width, 0, 1),
            (-9.8 - width, 0, 1),
            (-10.4 - width * 0.6, -4.5),
        ],
        closed=True,
    )
    sole = path(
        [
            (-7.6, -7.6, 1),
            (-1.8, -3.6),
            (4.4, -1.2),
            (9.4, -0.8),
            (15.4, -1.0, 1),
            (14.8, -0.2),
            (9, 0),
            (4, -0.2),
            (-2, -2.6),
        ],
        closed=True,
    )
    dark = Cloth(shift(cloth.color, -0.4), texture="plain")
    strap: list[Part] = []
    if spec.has("strap"):
        band = path(
            [(-11.9, -15.2, 1), (-6.4, -15.0), (-1.8, -16.8, 1), (-1.6, -15.4, 1), (-6.4, -13.4), (-11.4, -13.6, 1)],
            closed=True,
        )
        strap = [Part(band, cloth, puff=0.8, lift=0.5, crumple=0)]
    return pair(
        [
            Part(far, Cloth(rgb("beige"), Material.LEATHER), puff=0.2, lift=0, tone=-0.16),
            Part(stem, cloth, puff=0.9, lift=0.2, crumple=0),
            Part(upper, cloth, puff=1.3, lift=0.4, crumple=0.2),
            *strap,
            Part(sole, dark, puff=0.3, lift=0.2, crumple=0),
        ],
        (7.0, -4.6),
    )


def socks(spec: DrawnGarment) -> list[Part]:
    """A pair of crew socks, lying side by side."""
    cloth = main_cloth(spec)
    outline = path(
        [
            (-5.0, -30, 1),
            (5.0, -30, 1),
            (5.2, -14),
            (6.2, -8.4),
            (13.0, -4.6),
            (16.4, -0.6),
            (14.6, 3.6),
            (8, 4.4),
            (0, 2.6),
            (-5.6, 0.4),
            (-6.6, -6),
            (-5.2, -14),
        ],
        closed=True,
    )
    accent = plain_cloth(spec, rgb(spec.secondary) if spec.secondary else shift(cloth.color, -0.2))
    toe = path([(11.4, -5.6, 1), (16.6, -0.6), (14.6, 3.8), (9.8, 4.4, 1), (9.6, -0.8)], closed=True)
    heel = path([(-6.6, -6.6, 1), (-5.8, 0.6), (0.6, 2.8, 1), (-0.6, -2.8)], closed=True)
    top, low = np.array([[-5.1, -30.4], [5.1, -30.4]]), np.array([[-5.3, -24], [5.3, -24]])
    from_ribs = resample(top, 17), resample(low, 17)
    rib_marks = tuple(Mark(np.stack(ends), 0.2, -0.2) for ends in zip(*from_ribs, strict=True))
    cuff = Part(
        between(top, low),
        accent if spec.pattern == Pattern.SOLID else plain_cloth(spec),
        puff=0.8,
        lift=0.3,
        marks=rib_marks,
    )
    folds = (
        Fold(path([(-5, -4), (1, -6.4), (5.6, -9)]), 1.6, -0.6),
        Fold(path([(-4, -8), (1, -9.4), (5, -11)]), 1.4, 0.5),
    )
    sock = [
        Part(outline, cloth, puff=1.2, lift=0.7, folds=folds),
        Part(toe, accent, puff=0.8, lift=0.2),
        Part(heel, accent, puff=0.6, lift=0.2),
        cuff,
    ]
    return [*(moved(part, (9.0, -4.0)) for part in sock), *sock]
