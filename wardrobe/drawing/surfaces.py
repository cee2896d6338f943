"""Places to lay a garment: wooden floors, bed linen, plaster walls, concrete, rugs and paper."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from wardrobe.drawing.palette import RGB
from wardrobe.drawing.raster import Image, blur, noise_tile, sample, slope

Maker = Callable[[int, int, np.random.Generator], Image]


def lay(name: str, width: int, height: int, rng: np.random.Generator) -> Image:
    """A picture (height, width, 3), 0–1, of the surface. Raises KeyError for a name not in SURFACES."""
    return SURFACES[name](width, height, rng)


def _grid(width: int, height: int, turn: float, scale: float) -> tuple[Image, Image]:
    """Pixel coordinates about the middle, turned by degrees, in units of a 900-pixel-wide picture."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = (x - width / 2) / np.float32(scale), (y - height / 2) / np.float32(scale)
    cos, sin = np.float32(np.cos(np.deg2rad(turn))), np.float32(np.sin(np.deg2rad(turn)))
    return x * cos + y * sin, y * cos - x * sin


def _tinted(color: RGB, shade: Image) -> Image:
    base = np.array(color, np.float32) * shade[..., None]
    return np.asarray(np.clip(base, 0, 1), dtype=np.float32)


WOODS: tuple[RGB, ...] = ((0.70, 0.53, 0.36), (0.79, 0.66, 0.49), (0.56, 0.41, 0.29), (0.74, 0.68, 0.60))


def _floor(width: int, height: int, rng: np.random.Generator) -> Image:
    """Staggered planks with grain that runs along them."""
    scale = width / 900
    across, along = _grid(width, height, float(rng.choice([0.0, 90.0]) + rng.normal(0, 4)), scale)
    plank, long = 128.0, 760.0
    column = np.floor(across / plank)
    stagger = rng.uniform(0, long, 64).astype(np.float32)[(column.astype(int) + 32) % 64]
    row = np.floor((along + stagger) / long)
    key = ((column * 31 + row * 17).astype(int)) % 97
    offset = rng.uniform(0, 512, 97).astype(np.float32)[key]
    tone = rng.normal(0, 0.055, 97).astype(np.float32)[key]
    streak = sample(noise_tile(201, 512, 46, 14, 1.2), across * 1.6 + offset, along * 1.6 + offset * 2)
    rings = sample(noise_tile(202, 512, 200, 9, 2.2), across * 1.4 + offset, along * 1.4)
    figure = np.sin(rings * 7 + streak * 0.5)
    gap = np.minimum(np.mod(across, plank), plank - np.mod(across, plank))
    butt = np.minimum(np.mod(along + stagger, long), long - np.mod(along + stagger, long))
    joint = np.exp(-((np.minimum(gap, butt) / 1.3) ** 2))
    bevel = np.exp(-((np.minimum(gap, butt) / 4.0) ** 2))
    shade = 1 + tone + 0.035 * streak + 0.03 * figure - 0.34 * joint - 0.05 * bevel
    return _tinted(WOODS[int(rng.integers(0, len(WOODS)))], shade.astype(np.float32))


SHEETS: tuple[RGB, ...] = ((0.93, 0.92, 0.89), (0.87, 0.89, 0.91), (0.91, 0.87, 0.81), (0.80, 0.82, 0.80))


def _bed(width: int, height: int, rng: np.random.Generator) -> Image:
    """A cotton sheet with long soft folds."""
    scale = width / 900
    turn = float(rng.uniform(-60, 60))
    u, v = _grid(width, height, turn, scale)
    shift = rng.uniform(0, 512, 4).tolist()
    long = sample(noise_tile(211, 512, 190, 3.2, 4.5), u * 0.8 + shift[0], v * 0.8 + shift[1])
    cross = sample(noise_tile(212, 512, 170, 2.4, 4.5), v * 0.7 + u * 0.3 + shift[2], u * 0.7 + shift[3])
    mixed = long * 0.75 + cross * 0.4
    crease = -np.sqrt(mixed * mixed + 0.03)
    relief = blur(((long * 8 + cross * 6 + crease * 13) * np.float32(scale)).astype(np.float32), 2.2 * scale)
    gx, gy = slope(relief)
    weave = sample(noise_tile(213, 256, 4, 1, 0.8), u, v)
    shade = 0.98 + 0.18 * np.tanh((0.52 * gx + 0.64 * gy) * 2.4) + 0.007 * weave
    return _tinted(SHEETS[int(rng.integers(0, len(SHEETS)))], blur(shade.astype(np.float32), 0.8 * scale))


