"""Blazers and coats, and the lapels and fronts they share with the biker jacket."""

from __future__ import annotations

import numpy as np

from wardrobe.choices import Material
from wardrobe.drawing.geometry import Points, between, ellipse, offset, path, rectangle, shape, symmetric, trace
from wardrobe.drawing.palette import RGB, luma, rgb, shift
from wardrobe.drawing.parts import (
    Cloth,
    Fold,
    Mark,
    Part,
    both,
    button,
    hem,
    main_cloth,
    mirrored,
    seam,
    stitch,
    topstitch,
)
from wardrobe.drawing.spec import DrawnGarment
from wardrobe.drawing.torso import Arm, Torso, body_folds


def front_panel(torso: Torso, neck: Points, overlap: float, flare: float = 0.0, waist: float = 1.0) -> Points:
    """The wearer's left front (right in the picture): neckline, shoulder, armhole, side, hem, overlapping edge."""
    s, a, length = torso.shoulder, torso.armpit, torso.length
    mid = (a[1] + length) * 0.5 if length < 85 else 46
    side = path(
        [
            (torso.neck, 0, 1),
            (s[0], s[1], 1),
            (s[0] - 2.0, s[1] + 8),
            (a[0] - 1.4, a[1] - 3.5),
            (a[0], a[1], 1),
            (a[0] - 0.4 - waist, mid),
            (a[0] + flare, length - 0.5, 1),
            (a[0] * 0.5, length + 0.4),
            (-overlap, length + 0.5, 1),
        ]
    )
    return np.concatenate([neck, side[1:]])


def coat_sleeves(spec: DrawnGarment, arm: Arm, marks: tuple[Mark, ...] = ()) -> list[Part]:
    cloth = main_cloth(spec)
    edge = hem(arm.cuff, cloth, 1.4)
    return both(Part(arm.outline, cloth, grain=arm.grain, puff=0.7, lift=0.0, folds=arm.folds(), marks=(*edge, *marks)))


def lining(spec: DrawnGarment, torso: Torso, depth: float) -> list[Part]:
    """The lined inside of the back above the lapels."""
    tone = shift(rgb(spec.secondary), -0.05) if spec.secondary else shift(rgb(spec.color), -0.3)
    n = torso.neck
    inside = symmetric(path([(0, -2.2), (n * 0.6, -2.0), (n, 0.5), (n + 0.8, depth * 0.4), (0.5, depth), (0, depth)]))
    label = Mark(rectangle(0, 4.9, 3.8, 2.0, 0.2), color=rgb("cream"), filled=True, opacity=0.8)
    return [Part(inside, Cloth(tone, Material.SILK), puff=0, lift=0, crumple=0.5, tone=-0.1, marks=(label,))]


def lapels(
    spec: DrawnGarment, torso: Torso, depth: float, width: float, peak: bool = False, overlap: float = 1.0
) -> tuple[list[Part], list[Part]]:
    """A notched (or peaked) collar whose revers roll to a button at `depth`.

    Returns what lies under the overlapping front (the nape and the far revers) and what lies on top of it.
    """
    n = torso.neck
    cloth = main_cloth(spec)
    roll = path([(-overlap, depth, 1), (n * 0.45, depth * 0.45), (n * 0.86, -1.6)])
    notch_y = 7.0 if depth > 16 else 5.5
    tip = (width + n * 0.62, notch_y + (-1.4 if peak else 1.2))
    outer = path(
        [
            (-overlap, depth, 1),
            (width * 0.8, depth * 0.66),
            (*tip, 1),
            (n * 0.98, notch_y - 0.2, 1),
            (n * 0.86, -1.6, 1),
        ]
    )
    edge = (Mark(offset(outer[:21], 0.55), 0.2, 0.16), stitch(offset(outer[:21], 0.7), topstitch(cloth), width=0.12))
    revers = Part(between(roll, outer), cloth, grain=-14, puff=0.7, lift=1.0, crumple=0.3, marks=edge)
    back_top = path([(-n * 0.8, -2.6), (0, -4.2), (n * 0.8, -2.6)])
    back_low = path([(-n * 0.9, 1.4), (0, 1.0), (n * 0.9, 1.4)])
    nape = Part(between(back_top, back_low), cloth, puff=0.7, lift=0.5, crumple=0.3)
    leaf = [(n * 0.66, 4.2, 1), (n * 0.62, -1.0), (n * 0.8, -2.8, 1), (n + 1.4, 0.4), (n + 3.0, 4.2, 1)]
    outline = path([*leaf, (n * 1.06 + 1.2, notch_y - 0.8, 1)], closed=True)
    fall = Part(outline, cloth, grain=-30, puff=0.8, lift=0.9, crumple=0.3)
    return [nape, mirrored(revers), mirrored(fall)], [revers, fall]


