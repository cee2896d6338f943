"""Woven, knitted and printed patterns, as periodic tiles that parts read along their own grain."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from wardrobe.choices import Pattern
from wardrobe.drawing.palette import RGB, ink_on, luma, rgb, shift
from wardrobe.drawing.parts import Cloth
from wardrobe.drawing.raster import Image, sample

TILE = 512
Canvas = NDArray[np.uint8]

# Length of one repeat in centimetres.
REPEAT: dict[str, float] = {
    "breton": 4.2,
    "stripe": 5.0,
    "pin": 3.4,
    "wide": 12.0,
    "shirting": 2.0,
    "gingham": 3.2,
    "tartan": 15.0,
    "windowpane": 9.0,
    "houndstooth": 4.0,
    "polka": 4.4,
    "pindot": 2.6,
    "ditsy": 12.0,
    "bloom": 26.0,
    "leopard": 19.0,
    "zebra": 18.0,
    "argyle": 13.0,
    "zigzag": 6.0,
    "scales": 9.0,
}

DEFAULT_MOTIF: dict[Pattern, str] = {
    Pattern.STRIPED: "breton",
    Pattern.CHECKED: "tartan",
    Pattern.DOTTED: "polka",
    Pattern.FLORAL: "ditsy",
    Pattern.ANIMAL: "leopard",
    Pattern.OTHER: "argyle",
}


def colorway(cloth: Cloth, u: Image, v: Image) -> Image:
    """The cloth's flat colours (H, W, 3), 0–1, at weft/warp coordinates in centimetres."""
    motif = cloth.motif or DEFAULT_MOTIF.get(cloth.pattern, "")
    base = np.array(cloth.color, dtype=np.float32)
    if cloth.pattern in (Pattern.SOLID, Pattern.GRAPHIC) or motif not in PAINTERS:
        return np.broadcast_to(base, (*u.shape, 3)).astype(np.float32)
    tile = pattern_tile(motif, cloth.color, second(cloth), cloth.seed)
    step = np.float32(TILE / REPEAT[motif])
    return sample(tile, u * step, v * step)


def second(cloth: Cloth) -> RGB:
    """The pattern's second colour; a tone of the first where none is named."""
    return cloth.secondary or ink_on(cloth.color, 0.5)


@lru_cache(maxsize=48)
def pattern_tile(motif: str, base: RGB, ink: RGB, seed: int) -> Image:
    """One repeat of a motif (TILE, TILE, 3), 0–1, read-only."""
    tile = PAINTERS[motif](base, ink, np.random.default_rng(seed + 5))
    # Tiles are read at about a quarter of their size: soften first so that fine lines do not sparkle.
    soft = cv2.GaussianBlur(np.tile(tile, (3, 3, 1)), (0, 0), 1.6)[TILE : 2 * TILE, TILE : 2 * TILE]
    image = np.asarray(soft, dtype=np.float32)
    image.flags.writeable = False
    return image


def _inked(base: RGB, ink: RGB, mask: Image) -> Image:
    """Ink over base where the mask (TILE, TILE, 1) says so."""
    return np.asarray(np.array(base, np.float32) * (1 - mask) + np.array(ink, np.float32) * mask, dtype=np.float32)


def _bands(base: RGB, stripes: list[tuple[float, float, RGB, float]], axis: int) -> Image:
    """Stripes given as (centre, width, colour, strength) in shares of the repeat."""
    at = (np.arange(TILE) + 0.5) / TILE
    line = np.broadcast_to(np.array(base, np.float32), (TILE, 3)).copy()
    for centre, width, color, strength in stripes:
        away = np.abs((at - centre + 0.5) % 1 - 0.5)
        cover = np.clip((width / 2 - away) * TILE * 0.5 + 0.5, 0, 1)[:, None] * strength
        line = (line * (1 - cover) + np.array(color, np.float32) * cover).astype(np.float32)
    spread = line[:, None, :] if axis == 0 else line[None, :, :]
    return np.broadcast_to(spread, (TILE, TILE, 3)).astype(np.float32)


