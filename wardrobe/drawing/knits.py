"""Sweaters, cardigans and hoodies."""

from __future__ import annotations

import numpy as np

from wardrobe.choices import Pattern
from wardrobe.drawing.geometry import (
    Points,
    between,
    ellipse,
    flip,
    path,
    rectangle,
    resample,
    shifted,
    symmetric,
    trace,
)
from wardrobe.drawing.palette import RGB, rgb, shift
from wardrobe.drawing.parts import (
    Cloth,
    Fold,
    Mark,
    Part,
    both,
    button,
    main_cloth,
    mirrored,
    plain_cloth,
    ribs,
    seam,
    stitch,
    topstitch,
)
from wardrobe.drawing.spec import DrawnGarment
from wardrobe.drawing.tailoring import front_panel
from wardrobe.drawing.tops import armhole_seams, button_color, with_print
from wardrobe.drawing.torso import Arm, Torso, body_folds, inside_back, neck_band


def knitted(spec: DrawnGarment) -> Cloth:
    """The cloth of a knitted body: plain stitches, ribs or cables."""
    for texture in ("cable", "rib"):
        if spec.has(texture):
            return main_cloth(spec, texture=texture)
    return main_cloth(spec)


def ribbed_cuffs(spec: DrawnGarment, arm: Arm, depth: float = 6.0, squeeze: float = 0.8) -> list[Part]:
    """The narrow ribbed ends of a pair of sleeves."""
    upper, lower = arm.ring(1.0, depth)
    middle = upper.mean(axis=0)
    low = lower.mean(axis=0)
    upper = middle + (upper - middle) * 0.94
    lower = low + (lower - low) * squeeze
    cloth = plain_cloth(spec, accent(spec))
    return both(
        Part(
            between(upper, lower),
            cloth,
            grain=arm.grain,
            puff=0.7,
            lift=0.35,
            crumple=0.3,
            marks=ribs(upper, lower, 0.75),
        )
    )


def accent(spec: DrawnGarment) -> RGB | None:
    """The colour of ribs: the second colour where the garment asks for a contrast."""
    return rgb(spec.secondary) if spec.has("contrast") and spec.secondary else None


def ribbed_hem(spec: DrawnGarment, torso: Torso, depth: float = 6.5) -> Part:
    """The band of ribbing that closes the body of a knit."""
    a, length = torso.armpit[0], torso.length
    top = path([(-a + 0.6, length - 0.4), (0, length + 0.3), (a - 0.6, length - 0.4)])
    low = path([(-a + 3.0, length + depth), (0, length + depth + 0.5), (a - 3.0, length + depth)])
    sides = np.concatenate(
        [
            top,
            path([(a - 0.6, length - 0.4), (a - 1.4, length + depth * 0.55), (a - 3.0, length + depth)])[1:-1],
            low[::-1],
            path([(-a + 3.0, length + depth), (-a + 1.4, length + depth * 0.55), (-a + 0.6, length - 0.4)])[1:-1],
        ]
    )
    return Part(sides, plain_cloth(spec, accent(spec)), puff=0.6, lift=0.3, crumple=0.4, marks=ribs(top, low, 0.85))


def knit_sleeves(spec: DrawnGarment, torso: Torso, arm: Arm) -> list[Part]:
    pair = both(Part(arm.outline, knitted(spec), grain=arm.grain, puff=0.8, lift=0.0, folds=arm.folds()))
    return [*pair, *ribbed_cuffs(spec, arm)]


def sweater(spec: DrawnGarment) -> list[Part]:
    high = spec.collar == "turtleneck"
    drop = 3.6 if high else 9.0 if spec.collar != "v" else 17.0
    torso = Torso(spec, 27.5, 59.0, 8.6, drop)
    arm = Arm(torso, 0.88, 5.4, spread=0.8)
    opening = path([(0, drop, 1), (5.2, drop * 0.44), (8.6, 0, 1)]) if spec.collar == "v" else None
    outline = torso.body(waist=0.3, hem_flare=0.2, neck=opening)
    marks = armhole_seams(torso)
    body = Part(outline, knitted(spec), puff=0.8, lift=0.4, folds=body_folds(torso, 1.1), marks=marks)
    opening_back = [] if high else [inside_back(spec, torso)]
    parts = [*knit_sleeves(spec, torso, arm), *opening_back, ribbed_hem(spec, torso), body]
    if spec.pattern == Pattern.GRAPHIC:
        parts[-1] = with_print(spec, body, (0, 30), 24)
    if high:
        return [*parts, roll_neck(spec)]
    if opening is not None:
        return [*parts, *knit_v(spec, opening)]
    return [*parts, *neck_band(spec, torso, 2.9)]


