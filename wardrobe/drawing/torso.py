"""What every upper-body garment shares: torso measures, sleeves, neck openings and their drag folds."""

from __future__ import annotations

import numpy as np

from wardrobe.choices import Fit
from wardrobe.drawing.geometry import Points, between, flip, lean, offset, path, rectangle, shifted, symmetric
from wardrobe.drawing.palette import rgb, shift
from wardrobe.drawing.parts import Fold, Mark, Part, plain_cloth, ribs
from wardrobe.drawing.spec import DrawnGarment

SLEEVE_REACH = {"short": 0.36, "elbow": 0.58, "long": 1.0}


class Torso:
    """The measures that the body, sleeves and collar of an upper-body garment share, in cm (right side)."""

    def __init__(self, spec: DrawnGarment, chest: float, length: float, neck: float, drop: float) -> None:
        room = {Fit.SLIM: -1.5, Fit.REGULAR: 0.0, Fit.RELAXED: 2.0, Fit.OVERSIZED: 4.5}[spec.fit]
        self.chest, self.length = chest + room, length
        self.neck, self.drop = neck, drop
        self.shoulder = np.array([chest * 0.82 + room * 1.1, 4.6 + room * 0.25])
        self.armpit = np.array([self.chest, 24.0 + room * 0.6])
        self.room = room

    def front_neck(self) -> Points:
        """The front neckline, from the centre to the shoulder."""
        n, d = self.neck, self.drop
        return path([(0, d), (n * 0.55, d * 0.86), (n * 0.93, d * 0.42), (n, 0)])

    def body(
        self, waist: float = 0.0, hem_flare: float = 0.0, neck: Points | None = None, curve: float = 0.6
    ) -> Points:
        """The front panel: neckline, shoulder, armhole, side seam, hem."""
        s, a, length = self.shoulder, self.armpit, self.length
        mid = (a[1] + length) * 0.52
        side = path(
            [
                (self.neck, 0, 1),
                (s[0], s[1], 1),
                (s[0] - 2.2, s[1] + 8),
                (a[0] - 1.6, a[1] - 3.5),
                (a[0], a[1], 1),
                (a[0] - 0.4 - waist, mid),
                (a[0] - 0.2 + hem_flare, length - 0.6, 1),
            ]
        )
        bottom = path([(a[0] - 0.2 + hem_flare, length - 0.6), (a[0] * 0.5, length + curve * 0.6), (0, length + curve)])
        front = self.front_neck() if neck is None else neck
        return symmetric(np.concatenate([front, side[1:], bottom[1:]]))

    def armhole(self) -> Points:
        s, a = self.shoulder, self.armpit
        return path([(s[0], s[1]), (s[0] - 2.2, s[1] + 8), (a[0] - 1.6, a[1] - 3.5), (a[0], a[1])])


