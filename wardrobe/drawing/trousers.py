"""Jeans, trousers, leggings and shorts. y runs downwards from the waist."""

from __future__ import annotations

import numpy as np

from wardrobe.choices import Fit, Material
from wardrobe.drawing.geometry import Points, between, ellipse, flip, lean, offset, path, shifted, trace
from wardrobe.drawing.palette import RGB, rgb, shift
from wardrobe.drawing.parts import (
    Cloth,
    Fold,
    Mark,
    Part,
    button,
    flipped,
    flipped_folds,
    hem,
    main_cloth,
    plain_cloth,
    ribs,
    seam,
    stitch,
    topstitch,
)
from wardrobe.drawing.skirts import inside_waist, waistband
from wardrobe.drawing.spec import DrawnGarment


class Legs:
    """The measures of a pair of trouser legs, in cm (right side); `hem` is the half-open width at the foot."""

    def __init__(
        self, waist: float, hip: float, rise: float, length: float, knee: float, hem: float, apart: float = 4.0
    ) -> None:
        self.waist, self.hip, self.rise, self.length = waist, hip, rise, length
        self.knee, self.hem, self.apart = knee, hem, apart
        self.knee_y = rise + (length - rise) * 0.45

    def inseam(self) -> Points:
        a = self.apart
        return path([(-0.7, self.rise), (a * 0.3 + 0.8, self.rise + 7), (a * 0.7, self.knee_y), (a, self.length)])

    def outseam(self) -> Points:
        a = self.apart
        points = [
            (self.waist, 0.0),
            (self.hip - 1.0, self.rise * 0.45),
            (self.hip, self.rise * 0.95),
            (a * 0.7 + self.knee, self.knee_y),
            (a + self.hem, self.length),
        ]
        return path(points)

    def foot(self) -> Points:
        a = self.apart
        return path([(a + self.hem, self.length), (a + self.hem * 0.5, self.length + 0.9), (a, self.length)])

    def outline(self) -> Points:
        waist = path([(0, 0.9), (self.waist * 0.6, 0.6), (self.waist, 0)])
        return np.concatenate([waist, self.outseam()[1:], self.foot()[1:], self.inseam()[::-1][1:]])

    def grain(self) -> float:
        return lean(np.array([self.hip * 0.5, self.rise]), np.array([self.apart + self.hem * 0.5, self.length]))

    def centre(self, start: float = 0.1, end: float = 1.0, shift_x: float = 0.0) -> Points:
        """The line down the middle of the leg between two shares of its length."""
        y = np.linspace(self.length * start, self.length * end, 24)
        inner, outer = self.inseam(), self.outseam()
        x_in = np.interp(y, inner[:, 1], inner[:, 0])
        x_out = np.interp(y, outer[:, 1], outer[:, 0])
        return np.stack([(x_in + x_out) / 2 + shift_x, y], axis=1)

    def folds(self, amount: float = 1.0) -> tuple[Fold, ...]:
        """Whiskers at the crotch, breaks behind the knee, a long swell down the leg."""
        r, k = self.rise, self.knee_y
        outer = self.hip
        lines = [
            (path([(1.0, r - 1), (outer * 0.45, r - 3.5), (outer * 0.85, r - 9)]), 1.9, 0.55),
            (path([(1.4, r + 2), (outer * 0.5, r + 2), (outer * 0.92, r - 1.5)]), 1.9, -0.5),
            (path([(1.8, r + 7), (outer * 0.5, r + 9), (outer * 0.8, r + 8)]), 2.0, 0.4),
            (path([(self.apart * 0.6 + 0.6, k - 3), (self.apart + self.knee * 0.5, k - 1)]), 2.0, 0.5),
            (path([(self.apart * 0.6 + 0.6, k + 4), (self.apart + self.knee * 0.55, k + 2)]), 2.0, -0.5),
            (path([(self.apart + self.knee * 0.75, k + 7), (self.apart + self.knee * 0.2, k + 10)]), 2.0, 0.4),
            (self.centre(0.45, 0.99, 1.2), 3.4, 0.35),
            (self.centre(0.55, 0.99, -2.4), 3.0, -0.25),
        ]
        return tuple(Fold(line, width, depth * amount) for line, width, depth in lines)


def leg_pair(legs: Legs, cloth: Cloth, marks: tuple[Mark, ...], amount: float = 1.0, puff: float = 0.6) -> list[Part]:
    right = Part(legs.outline(), cloth, grain=legs.grain(), puff=puff, lift=0.35, folds=legs.folds(amount), marks=marks)
    left = Part(
        flip(right.outline), cloth, -right.grain, puff, 0.0, 1.0, 0.0, flipped_folds(right.folds, 0.85), flipped(marks)
    )
    return [left, right]


JEANS = {
    Fit.SLIM: (18.5, 22.8, 26, 100, 17.0, 14.0),
    Fit.REGULAR: (19.2, 23.8, 27, 101, 19.6, 17.6),
    Fit.RELAXED: (18.8, 24.4, 29, 102, 23.0, 24.0),
    Fit.OVERSIZED: (18.8, 25.0, 30, 103, 25.0, 28.0),
}