def knit_v(spec: DrawnGarment, opening: Points, width: float = 2.4) -> list[Part]:
    """The ribbed band of a V-necked knit."""
    inner = shifted(opening * [0.78, 1], 0, -width * 0.6)
    inner[0] = (0, opening[0, 1] - width * 1.7)
    cloth = plain_cloth(spec, accent(spec))
    back_top, back_low = trace("-7,-1.2 0,0.6 7,-1.2"), trace("-8.2,1 0,3 8.2,1")
    back = Part(between(back_top, back_low), cloth, lift=0.3, crumple=0, tone=-0.08, marks=ribs(back_top, back_low))
    side = Part(between(inner, opening), cloth, puff=0.6, lift=0.3, crumple=0, marks=ribs(inner, opening, 0.6))
    return [back, *both(side)]


def roll_neck(spec: DrawnGarment) -> Part:
    """A folded-over ribbed collar that stands up."""
    top = trace("-8.4,-9.6 -4,-10.4 4,-10.4 8.4,-9.6")
    low = trace("-9.6,1.2 -5,4.2 0,5.2 5,4.2 9.6,1.2")
    right = trace("8.4,-9.6 9.3,-8.4 9.2,-3 9.6,1.2")
    outline = np.concatenate([top, right[1:-1], low[::-1], flip(right)[::-1][1:-1]])
    sag = (Fold(trace("-8,-3 0,-0.6 8,-3"), 2.2, -0.5), Fold(trace("-7,-7.4 0,-6 7,-7.4"), 2.0, 0.4))
    return Part(outline, plain_cloth(spec), puff=1.0, lift=1.0, crumple=0.4, folds=sag, marks=ribs(top, low, 0.85))


def cardigan(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 26.5, 61.0, 8.6, 9.0)
    arm = Arm(torso, 0.88, 5.4, spread=0.8)
    cloth, deep, base = knitted(spec), 30.0, 67.4
    trim = plain_cloth(spec, accent(spec))
    edge = path([(1.9, base, 1), (1.9, deep + 4), (3.4, deep - 6), (7.2, 6), (8.6, 0, 1)])
    outline = front_panel(torso, np.concatenate([[[1.9, 61.4]], edge[edge[:, 1] < 61]]), -1.9)
    front = Part(outline, cloth, puff=0.8, lift=0.5, folds=_half(body_folds(torso)), marks=seam(torso.armhole(), 0.2))
    a = torso.armpit[0]
    hem_top, hem_low = np.array([[1.9, 60.6], [a - 0.4, 60.6]]), np.array([[1.9, base], [a - 2.6, 67.0]])
    hem_band = Part(between(hem_top, hem_low), trim, puff=0.6, lift=0.2, marks=ribs(hem_top, hem_low, 0.85))
    inner = shifted(edge, -3.8, 0.0)
    inner[-1] = (5.4, -1.4)
    strip = Part(between(inner, edge), trim, puff=0.5, lift=0.5, marks=ribs(inner, edge, 0.7))
    inside = symmetric(trace("0,0.4 5.4,0 8.4,0.4 9,20 6,36 0,36"))
    neck_top, neck_low = trace("-6,-1.6 0,-0.4 6,-1.6"), trace("-7.6,1.2 0,2.8 7.6,1.2")
    nape = Part(between(neck_top, neck_low), trim, lift=0.3, tone=-0.06, marks=ribs(neck_top, neck_low))
    knobs = [button(0, y, 0.95, button_color(cloth)) for y in np.linspace(deep + 4, base - 4, 5)]
    pockets = both(_welt(spec, 15.0, 48.0)) if spec.has("pocket") else []
    back = Part(inside, cloth, puff=0, lift=0, tone=-0.24)
    body = [back, nape, *both(hem_band), *both(front), mirrored(strip), strip]
    return [*knit_sleeves(spec, torso, arm), *body, *pockets, *knobs]


def _half(folds: tuple[Fold, ...]) -> tuple[Fold, ...]:
    return tuple(fold for fold in folds if fold.line[:, 0].mean() > 2)


def _welt(spec: DrawnGarment, x: float, y: float) -> Part:
    top, low = np.array([[x - 6, y], [x + 6, y]]), np.array([[x - 6, y + 2.6], [x + 6, y + 2.6]])
    return Part(between(top, low), plain_cloth(spec), puff=0.5, lift=0.5, crumple=0, marks=ribs(top, low, 0.7))


def hoodie(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 28.0, 60.0, 9.0, 8.0)
    arm = Arm(torso, 0.88, 5.8, spread=0.8)
    cloth = main_cloth(spec)
    outline = torso.body(waist=0.2, curve=0.3)
    body = Part(outline, cloth, puff=0.8, lift=0.4, folds=body_folds(torso, 1.2), marks=armhole_seams(torso))
    if spec.pattern == Pattern.GRAPHIC:
        body = with_print(spec, body, (0, 27), 22)
    sleeves = both(Part(arm.outline, cloth, grain=arm.grain, puff=0.9, lift=0.0, folds=arm.folds()))
    parts = [*sleeves, *ribbed_cuffs(spec, arm), ribbed_hem(spec, torso), body]
    if spec.has("zip"):
        parts += front_zip(cloth, 8.0, 66.5)
        parts += both(_slant_pocket(cloth))
    else:
        parts.append(kangaroo(cloth))
    return [*parts, *hood(spec)]


