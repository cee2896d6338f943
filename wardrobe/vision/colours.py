"""The colours of a garment: clustered in CIELAB, named by CIEDE2000 from a dictionary of fashion colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from wardrobe.vision.colour_names import COLOURS, hex_of

Pixels = NDArray[np.uint8]
Floats = NDArray[Any]

# CIE 142-2001 recommends the lightness parameter 2 for textiles: folds change lightness, not the dye.
TEXTILE_KL = 2.0
MERGE_BELOW = 9.0
SMALLEST_SHARE = 0.04
SECONDARY_SHARE = 0.12
MAX_SWATCHES = 5

_CLUSTERS = 8
_SAMPLES = 3000
_WORKING_SIDE = 192


@dataclass(frozen=True)
class Swatch:
    """One colour of a garment: its dictionary name, its own sRGB hex, and its share of the visible pixels, 0–1."""

    name: str
    hex: str
    share: float


@dataclass(frozen=True)
class GarmentColours:
    """swatches: largest first, shares sum to 1. confidence: how clearly the first name beats the next one, 0–1."""

    swatches: tuple[Swatch, ...]
    primary: str
    secondary: str
    confidence: float
    secondary_confidence: float


# ---------------------------------------------------------------------------------------------- CIEDE2000


def to_lab(rgb: NDArray[Any]) -> Floats:
    """sRGB uint8 (…, 3) → CIELAB (D65, 2° observer) float64 (…, 3); L 0–100."""
    flat = np.asarray(rgb, np.uint8).reshape(-1, 1, 3).astype(np.float32) / 255
    return np.asarray(cv2.cvtColor(flat, cv2.COLOR_RGB2LAB), np.float64).reshape(np.shape(rgb))


def from_lab(lab: NDArray[Any]) -> Pixels:
    """CIELAB (…, 3) → sRGB uint8 (…, 3), clipped to the gamut."""
    flat = np.asarray(lab, np.float32).reshape(-1, 1, 3)
    return (
        np.asarray(cv2.cvtColor(flat, cv2.COLOR_LAB2RGB) * 255).round().clip(0, 255).astype(np.uint8).reshape(lab.shape)
    )


def ciede2000(first: NDArray[Any], second: NDArray[Any], *, k_l: float = 1.0) -> Floats:
    """Colour difference ΔE00 of CIELAB arrays that broadcast to (…, 3).

    CIE 142-2001 in the form of G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula",
    Color Res. Appl. 30(1), 2005.
    """
    one, two = np.broadcast_arrays(np.asarray(first, np.float64), np.asarray(second, np.float64))
    chroma = (np.hypot(one[..., 1], one[..., 2]) + np.hypot(two[..., 1], two[..., 2])) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))
    a1, a2 = one[..., 1] * stretch, two[..., 1] * stretch
    c1, c2 = np.hypot(a1, one[..., 2]), np.hypot(a2, two[..., 2])
    h1 = np.degrees(np.arctan2(one[..., 2], a1)) % 360
    h2 = np.degrees(np.arctan2(two[..., 2], a2)) % 360
    turn = np.where(c1 * c2 == 0, 0.0, (h2 - h1 + 180) % 360 - 180)
    # The published tables take +180° where the hues are exactly opposite.
    turn = np.where((turn == -180) & (h2 > h1), 180.0, turn)
    d_l, d_c = two[..., 0] - one[..., 0], c2 - c1
    d_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2)
    mean_l, mean_c = (one[..., 0] + two[..., 0]) / 2, (c1 + c2) / 2
    mean_h = np.where(c1 * c2 == 0, h1 + h2, _mean_hue(h1, h2))
    return _weighted_difference(d_l / k_l, d_c, d_h, mean_l, mean_c, mean_h)


def _mean_hue(h1: Floats, h2: Floats) -> Floats:
    total = h1 + h2
    apart = np.abs(h1 - h2) > 180
    return np.where(apart, np.where(total < 360, total + 360, total - 360), total) / 2


def _weighted_difference(
    d_l: Floats, d_c: Floats, d_h: Floats, mean_l: Floats, mean_c: Floats, mean_h: Floats
) -> Floats:
    def cos(multiple: float, offset: float) -> Floats:
        return np.asarray(np.cos(np.radians(multiple * mean_h + offset)))

    t = 1 - 0.17 * cos(1, -30) + 0.24 * cos(2, 0) + 0.32 * cos(3, 6) - 0.20 * cos(4, -63)
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / np.sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    rotation = 30 * np.exp(-(((mean_h - 275) / 25) ** 2))
    r_t = -np.sin(np.radians(2 * rotation)) * 2 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7))
    dl, dc, dh = d_l / s_l, d_c / s_c, d_h / s_h
    return np.asarray(np.sqrt(np.maximum(dl**2 + dc**2 + dh**2 + r_t * dc * dh, 0)))


# ---------------------------------------------------------------------------------------------- names


@cache
def _anchors() -> tuple[tuple[str, ...], Floats]:
    pairs = [(name, anchor) for name, colour in COLOURS.items() for anchor in colour.anchors]
    rgb = np.array([[int(anchor[i : i + 2], 16) for i in (1, 3, 5)] for _, anchor in pairs], np.uint8)
    return tuple(name for name, _ in pairs), to_lab(rgb)


def rank_names(lab: NDArray[Any]) -> list[tuple[str, float]]:
    """Dictionary names of one CIELAB colour with their ΔE00, nearest first."""
    names, anchors = _anchors()
    best: dict[str, float] = {}
    for name, distance in zip(names, ciede2000(lab, anchors).tolist(), strict=True):
        best[name] = min(distance, best.get(name, np.inf))
    return sorted(best.items(), key=lambda pair: pair[1])


def name_of(lab: NDArray[Any]) -> str:
    return rank_names(lab)[0][0]


# ---------------------------------------------------------------------------------------------- palette


def white_balance_gains(rgb: Pixels, alpha: Pixels) -> Floats:
    """Gains (3,) for linear RGB that make a plausibly neutral background neutral, taken half-way.

    A background counts when it is light, nearly grey and even; a coloured sheet or a wooden floor is left alone,
    for it says nothing about the light (J. von Kries 1902; the half step allows for a wall that is really cream).
    """
    small, cover = _reduced(rgb, alpha)
    ground = small[cover < 0.03]
    neutral = np.ones(3)
    if len(ground) < 200:
        return neutral
    lab = to_lab(ground)
    light = lab[lab[:, 0] >= np.percentile(lab[:, 0], 60)]
    chroma = np.hypot(*light[:, 1:].mean(axis=0))
    if light[:, 0].mean() < 60 or not 2 < chroma < 14 or light[:, 1:].std(axis=0).max() > 4:
        return neutral
    linear = _to_linear(from_lab(np.median(light, axis=0)))
    return np.asarray(np.clip((linear.mean() / linear) ** 0.5, 0.88, 1.14))


def exposure_gain(rgb: Pixels) -> float:
    """Gain 1–1.3 for linear RGB that lifts a photo whose brightest parts stay dim, taken half-way: a white shirt
    photographed in the evening is still called white."""
    small, _ = _reduced(rgb, np.zeros(rgb.shape[:2], np.uint8))
    luminance = _to_linear(small) @ (0.2126, 0.7152, 0.0722)
    brightest = float(np.percentile(luminance, 99))
    return float(np.clip(np.sqrt(0.85 / max(brightest, 1e-3)), 1.0, 1.3))


def _to_linear(rgb: NDArray[Any]) -> Floats:
    value = np.asarray(rgb, np.float64) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def _to_srgb(linear: Floats) -> Pixels:
    linear = np.clip(linear, 0, 1)
    value = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return (value * 255).round().astype(np.uint8)


def palette(rgb: Pixels, alpha: Pixels) -> list[Swatch]:
    """Up to five colours of the garment, largest first; see describe."""
    return list(describe(rgb, alpha).swatches)


def describe(rgb: Pixels, alpha: Pixels) -> GarmentColours:
    """Colours of the pixels that alpha shows: uint8 (H, W, 3) and (H, W), same size."""
    lab, weights = _garment_pixels(rgb, alpha, white_balance_gains(rgb, alpha) * exposure_gain(rgb))
    centres, shares = _merged(*_clusters(lab, weights))
    swatches = _named(centres, shares)
    ranked = rank_names(centres[0])
    primary = swatches[0].name
    second = next((s for s in swatches[1:] if s.share >= SECONDARY_SHARE and s.name != primary), None)
    return GarmentColours(
        swatches=tuple(swatches),
        primary=primary,
        secondary=second.name if second else "",
        confidence=round(_certainty(ranked) * min(1.0, 0.4 + swatches[0].share), 3),
        secondary_confidence=round(min(1.0, 0.4 + second.share), 3) if second else 0.0,
    )


def _certainty(ranked: list[tuple[str, float]]) -> float:
    """0.5 on the border between two names, towards 1 the nearer the first one is than the second."""
    nearest, second = ranked[0][1], ranked[1][1]
    return second / max(nearest + second, 1e-6)


def _reduced(rgb: Pixels, alpha: Pixels) -> tuple[Pixels, Floats]:
    height, width = alpha.shape
    scale = min(1.0, _WORKING_SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    cover = np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA), np.float64) / 255
    return np.asarray(small, np.uint8), cover


def _garment_pixels(rgb: Pixels, alpha: Pixels, gains: Floats) -> tuple[Floats, Floats]:
    """CIELAB (n, 3) and weights (n,): the rim counts less for the background mixed into it, highlights and
    deep folds less for what light did to them."""
    small, cover = _reduced(rgb, alpha)
    inner = np.asarray(cv2.erode(cover, np.ones((5, 5), np.uint8), borderValue=0.0))
    weights = np.where(inner > 0.9, 1.0, np.where(cover > 0.9, 0.15, 0.0)).ravel()
    if weights.sum() < 25:
        weights = cover.ravel() if cover.any() else np.ones(cover.size)
    chosen = np.flatnonzero(weights)
    if len(chosen) > _SAMPLES:
        chosen = chosen[np.linspace(0, len(chosen) - 1, _SAMPLES).astype(np.int64)]
    pixels = small.reshape(-1, 3)[chosen]
    if not np.allclose(gains, 1):
        pixels = _to_srgb(_to_linear(pixels) * gains)
    lab = to_lab(pixels)
    low, high = np.percentile(lab[:, 0], (4, 97))
    extreme = (lab[:, 0] < low) | (lab[:, 0] > high)
    return lab, weights[chosen] * np.where(extreme, 0.3, 1.0)


def _clusters(lab: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weighted k-means (Lloyd) in CIELAB with lightness at half scale, from farthest-point seeds, so that the same
    picture gives the same palette. Returns centres (k, 3) and shares (k,)."""
    scale = np.array([0.5, 1.0, 1.0])
    points = lab * scale
    centres = [np.average(points, axis=0, weights=weights)]
    gap = np.full(len(points), np.inf)
    for _ in range(_CLUSTERS - 1):
        gap = np.minimum(gap, ((points - centres[-1]) ** 2).sum(axis=1))
        # Farthest points alone would seed on specks; the square root of the gap times the weight favours real areas.
        centres.append(points[np.argmax(np.sqrt(gap) * weights)])
    seeds = np.array(centres)
    for _ in range(12):
        nearest = ((points[:, None] - seeds[None]) ** 2).sum(axis=2).argmin(axis=1)
        mass = np.bincount(nearest, weights, len(seeds))
        sums = np.stack([np.bincount(nearest, weights * points[:, axis], len(seeds)) for axis in range(3)], axis=1)
        seeds = np.where(mass[:, None] > 0, sums / np.maximum(mass, 1e-9)[:, None], seeds)
    alive = mass > 0
    return seeds[alive] / scale, mass[alive] / mass.sum()