def jeans(spec: DrawnGarment) -> list[Part]:
    waist, hip, rise, length, knee, hem_width = JEANS[spec.fit]
    legs = Legs(waist, hip, rise, length, knee, hem_width)
    cloth = main_cloth(spec)
    thread = topstitch(cloth)
    outer = legs.outseam()
    foot = hem(legs.foot(), cloth, 2.2)[0]
    marks: list[Mark] = [
        *_fading(legs, spec),
        Mark(offset(outer, 0.5), 0.9, -0.12, blur=0.5),
        Mark(offset(legs.inseam(), -0.6), 0.7, -0.14, blur=0.4),
        foot,
        stitch(offset(legs.foot(), 2.2), thread),
        *_front_pocket(legs, thread),
    ]
    parts = [inside_waist(spec, waist), *leg_pair(legs, cloth, tuple(marks), 1.0)]
    fly = path([(4.6, 4.5), (4.7, rise * 0.52), (3.4, rise * 0.68), (0.2, rise * 0.76)])
    front = Part(
        np.concatenate([[[-0.25, 3.5]], [[0.35, 3.5]], [[0.35, rise + 0.5]], [[-0.25, rise + 0.5]]]),
        cloth,
        puff=0.2,
        lift=0.5,
        crumple=0,
    )
    flap = Part(
        np.concatenate([[[0.0, 3.6]], fly, [[0.0, rise * 0.76]]]),
        cloth,
        puff=0.15,
        lift=0.15,
        crumple=0.5,
        marks=(stitch(shifted(fly, -0.7, 0), thread), stitch(shifted(fly, -1.1, 0), thread), *_rivets(legs)),
    )
    parts += [front, flap, *waistband(cloth, waist, 4.2, thread)]
    return [*parts, button(0.3, 2.5, 1.05, rgb("camel"))]


def _fading(legs: Legs, spec: DrawnGarment) -> list[Mark]:
    """Wear marks of denim: light thighs and knees, whiskers at the hips."""
    strength = 0.05 if spec.color in ("black", "white", "cream") else 0.3 if spec.has("faded") else 0.15
    thigh = legs.centre(0.3, 0.62)
    marks = [
        Mark(thigh, legs.knee * 0.36, strength, blur=legs.knee * 0.2),
        Mark(legs.centre(0.34, 0.5), legs.knee * 0.2, strength * 0.8, blur=legs.knee * 0.14),
    ]
    for lift in (0.0, 2.6, 5.4):
        whisker = path([(2.6, legs.rise - 2 + lift), (8, legs.rise - 3.6 + lift), (15, legs.rise - 8 + lift * 0.8)])
        marks.append(Mark(whisker, 0.5, strength * 0.9, blur=0.5))
    return marks


def _front_pocket(legs: Legs, thread: RGB) -> list[Mark]:
    curve = path([(legs.waist * 0.46, 3.8), (legs.waist * 0.56, 9.0), (legs.waist * 0.8, 11.6), (legs.hip - 0.4, 12.2)])
    bag = np.concatenate([curve, [[legs.hip + 3, 12], [legs.hip + 3, 2], [legs.waist * 0.46, 2]]])
    return [
        Mark(bag, tone=-0.1, filled=True),
        Mark(curve, 0.35, -0.34),
        stitch(offset(curve, 0.55), thread),
        stitch(offset(curve, 1.05), thread),
    ]


def _rivets(legs: Legs) -> tuple[Mark, ...]:
    return (Mark(ellipse(legs.waist * 0.5, 5.2, 0.42, 0.42), color=rgb("camel"), filled=True),)


def pants(spec: DrawnGarment) -> list[Part]:
    wide = spec.fit in (Fit.RELAXED, Fit.OVERSIZED)
    legs = Legs(18.8, 24.0, 28, 102, 24.5 if wide else 19.0, 27.0 if wide else 16.4, 4.0)
    cloth = main_cloth(spec)
    thread = topstitch(cloth)
    marks: list[Mark] = [*hem(legs.foot(), cloth, 3.0)]
    if spec.has("creases"):
        marks += [Mark(legs.centre(0.1, 0.99), 0.22, 0.22), Mark(legs.centre(0.1, 0.99, 0.5), 0.5, -0.16, blur=0.3)]
    if spec.has("pleats"):
        marks += [m for x in (8.0, 11.4) for m in seam(path([(x, 4), (x + 0.3, 10), (x + 0.5, 15)]), 0.26)]
    slit = path([(legs.waist * 0.66, 4.0), (legs.waist * 0.86, 10), (legs.hip - 0.6, 17.0)])
    marks += [Mark(slit, 0.35, -0.36), stitch(offset(slit, 0.6), thread, width=0.12)]
    parts = [inside_waist(spec, 18.8), *leg_pair(legs, cloth, tuple(marks), 0.75)]
    fly = trace("4,4.2 4,14 2.6,18.5 0.2,20.4")
    flap = Part(
        np.concatenate([[[0.0, 3.6]], fly]),
        cloth,
        puff=0.15,
        lift=0.15,
        crumple=0.4,
        marks=(stitch(shifted(fly, -0.6, 0), thread, width=0.12),),
    )
    if spec.has("drawstring"):
        return [*parts, *_drawstring(spec, 18.8)]
    return [*parts, flap, *waistband(cloth, 18.8, 4.0, thread), button(0.2, 2.3, 0.75, shift(cloth.color, -0.4))]