WALLS: tuple[RGB, ...] = ((0.90, 0.88, 0.84), (0.83, 0.80, 0.74), (0.80, 0.83, 0.82), (0.88, 0.80, 0.75))


def _wall(width: int, height: int, rng: np.random.Generator) -> Image:
    """Trowelled plaster."""
    scale = width / 900
    u, v = _grid(width, height, float(rng.uniform(0, 40)), scale)
    cloud = sample(noise_tile(221, 512, 240, 1.3, 1.9), u * 0.8, v * 0.8)
    grit = sample(noise_tile(222, 512, 5, 1, 0.9), u, v)
    trowel = sample(noise_tile(223, 512, 120, 2.0, 2.3), u * 0.9 + v * 0.4, v * 0.9)
    gx, gy = slope((trowel * 1.6 * scale + grit * 0.3).astype(np.float32))
    shade = 1 + 0.018 * cloud + 0.07 * np.tanh((gx + gy) * 1.4) + 0.006 * grit
    return _tinted(WALLS[int(rng.integers(0, len(WALLS)))], shade.astype(np.float32))


PAPERS: tuple[RGB, ...] = (
    (0.93, 0.90, 0.85),
    (0.86, 0.88, 0.85),
    (0.92, 0.84, 0.79),
    (0.82, 0.85, 0.89),
    (0.90, 0.86, 0.75),
)


def _plain(width: int, height: int, rng: np.random.Generator) -> Image:
    """A sheet of studio paper."""
    u, v = _grid(width, height, 0.0, width / 900)
    fibre = sample(noise_tile(231, 512, 4, 1, 0.7), u, v)
    cloud = sample(noise_tile(232, 512, 300, 1, 2.2), u * 0.5, v * 0.5)
    return _tinted(PAPERS[int(rng.integers(0, len(PAPERS)))], (1 + 0.006 * fibre + 0.006 * cloud).astype(np.float32))


def _concrete(width: int, height: int, rng: np.random.Generator) -> Image:
    """Polished concrete: clouds and a few pores."""
    u, v = _grid(width, height, 0.0, width / 900)
    shift = rng.uniform(0, 512, 2).tolist()
    cloud = sample(noise_tile(241, 512, 260, 1.2, 1.5), u * 0.7 + shift[0], v * 0.7 + shift[1])
    grit = sample(noise_tile(242, 512, 6, 1, 0.8), u, v)
    pores = np.clip(-sample(noise_tile(243, 512, 14, 1, 1.6), u * 0.9, v * 0.9) - 2.5, 0, 1)
    shade = 1 + 0.035 * cloud + 0.014 * grit - 0.22 * pores
    return _tinted((0.68, 0.67, 0.65), shade.astype(np.float32))


RUGS: tuple[RGB, ...] = ((0.84, 0.80, 0.72), (0.63, 0.62, 0.60), (0.72, 0.62, 0.52))


def _rug(width: int, height: int, rng: np.random.Generator) -> Image:
    """A looped wool rug in rows."""
    u, v = _grid(width, height, float(rng.normal(0, 5)), width / 900)
    loop = np.abs(np.sin(u * np.pi / 11 + np.floor(v / 10) * 1.3)) * np.abs(np.sin(v * np.pi / 10))
    yarn = sample(noise_tile(251, 512, 90, 1, 1.3), u, v)
    fibre = sample(noise_tile(252, 512, 4, 1, 0.6), u, v)
    shade = 0.88 + 0.2 * loop + 0.03 * yarn + 0.03 * fibre
    return _tinted(RUGS[int(rng.integers(0, len(RUGS)))], shade.astype(np.float32))


SURFACES: dict[str, Maker] = {
    "floor": _floor,
    "bed": _bed,
    "wall": _wall,
    "plain": _plain,
    "concrete": _concrete,
    "rug": _rug,
}