def front_zip(cloth: Cloth, top: float, bottom: float) -> list[Part]:
    """A zip down the middle with its two stitched facings."""
    rows = tuple(stitch(np.array([[x, top], [x, bottom]]), topstitch(cloth)) for x in (-1.9, 1.9))
    facing = Part(
        rectangle(0, (top + bottom) / 2, 4.4, bottom - top), cloth, puff=0.3, lift=0.25, crumple=0.4, marks=rows
    )
    metal = rgb("silver")
    teeth = np.array([[0, top], [0, bottom]])
    marks = (Mark(teeth, 0.62, color=metal, dash=(0.22, 0.2)), Mark(teeth, 0.16, -0.4))
    tape = Part(
        rectangle(0, (top + bottom) / 2, 1.1, bottom - top),
        Cloth(shift(cloth.color, -0.3)),
        puff=0,
        lift=0.2,
        marks=marks,
    )
    pull = Part(rectangle(0.2, top + 4.6, 0.9, 3.2, 0.4, 4), Cloth(metal, texture="metal"), puff=0.8, lift=0.9)
    return [facing, tape, pull]


def kangaroo(cloth: Cloth) -> Part:
    outline = symmetric(trace("0,38.5! 9.2,38.5! 15.6,50! 15.8,59.5! 0,60!"))
    slant = shifted(np.array([[9.2, 38.5], [15.6, 50.0]]), -0.9, 0)
    top = np.array([[-9.0, 39.3], [9.0, 39.3]])
    marks = (stitch(slant, topstitch(cloth)), stitch(flip(slant), topstitch(cloth)), stitch(top, topstitch(cloth)))
    return Part(outline, cloth, puff=0.5, lift=0.5, crumple=0.8, marks=marks)


def _slant_pocket(cloth: Cloth) -> Part:
    outline = np.array([[2.4, 40.0], [8.5, 40.0], [15.4, 50.5], [15.6, 59.6], [2.4, 60.0]])
    slant = shifted(np.array([[8.5, 40.0], [15.4, 50.5]]), -0.9, 0)
    return Part(outline, cloth, puff=0.5, lift=0.5, crumple=0.8, marks=(stitch(slant, topstitch(cloth)),))


def hood(spec: DrawnGarment) -> list[Part]:
    """A hood laid flat behind the neck, its lined opening to the front, and two drawstrings."""
    cloth = main_cloth(spec)
    inner_cloth = plain_cloth(spec, shift(rgb(spec.color), -0.16))
    shell = symmetric(trace("0,-21.5 8,-20.6 14.4,-13.5 14,-4.5 11.4,3.2 6,9.5 0,11.5"))
    folds = (Fold(trace("-12,-6 -7,-14 0,-18"), 2.4, 0.5), Fold(trace("12.5,-4 10,-11 5,-17"), 2.4, -0.5))
    face = symmetric(trace("0,-14.6 6.4,-13 8.6,-6.5 7,1.6 2.6,8.4 0,9.8"))
    rim = symmetric(trace("0,-15.6 7.3,-14 9.8,-6.8 8.2,2 3.2,9.4 0,10.8"))
    centre = Mark(np.array([[0, -14.6], [0, 2.0]]), 0.2, -0.2)
    string = rgb("white") if spec.color not in ("white", "cream") else rgb("grey")
    outer = Part(shell, cloth, puff=1.1, lift=0.9, folds=folds, marks=(stitch(rim, topstitch(cloth)),))
    inner = Part(
        face,
        inner_cloth,
        puff=0,
        lift=0,
        crumple=0.5,
        tone=-0.12,
        marks=(centre, Mark(face, 0.9, -0.3, blur=0.7, closed=True)),
    )
    cords: list[Part] = []
    for side in (-1.0, 1.0):
        cord = path([(side * 3.4, 8.6), (side * 4.2, 15), (side * 3.8, 22), (side * 4.6, 27 + side)])
        cords.append(
            Part(between(shifted(cord, -0.38, 0), shifted(cord, 0.38, 0)), Cloth(string), puff=0.8, lift=0.8, crumple=0)
        )
        eyelet = ellipse(side * 3.4, 8.4, 0.75, 0.75)
        cords.append(Part(eyelet, Cloth(rgb("silver"), texture="metal"), puff=0.5, lift=0.4, crumple=0))
        tip = resample(cord, 20)[-1]
        cords.append(
            Part(rectangle(tip[0], tip[1], 0.9, 2.4, 0.2), Cloth(shift(string, -0.3)), puff=0.6, lift=0.6, crumple=0)
        )
    return [outer, inner, *cords]
