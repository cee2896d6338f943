"""Dresses, jumpsuits and swimwear."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wardrobe.drawing.geometry import (
    Points,
    between,
    flip,
    offset,
    path,
    rectangle,
    ribbon,
    shape,
    shifted,
    symmetric,
    trace,
)
from wardrobe.drawing.palette import rgb, shift
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
    moved,
    plain_cloth,
    seam,
    stitch,
    topstitch,
)
from wardrobe.drawing.skirts import flutes
from wardrobe.drawing.spec import DrawnGarment
from wardrobe.drawing.tops import bottom_edge, collar, cuff, nape, placket, v_band
from wardrobe.drawing.torso import SLEEVE_REACH, Arm, Torso, body_folds, inside_back, neck_band
from wardrobe.drawing.trousers import Legs, leg_pair

HEM = {"mini": 86.0, "knee": 100.0, "midi": 116.0, "maxi": 138.0}


def dress(spec: DrawnGarment) -> list[Part]:
    if spec.has("slip"):
        return _slip(spec)
    if spec.has("shirt-dress"):
        return _shirt_dress(spec)
    return _wrap(spec) if spec.has("wrap") else _fit_and_flare(spec)


def _skirt_part(cloth: Cloth, waist: float, half: float, bottom: float, spread: float, depth: float = 0.8) -> Part:
    """The skirt of a dress from its waist seam to the hem."""
    right = path(
        [
            (0, waist + 0.6, 1),
            (half, waist, 1),
            (half + 4, waist + (bottom - waist) * 0.25),
            (spread, bottom - 2.8, 1),
            (spread * 0.75, bottom - 0.4),
            (spread * 0.45, bottom + 0.9),
            (spread * 0.2, bottom + 0.2),
            (0, bottom + 0.9),
        ]
    )
    outline = symmetric(right)
    low = outline[outline[:, 1] > bottom - 3.0]
    folds = flutes(half * 0.95, spread * 0.95, waist + 1, bottom, 9, depth)
    return Part(outline, cloth, puff=0.8, lift=0.0, folds=folds, marks=hem(low[np.argsort(low[:, 0])], cloth, -1.6))


def _bodice(spec: DrawnGarment, torso: Torso, waist: float, half: float, neck: Points) -> Part:
    s, a = torso.shoulder, torso.armpit
    side = path(
        [
            (torso.neck, 0, 1),
            (s[0], s[1], 1),
            (s[0] - 2.2, s[1] + 8),
            (a[0] - 1.6, a[1] - 3.0),
            (a[0], a[1], 1),
            (half + 1.4, waist - 6),
            (half, waist, 1),
            (half * 0.5, waist + 0.9),
            (0, waist + 1.2),
        ]
    )
    outline = symmetric(np.concatenate([neck, side[1:]]))
    folds = tuple(fold for fold in body_folds(torso, 1.0) if fold.line[:, 1].max() < waist + 6)
    bust = path([(half + 1, waist - 7), (half * 0.6, waist - 9)])
    marks = (*seam(bust, 0.14), *seam(flip(bust), 0.14))
    return Part(outline, main_cloth(spec), puff=0.6, lift=0.3, folds=folds, marks=marks)


def _fit_and_flare(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 22.5, 60.0, 9.4, 11.0)
    torso.shoulder = np.array([18.6, 4.0])
    torso.armpit = np.array([22.4, 21.5])
    waist, half = 41.0, 18.0
    bottom = HEM[spec.length or "knee"]
    cloth = main_cloth(spec)
    parts: list[Part] = []
    if spec.sleeve != "none":
        reach = SLEEVE_REACH[spec.sleeve or "short"]
        arm = Arm(torso, reach, 5.6 if reach > 0.5 else 6.4, spread=1.6 if reach < 0.5 else 0.9, bell=1.2)
        parts += both(
            Part(arm.outline, cloth, grain=arm.grain, puff=0.8, folds=arm.folds(), marks=hem(arm.cuff, cloth, 1.4))
        )
    parts.append(inside_back(spec, torso))
    parts.append(_skirt_part(cloth, waist, half, bottom, half + (bottom - waist) * 0.34))
    parts.append(_bodice(spec, torso, waist, half, torso.front_neck()))
    top, low = (
        path([(-half, 40.2), (0, 41.4), (half, 40.2)]),
        path([(-half - 0.2, 43.4), (0, 44.6), (half + 0.2, 43.4)]),
    )
    belt = plain_cloth(spec, rgb(spec.secondary) if spec.has("contrast") and spec.secondary else None)
    parts.append(
        Part(between(top, low), belt if spec.has("contrast") else cloth, grain=90, puff=0.7, lift=0.6, crumple=0.4)
    )
    if spec.has("buttons"):
        parts += [button(0, y, 0.6, shift(rgb(spec.color), 0.6)) for y in (16, 21.5, 27, 32.5, 38)]
    return [*parts, *neck_band(spec, torso, 1.3, ribbed=False)]


def _wrap(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 23.0, 60.0, 9.0, 26.0)
    torso.shoulder = np.array([19.4, 4.2])
    torso.armpit = np.array([23.0, 22.0])
    waist, half = 42.0, 18.5
    bottom = HEM[spec.length or "midi"]
    cloth = main_cloth(spec)
    arm = Arm(torso, SLEEVE_REACH[spec.sleeve or "elbow"], 7.0, spread=1.2, bell=1.6)
    sleeve = Part(arm.outline, cloth, grain=arm.grain, puff=0.8, folds=arm.folds(), marks=hem(arm.cuff, cloth, 1.4))
    front = _wrap_front(cloth, waist, half)
    skirt = _skirt_part(cloth, waist, half, bottom, half + (bottom - waist) * 0.28)
    edge = path([(-8, waist + 2), (-4, 70), (4.5, bottom + 0.5)])
    over = (Mark(edge, 0.3, -0.36), Mark(shifted(edge, -0.9, 0), 1.8, -0.2, blur=0.8))
    skirt = replace(skirt, marks=(*skirt.marks, *over))
    top, low = trace("-18.5,40.6 0,41.8 18.5,40.6"), trace("-18.7,44.4 0,45.6 18.7,44.4")
    tie = Part(between(top, low), cloth, grain=90, puff=0.7, lift=0.7, crumple=0.5)
    ends = shape("-16.5,42.5! -19.5,50 -17.5,62! -14.1,61.4! -15.5,50 -13.9,43.5!")
    bow = Part(ends, cloth, grain=4, puff=0.7, lift=0.8, crumple=0.6)
    knot = Part(rectangle(-half + 3.2, 43.0, 4.0, 4.6, 1.6, 12), cloth, puff=1.0, lift=0.9, crumple=0.4)
    return [*both(sleeve), inside_back(spec, torso), skirt, mirrored(front), front, tie, bow, knot]


def _wrap_front(cloth: Cloth, waist: float, half: float) -> Part:
    """The upper lap of a wrapped bodice."""
    neck = trace("-7.5,35! 2,19 9,0!")
    side = trace("9,0! 19.4,4.2! 17.4,12 21.4,19 23,22! 19.7,36 18.5,42!")
    outline = np.concatenate([neck, side[1:], [[0, waist + 1], [-half, waist], [-half - 0.6, 38.5]]])
    folds = tuple(
        Fold(path([(half, 40 - k), (6, 34 - k * 2), (-4 + k, 26 - k)]), 2.0, 0.5 if k % 2 else -0.5)
        for k in (0, 3, 6, 10)
    )
    edge = stitch(offset(neck, 0.8), topstitch(cloth), width=0.12)
    return Part(outline, cloth, grain=8, puff=0.6, lift=0.7, folds=folds, marks=(edge,))


def _slip(spec: DrawnGarment) -> list[Part]:
    bottom = HEM[spec.length or "midi"]
    cloth = main_cloth(spec)
    neck = trace("0,22.5 5.5,21.6 11.5,15.6!")
    side = path(
        [(11.5, 15.6, 1), (14.6, 21.6), (20.4, 26.2, 1), (18.4, 38), (17.8, 46), (22.0, 64), (27.5, bottom - 1.8, 1)]
    )
    lower = path([(27.5, bottom - 1.8), (13, bottom + 0.6), (0, bottom + 0.2)])
    outline = symmetric(np.concatenate([neck, side[1:], lower[1:]]))
    cowl = [
        Fold(path([(-10 + k, 20 + k * 1.4), (0, 26 + k * 2.2), (10 - k, 20 + k * 1.4)]), 2.0, 0.7 if k % 3 else -0.6)
        for k in (0, 2, 3, 5)
    ]
    drape = [
        Fold(path([(x, 40), (x * 1.15 + drift, 74), (x * 1.45 + drift, bottom)]), 3.6, depth)
        for x, drift, depth in ((-13, 1, 0.6), (-6.5, 1.5, -0.6), (0, -1, 0.55), (6, -2, -0.5), (12.5, -1, 0.6))
    ]
    edge = hem(bottom_edge(outline, bottom - 0.8), cloth, -1.2)
    body = Part(outline, cloth, puff=0.8, lift=0.5, folds=(*cowl, *drape), marks=edge)
    back = symmetric(np.concatenate([trace("0,25 8,24.5 17.5,25.5"), [[15.5, 28], [0, 33]]]))
    inside = Part(back, plain_cloth(spec, shift(rgb(spec.color), -0.2)), puff=0.2, lift=0, tone=-0.12)
    hanging = ribbon(trace("11.6,16.6 11,8 8.6,1 10.4,0.4 13.4,9 16.6,25.6"), 0.64)
    strap = Part(hanging, plain_cloth(spec), puff=0.6, lift=0.5, crumple=0)
    return [inside, *both(strap), body]


def _shirt_dress(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 25.0, 112.0, 8.4, 7.8)
    bottom = HEM[spec.length or "knee"]
    cloth = main_cloth(spec)
    arm = Arm(torso, 0.88, 5.2, spread=0.75)
    waist, half = 43.0, 21.0
    sleeve = Part(arm.outline, cloth, grain=arm.grain, puff=0.6, folds=arm.folds())
    skirt = _skirt_part(cloth, waist, half, bottom, half + (bottom - waist) * 0.22, 0.6)
    top, low = trace("-21,41.6 0,42.6 21,41.6"), trace("-21,45.6 0,46.6 21,45.6")
    row = stitch(shifted(top, 0, 0.5), topstitch(cloth))
    belt = Part(between(top, low), cloth, grain=90, puff=0.7, lift=0.8, crumple=0.5, marks=(row,))
    ends = ("0.4,45! 2,54 1,66! 4.4,66.5! 4,54 3.2,45!", "0.4,45! 4.2,54 5.4,63.8! 8.8,64.3! 6.2,54 3.2,45!")
    tails = [Part(shape(end), cloth, puff=0.7, lift=0.8) for end in ends]
    knot = Part(rectangle(1.8, 44.4, 4.2, 4.8, 1.6, -8), cloth, puff=1.0, lift=0.9)
    knobs = [button(0, y, 0.62, shift(rgb("cream"), 0.1)) for y in (14, 21, 28, 35, 52, 61, 70, 79, 88)]
    bodice = _bodice(spec, torso, waist, half, torso.front_neck())
    parts = [*both(sleeve), *both(cuff(cloth, arm)), nape(spec), skirt, bodice, placket(cloth, 7.2, bottom)]
    return [*parts, *knobs, belt, *tails, knot, *collar(spec, torso, cloth, 8.6, 8.4)]


def jumpsuit(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 23.5, 60.0, 8.8, 15.0)
    torso.shoulder = np.array([15.4, 3.2])
    torso.armpit = np.array([22.2, 23.0])
    waist, half = 43.0, 18.8
    cloth = main_cloth(spec)
    legs = Legs(half, 25.0, 29, 98, 25.0, 28.0, 3.0)
    slit = trace("14,4.5 19,11 23.6,17.5")
    trousers = leg_pair(legs, cloth, (*hem(legs.foot(), cloth, 2.6), Mark(slit, 0.35, -0.34)), 0.85, 0.8)
    lowered = [moved(part, (0.0, waist)) for part in trousers]
    neck = trace("0,15! 8.8,0!")
    bodice = _bodice(spec, torso, waist, half, neck)
    top, low = path([(-half, 41.6), (0, 42.8), (half, 41.6)]), path([(-half - 0.2, 46), (0, 47.2), (half + 0.2, 46)])
    belt = Part(
        between(top, low),
        cloth,
        grain=90,
        puff=0.7,
        lift=0.8,
        crumple=0.5,
        marks=(stitch(shifted(top, 0, 0.5), topstitch(cloth)),),
    )
    buckle = Part(
        rectangle(0, 44.4, 6.0, 6.0, 1.0),
        Cloth(rgb("camel")),
        puff=0.6,
        lift=0.8,
        holes=(rectangle(0, 44.4, 3.6, 3.6, 0.6),),
    )
    return [*lowered, inside_back(spec, torso), bodice, belt, buckle, *v_band(spec, torso)]
