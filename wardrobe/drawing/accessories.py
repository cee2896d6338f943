"""Belts, ties, scarves, hats, bags, jewellery, watches, glasses and small things."""

from __future__ import annotations

import numpy as np

from wardrobe.choices import Material, Pattern
from wardrobe.drawing.geometry import (
    Points,
    between,
    ellipse,
    flip,
    offset,
    path,
    rectangle,
    resample,
    rotate,
    symmetric,
)
from wardrobe.drawing.palette import rgb, shift
from wardrobe.drawing.parts import (
    Cloth,
    Fold,
    Mark,
    Part,
    both,
    main_cloth,
    plain_cloth,
    ribs,
    seam,
    stitch,
    topstitch,
)
from wardrobe.drawing.spec import DrawnGarment


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, count: int = 40) -> Points:
    """A stretch of an ellipse; angles in degrees, clockwise from the right."""
    angle = np.deg2rad(np.linspace(start, end, count))
    return np.stack([x + np.cos(angle) * rx, y + np.sin(angle) * ry], axis=1)


def metal(name: str = "gold") -> Cloth:
    return Cloth(rgb(name), texture="metal")


def belt(spec: DrawnGarment) -> list[Part]:
    """A rolled belt, its buckle to the front."""
    cloth = main_cloth(spec)
    height = 3.6
    inner_cloth = Cloth(shift(cloth.color, -0.25), cloth.material)
    parts: list[Part] = []
    for rx, ry in ((9.0, 2.9), (7.6, 2.3), (6.2, 1.75)):
        back = arc(0, 0, rx, ry, 180, 360)
        wall = between(back, back + [0, height])
        parts.append(Part(wall, inner_cloth, puff=0.4, lift=0.5, crumple=0.2, tone=-0.14))
        rim = between(back, back + [0, 0.3])
        parts.append(Part(rim, Cloth(shift(cloth.color, -0.45)), puff=0, lift=0, crumple=0))
    front = arc(0, 0, 9.0, 2.9, 180, 0)
    face = between(front, front + [0, height])
    rows = tuple(stitch(front + [0, height * t], topstitch(cloth), width=0.1) for t in (0.12, 0.88))
    shade = (
        Mark(front[:5] + [0, height / 2], 4, -0.3, blur=1.0),
        Mark(front[-5:] + [0, height / 2], 4, -0.3, blur=1.0),
    )
    parts.append(Part(face, cloth, grain=90, puff=0.7, lift=0.5, crumple=0.3, marks=(*rows, *shade)))
    tail = arc(0, 0.15, 9.15, 3.05, 98, 20)
    end = between(tail, tail + [0, height])
    holes = tuple(Mark(ellipse(*(tail[i] + [0, height / 2]), 0.2, 0.26), tone=-0.7, filled=True) for i in (14, 20, 26))
    parts.append(
        Part(
            end,
            cloth,
            grain=90,
            puff=0.6,
            lift=0.8,
            crumple=0.2,
            marks=(*holes, *(stitch(tail + [0, height * t], topstitch(cloth), width=0.1) for t in (0.12, 0.88))),
        )
    )
    frame = rectangle(-2.2, 4.75, 4.6, 5.0, 0.9)
    tone = metal("silver" if spec.has("silver") else "gold")
    loop = Part(rectangle(2.9, 4.7, 1.2, 4.3, 0.2), cloth, puff=0.5, lift=0.8, crumple=0)
    prong = Part(rectangle(-1.4, 4.7, 3.4, 0.5, 0.2), tone, puff=0.6, lift=0.8, crumple=0)
    return [
        *parts,
        loop,
        Part(frame, tone, puff=0.8, lift=0.9, crumple=0, holes=(rectangle(-2.2, 4.75, 3.0, 3.5, 0.5),)),
        prong,
    ]


