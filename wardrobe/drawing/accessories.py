"""Belts, ties, scarves and bandanas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wardrobe.drawing.geometry import (
    Points,
    arc,
    between,
    ellipse,
    mix,
    path,
    rectangle,
    rotate,
    shape,
    shifted,
    symmetric,
    trace,
)
from wardrobe.drawing.palette import shift
from wardrobe.drawing.parts import Cloth, Fold, Mark, Part, main_cloth, metal, stitch, topstitch
from wardrobe.drawing.spec import DrawnGarment

BELT_HEIGHT = 3.6


def belt(spec: DrawnGarment) -> list[Part]:
    """A rolled belt, its buckle to the front."""
    cloth = main_cloth(spec)
    front = arc(0, 0, 9.0, 2.9, 180, 0)
    ends = (front[:5], front[-5:])
    turned = tuple(Mark(shifted(end, 0, BELT_HEIGHT / 2), 4, -0.3, blur=1.0) for end in ends)
    face = _belt_face(cloth, front, 0.5, turned)
    tail = arc(0, 0.15, 9.15, 3.05, 98, 20)
    middle = shifted(tail, 0, BELT_HEIGHT / 2)
    holes = tuple(Mark(ellipse(middle[i, 0], middle[i, 1], 0.2, 0.26), tone=-0.7, filled=True) for i in (14, 20, 26))
    tone = metal("silver" if spec.has("silver") else "gold")
    opening = rectangle(-2.2, 4.75, 3.0, 3.5, 0.5)
    return [
        *_coil(cloth),
        face,
        _belt_face(cloth, tail, 0.8, holes),
        Part(rectangle(2.9, 4.7, 1.2, 4.3, 0.2), cloth, puff=0.5, lift=0.8, crumple=0),
        Part(rectangle(-2.2, 4.75, 4.6, 5.0, 0.9), tone, puff=0.8, lift=0.9, crumple=0, holes=(opening,)),
        Part(rectangle(-1.4, 4.7, 3.4, 0.5, 0.2), tone, puff=0.6, lift=0.8, crumple=0),
    ]


def _coil(cloth: Cloth) -> list[Part]:
    """The inner turns of the rolled belt, seen over its front."""
    inner, edge = Cloth(shift(cloth.color, -0.06), cloth.material), Cloth(shift(cloth.color, -0.4))
    parts: list[Part] = []
    for rx, ry in ((9.0, 2.9), (7.6, 2.3), (6.2, 1.75)):
        back = arc(0, 0, rx, ry, 180, 360)
        wall = between(back, shifted(back, 0, BELT_HEIGHT))
        parts.append(Part(wall, inner, puff=0.4, lift=0.5, crumple=0.2, tone=-0.08))
        parts.append(Part(between(back, shifted(back, 0, 0.3)), edge, puff=0, lift=0, crumple=0))
    return parts


def _belt_face(cloth: Cloth, top: Points, lift: float, marks: tuple[Mark, ...]) -> Part:
    rows = [stitch(shifted(top, 0, BELT_HEIGHT * t), topstitch(cloth), width=0.1) for t in (0.12, 0.88)]
    outline = between(top, shifted(top, 0, BELT_HEIGHT))
    return Part(outline, cloth, grain=90, puff=0.7, lift=lift, crumple=0.3, marks=(*rows, *marks))


def tie(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    ring_out, ring_in = arc(0, -8, 9.2, 11.5, 112, 428), arc(0, -8, 7.0, 9.0, 116, 424)
    loop = Part(between(ring_out, ring_in), cloth, puff=0.8, lift=0.0, crumple=0.4)
    blade = shape("-1.9,4.6! 1.9,4.6! 3,18 4.6,44! 0,49.6! -4.6,44! -3,18")
    tail = shape("-0.6,4.6! 2.4,4.6! 4.4,30 3.4,38.4! 1,41! 0,30")
    knot = shape("-3.1,0.2! 3.1,0.2! 2,5.2! -2,5.2!")
    dimple = (Fold(trace("0,5 0.2,10 0.4,17"), 1.4, -0.8), Fold(trace("-1.4,6 -2,20 -2.6,40"), 1.4, 0.4))
    bent = Fold(trace("-2.6,1.4 0,2.4 2.6,1.6"), 1.0, 0.5)
    return [
        loop,
        Part(tail, cloth, grain=45 - 4, puff=0.7, lift=0.6, crumple=0.5, tone=-0.06),
        Part(blade, cloth, grain=45, puff=0.9, lift=0.9, crumple=0.5, folds=dimple),
        Part(knot, cloth, grain=-30, puff=1.2, lift=1.0, crumple=0.4, folds=(bent,)),
    ]


def scarf(spec: DrawnGarment) -> list[Part]:
    """A long scarf looped as around a neck, both fringed ends hanging from the knot."""
    cloth = main_cloth(spec)
    parts = _scarf_tail(cloth, -7.0, (4.0, 24.0), 60.0, -0.06)
    outer, inner = arc(0, 6, 20, 19, 90, 450), arc(0, 3, 9.5, 9.5, 90, 450)
    rolls = [mix(outer, inner, share) for share in (0.25, 0.5, 0.75)]
    folds = tuple(Fold(roll, 2.6, depth) for roll, depth in zip(rolls, (0.6, -0.7, 0.5), strict=True))
    loop = Part(between(outer, inner), cloth, grain=45, puff=1.3, lift=0.9, folds=folds)
    front = _scarf_tail(cloth, 6.0, (-4.0, 24.0), 66.0, 0.0)
    knot = shape("-9.5,17 0,14.4 9.5,16.6 10.6,25 7,30.6 -1,31.6 -8.4,29.6 -10.8,23.6")
    gathers = (
        Fold(trace("-7,18 -1,22 7,19"), 2.0, -0.7),
        Fold(trace("-8,23 0,25.6 8,23.4"), 2.0, 0.7),
        Fold(trace("-6,28 0,28.6 6,27.6"), 1.8, -0.5),
    )
    return [loop, *parts, *front, Part(knot, cloth, grain=72, puff=1.4, lift=1.0, folds=gathers)]


def _scarf_tail(cloth: Cloth, turn: float, at: tuple[float, float], long: float, tone: float) -> list[Part]:
    """One end of a scarf hanging from `at`, leaning by `turn` degrees, gathered at the top."""

    def hung(points: Points) -> Points:
        return shifted(rotate(points, turn), *at)

    right = path([(0, -2, 1), (7.2, 0), (9.0, long * 0.3), (10.4, long, 1), (0, long, 1)])
    folds = tuple(
        Fold(hung(path([(u * 0.6, 2), (u, long * 0.5), (u * 1.1, long)])), 3.0, d)
        for u, d in ((-6, 0.6), (-2, -0.6), (2.6, 0.6), (6.6, -0.5))
    )
    body = Part(hung(symmetric(right)), cloth, grain=turn, puff=1.0, lift=0.9, folds=folds, tone=tone)
    return [*(replace(tassel, outline=hung(tassel.outline)) for tassel in _fringe(cloth, long)), body]


def _fringe(cloth: Cloth, long: float) -> list[Part]:
    tassels: list[Part] = []
    for index, u in enumerate(np.linspace(-9.8, 9.8, 14).tolist()):
        end = u + 0.7 * float(np.sin(index * 2.4))
        outline = path(
            [(u - 0.5, long - 1, 1), (u + 0.5, long - 1, 1), (end + 0.4, long + 6, 1), (end - 0.4, long + 6, 1)],
            closed=True,
        )
        color = cloth.secondary if cloth.secondary and index % 3 == 1 else cloth.color
        tassels.append(Part(outline, Cloth(color, cloth.material), puff=0.6, lift=0.2, crumple=0))
    return tassels


def bandana(spec: DrawnGarment) -> list[Part]:
    """A folded square: the garment of no other category."""
    cloth = main_cloth(spec)
    square = rectangle(0, 0, 40, 40, 0.6, 45)
    half = shape("-28,0.4! 0,-3.6 28,0.4! 0,28.4!")
    inner = Mark(
        rectangle(0, 0, 36.5, 36.5, 0.3, 45), 0.5, color=cloth.secondary or shift(cloth.color, 0.5), closed=True
    )
    folds = (Fold(trace("-22,2 -6,8 0,24"), 2.6, 0.6), Fold(trace("20,2 8,9 2,22"), 2.6, -0.6))
    border = Mark(trace("-24,2.6! 0,26! 24,2.6!"), 0.5, color=cloth.secondary or shift(cloth.color, 0.5))
    return [
        Part(square, cloth, puff=0.5, lift=0, tone=-0.08, marks=(inner,)),
        Part(half, cloth, grain=45, puff=0.8, lift=1.0, folds=folds, marks=(border,)),
    ]
