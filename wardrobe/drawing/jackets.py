"""Denim jackets, bombers, puffers and leather biker jackets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wardrobe.choices import Material
from wardrobe.drawing.geometry import Points, between, flip, path, rectangle, resample, shape, shifted, symmetric, trace
from wardrobe.drawing.knits import front_zip, ribbed_cuffs, ribbed_hem
from wardrobe.drawing.palette import RGB, rgb, shift
from wardrobe.drawing.parts import (
    Cloth,
    Fold,
    Mark,
    Part,
    both,
    button,
    main_cloth,
    metal,
    mirrored,
    plain_cloth,
    ribs,
    seam,
    stitch,
    topstitch,
)
from wardrobe.drawing.spec import DrawnGarment
from wardrobe.drawing.tailoring import coat_sleeves, front_edge, front_folds, front_panel, lapels, lining
from wardrobe.drawing.tops import armhole_seams, collar, cuff, nape
from wardrobe.drawing.torso import Arm, Torso, body_folds


def jacket(spec: DrawnGarment) -> list[Part]:
    if spec.material == Material.LEATHER or spec.has("biker"):
        return biker(spec)
    if spec.material == Material.DOWN or spec.has("puffer"):
        return puffer(spec)
    return denim_jacket(spec) if spec.material == Material.DENIM else bomber(spec)


def denim_jacket(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 27.0, 56.0, 8.4, 7.2)
    arm = Arm(torso, 0.88, 5.6, spread=0.8)
    cloth, thread = main_cloth(spec), topstitch(main_cloth(spec))
    marks = (*_denim_seams(thread), *armhole_seams(torso))
    body = Part(torso.body(waist=0.8, curve=0.2), cloth, puff=0.5, lift=0.35, folds=body_folds(torso), marks=marks)
    fade = Mark(resample((arm.top + arm.under[: len(arm.top)]) / 2, 20), 7, 0.14, blur=3.0)
    sleeve = Part(arm.outline, cloth, grain=arm.grain, puff=0.7, lift=0, folds=arm.folds(), marks=(fade,))
    half = torso.armpit[0] - 0.3
    sewn = stitch(rectangle(0, 57.6, half * 2 - 1.2, 3.8, 0.3), thread)
    band = Part(
        rectangle(0, 57.6, half * 2, 5.0, 0.6), cloth, grain=90, puff=0.5, lift=0.35, crumple=0.3, marks=(sewn,)
    )
    rows = tuple(stitch(np.array([[x, 7], [x, 60]]), thread) for x in (-1.6, 1.6))
    strip = Part(rectangle(0, 33.6, 4.2, 53.6), cloth, puff=0.3, lift=0.4, crumple=0.6, marks=rows)
    flap = np.array([[7.2, 19.0], [18.4, 18.6], [18.4, 23.0], [12.9, 25.2], [7.3, 23.4]])
    edge = stitch(shifted(shifted(flap, -12.9, -21.6) * 0.88, 12.9, 21.6), thread)
    pocket = Part(flap, cloth, puff=0.4, lift=0.6, crumple=0.3, marks=(edge,))
    studs = [*((0, y, 0.85) for y in (12.5, 22, 31, 40, 49, 57.6)), (12.9, 23.2, 0.7), (-12.9, 23.2, 0.7)]
    metal_buttons = [button(x, y, radius, rgb("gold")) for x, y, radius in studs]
    shell = [*both(sleeve), *both(cuff(cloth, arm, 5.0)), nape(spec), band, body, strip, *both(pocket)]
    return [*shell, *metal_buttons, *collar(spec, torso, cloth, 8.8, 9.4)]


def _denim_seams(thread: RGB) -> list[Mark]:
    """Yoke and panel seams with their contrasting thread, and the wear between them."""
    curves = [trace("0,21.5 24.6,20.6"), trace("6.4,21.5 8.6,56"), trace("16.4,21.5 13.4,56")]
    rows = [row for curve in curves for row in (curve, flip(curve))]
    marks = [mark for row in rows for mark in (*seam(row, 0.24), stitch(shifted(row, 0.5, 0.6), thread))]
    worn = [Mark(path([(x, 26), (x * 1.04, 40), (x, 52)]), 7, 0.16, blur=3.2) for x in (-11.0, 11.0)]
    return [*marks, *worn]


def puffer(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 29.5, 64.0, 9.0, 6.0)
    arm = Arm(torso, 0.96, 6.8, spread=0.75)
    cloth = main_cloth(spec)
    tucks = [path([(-34, row), (0, row + 0.8), (34, row)]) for row in np.linspace(9, 59, 7)]
    marks, folds = _quilting(tucks, np.array([0.0, 4.2]), 8.0)
    outline = torso.body(waist=0.2)
    body = Part(outline, cloth, puff=1.4, lift=0.5, folds=folds, marks=(*marks, *armhole_seams(torso)))
    tops, lows = resample(arm.top, 50), resample(arm.under, 50)
    shares = [int(share * 49) for share in np.linspace(0.2, 0.95, 7)]
    around = [np.stack([tops[i] * 1.1 - lows[i] * 0.1, lows[i]]) for i in shares]
    marks, folds = _quilting(around, arm.down * 3.4, 6.5)
    sleeve = Part(arm.outline, cloth, grain=arm.grain, puff=1.5, lift=0, folds=folds, marks=marks)
    stand = shape("-9.4,2.2! -9,-5.2 0,-6.4 9,-5.2 9.4,2.2! 4,6.4 0,7 -4,6.4")
    tuck = Mark(trace("-9.2,-1.2 0,0.6 9.2,-1.2"), 0.3, -0.34)
    neck = Part(stand, cloth, puff=1.4, lift=0.8, crumple=0.8, marks=(tuck,))
    slit = Cloth(shift(cloth.color, -0.3))
    pocket = Part(rectangle(16.4, 47, 1.2, 14, 0.4, 14), slit, puff=0.4, lift=0.2, crumple=0)
    return [*both(sleeve), body, neck, *front_zip(cloth, -5.4, 63.8), *both(pocket)]


def _quilting(tucks: list[Points], half_step: Points, width: float) -> tuple[tuple[Mark, ...], tuple[Fold, ...]]:
    """The seams of down chambers and the swell of the chambers between them."""
    marks = [m for row in tucks for m in (Mark(row, 0.26, -0.34), Mark(row, 1.5, -0.2, blur=0.8))]
    return tuple(marks), tuple(Fold(row + half_step, width, 0.5) for row in tucks)


def biker(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 25.5, 57.0, 8.4, 7.0)
    arm = Arm(torso, 0.96, 5.6, spread=0.7)
    cloth, depth, overlap = main_cloth(spec), 24.0, 8.5
    silver = rgb("silver")
    outline = front_panel(torso, front_edge(torso, depth, overlap, 3.0), overlap - 3, 0.2, 2.0)
    joint = seam(torso.armhole(), 0.3)
    left = Part(outline, cloth, puff=0.8, lift=0.8, crumple=1.2, folds=front_folds(torso), marks=joint)
    teeth = Mark(np.array([[-overlap + 0.8, depth], [-overlap + 3.8, 57.0]]), 0.7, color=silver, dash=(0.25, 0.2))
    shell = [*coat_sleeves(spec, arm, _sleeve_zip(arm, silver)), *lining(spec, torso, depth), mirrored(left)]
    under, over = lapels(spec, torso, depth, 11.0, overlap=overlap)
    shell += [*under, replace(left, marks=(*joint, teeth))]
    for pocket in (trace("8.2,45! 16.5,38.5!"), trace("-17.5,40.5! -11,46!"), trace("9.5,25! 17,22.5!")):
        shell += _zip_pocket(cloth, pocket[[0, -1]], silver)
    half = torso.armpit[0] - 0.4
    belt = Part(rectangle(0, 55.4, half * 2, 3.8, 0.6), cloth, grain=90, puff=0.7, lift=0.7, crumple=0.3)
    hole = rectangle(-3.5, 55.4, 3.4, 3.0, 0.4)
    buckle = Part(rectangle(-3.5, 55.4, 5.2, 5.0, 0.6), metal("silver"), puff=0.6, lift=0.8, crumple=0, holes=(hole,))
    studs = [button(x, 6.9, 0.6, silver) for x in (-13.0, 13.0)]
    return [*shell, *over, belt, buckle, *studs]


def bomber(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 28.0, 58.0, 8.8, 7.4)
    arm = Arm(torso, 0.88, 6.0, spread=0.8)
    cloth = main_cloth(spec)
    outline = torso.body(waist=-0.4, curve=0.3)
    body = Part(outline, cloth, puff=0.9, lift=0.4, folds=body_folds(torso, 1.4), marks=armhole_seams(torso))
    sleeves = both(Part(arm.outline, cloth, grain=arm.grain, puff=1.0, lift=0.0, folds=arm.folds()))
    pocket = Part(
        rectangle(15.6, 45, 2.4, 13.5, 0.4, 18),
        cloth,
        puff=0.5,
        lift=0.5,
        crumple=0.2,
        marks=(stitch(rectangle(15.6, 45, 1.6, 12.7, 0.3, 18), topstitch(cloth)),),
    )
    inside = Part(symmetric(trace("0,-0.6 8,-1 8,4 4,9 0,9")), plain_cloth(spec, shift(rgb(spec.color), -0.3)), lift=0)
    parts = [*sleeves, *ribbed_cuffs(spec, arm), inside, ribbed_hem(spec, torso), body, *both(pocket)]
    parts += front_zip(cloth, 6.0, 64.4)
    n = torso.neck
    top, low = path([(0.9, 4.4), (5.0, 1.6), (n - 0.6, -3.2)]), path([(0.9, 8.6), (6.4, 6.0), (n + 1.2, 0.6)])
    side = Part(between(top, low), plain_cloth(spec), puff=0.7, lift=0.6, crumple=0.2, marks=ribs(top, low, 0.7))
    back_top, back_low = path([(-n + 0.6, -3.2), (0, -2.2), (n - 0.6, -3.2)]), path([(-n, 0.6), (0, 1.6), (n, 0.6)])
    nape = Part(
        between(back_top, back_low),
        plain_cloth(spec),
        puff=0.6,
        lift=0.2,
        crumple=0.2,
        tone=-0.1,
        marks=ribs(back_top, back_low, 0.7),
    )
    return [*parts, nape, *both(side)]


def _sleeve_zip(arm: Arm, silver: RGB) -> tuple[Mark, ...]:
    start = arm.inner + arm.across * 3.4
    line = np.stack([start - arm.down * 10, start - arm.down * 0.6])
    return (Mark(line, 0.9, -0.3), Mark(line, 0.5, color=silver, dash=(0.25, 0.2)))


def _zip_pocket(cloth: Cloth, line: Points, silver: RGB) -> list[Part]:
    marks = (Mark(line, 0.6, color=silver, dash=(0.25, 0.2)),)
    ahead = (line[1] - line[0]) / np.linalg.norm(line[1] - line[0])
    normal = np.array([-ahead[1], ahead[0]])
    outline = np.array([line[0] - normal * 0.9, line[1] - normal * 0.9, line[1] + normal * 0.9, line[0] + normal * 0.9])
    welt = Part(outline, Cloth(shift(cloth.color, -0.25), cloth.material), puff=0.6, lift=0.4, crumple=0, marks=marks)
    pull = Part(
        rectangle(line[0][0], line[0][1] + 1.2, 0.8, 2.8, 0.35),
        Cloth(silver, texture="metal"),
        puff=0.7,
        lift=0.8,
        crumple=0,
    )
    return [welt, pull]
