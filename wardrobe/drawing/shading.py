"""Light: relief becomes brightness under one soft lamp at the top left."""

from __future__ import annotations

import numpy as np

from wardrobe.drawing.fabrics import Hand
from wardrobe.drawing.geometry import Points
from wardrobe.drawing.parts import Fold
from wardrobe.drawing.raster import Box, Image, blur, depth_inside, noise_tile, sample, slope, strokes

LAMP = (0.52, 0.64)
# Daylight fills shadows with blue: they lose red first.
COOL = np.array([1.0, 0.6, 0.0], np.float32)
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
    swell = sample(noise_tile(5, WRINKLE_TILE, WRINKLE_WAVE, 1.9, 4.5), at_u, at_v)
    # Creases lean: a quarter turn of shear keeps them from running parallel to the swells.
    raw = sample(noise_tile(6, WRINKLE_TILE, WRINKLE_WAVE, 2.6, 4.5), at_u * 0.8 + at_v * 0.35, at_v * 0.7)
    crease = -np.sqrt(raw * raw + np.float32(0.06))
    size = np.float32(amount * hand.wrinkle * hand.wave * 0.024)
    return np.asarray(size * ((1 - hand.crisp * 0.5) * swell + hand.crisp * 0.8 * crease), dtype=np.float32)


def folded(folds: list[Fold], lines: list[Points], scale: float, box: Box) -> Image:
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
        total += blur(layer, width * scale * 0.42) * np.float32(depth * width * scale * 0.30)
    return total


def _trimmed(line: Points, share: float) -> Points:
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

    Shadows multiply and, as light bounces from cloth to cloth, grow a little richer in colour; light beyond 1
    brightens within the head room that the colour leaves. Black cloth gets an additive share, for multiplying shows
    nothing on it.
    """
    dark, bright = np.maximum(1 - shade, 0), np.maximum(shade - 1, 0)
    luma = color @ np.full(3, 1 / 3, np.float32)
    # White cloth is lit from all sides by itself: its folds are pale.
    dark = dark * (1 - np.float32(0.28) * np.clip((luma - 0.75) * 5, 0, 1))
    deep = (bright - dark) * np.clip(0.28 - luma, 0, 1) * np.float32(0.42)
    enriched = 1 + np.float32(0.5) * dark
    even = (1 - dark) * luma * (1 - enriched) + deep
    out = color * (enriched * (1 - dark))[..., None] + even[..., None]
    out -= (np.float32(0.05) * dark)[..., None] * COOL
    out += bright[..., None] * (color * np.float32(0.75) + np.float32(0.06)) * np.sqrt(np.clip(1.02 - color, 0, 1))
    if gloss.any():
        out += gloss[..., None] * (1 - color) * (np.float32(0.16) + color * np.float32(0.7))
    return np.asarray(np.clip(out, 0, 1, out=out), dtype=np.float32)