def tie(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    ring_out, ring_in = arc(0, -8, 9.2, 11.5, 112, 428), arc(0, -8, 7.0, 9.0, 116, 424)
    loop = Part(between(ring_out, ring_in), cloth, puff=0.8, lift=0.0, crumple=0.4)
    blade = path(
        [(-1.9, 4.6, 1), (1.9, 4.6, 1), (3.0, 18), (4.6, 44, 1), (0, 49.6, 1), (-4.6, 44, 1), (-3.0, 18)], closed=True
    )
    tail = path([(-0.6, 4.6, 1), (2.4, 4.6, 1), (4.4, 30), (3.4, 38.4, 1), (1.0, 41, 1), (0, 30)], closed=True)
    knot = path([(-3.1, 0.2, 1), (3.1, 0.2, 1), (2.0, 5.2, 1), (-2.0, 5.2, 1)], closed=True)
    dimple = (
        Fold(path([(0, 5), (0.2, 10), (0.4, 17)]), 1.4, -0.8),
        Fold(path([(-1.4, 6), (-2.0, 20), (-2.6, 40)]), 1.4, 0.4),
    )
    bent = Fold(path([(-2.6, 1.4), (0, 2.4), (2.6, 1.6)]), 1.0, 0.5)
    return [
        loop,
        Part(tail, cloth, grain=45 - 4, puff=0.7, lift=0.6, crumple=0.5, tone=-0.06),
        Part(blade, cloth, grain=45, puff=0.9, lift=0.9, crumple=0.5, folds=dimple),
        Part(knot, cloth, grain=-30, puff=1.2, lift=1.0, crumple=0.4, folds=(bent,)),
    ]


def scarf(spec: DrawnGarment) -> list[Part]:
    """A long scarf folded once over itself, its fringed ends below."""
    cloth = main_cloth(spec)
    parts: list[Part] = []
    for turn, x, long, tone in ((-5.0, 6.5, 78.0, -0.05), (4.0, -5.5, 84.0, 0.0)):
        outline = path(
            [
                (-11, 3, 1),
                (-8, -2.5),
                (8, -2.5),
                (11, 3, 1),
                (11.6, long * 0.5),
                (12, long, 1),
                (-12, long, 1),
                (-11.4, long * 0.5),
            ],
            closed=True,
        )
        placed = rotate(outline, turn) + [x, 0]
        folds = tuple(
            Fold(rotate(path([(u, 2), (u + 1.4, long * 0.45), (u * 1.05, long)]), turn) + [x, 0], 3.4, d)
            for u, d in ((-7, 0.6), (-2, -0.55), (3, 0.6), (8, -0.5))
        )
        parts += [
            *_fringe(cloth, long, turn, x),
            Part(placed, cloth, grain=turn, puff=1.0, lift=0.9, folds=folds, tone=tone),
        ]
    wrap = path(
        [(-19, 2.5), (-10, -7.5), (6, -8.5), (19, 0.5), (18, 9), (6, 12.5), (-8, 13.5), (-18.5, 10)], closed=True
    )
    rolls = tuple(
        Fold(path([(-16, 3 + k), (0, -1.5 + k * 1.1), (16, 1 + k)]), 2.2, d)
        for k, d in ((0, 0.7), (3.5, -0.7), (7, 0.6))
    )
    return [*parts, Part(wrap, cloth, grain=84, puff=1.2, lift=1.0, folds=rolls)]


def _fringe(cloth: Cloth, long: float, turn: float, x: float) -> list[Part]:
    tassels: list[Part] = []
    for index, u in enumerate(np.linspace(-11.2, 11.2, 15)):
        drift = 0.7 * np.sin(index * 2.4)
        shape = path(
            [
                (u - 0.55, long - 1, 1),
                (u + 0.55, long - 1, 1),
                (u + 0.45 + drift, long + 6.5, 1),
                (u - 0.45 + drift, long + 6.5, 1),
            ],
            closed=True,
        )
        color = cloth.secondary if cloth.secondary and index % 3 == 1 else cloth.color
        tassels.append(Part(rotate(shape, turn) + [x, 0], Cloth(color, cloth.material), puff=0.6, lift=0.2, crumple=0))
    return tassels


def hat(spec: DrawnGarment) -> list[Part]:
    if spec.has("beanie"):
        return _beanie(spec)
    return _cap(spec) if spec.has("cap") else _brimmed(spec)


def _beanie(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec, texture="plain")
    crown = path([(-11.4, 9, 1), (-11.2, 2), (-7.6, -8), (0, -11.4), (7.6, -8), (11.2, 2), (11.4, 9, 1)], closed=True)
    wales: list[Mark] = []
    for share in np.linspace(-1, 1, 25)[1:-1]:
        line = path([(share * 11.4, 9.5), (share * 11.0, 2), (share * 7.4, -7.0), (share * 1.6, -11.2)])
        wales += [Mark(line, 0.34, -0.24), Mark(line + [0.42, 0], 0.22, 0.14)]
    cuff_top, cuff_low = path([(-12.4, 6.4), (0, 7.4), (12.4, 6.4)]), path([(-12.2, 13.0), (0, 14.2), (12.2, 13.0)])
    turned = ribs(cuff_top, cuff_low, 0.95, -0.24)
    outline = path(
        [(-12.4, 6.4), (0, 7.4), (12.4, 6.4), (12.7, 9.8), (12.2, 13.0), (0, 14.2), (-12.2, 13.0), (-12.7, 9.8)],
        closed=True,
    )
    knit = Cloth(cloth.color, Material.WOOL)
    return [
        Part(crown, knit, puff=1.6, lift=0, crumple=0.3, marks=tuple(wales)),
        Part(outline, knit, grain=0, puff=1.3, lift=1.0, crumple=0.2, marks=turned),
    ]


def _brimmed(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec, texture="straw" if spec.has("straw") else "")
    brim = path(
        [(-21, 5.0), (-14, 1.0), (0, 0.0), (14, 1.0), (21, 5.0), (15.5, 9.4), (0, 11.2), (-15.5, 9.4)], closed=True
    )
    crown = path(
        [
            (-10.6, 5.6, 1),
            (-9.6, -3),
            (-7.4, -9.2),
            (-2.6, -10.6),
            (0, -9.4),
            (2.8, -10.6),
            (7.4, -9.0),
            (9.6, -3),
            (10.6, 5.6, 1),
            (0, 8.2),
        ],
        closed=True,
    )
    ribbon = path([(-10.8, 1.2, 1), (0, 3.6), (10.8, 1.2, 1), (10.9, 5.6, 1), (0, 8.3), (-10.9, 5.6, 1)], closed=True)
    band = Cloth(rgb(spec.secondary or "black"), Material.SILK)
    pinch = (
        Fold(path([(0, -9), (0.4, -5), (0.2, -1)]), 2.6, -0.9),
        Fold(path([(-6, -8), (-5, -4), (-5.4, 0)]), 2.4, -0.4),
    )
    edge = Mark(offset(brim, 0.7), 0.2, -0.2, closed=True)
    return [
        Part(brim, cloth, puff=0.8, lift=0, crumple=0.2, marks=(edge,)),
        Part(crown, cloth, puff=1.6, lift=1.0, crumple=0.2, folds=pinch),
        Part(ribbon, band, puff=0.5, lift=0.5, crumple=0.2),
    ]


def _cap(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    crown = path(
        [(-10.5, 6, 1), (-10.2, -2), (-6.5, -8.6), (0, -10.6), (6.5, -8.6), (10.2, -2), (10.5, 6, 1), (0, 7.6)],
        closed=True,
    )
    peak = path(
        [
            (-10.4, 5.2, 1),
            (-6, 3.6),
            (0, 3.2),
            (6, 3.6),
            (10.4, 5.2, 1),
            (9.4, 10.6),
            (4.6, 14.2),
            (0, 15),
            (-4.6, 14.2),
            (-9.4, 10.6),
        ],
        closed=True,
    )
    seams = [
        path([(0, -10.6), (0, 4)]),
        path([(-0.6, -10.4), (-5.4, -3), (-6.2, 4.6)]),
        path([(0.6, -10.4), (5.4, -3), (6.2, 4.6)]),
    ]
    marks = [m for line in seams for m in (*seam(line, 0.22), stitch(line + [0.5, 0], topstitch(cloth), width=0.12))]
    rows = [
        stitch(
            path([(-9.4 + k * 0.5, 7.0 + k * 0.9), (0, 13.8 - k), (9.4 - k * 0.5, 7.0 + k * 0.9)]),
            topstitch(cloth),
            width=0.12,
        )
        for k in (0.0, 1.4, 2.8, 4.2)
    ]
    knob = Part(ellipse(0, -10.6, 0.9, 0.6), cloth, puff=0.8, lift=0.5, crumple=0)
    accent = rgb(spec.secondary) if spec.secondary else cloth.color
    return [
        Part(crown, cloth, puff=1.6, lift=0, crumple=0.5, marks=tuple(marks)),
        knob,
        Part(peak, plain_cloth(spec, accent), puff=1.1, lift=1.0, crumple=0.2, marks=tuple(rows)),
    ]


def bag(spec: DrawnGarment) -> list[Part]:
    return _crossbody(spec) if spec.has("crossbody") else _tote(spec)


def _handle(cloth: Cloth, x: float, top: float, foot: float, width: float, tone: float) -> Part:
    line = path(
        [
            (-x, foot),
            (-x * 0.96, top + 9),
            (-x * 0.62, top + 1.8),
            (0, top),
            (x * 0.62, top + 1.8),
            (x * 0.96, top + 9),
            (x, foot),
        ]
    )
    rows = (
        stitch(offset(line, width * 0.3), topstitch(cloth), width=0.12),
        stitch(offset(line, -width * 0.3), topstitch(cloth), width=0.12),
    )
    return Part(
        between(offset(line, width / 2), offset(line, -width / 2)),
        cloth,
        puff=1.0,
        lift=0.7,
        crumple=0.1,
        tone=tone,
        marks=rows,
    )


def _tote(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    trim = (
        Cloth(rgb(spec.secondary), Material.LEATHER)
        if spec.secondary and spec.pattern == Pattern.SOLID
        else plain_cloth(spec)
    )
    body = path(
        [
            (-19, 0, 1),
            (0, 0.7),
            (19, 0, 1),
            (20.4, 14),
            (19.6, 29.6),
            (17.4, 31.4),
            (0, 32),
            (-17.4, 31.4),
            (-19.6, 29.6),
            (-20.4, 14),
        ],
        closed=True,
    )
    inside = path([(-19, 0, 1), (0, -2.2), (19, 0, 1), (0, 1.2)], closed=True)
    edge = path([(-18.4, 1.5), (0, 2.2), (18.4, 1.5)])
    base = path([(-20.2, 25.6), (0, 26.4), (20.2, 25.6)])
    folds = (
        Fold(path([(-12, 3), (-13, 14), (-11, 26)]), 3.6, 0.5),
        Fold(path([(10, 4), (12, 15), (11, 27)]), 3.6, -0.5),
    )
    marks = (stitch(edge, topstitch(cloth)), *seam(base, 0.2), stitch(base + [0, 0.6], topstitch(cloth)))
    tabs = [
        Part(
            rectangle(x, 4.4, 3.0, 7.0, 0.8),
            trim,
            puff=0.7,
            lift=0.6,
            crumple=0,
            marks=(stitch(rectangle(x, 4.4, 2.2, 6.2, 0.6), topstitch(trim), width=0.12),),
        )
        for x in (-9.5, 9.5)
    ]
    return [
        _handle(trim, 9.5, -21.5, 2.0, 1.7, -0.1),
        Part(inside, Cloth(shift(cloth.color, -0.35)), puff=0, lift=0.2, crumple=0),
        Part(body, cloth, puff=1.4, lift=0.4, folds=folds, marks=marks),
        moved_down(_handle(trim, 9.5, -19.0, 4.0, 1.7, 0.0), 1.6),
        *tabs,
    ]


def moved_down(part: Part, by: float) -> Part:
    step = np.array([0.0, by])
    marks = tuple(
        Mark(m.line + step, m.width, m.tone, m.color, m.opacity, m.dash, m.blur, m.filled) for m in part.marks
    )
    return Part(
        part.outline + step, part.cloth, part.grain, part.puff, part.lift, part.crumple, part.tone, part.folds, marks
    )


def _crossbody(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    strap_line = path([(-12.2, 3), (-16.4, -8), (-11, -19.5), (1.5, -22.5), (13, -18.4), (16.2, -7), (12.2, 3)])
    strap = Part(between(offset(strap_line, 0.65), offset(strap_line, -0.65)), cloth, puff=0.9, lift=0.3, crumple=0.1)
    body = rectangle(0, 9.0, 26.0, 18.0, 3.4)
    flap = path(
        [
            (-13.2, 2.8),
            (-11.4, -0.6),
            (0, -1.0),
            (11.4, -0.6),
            (13.2, 2.8),
            (12.6, 9.6),
            (6.5, 12.8),
            (0, 13.4),
            (-6.5, 12.8),
            (-12.6, 9.6),
        ],
        closed=True,
    )
    thread = topstitch(cloth)
    lower = Mark(
        offset(path([(13.0, 3.2), (12.4, 9.4), (6.4, 12.6), (0, 13.2), (-6.4, 12.6), (-12.4, 9.4), (-13.0, 3.2)]), 0.8),
        0.1,
        -0.1,
    )
    gold = metal("gold")
    rings = [
        Part(ellipse(x, 3.2, 1.5, 1.5), gold, puff=0.6, lift=0.7, crumple=0, holes=(ellipse(x, 3.2, 0.9, 0.9),))
        for x in (-12.4, 12.4)
    ]
    clasp = Part(
        rectangle(0, 12.6, 4.4, 3.0, 1.0),
        gold,
        puff=0.9,
        lift=0.9,
        crumple=0,
        marks=(Mark(ellipse(0, 12.6, 0.9, 0.9), tone=-0.3, filled=True),),
    )
    return [
        strap,
        Part(
            body,
            cloth,
            puff=1.4,
            lift=0.6,
            crumple=0.5,
            marks=(stitch(rectangle(0, 9.0, 24.4, 16.4, 2.8), thread, width=0.12),),
        ),
        Part(flap, cloth, puff=1.2, lift=1.0, crumple=0.5, marks=(stitch(lower.line, thread, width=0.12),)),
        *rings,
        clasp,
    ]


def jewellery(spec: DrawnGarment) -> list[Part]:
    """A chain necklace with a round pendant."""
    cloth = metal(spec.color)
    chain = path(
        [
            (0, 14.4),
            (-4.6, 11.0),
            (-8.4, 3.0),
            (-7.8, -5.6),
            (-3.4, -10.4),
            (0, -11.2),
            (3.4, -10.4),
            (7.8, -5.6),
            (8.4, 3.0),
            (4.6, 11.0),
        ],
        closed=True,
    )
    core = Part(
        between(offset(np.vstack([chain, chain[:1]]), 0.16), offset(np.vstack([chain, chain[:1]]), -0.16)),
        cloth,
        puff=0.3,
        lift=0.3,
        crumple=0,
    )
    links = [
        Part(
            ellipse(x, y, 0.36, 0.26, float(np.rad2deg(np.arctan2(*(after - before)[::-1])))),
            cloth,
            puff=0.4,
            lift=0.3,
            crumple=0,
        )
        for (x, y), before, after in _steps(resample(np.vstack([chain, chain[:1]]), 110))
    ]
    rim = Mark(ellipse(0, 17.4, 2.0, 2.0), 0.2, -0.3, closed=True)
    ray = [
        Mark(
            np.array([[np.cos(a) * 0.7, 17.4 + np.sin(a) * 0.7], [np.cos(a) * 1.7, 17.4 + np.sin(a) * 1.7]]), 0.14, -0.3
        )
        for a in np.arange(0, 6.28, 0.524)
    ]
    pendant = Part(ellipse(0, 17.4, 2.6, 2.6), cloth, puff=1.0, lift=0.8, crumple=0, marks=(rim, *ray))
    bail = Part(ellipse(0, 14.6, 0.7, 1.0), cloth, puff=0.6, lift=0.6, crumple=0, holes=(ellipse(0, 14.6, 0.3, 0.5),))
    return [core, *links, bail, pendant]


def _steps(points: Points) -> list[tuple[Points, Points, Points]]:
    return [(points[i], points[i - 1], points[i + 1]) for i in range(1, len(points) - 1)]


def watch(spec: DrawnGarment) -> list[Part]:
    strap = main_cloth(spec)
    case = metal("silver" if spec.has("silver") else "gold")
    up = path(
        [(-1.9, -2.6, 1), (-1.7, -7), (-1.4, -11.4), (0, -12.2), (1.4, -11.4), (1.7, -7), (1.9, -2.6, 1)], closed=True
    )
    down = path([(-1.9, 2.6, 1), (-1.6, 8), (-1.3, 13.2), (0, 14.6), (1.3, 13.2), (1.6, 8), (1.9, 2.6, 1)], closed=True)
    holes = tuple(Mark(ellipse(0, y, 0.18, 0.24), tone=-0.7, filled=True) for y in (9, 10.2, 11.4, 12.6))
    thread = topstitch(strap)
    dial = rgb(spec.secondary or "white")
    ink = shift(dial, -0.75) if sum(dial) > 1.5 else rgb("cream")
    ticks = [
        Mark(np.array([[np.sin(a) * 1.75, -np.cos(a) * 1.75], [np.sin(a) * 2.1, -np.cos(a) * 2.1]]), 0.12, color=ink)
        for a in np.arange(12) * np.pi / 6
    ]
    hands = [
        Mark(np.array([[0, 0], [np.sin(a) * r, -np.cos(a) * r]]), w, color=ink)
        for a, r, w in ((5.3, 1.1, 0.2), (1.05, 1.7, 0.14))
    ]
    buckle = rectangle(0, -12.4, 3.6, 2.2, 0.5)
    return [
        Part(up, strap, puff=0.8, lift=0.2, crumple=0.2, marks=(stitch(offset(up, -0.25), thread, width=0.08),)),
        Part(
            down, strap, puff=0.8, lift=0.2, crumple=0.2, marks=(*holes, stitch(offset(down, 0.25), thread, width=0.08))
        ),
        Part(buckle, case, puff=0.5, lift=0.5, crumple=0, holes=(rectangle(0, -12.6, 2.5, 1.2, 0.3),)),
        Part(rectangle(3.05, 0, 0.9, 0.9, 0.2), case, puff=0.5, lift=0.2, crumple=0),
        Part(ellipse(0, 0, 2.9, 2.9), case, puff=0.9, lift=0.8, crumple=0),
        Part(
            ellipse(0, 0, 2.4, 2.4),
            Cloth(dial, texture="plain"),
            puff=0.2,
            lift=0.2,
            crumple=0,
            tone=0.02,
            marks=(*ticks, *hands),
        ),
    ]


def sunglasses(spec: DrawnGarment) -> list[Part]:
    frame = main_cloth(spec, texture="glass")
    lens_color = rgb(spec.secondary) if spec.secondary else shift(rgb("charcoal"), -0.2)
    lens = path(
        [(1.3, -1.6), (2.6, -2.6), (5.4, -2.7), (7.2, -1.8), (7.0, 0.8), (5.6, 2.5), (3.4, 2.6), (1.7, 1.2)],
        closed=True,
    )
    rim = path(
        [(0.7, -2.0), (2.2, -3.3), (5.8, -3.4), (8.2, -2.9, 1), (7.8, 0.9), (6.1, 3.2), (3.1, 3.3), (1.0, 1.5)],
        closed=True,
    )
    temple = path(
        [
            (7.2, -2.8, 1),
            (8.3, -2.6, 1),
            (9.2, -4.6),
            (7.6, -8.2),
            (5.0, -9.0, 1),
            (4.7, -8.2, 1),
            (7.0, -7.2),
            (7.9, -4.8),
        ],
        closed=True,
    )
    bridge = path([(-1.2, -1.7, 1), (0, -2.2), (1.2, -1.7, 1), (1.0, -0.8, 1), (0, -1.3), (-1.0, -0.8, 1)], closed=True)
    glare = (
        Mark(path([(2.0, 1.6), (4.6, -2.4)]), 0.8, 0.3, blur=0.15),
        Mark(path([(3.0, 2.2), (5.4, -2.0)]), 0.3, 0.22, blur=0.1),
    )
    depth = (Mark(path([(1, -2.8), (4, -3.0), (8, -2.4)]), 2.6, -0.4, blur=0.8),)
    glass = Part(lens, Cloth(lens_color, texture="plain"), puff=0.2, lift=0.2, crumple=0, marks=(*depth, *glare))
    left = Part(
        flip(lens),
        glass.cloth,
        0,
        0.2,
        0.2,
        0,
        0,
        (),
        (
            *(Mark(flip(d.line), d.width, d.tone, blur=d.blur) for d in depth),
            *(Mark(g.line - [8.6, 0], g.width, g.tone, blur=g.blur) for g in glare),
        ),
    )
    hinges = [Part(ellipse(x, -2.4, 0.26, 0.2), metal("gold"), puff=0.3, lift=0.2, crumple=0) for x in (-7.6, 7.6)]
    return [
        *both(Part(temple, frame, puff=0.6, lift=0, crumple=0)),
        *both(Part(rim, frame, puff=0.7, lift=0.4, crumple=0)),
        glass,
        left,
        Part(bridge, frame, puff=0.6, lift=0.4, crumple=0),
        *hinges,
    ]


def underwear(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    right = path([(0, 0.6, 1), (16.2, 0, 1), (17.0, 9), (17.4, 20.5, 1), (8.0, 22.6), (3.0, 20.4, 1), (0, 20.8, 1)])
    seams = [path([(5.6, 3), (4.0, 12), (1.6, 20)]), path([(-5.6, 3), (-4.0, 12), (-1.6, 20)])]
    low = path([(17.4, 20.5), (8.0, 22.6), (3.0, 20.4)])
    marks = [m for line in seams for m in seam(line, 0.2)] + [
        stitch(offset(curve, -1.2 * s), topstitch(cloth)) for curve, s in ((low, -1), (flip(low), 1))
    ]
    top, bottom = path([(-16.2, -0.4), (0, 0.4), (16.2, -0.4)]), path([(-16.6, 3.2), (0, 4.0), (16.6, 3.2)])
    accent = plain_cloth(spec, rgb(spec.secondary) if spec.secondary and spec.pattern == Pattern.SOLID else None)
    band = Part(between(top, bottom), accent, puff=0.7, lift=0.4, crumple=0.3, marks=ribs(top, bottom, 0.7, -0.12))
    return [Part(symmetric(right), cloth, puff=0.9, lift=0, marks=tuple(marks)), band]


def bandana(spec: DrawnGarment) -> list[Part]:
    """A folded square: the garment of no other category."""
    cloth = main_cloth(spec)
    square = rectangle(0, 0, 40, 40, 0.6, 45)
    half = path([(-28.0, 0.4, 1), (0, -3.6), (28.0, 0.4, 1), (0, 28.4, 1)], closed=True)
    inner = Mark(
        rectangle(0, 0, 36.5, 36.5, 0.3, 45), 0.5, color=cloth.secondary or shift(cloth.color, 0.5), closed=True
    )
    folds = (Fold(path([(-22, 2), (-6, 8), (0, 24)]), 2.6, 0.6), Fold(path([(20, 2), (8, 9), (2, 22)]), 2.6, -0.6))
    border = Mark(
        path([(-24, 2.6, 1), (0, 26, 1), (24, 2.6, 1)]), 0.5, color=cloth.secondary or shift(cloth.color, 0.5)
    )
    return [
        Part(square, cloth, puff=0.5, lift=0, tone=-0.08, marks=(inner,)),
        Part(half, cloth, grain=45, puff=0.8, lift=1.0, folds=folds, marks=(border,)),
    ]