def _merged(centres: Floats, shares: Floats) -> tuple[Floats, Floats]:
    """Joins the nearest pair again and again while they are one dye to the eye. Largest share first."""
    centres, shares = centres.copy(), shares.copy()
    while len(shares) > 1:
        apart = ciede2000(centres[:, None], centres[None], k_l=TEXTILE_KL)
        np.fill_diagonal(apart, np.inf)
        # A sliver joins its neighbour more readily than half a garment does.
        ease = 1 + 1.2 * np.exp(-np.minimum(shares[:, None], shares[None]) / 0.04)
        one, two = np.unravel_index(np.argmin(apart / ease), apart.shape)
        if apart[one, two] / ease[one, two] > MERGE_BELOW:
            break
        total = shares[one] + shares[two]
        centres[one] = (centres[one] * shares[one] + centres[two] * shares[two]) / total
        shares[one] = total
        centres, shares = np.delete(centres, two, axis=0), np.delete(shares, two)
    order = np.argsort(-shares, kind="stable")
    return centres[order], shares[order]


def _named(centres: Floats, shares: Floats) -> list[Swatch]:
    keep = [i for i in range(len(shares)) if shares[i] >= SMALLEST_SHARE][:MAX_SWATCHES] or [0]
    total = float(shares[keep].sum())
    found = []
    for i in keep:
        red, green, blue = from_lab(centres[i])
        found.append(
            Swatch(name_of(centres[i]), f"#{red:02x}{green:02x}{blue:02x}", round(float(shares[i]) / total, 3))
        )
    return found


__all__ = ["COLOURS", "GarmentColours", "Swatch", "ciede2000", "describe", "hex_of", "name_of", "palette", "rank_names"]
