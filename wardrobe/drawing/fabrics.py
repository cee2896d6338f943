"""What materials look like from close up: brightness and relief tiles, wrinkle habits and sheen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wardrobe.drawing.raster import Image, blur, noise_tile, sample

SIDE = 384


@dataclass(frozen=True)
class Hand:
    """How a surface behaves: `wrinkle` depth and `wave` (cm between wrinkles) of its folds, `crisp` from round to
    sharp folds, `sheen` of its highlights, `relief` of its texture, `fuzz` of its outline in pixels."""

    wrinkle: float = 0.5
    wave: float = 9.0
    crisp: float = 0.3
    sheen: float = 0.0
    relief: float = 0.0
    fuzz: float = 0.0


HANDS: dict[str, Hand] = {
    "cotton": Hand(0.55, 10, 0.4),
    "denim": Hand(0.5, 9, 0.5, relief=0.3),
    "wool": Hand(0.4, 16, 0.1, fuzz=0.5),
    "knit": Hand(0.35, 15, 0.1, relief=1.0, fuzz=0.5),
    "rib": Hand(0.2, 15, 0.1, relief=1.0),
    "cable": Hand(0.25, 15, 0.1, relief=1.6, fuzz=0.5),
    "leather": Hand(0.5, 8, 0.5, sheen=0.55, relief=0.35),
    "linen": Hand(0.75, 7, 0.8, relief=0.25),
    "silk": Hand(0.9, 13, 0.2, sheen=0.75),
    "synthetic": Hand(0.6, 9, 0.5, sheen=0.2),
    "fleece": Hand(0.35, 16, 0.1, relief=0.6, fuzz=0.7),
    "down": Hand(0.8, 6, 0.5, sheen=0.25),
    "metal": Hand(0, sheen=1.2),
    "rubber": Hand(0.05, 12),
    "glass": Hand(0, sheen=0.6),
    "straw": Hand(0.1, 12, relief=1.0),
    "suede": Hand(0.4, 10, 0.2),
    "plain": Hand(0),
    "other": Hand(0.4),
}


def hand(surface: str) -> Hand:
    """The habits of a surface, of plain cloth for a name not in the table."""
    return HANDS.get(surface, HANDS["other"])


def surface(name: str, u: Image, v: Image) -> tuple[Image, Image]:
    """Brightness (about −0.2…0.2, added to 1) and relief (about −1…1) at weft/warp coordinates in texture pixels."""
    tone, relief = _tiles(name)
    return sample(tone, u, v), sample(relief, u, v)


@lru_cache(maxsize=32)
def _tiles(name: str) -> tuple[Image, Image]:
    make = WEAVES.get(name, _cotton)
    tone, relief = make()
    # Detail at the pixel limit would beat against the picture's own grid when the tile is read at another scale.
    return _softened(tone), _softened(relief)


def _softened(tile: Image) -> Image:
    around = np.pad(tile, 4, mode="wrap")
    return blur(around, 0.75)[4:-4, 4:-4]


def _grid() -> tuple[Image, Image]:
    v, u = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    return u, v


def _as_float(values: NDArray[Any]) -> Image:
    return np.asarray(values, dtype=np.float32)


def _zero() -> Image:
    return np.zeros((SIDE, SIDE), np.float32)


def _cotton() -> tuple[Image, Image]:
    fine = noise_tile(11, SIDE, 3, 1, 0.5)
    soft = noise_tile(12, SIDE, 40, 1, 1.6)
    return 0.014 * fine + 0.006 * soft, _zero()


def _denim() -> tuple[Image, Image]:
    u, v = _grid()
    twill = np.sin((u + v) * (2 * np.pi / 4))
    slub = noise_tile(21, SIDE, 70, 9, 1.1)
    fleck = noise_tile(22, SIDE, 3, 1, 0.3)
    wash = noise_tile(23, SIDE, 120, 1, 1.6)
    tone = 0.042 * twill * (1 + 0.4 * fleck) + 0.03 * slub + 0.035 * fleck + 0.02 * wash
    return tone, 0.4 * twill


def _wool() -> tuple[Image, Image]:
    nap = noise_tile(31, SIDE, 8, 1, 1.0)
    fibre = noise_tile(32, SIDE, 9, 4, 0.8) + noise_tile(33, SIDE, 9, 0.25, 0.8)
    cloud = noise_tile(34, SIDE, 70, 1, 1.6)
    return 0.028 * nap + 0.022 * fibre + 0.02 * cloud, 0.2 * nap


def _knit() -> tuple[Image, Image]:
    u, v = _grid()
    wale, course = 6.0, 6.0
    half = np.mod(u / wale, 1.0) - 0.5
    phase = np.mod(v / course + np.abs(half) * 1.2, 1.0)
    loop = np.sin(phase * np.pi) * np.sqrt(np.abs(np.cos(half * np.pi)))
    yarn = noise_tile(41, SIDE, 40, 1, 1.2)
    return 0.15 * (loop - 0.6) + 0.02 * yarn, 0.8 * loop


def _rib() -> tuple[Image, Image]:
    u, _ = _grid()
    wave = np.cos(u * (2 * np.pi / 8))
    yarn = noise_tile(42, SIDE, 12, 3, 1.0)
    return 0.09 * (wave - 0.1) + 0.015 * yarn, 0.7 * wave


def _cable() -> tuple[Image, Image]:
    tone, relief = _knit()
    u, v = _grid()
    period, width = SIDE / 4, SIDE / 8
    across = np.mod(u, period) - period / 2
    twist = 2 * np.pi * v / (SIDE / 5)
    body = np.zeros_like(u)
    for phase in (0.0, np.pi):
        centre = np.sin(twist + phase) * width * 0.28
        strand = np.clip(1 - ((across - centre) / (width * 0.3)) ** 2, 0, 1)
        body = np.maximum(body, np.sqrt(strand) * (1 + 0.25 * np.cos(twist + phase)))
    gutter = np.exp(-(((np.abs(across) - width * 0.72) / 4) ** 2))
    return _as_float(tone * 0.8 + 0.1 * (body - 0.25) - 0.1 * gutter), _as_float(relief * 0.5 + 2.2 * body - gutter)


def _leather() -> tuple[Image, Image]:
    rng = np.random.default_rng(51)
    points = rng.uniform(0, 1, (900, 2))
    pebble = _cells(points)
    cloud = noise_tile(52, SIDE, 110, 1, 1.7)
    return 0.03 * (pebble - 0.5) + 0.025 * cloud, 0.9 * pebble


def _cells(points: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Image:
    """Worley (1996) cellular noise: distance to the nearest of scattered points, on a torus, scaled to 0–1."""
    v, u = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    nearest = np.full((SIDE, SIDE), 1.0, np.float32)
    reach = 0.07
    for x, y in points.tolist():
        du = np.abs((u[0] - x + 0.5) % 1 - 0.5)
        dv = np.abs((v[:, 0] - y + 0.5) % 1 - 0.5)
        cols, rows = np.flatnonzero(du < reach), np.flatnonzero(dv < reach)
        patch = np.hypot(dv[rows][:, None], du[cols][None, :]).astype(np.float32)
        window = np.ix_(rows, cols)
        nearest[window] = np.minimum(nearest[window], patch)
    return np.asarray(1 - np.clip(nearest / np.percentile(nearest, 98), 0, 1), dtype=np.float32)


def _linen() -> tuple[Image, Image]:
    warp = noise_tile(61, SIDE, 46, 0.06, 0.9)
    weft = noise_tile(62, SIDE, 46, 16, 0.9)
    fine = noise_tile(63, SIDE, 3, 1, 0.4)
    return 0.02 * warp + 0.022 * weft + 0.014 * fine, 0.5 * (warp + weft)


def _silk() -> tuple[Image, Image]:
    return 0.007 * noise_tile(71, SIDE, 30, 0.2, 1.2), _zero()


def _synthetic() -> tuple[Image, Image]:
    return 0.014 * noise_tile(72, SIDE, 4, 1, 0.8), _zero()


def _fleece() -> tuple[Image, Image]:
    curl = noise_tile(81, SIDE, 9, 1, 2.4)
    return 0.035 * curl, 0.8 * curl


def _straw() -> tuple[Image, Image]:
    u, v = _grid()
    row = np.sin(v * (2 * np.pi / 8))
    plait = np.sin((u + np.sign(row) * v) * (2 * np.pi / 8))
    fibre = noise_tile(91, SIDE, 30, 6, 1.0)
    return 0.09 * plait * np.abs(row) + 0.05 * row + 0.04 * fibre, 0.8 * plait


def _suede() -> tuple[Image, Image]:
    brushed = noise_tile(95, SIDE, 60, 1, 1.4)
    nap = noise_tile(96, SIDE, 3, 1, 0.4)
    return 0.045 * brushed + 0.02 * nap, _zero()


def _bare() -> tuple[Image, Image]:
    return _zero(), _zero()


WEAVES: dict[str, Callable[[], tuple[Image, Image]]] = {
    "cotton": _cotton,
    "denim": _denim,
    "wool": _wool,
    "knit": _knit,
    "rib": _rib,
    "cable": _cable,
    "leather": _leather,
    "linen": _linen,
    "silk": _silk,
    "synthetic": _synthetic,
    "down": _synthetic,
    "fleece": _fleece,
    "straw": _straw,
    "suede": _suede,
    "metal": _bare,
    "glass": _bare,
    "rubber": _bare,
    "plain": _bare,
}