def dark_button(cloth: Cloth) -> RGB:
    return shift(cloth.color, -0.45) if luma(cloth.color) > 0.2 else shift(cloth.color, 0.18)


def front_edge(torso: Torso, depth: float, overlap: float, rise: float = 0.0) -> Points:
    """The edge of an overlapping front: up from the hem (`rise` nearer the middle there) and along the roll line."""
    n = torso.neck
    return path([(-overlap + rise, torso.length, 1), (-overlap, depth, 1), (n * 0.45, depth * 0.45), (n, 0, 1)])


def blazer(spec: DrawnGarment) -> list[Part]:
    double = spec.has("double-breasted")
    torso = Torso(spec, 26.5, 73.0, 8.0, 6.0)
    arm = Arm(torso, 0.98, 5.9, spread=0.55)
    cloth, depth, overlap = main_cloth(spec), 33.0, 6.5 if double else 1.4
    outline = front_panel(torso, front_edge(torso, depth, overlap), overlap - (0 if double else 2.6), 0.4, 2.2)
    marks = (*seam(torso.armhole(), 0.26), *seam(trace("13.2,30 12.6,46"), 0.14))
    panel = Part(outline, cloth, puff=0.5, lift=0.7, folds=front_folds(torso), marks=marks)
    at_cuff = [arm.inner + arm.across * 1.7 - arm.down * (2.2 + 1.7 * k) for k in range(3)]
    knobs = [Mark(ellipse(x, y, 0.55, 0.55), color=dark_button(cloth), filled=True) for x, y in at_cuff]
    under, over = lapels(spec, torso, depth, 8.4, peak=double, overlap=overlap)
    shell = [*coat_sleeves(spec, arm, tuple(knobs)), *lining(spec, torso, depth), mirrored(panel), *under, panel]
    pockets = [*both(flap_pocket(cloth, 14.6, 52.0, 13.5, 5.0)), _breast_welt(cloth)]
    spots = [(0.2, depth + 1.8), (0.2, depth + 12.5)]
    if double:
        spots = [(x, y) for y in (depth + 2.5, depth + 12) for x in (-4.8, 6.2)]
    return [*shell, *pockets, *over, *(button(x, y, 1.15, dark_button(cloth)) for x, y in spots)]


def front_folds(torso: Torso) -> tuple[Fold, ...]:
    return tuple(fold for fold in body_folds(torso, 0.9) if fold.line[:, 0].mean() > 2)


def _breast_welt(cloth: Cloth) -> Part:
    outline = np.array([[9.2, 26.6], [17.8, 25.2], [18.0, 27.4], [9.4, 28.8]])
    return Part(outline, cloth, puff=0.3, lift=0.35, crumple=0.2)


def flap_pocket(cloth: Cloth, x: float, y: float, width: float, depth: float, slant: float = 3.0) -> Part:
    outline = rectangle(x, y, width, depth, 0.9, slant)
    edge = stitch(rectangle(x, y, width - 0.9, depth - 0.9, 0.6, slant), topstitch(cloth), width=0.12)
    return Part(outline, cloth, puff=0.4, lift=0.6, crumple=0.3, marks=(edge,))


def coat(spec: DrawnGarment) -> list[Part]:
    return trench(spec) if spec.has("trench") else wool_coat(spec)


def wool_coat(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 28.5, 106.0, 8.6, 6.0)
    arm = Arm(torso, 1.06, 6.6, spread=0.5)
    cloth, depth, overlap = main_cloth(spec), 31.0, 3.0
    outline = front_panel(torso, front_edge(torso, depth, overlap), overlap, 2.6, 0.6)
    panel = Part(outline, cloth, puff=0.8, lift=0.8, folds=_long_folds(torso), marks=seam(torso.armhole(), 0.26))
    under, over = lapels(spec, torso, depth, 10.6, overlap=overlap)
    shell = [*coat_sleeves(spec, arm), *lining(spec, torso, depth), mirrored(panel), *under, panel]
    knobs = [button(3.4, y, 1.5, dark_button(cloth)) for y in (depth + 3, depth + 18, depth + 33)]
    return [*shell, *both(flap_pocket(cloth, 16.4, 62, 15.5, 6.4)), *over, *knobs]


def _long_folds(torso: Torso) -> tuple[Fold, ...]:
    length = torso.length
    lines = [
        (path([(torso.armpit[0] - 2, 27), (17, 40), (14, 58)]), 3.2, 0.5),
        (path([(19, 60), (21, 80), (22, length)]), 4.2, 0.5),
        (path([(11, 55), (11.5, 78), (12.5, length)]), 4.2, -0.45),
    ]
    return tuple(Fold(line, width, depth) for line, width, depth in lines)


