"""Outlines in centimetres: x grows to the right of the garment's centre line, y downwards from the shoulder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Knot = tuple[float, ...]


def path(knots: Sequence[Knot], steps: int = 10, closed: bool = False) -> Points:
    """A smooth curve through the knots, (N, 2).

    Knots are (x, y), or (x, y, 1) for a sharp corner. Smooth spans are the cubic Béziers of a Catmull–Rom spline
    (Catmull & Rom 1974); at a corner the tangent is dropped.
    """
    points = np.array([knot[:2] for knot in knots], dtype=np.float64)
    corner = [len(knot) > 2 for knot in knots]
    count = len(points)
    spans = count if closed else count - 1
    time = np.linspace(0.0, 1.0, steps, endpoint=False)[:, None]
    pieces: list[Points] = []
    for index in range(spans):
        start, end = points[index], points[(index + 1) % count]
        before = points[index - 1] if closed or index > 0 else _beyond(start, end)
        after = points[(index + 2) % count] if closed or index + 2 < count else _beyond(end, start)
        chord = float(np.linalg.norm(end - start))
        leave = _tangent(before, end, chord) if not corner[index] else (end - start) / 3
        reach = _tangent(start, after, chord) if not corner[(index + 1) % count] else (end - start) / 3
        first, second = start + leave, end - reach
        pieces.append(
            (1 - time) ** 3 * start
            + 3 * (1 - time) ** 2 * time * first
            + 3 * (1 - time) * time**2 * second
            + time**3 * end
        )
    if not closed:
        pieces.append(points[-1:])
    return np.concatenate(pieces)


def _beyond(tip: Points, neighbour: Points) -> Points:
    """The knot past the end of an open curve: on the centre line the mirror image, so that halves join smoothly."""
    return flip(neighbour) if tip[0] == 0 else tip


def _tangent(before: Points, after: Points, chord: float) -> Points:
    """Control arm of a knot: along its neighbours' chord, a third of the span long, so uneven knots do not loop."""
    direction = after - before
    norm = float(np.linalg.norm(direction))
    return np.asarray(direction / norm * chord / 3 if norm else direction)


def trace(knots: str) -> Points:
    """An open smooth curve from knots written as "x,y x,y! …", where ! marks a corner."""
    return path(_parsed(knots))


def shape(knots: str) -> Points:
    """A closed smooth outline from knots written as "x,y x,y! …", where ! marks a corner."""
    return path(_parsed(knots), closed=True)


def _parsed(knots: str) -> list[Knot]:
    parsed: list[Knot] = []
    for word in knots.split():
        x, y = (float(number) for number in word.rstrip("!").split(","))
        parsed.append((x, y, 1.0) if word.endswith("!") else (x, y))
    return parsed


def shifted(points: Points, dx: float, dy: float) -> Points:
    return np.asarray(points + np.array([dx, dy]))


def flip(points: Points) -> Points:
    """The mirror image on the other side of the centre line."""
    return np.asarray(points * np.array([-1.0, 1.0]))


def symmetric(right: Points) -> Points:
    """A closed outline from its right half, given from the top centre down to the bottom centre."""
    return np.concatenate([right, flip(right)[::-1]])


def between(first: Points, second: Points) -> Points:
    """The area between two curves that run the same way."""
    return np.concatenate([first, second[::-1]])


def offset(curve: Points, distance: float) -> Points:
    """The curve moved sideways; positive distances go to the right of the running direction (y down)."""
    ahead = np.gradient(curve, axis=0)
    norm = np.linalg.norm(ahead, axis=1, keepdims=True)
    ahead = ahead / np.where(norm == 0, 1, norm)
    return curve + np.stack([-ahead[:, 1], ahead[:, 0]], axis=1) * distance


def ribbon(curve: Points, width: float) -> Points:
    """A strip of the given width with the curve in its middle."""
    return between(offset(curve, -width / 2), offset(curve, width / 2))


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, count: int = 40) -> Points:
    """A stretch of an ellipse; angles in degrees, clockwise from the right."""
    angle = np.deg2rad(np.linspace(start, end, count))
    return np.stack([x + np.cos(angle) * rx, y + np.sin(angle) * ry], axis=1)


def resample(curve: Points, count: int) -> Points:
    """`count` points at equal steps along the curve."""
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))])
    at = np.linspace(0.0, lengths[-1], count)
    return np.stack([np.interp(at, lengths, curve[:, 0]), np.interp(at, lengths, curve[:, 1])], axis=1)


def part_of(curve: Points, start: float, end: float, count: int = 24) -> Points:
    """The stretch of the curve between two shares (0–1) of its length."""
    dense = resample(curve, 200)
    low, high = round(start * 199), round(end * 199)
    return resample(dense[low : high + 1], count)


def mix(first: Points, second: Points, share: float, count: int = 40) -> Points:
    """The curve that lies at `share` (0–1) of the way from the first to the second."""
    return resample(first, count) * (1 - share) + resample(second, count) * share


def ellipse(x: float, y: float, rx: float, ry: float, turn: float = 0.0, count: int = 48) -> Points:
    """A closed ellipse; `turn` in degrees clockwise."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return shifted(rotate(np.stack([np.cos(angle) * rx, np.sin(angle) * ry], axis=1), turn), x, y)


def rectangle(x: float, y: float, width: float, height: float, radius: float = 0.0, turn: float = 0.0) -> Points:
    """A closed rectangle about its centre with rounded corners; `turn` in degrees clockwise."""
    w, h, r = width / 2, height / 2, max(min(radius, width / 2, height / 2), 1e-3)
    arc = np.linspace(0, np.pi / 2, 6)
    corner = np.stack([np.cos(arc), np.sin(arc)], axis=1) * r
    pieces = [
        shifted(corner, w - r, h - r),
        corner[::-1] * [-1, 1] + [r - w, h - r],
        corner * [-1, -1] + [r - w, r - h],
        corner[::-1] * [1, -1] + [w - r, r - h],
    ]
    return shifted(rotate(np.concatenate(pieces), turn), x, y)


def rotate(points: Points, degrees: float, about: tuple[float, float] = (0.0, 0.0)) -> Points:
    """The points turned clockwise (y down) about a centre."""
    angle = np.deg2rad(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray((points - np.array(about)) @ turn + np.array(about))


def lean(start: Points, end: Points) -> float:
    """Degrees by which the way from start to end leans from straight down; the grain of a sleeve or leg."""
    dx, dy = (end - start).tolist()
    return float(np.rad2deg(np.arctan2(-dx, dy)))


class Sway:
    """A smooth seeded bend of the plane, so that no garment is ruler-straight or perfectly symmetric."""

    def __init__(self, seed: int, amount: float, extent: float) -> None:
        rng = np.random.default_rng(seed)
        self.amount = amount
        self.waves = rng.uniform(0.6, 2.2, (3, 2)) * 2 * np.pi / extent
        self.phase = rng.uniform(0, 2 * np.pi, (3, 2))
        self.push = rng.normal(0, 1 / np.sqrt(3), (3, 2))

    def __call__(self, points: Points) -> Points:
        bent = points.copy()
        for wave, phase, push in zip(self.waves, self.phase, self.push, strict=True):
            bent[:, 0] += self.amount * push[0] * np.sin(points[:, 1] * wave[0] + points[:, 0] * wave[1] + phase[0])
            bent[:, 1] += self.amount * push[1] * np.sin(points[:, 0] * wave[0] - points[:, 1] * wave[1] + phase[1])
        return bent