def _drawstring(spec: DrawnGarment, half: float, depth: float = 4.6) -> list[Part]:
    """An elastic waistband, gathered, with a tied cord."""
    cloth = plain_cloth(spec)
    top = path([(-half, -1.4), (0, 0.6), (half, -1.4)])
    low = path([(-half - 0.8, depth - 1.2), (0, depth + 0.7), (half + 0.8, depth - 1.2)])
    gathers = ribs(top, low, 1.0, -0.2)
    parts = [Part(between(top, low), cloth, grain=90, puff=0.9, lift=0.5, crumple=0.6, marks=gathers)]
    cord = shift(rgb(spec.color), 0.55) if spec.color not in ("white", "cream") else rgb("beige")
    for side in (-1.0, 1.0):
        line = path([(side * 0.8, 2.8), (side * 2.2, 6.5), (side * 1.6, 11), (side * 2.6, 15.5 + side)])
        parts.append(
            Part(between(shifted(line, -0.4, 0), shifted(line, 0.4, 0)), Cloth(cord), puff=0.9, lift=0.9, crumple=0)
        )
        loop = path([(side * 0.4, 3.2), (side * 3.6, 1.4), (side * 5.8, 3.6), (side * 3.4, 5.0)], closed=True)
        hollow = path([(side * 1.3, 3.2), (side * 3.6, 2.2), (side * 4.9, 3.6), (side * 3.3, 4.2)], closed=True)
        parts.append(Part(loop, Cloth(cord), puff=0.8, lift=0.8, crumple=0, holes=(hollow,)))
    return [*parts, Part(ellipse(0, 3.2, 1.1, 0.9), Cloth(cord), puff=0.9, lift=0.8, crumple=0)]


def leggings(spec: DrawnGarment) -> list[Part]:
    legs = Legs(15.0, 18.5, 26, 92, 12.6, 9.0, 4.0)
    cloth = main_cloth(spec)
    panel = path(
        [
            (legs.waist * 0.9, 4),
            (legs.hip * 0.8, 24),
            (legs.apart * 0.7 + legs.knee * 0.85, 60),
            (legs.apart + legs.hem * 0.85, 92),
        ]
    )
    marks = (*hem(legs.foot(), cloth, 1.8), *seam(panel, 0.2))
    top = trace("-15,-1.4 0,0.4 15,-1.4")
    low = trace("-16.2,8.2 0,9.6 16.2,8.2")
    band = Part(
        between(top, low),
        plain_cloth(spec),
        grain=90,
        puff=0.8,
        lift=0.3,
        crumple=0.5,
        marks=(Mark(shifted(low, 0, -0.5), 0.16, -0.2),),
    )
    crotch = Mark(np.array([[0, 9.0], [0, 27]]), 0.25, -0.25)
    return [*leg_pair(legs, cloth, (*marks, crotch), 0.6, 0.9), band]


def shorts(spec: DrawnGarment) -> list[Part]:
    legs = Legs(19.0, 24.6, 26, 46, 25.0, 25.6, 2.0)
    cloth = main_cloth(spec)
    thread = topstitch(cloth)
    legs.knee_y = 37.0
    slit = trace("13.4,4 17,10 22.6,16.5")
    marks: list[Mark] = [*hem(legs.foot(), cloth, 2.6), Mark(slit, 0.35, -0.36), stitch(offset(slit, 0.6), thread)]
    if spec.material == Material.DENIM:
        marks = [*_fading(legs, spec), *marks]
    folds = legs.folds(0.8)[:3]
    right = Part(legs.outline(), cloth, grain=-4, puff=0.6, lift=0.35, folds=folds, marks=tuple(marks))
    left = Part(flip(right.outline), cloth, 4, 0.6, 0.0, 1.0, 0.0, flipped_folds(folds, 0.85), flipped(tuple(marks)))
    parts = [inside_waist(spec, 19.0), left, right]
    if spec.has("drawstring"):
        return [*parts, *_drawstring(spec, 19.0)]
    fly = trace("4,4.2 4,13 2.6,17.5 0.2,19.4")
    flap = Part(
        np.concatenate([[[0.0, 3.6]], fly]),
        cloth,
        puff=0.15,
        lift=0.15,
        crumple=0.4,
        marks=(stitch(shifted(fly, -0.6, 0), thread),),
    )
    return [*parts, flap, *waistband(cloth, 19.0, 4.0, thread), button(0.2, 2.3, 0.8, shift(cloth.color, -0.4))]