def trench(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 27.5, 104.0, 8.6, 7.0)
    arm = Arm(torso, 1.06, 6.6, spread=0.5)
    cloth, depth, overlap = main_cloth(spec), 25.0, 8.0
    outline = front_panel(torso, front_edge(torso, depth, overlap), overlap, 4.2, 3.4)
    edge = stitch(np.array([[-overlap + 0.9, depth + 2], [-overlap + 0.9, torso.length]]), topstitch(cloth))
    marks = (*seam(torso.armhole(), 0.26), edge)
    panel = Part(outline, cloth, puff=0.6, lift=0.8, folds=_skirt_folds(torso), marks=marks)
    strap = Part(between(arm.ring(9.0)[0], arm.ring(6.4)[0]), cloth, grain=arm.grain, puff=0.5, lift=0.6, crumple=0.2)
    under, over = lapels(spec, torso, depth, 10.4, overlap=overlap)
    shell = [*coat_sleeves(spec, arm), *both(strap), *lining(spec, torso, depth), mirrored(panel)]
    sewn = (stitch(trace("21.3,7 20.8,18.6 15.8,22.6 9.5,21"), topstitch(cloth)),)
    flap = shape("9.5,4! 22.3,6.2! 21.6,19 16,23.5 9.5,22!")
    storm = mirrored(Part(flap, cloth, puff=0.5, lift=0.6, crumple=0.5, marks=sewn))
    shell += [storm, *under, panel, *both(_welt_pocket(cloth, 17.5, 68.0)), *both(_epaulette(cloth)), *over]
    spots = [(x, y) for y in (depth + 4.5, depth + 13.5, depth + 33) for x in (-5.0, 7.6)]
    return [*shell, *(button(x, y, 1.25, dark_button(cloth)) for x, y in spots), *_belt(cloth, torso)]


def _skirt_folds(torso: Torso) -> tuple[Fold, ...]:
    length = torso.length
    starts = ((6.0, 8.0, 0.5), (12.5, 15.5, -0.55), (18.0, 23.0, 0.55), (22.0, 28.0, -0.4))
    lower = [Fold(path([(x, 52), ((x + to) / 2, 76), (to, length)]), 3.4, d) for x, to, d in starts]
    upper = [Fold(path([(x, 46), (x + 1.2, 38), (x + 3, 28)]), 2.4, d * 0.8) for x, _, d in starts[1:]]
    return (*lower, *upper)


def _epaulette(cloth: Cloth) -> Part:
    outline = shape("12.2,1.4! 21.6,3.6! 21.2,6.8! 12.6,4.6! 11,2.8")
    dot = Mark(rectangle(13.2, 3.2, 1.1, 1.1, 0.55), color=dark_button(cloth), filled=True)
    return Part(outline, cloth, grain=70, puff=0.5, lift=0.6, crumple=0.1, marks=(dot,))


def _welt_pocket(cloth: Cloth, x: float, y: float) -> Part:
    outline = rectangle(x, y, 3.6, 17, 0.3, -14)
    return Part(
        outline,
        cloth,
        puff=0.4,
        lift=0.5,
        crumple=0.2,
        marks=(stitch(rectangle(x, y, 2.7, 16, 0.3, -14), topstitch(cloth), width=0.12),),
    )


def _belt(cloth: Cloth, torso: Torso) -> list[Part]:
    half = torso.armpit[0] - 3.2
    top, low = path([(-half, 47.2), (0, 48.2), (half, 47.2)]), path([(-half, 51.6), (0, 52.6), (half, 51.6)])
    rows = tuple(stitch(top * (1 - t) + low * t, topstitch(cloth), width=0.12) for t in (0.14, 0.5, 0.86))
    strap = Part(between(top, low), cloth, grain=90, puff=0.6, lift=0.9, crumple=0.4, marks=rows)
    tail = shape("4.4,50.2! 10,54 12.6,66 8.8,67.4! 6.6,57 2.6,52.6!")
    end = Part(tail, cloth, grain=-12, puff=0.6, lift=0.9, crumple=0.5)
    frame = rectangle(1.6, 50.2, 6.6, 6.4, 1.0, 3)
    hole = rectangle(1.6, 50.2, 4.2, 4.0, 0.7, 3)
    tone = Cloth(shift(cloth.color, -0.62), texture="plain")
    return [strap, end, Part(frame, tone, puff=0.6, lift=0.9, crumple=0, holes=(hole,))]