def _breton(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    return _bands(base, [(0.25, 0.18, ink, 1), (0.75, 0.18, ink, 1)], 0)


def _stripe(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    return _bands(base, [(0.5, 0.44, ink, 1)], 0)


def _wide(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    return _bands(base, [(0.3, 0.26, ink, 1), (0.62, 0.05, ink, 1)], 0)


def _pin(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    return _bands(base, [(0.25, 0.045, ink, 0.75), (0.75, 0.045, ink, 0.75)], 1)


def _shirting(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    return _bands(base, [(0.25, 0.13, ink, 0.85), (0.75, 0.13, ink, 0.85)], 1)


def _cross(base: RGB, stripes: list[tuple[float, float, RGB, float]], weave: float = 0.5) -> Image:
    """The same stripes in warp and weft; where they cross the colours mix."""
    return _bands(base, stripes, 0) * np.float32(weave) + _bands(base, stripes, 1) * np.float32(1 - weave)


def _gingham(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    return _cross(base, [(0.25, 0.25, ink, 0.95), (0.75, 0.25, ink, 0.95)])


def _tartan(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    bright = shift(ink, 0.72) if luma(base) < 0.55 else shift(ink, -0.4)
    sett = [
        (0.25, 0.16, ink, 0.9),
        (0.25, 0.02, bright, 0.9),
        (0.75, 0.03, ink, 0.9),
        (0.7, 0.014, ink, 0.7),
        (0.8, 0.014, ink, 0.7),
    ]
    return _cross(base, sett)


def _windowpane(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    rows, columns = _bands(base, [(0.5, 0.03, ink, 0.8)], 0), _bands(base, [(0.5, 0.03, ink, 0.8)], 1)
    away = np.abs(rows - np.array(base, np.float32)).sum(2) > np.abs(columns - np.array(base, np.float32)).sum(2)
    return np.where(away[..., None], rows, columns).astype(np.float32)


def _houndstooth(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    """A 4 × 4 shepherd's check in a 2/2 twill, which is what makes the teeth."""
    cells = np.arange(32)
    warp = (cells % 8) < 4
    over = (cells[:, None] + cells[None, :]) % 4 < 2
    dark = np.where(over, warp[None, :], warp[:, None])[:16, :16]
    mask = np.kron(dark.astype(np.float32), np.ones((TILE // 16, TILE // 16), np.float32))
    return _inked(base, ink, np.asarray(mask[..., None], dtype=np.float32))


def _blank(base: RGB) -> Canvas:
    return np.full((TILE, TILE, 3), np.round(np.array(base) * 255), np.uint8)


def _stamp(canvas: Canvas, outline: NDArray[np.float64], color: RGB) -> None:
    """A filled shape, repeated across the tile's edges."""
    low, high = outline.min(axis=0), outline.max(axis=0)
    for dx in (-TILE, 0, TILE):
        for dy in (-TILE, 0, TILE):
            if high[0] + dx < 0 or high[1] + dy < 0 or low[0] + dx > TILE or low[1] + dy > TILE:
                continue
            fixed = np.round((outline + np.array([dx, dy])) * 16).astype(np.int32).reshape(-1, 1, 2)
            cv2.fillPoly(canvas, [fixed], tuple(round(c * 255) for c in color), cv2.LINE_AA, 4)


def _scatter(rng: np.random.Generator, count: int, apart: float) -> list[tuple[float, float]]:
    """Points on the torus, each at least `apart` from the others (dart throwing, best of many tries)."""
    found: list[tuple[float, float]] = []
    for _ in range(count * 60):
        x, y = rng.uniform(0, TILE, 2).tolist()
        near = (np.hypot((x - a + TILE / 2) % TILE - TILE / 2, (y - b + TILE / 2) % TILE - TILE / 2) for a, b in found)
        if all(distance >= apart for distance in near):
            found.append((x, y))
        if len(found) == count:
            break
    return found


def _blob(rng: np.random.Generator, x: float, y: float, rx: float, ry: float, turn: float, rough: float) -> Points2:
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    waves = sum(rng.normal(0, rough / k) * np.cos(k * angle + rng.uniform(0, 6.28)) for k in (2, 3, 4, 5))
    radius = 1 + np.asarray(waves)
    px, py = np.cos(angle) * rx * radius, np.sin(angle) * ry * radius
    cos, sin = np.cos(turn), np.sin(turn)
    return np.stack([x + px * cos - py * sin, y + px * sin + py * cos], axis=1)


Points2 = NDArray[np.float64]


def _as_float(canvas: Canvas) -> Image:
    return canvas.astype(np.float32) / np.float32(255)


def _dots(base: RGB, ink: RGB, radius: float) -> Image:
    canvas = _blank(base)
    angle = np.linspace(0, 2 * np.pi, 48)
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius * TILE
    for x, y in ((0.25, 0.25), (0.75, 0.75)):
        _stamp(canvas, circle + np.array([x, y]) * TILE, ink)
    return _as_float(canvas)


def _polka(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    return _dots(base, ink, 0.135)


def _pindot(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    return _dots(base, ink, 0.09)


def _leaf(canvas: Canvas, x: float, y: float, size: float, turn: float, color: RGB) -> None:
    time = np.linspace(0, np.pi, 16)
    side = np.stack([np.cos(time), np.sin(time) * 0.32], axis=1)
    shape = np.concatenate([side, side[::-1] * [1, -1]]) * size
    cos, sin = np.cos(turn), np.sin(turn)
    _stamp(canvas, shape @ np.array([[cos, sin], [-sin, cos]]) + [x, y], color)


def _flower(canvas: Canvas, rng: np.random.Generator, x: float, y: float, size: float, petal: RGB, heart: RGB) -> None:
    count, spin = int(rng.integers(5, 7)), rng.uniform(0, 6.28)
    for tint, scale in ((shift(petal, -0.16), 1.0), (petal, 0.86)):
        for index in range(count):
            turn = spin + index * 2 * np.pi / count
            reach = size * 0.56 * scale
            middle = (x + np.cos(turn) * reach, y + np.sin(turn) * reach)
            _stamp(canvas, _blob(rng, *middle, size * 0.46 * scale, size * 0.34 * scale, turn, 0.05), tint)
    _stamp(canvas, _blob(rng, x, y, size * 0.24, size * 0.24, 0, 0.08), heart)
    _stamp(canvas, _blob(rng, x - size * 0.05, y - size * 0.05, size * 0.11, size * 0.11, 0, 0.08), shift(heart, -0.35))


def _floral(base: RGB, ink: RGB, rng: np.random.Generator, count: int, apart: float, size: float) -> Image:
    canvas = _blank(base)
    leaf = shift(rgb("green"), 0.25 if luma(base) < 0.4 else -0.1)
    hearts = (rgb("yellow"), rgb("mustard"))
    petals = (ink, shift(ink, 0.4), shift(ink, -0.2))
    for x, y in _scatter(rng, count, apart):
        grown = size * rng.uniform(0.7, 1.15)
        for _ in range(int(rng.integers(2, 4))):
            turn = rng.uniform(0, 6.28)
            reach = grown * rng.uniform(1.1, 1.35)
            at = (x + np.cos(turn) * reach, y + np.sin(turn) * reach)
            _leaf(
                canvas, *at, grown * rng.uniform(0.4, 0.6), turn + rng.normal(0, 0.4), shift(leaf, rng.uniform(0, 0.3))
            )
        _flower(canvas, rng, x, y, grown, petals[int(rng.integers(0, 3))], hearts[int(rng.integers(0, 2))])
    for x, y in _scatter(rng, count, apart * 0.8):
        _stamp(canvas, _blob(rng, x, y, size * 0.11, size * 0.11, 0, 0.1), shift(ink, 0.3))
    return _as_float(canvas)


def _ditsy(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    return _floral(base, ink, rng, 15, 108, 36)


def _bloom(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    return _floral(base, ink, rng, 8, 140, 62)


def _leopard(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    canvas = _blank(base)
    heart = tuple(0.55 * b + 0.45 * i for b, i in zip(base, ink, strict=True))
    for x, y in _scatter(rng, 46, 62):
        size, turn = rng.uniform(15, 25), rng.uniform(0, 6.28)
        _stamp(canvas, _blob(rng, x, y, size * 0.85, size * 0.7, turn, 0.1), (heart[0], heart[1], heart[2]))
        gaps = int(rng.integers(2, 4))
        for index in range(gaps):
            at = turn + index * 2 * np.pi / gaps + rng.normal(0, 0.25)
            middle = (x + np.cos(at) * size * 0.95, y + np.sin(at) * size * 0.85)
            _stamp(canvas, _blob(rng, *middle, size * 0.72, size * 0.3, at + np.pi / 2, 0.14), ink)
    for x, y in _scatter(rng, 30, 50):
        _stamp(canvas, _blob(rng, x, y, 6, 4.5, rng.uniform(0, 6.28), 0.18), ink)
    return _as_float(canvas)


def _zebra(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    v, u = np.mgrid[0:TILE, 0:TILE] * (2 * np.pi / TILE)
    bend = 0.9 * np.sin(u + rng.uniform(0, 6.28)) + 0.45 * np.sin(2 * u + v + 1) + 0.4 * np.sin(v * 2 - u)
    wave = np.sin(5 * v + bend * 1.6)
    mask = np.clip((wave - 0.25 - 0.35 * np.sin(u * 2 + v)) * 9, 0, 1)[..., None].astype(np.float32)
    return _inked(base, ink, mask)


def _argyle(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    canvas = _blank(base)
    third = shift(ink, 0.45)
    half = TILE / 2
    for x, y, color in ((0.25, 0.5, ink), (0.75, 0.0, third)):
        diamond = np.array([[0, -half], [half / 2, 0], [0, half], [-half / 2, 0]], dtype=np.float64)
        _stamp(canvas, diamond * 0.98 + [x * TILE, y * TILE], color)
    image = _as_float(canvas)
    v, u = np.mgrid[0:TILE, 0:TILE] / TILE
    for line in ((2 * u + v) % 1, (2 * u - v) % 1):
        thin = (np.abs(line - 0.5) < 0.012)[..., None].astype(np.float32)
        image = (image * (1 - thin) + np.array(shift(base, 0.5), np.float32) * thin).astype(np.float32)
    return image


def _zigzag(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    v, u = np.mgrid[0:TILE, 0:TILE] / TILE
    wave = (v + 0.22 * np.abs((u * 2 % 1) - 0.5) * 2) * 2 % 1
    mask = np.clip((0.2 - np.abs(wave - 0.5)) * 60, 0, 1)[..., None].astype(np.float32)
    return _inked(base, ink, mask)


def _scales(base: RGB, ink: RGB, rng: np.random.Generator) -> Image:
    canvas = _blank(base)
    angle = np.linspace(0, 2 * np.pi, 48)
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=1) * TILE * 0.125
    for row in range(9, -1, -1):
        for column in range(4):
            at = [(column + 0.5 * (row % 2)) * TILE / 4, (row - 0.5) * TILE / 8]
            for scale, color in ((1.0, ink), (0.86, base), (0.5, ink), (0.36, base)):
                _stamp(canvas, circle * scale + at, color)
    return _as_float(canvas)


Painter = Callable[[RGB, RGB, np.random.Generator], Image]
PAINTERS: dict[str, Painter] = {
    "breton": _breton,
    "stripe": _stripe,
    "wide": _wide,
    "pin": _pin,
    "shirting": _shirting,
    "gingham": _gingham,
    "tartan": _tartan,
    "windowpane": _windowpane,
    "houndstooth": _houndstooth,
    "polka": _polka,
    "pindot": _pindot,
    "ditsy": _ditsy,
    "bloom": _bloom,
    "leopard": _leopard,
    "zebra": _zebra,
    "argyle": _argyle,
    "zigzag": _zigzag,
    "scales": _scales,
}