class Arm:
    """A sleeve hanging from a torso: outline, cuff ends and grain."""

    def __init__(self, torso: Torso, reach: float, cuff: float, spread: float = 1.0, bell: float = 0.0) -> None:
        shoulder, armpit = torso.shoulder, torso.armpit
        down = np.array([0.36 * spread, 0.9])
        down = down / np.linalg.norm(down)
        across = np.array([down[1], -down[0]])
        full = 63 + torso.room * 0.4
        axis = shoulder + across * -5.5 + down * full * reach
        width = (1 - reach) * 10.5 + reach * cuff
        self.outer = axis + across * width * 1.0
        self.inner = axis - across * width + down * 0.4
        self.grain = lean(shoulder, axis + across * 3)
        self.down, self.across = down, across
        bulge = across * (0.5 + bell)
        outer_mid = (shoulder + self.outer) / 2 + bulge * (1.0 if reach > 0.5 else 0.7) + down * -3
        inner_mid = (armpit + self.inner) / 2 - bulge * 0.5
        inside = torso.shoulder * 0.5 + armpit * 0.5 - np.array([6.0, 2.0])
        self.top = path(
            [
                tuple(shifted(shoulder, -2.5, -1.0)),
                tuple(shifted(shoulder, 1.5, 1.2)),
                tuple(outer_mid),
                tuple(self.outer),
            ]
        )
        self.under = path(
            [tuple(shifted(armpit, -4.0, -1.5)), tuple(shifted(armpit, 0.4, 0.6)), tuple(inner_mid), tuple(self.inner)]
        )
        cuff_line = path([tuple(self.outer), tuple((self.outer + self.inner) / 2 + down * 0.5), tuple(self.inner)])
        self.cuff = cuff_line
        self.outline = np.concatenate([[inside], self.top, cuff_line[1:-1], self.under[::-1]])
        self.reach = reach

    def ring(self, above: float, beyond: float = 0.0) -> tuple[Points, Points]:
        """Two lines across the sleeve: `above` cm before the cuff end, and `beyond` cm after it."""
        upper = self.cuff - self.down * above
        spread = np.linspace(1, -1, len(upper))[:, None] * self.across * 0.2
        return upper + spread, self.cuff + self.down * beyond

    def folds(self) -> tuple[Fold, ...]:
        """Folds that fan out of the armpit and, on long sleeves, gather at the elbow."""
        start, end = self.under[len(self.under) // 3], self.top[len(self.top) // 2]
        fan = [
            Fold(
                path([tuple(self.under[8]), tuple(shifted(self.under[8] * 0.6 + end * 0.4, 0.6, 1)), tuple(end)]),
                2.2,
                0.5,
            ),
            Fold(path([tuple(start), tuple((start + end) / 2 + self.down * 4)]), 1.8, -0.5),
        ]
        if self.reach > 0.7:
            elbow_in, elbow_out = self.under[int(len(self.under) * 0.62)], self.top[int(len(self.top) * 0.62)]
            for lift, depth in ((-3.0, 0.55), (0.5, -0.6), (3.5, 0.5)):
                far = elbow_in * 0.35 + elbow_out * 0.65 + self.down * lift * 1.8
                fan.append(Fold(path([tuple(elbow_in + self.down * lift * 0.6), tuple(far)]), 2.0, depth))
        return tuple(fan)


def body_folds(torso: Torso, amount: float = 1.0) -> tuple[Fold, ...]:
    """Drag lines from the armpits to the middle and long soft swells towards the hem."""
    a, length = torso.armpit, torso.length
    lines = [
        (path([(a[0] - 1, a[1] + 1), (a[0] * 0.62, a[1] + 7), (a[0] * 0.34, a[1] + 16)]), 2.6, 0.5),
        (path([(a[0] - 1, a[1] + 3), (a[0] * 0.72, a[1] + 12), (a[0] * 0.55, a[1] + 24)]), 2.6, -0.45),
        (path([(-a[0] + 1, a[1] + 1), (-a[0] * 0.68, a[1] + 8), (-a[0] * 0.45, a[1] + 19)]), 2.6, 0.5),
        (path([(-a[0] + 1, a[1] - 2), (-a[0] * 0.55, a[1] + 2), (-a[0] * 0.2, a[1] + 9)]), 3.0, -0.35),
        (path([(a[0] * 0.5, length * 0.62), (a[0] * 0.62, length * 0.8), (a[0] * 0.58, length)]), 3.4, 0.45),
        (path([(-a[0] * 0.42, length * 0.6), (-a[0] * 0.5, length * 0.78), (-a[0] * 0.44, length)]), 3.4, -0.45),
        (path([(-a[0] * 0.1, length * 0.7), (-a[0] * 0.02, length * 0.85), (-a[0] * 0.06, length)]), 3.0, 0.35),
    ]
    return tuple(Fold(line, width, depth * amount) for line, width, depth in lines)


def inside_back(spec: DrawnGarment, torso: Torso, tone: float = -0.1) -> Part:
    """What shows through the neck opening: the inside of the back with its tape and blank label."""
    n = torso.neck
    top = path([(0, 1.0), (n * 0.6, 0.8), (n - 1.2, 0.3)])
    hole = symmetric(np.concatenate([top, [[n - 0.6, 0.8], [n - 0.6, torso.drop * 0.6], [n * 0.6, torso.drop + 2]]]))
    tape = Mark(symmetric(np.concatenate([top, shifted(top[::-1], 0, 3.4)])), tone=-0.12, filled=True)
    label = Mark(rectangle(0, 4.6, 3.8, 2.2, 0.2), color=shift(rgb("cream"), 0.2), filled=True, opacity=0.9)
    cloth = plain_cloth(spec, shift(rgb(spec.color), -0.12))
    return Part(hole, cloth, puff=0, lift=0, crumple=0.3, tone=tone, marks=(tape, label))


def neck_band(spec: DrawnGarment, torso: Torso, width: float, ribbed: bool = True) -> list[Part]:
    """The ring of ribbing around a neckline: the back half first, then the front half."""
    contrast = spec.has("contrast") and spec.secondary
    cloth = plain_cloth(spec, rgb(spec.secondary) if contrast and spec.secondary else None)
    n, w = torso.neck, width
    back_top = path([(0, 0.7), ((n - w) * 0.6, 0.45), (n - w * 0.8, -0.2), (n - w * 0.3, -0.3)])
    back_low = path([(0, 0.7 + w), ((n - w) * 0.6, 0.45 + w), (n - w * 0.7, w * 0.6), (n - w * 0.2, 0.4)])
    front_low = torso.front_neck()
    front_top = np.concatenate(
        [offset(front_low, -w)[:-4], [[n - w * 0.95, 0.9], [n - w * 0.8, 0.1], [n - w * 0.3, -0.3]]]
    )
    rings = []
    for inner, outer, tone in ((back_top, back_low, -0.08), (front_top, front_low, 0.0)):
        first, second = _whole(inner), _whole(outer)
        marks = ribs(first, second, 0.62, -0.13) if ribbed else ()
        edge = Mark(second, width=0.22, tone=-0.22)
        outline = between(first, second)
        rings.append(Part(outline, cloth, puff=0.5, lift=0.3, crumple=0.2, tone=tone, marks=(*marks, edge)))
    return rings


def _whole(right: Points) -> Points:
    return np.concatenate([flip(right)[::-1], right[1:]])
