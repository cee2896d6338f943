"""Light: relief becomes brightness under one soft lamp at the top left."""

from __future__ import annotations

import numpy as np

from wardrobe.drawing.fabrics import Hand
from wardrobe.drawing.parts import Fold
from wardrobe.drawing.raster import Box, Image, blur, depth_inside, noise_tile, sample, slope, strokes

LAMP = (0.52, 0.64)
WRINKLE_TILE = 512
WRINKLE_WAVE = 128.0


def rounded(mask: Image, height: float, reach: float) -> Image:
    """Relief of a soft edge: rises from 0 to `height` pixels within about `reach` pixels of the outline."""
    relief = np.float32(height) * (1 - np.exp(-depth_inside(mask) / np.float32(max(reach, 0.5))))
    return blur(np.asarray(relief, dtype=np.float32), reach * 0.35)


def wrinkles(u: Image, v: Image, hand: Hand, seed: int, amount: float) -> Image:
    """Free wrinkles, at coordinates in cm along the grain, as relief in cm: round swells plus sharper creases."""
    rng = np.random.default_rng(seed)
    step = np.float32(WRINKLE_WAVE / max(hand.wave, 1.0))
    at_u, at_v = u * step + np.float32(rng.uniform(0, 512)), v * step + np.float32(rng.uniform(0, 512))
    swell = sample(noise_tile(5, WRINKLE_TILE, WRINKLE_WAVE, 1.7, 3.6), at_u, at_v)
    # Creases lean: a quarter turn of shear keeps them from running parallel to the swells.
    raw = sample(noise_tile(6, WRINKLE_TILE, WRINKLE_WAVE, 2.2, 3.6), at_u * 0.8 + at_v * 0.35, at_v * 0.7)
    crease = -np.sqrt(np.abs(raw) + np.float32(0.12))
    size = np.float32(amount * hand.wrinkle * hand.wave * 0.024)
    return np.asarray(size * ((1 - hand.crisp * 0.5) * swell + hand.crisp * 0.8 * crease), dtype=np.float32)


def folded(
    folds: list[Fold], lines: list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]], scale: float, box: Box
) -> Image:
    """Relief in pixels of the given folds inside a box; every fold tapers to nothing at both ends."""
    total = np.zeros((box[3] - box[1], box[2] - box[0]), np.float32)
    groups: dict[tuple[float, float], list[int]] = {}
    for index, fold in enumerate(folds):
        groups.setdefault((round(fold.width, 1), round(fold.depth, 2)), []).append(index)
    for (width, depth), members in groups.items():
        layer = np.zeros_like(total)
        for taper in (0.0, 0.12, 0.24):
            cut = [_trimmed(lines[index], taper) for index in members]
            layer += strokes(cut, [width * scale * (0.5 - taper)] * len(cut), False, box)
        total += blur(layer, width * scale * 0.42) * np.float32(depth * width * scale * 0.17)
    return total


def _trimmed(
    line: np.ndarray[tuple[int, ...], np.dtype[np.float64]], share: float
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    cut = int(len(line) * share)
    return line[cut : len(line) - cut] if len(line) - 2 * cut >= 2 else line


def lit(relief: Image, hand: Hand, strength: float = 1.0) -> tuple[Image, Image]:
    """Brightness (about 0.6…1.35, 1 where flat) and gloss (0…1) of a relief in pixels."""
    gx, gy = slope(relief)
    facing = np.float32(LAMP[0]) * gx + np.float32(LAMP[1]) * gy
    shade = 1 + np.float32(0.42) * np.tanh(facing * np.float32(1.7 * strength))
    gloss = np.float32(hand.sheen) * np.clip(facing * 1.5 - 0.06, 0, 0.6)
    return np.asarray(shade, dtype=np.float32), np.asarray(gloss, dtype=np.float32)


def apply_light(color: Image, shade: Image, gloss: Image) -> Image:
    """Colours (H, W, 3) 0–1 under a brightness and a gloss.

    Shadows multiply; light beyond 1 screens, so bright cloth does not clip. A small additive share keeps folds visible
    on black cloth, where multiplying shows nothing.
    """
    dim = np.minimum(shade, 1)[..., None]
    bright = np.maximum(shade - 1, 0)[..., None] + gloss[..., None] * np.float32(0.9)
    lifted = color * dim + (1 - color) * bright * (np.float32(0.16) + color * np.float32(0.7))
    deep = np.clip(0.28 - color.mean(axis=2, keepdims=True), 0, 1)
    return np.clip(lifted + (shade[..., None] - 1) * deep * np.float32(0.42), 0, 1).astype(np.float32)
