"""From a rough mask to an edge one would keep: parts, holes, cast shadows, soft alpha."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]
Mask = NDArray[np.bool_]
Pixels = NDArray[np.uint8]

_EPSILON = 6e-3
_BAND = 0.01


def main_parts(mask: Mask, probability: Floats, smallest: float = 0.12) -> Mask:
    """The largest part by summed probability and those nearly as large (the other shoe); specks go."""
    count, labels = cv2.connectedComponents(_opened(mask).astype(np.uint8), connectivity=4)
    if count < 2:
        return mask
    weight = np.bincount(np.asarray(labels).ravel(), (probability + 0.05).ravel(), count)
    weight[0] = 0
    keep = weight >= smallest * weight.max()
    chosen = np.asarray(keep[labels])
    # Opening rounded the corners off; give back what is connected and next to the parts that stay.
    near = np.asarray(cv2.dilate(chosen.astype(np.uint8), np.ones((5, 5), np.uint8))) > 0
    return np.asarray(mask & near)


def _opened(mask: Mask) -> Mask:
    return np.asarray(cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))) > 0


def fill_holes(mask: Mask, lab: Floats, largest: float = 0.004) -> Mask:
    """Closes holes that are small (share of the picture) or look unlike the ground around the garment."""
    holes = np.asarray(~mask)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(holes.astype(np.uint8), connectivity=4)
    rim = set(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]).tolist())
    ground = lab[np.isin(labels, [label for label in rim if label])]
    filled = mask.copy()
    for label in range(1, count):
        if label in rim:
            continue
        hole = np.asarray(labels == label)
        small = stats[label, cv2.CC_STAT_AREA] < largest * mask.size
        if small or _distance_to(ground, np.median(lab[hole], axis=0)) > 9:
            filled |= hole
    return filled


def _distance_to(ground: Floats, colour: Floats) -> float:
    """Distance in CIELAB from a colour to the nearest twentieth of the ground's pixels."""
    if len(ground) < 20:
        return np.inf
    return float(np.percentile(np.linalg.norm(ground[:: max(1, len(ground) // 2000)] - colour, axis=1), 5))


def without_shadow(mask: Mask, lab: Floats) -> Mask:
    """Takes cast shadows off the rim: darker than the ground beside them, of the same hue, and without texture.

    A garment that differs from the ground in lightness alone looks like shadow all through; it is left as it is.
    """
    ground = _ground_colour(mask, lab)
    ratio = lab[..., 0] / np.maximum(ground[..., 0], 1)
    hue = np.linalg.norm(lab[..., 1:] - ground[..., 1:] * np.clip(ratio, 0, 1)[..., None], axis=2)
    depth = np.asarray(cv2.distanceTransform(np.pad(mask, 1).astype(np.uint8), cv2.DIST_L2, 3))[1:-1, 1:-1]
    reach = 0.07 * max(mask.shape)
    core = mask & (depth > min(reach, 0.6 * float(depth.max())))
    if not core.any():
        return mask
    own_hue, own_ratio = float(np.median(hue[core])), float(np.median(ratio[core]))
    if own_hue < 7 and own_ratio > 0.35:
        return mask
    # A strongly coloured garment tints its shadow, and can be told from it more freely.
    shadow = mask & (ratio < 0.97) & (ratio > (0.35 if own_hue > 12 else 0.5)) & (hue < np.clip(0.45 * own_hue, 4.5, 9))
    if shadow.sum() > 0.35 * mask.sum() or shadow[core].mean() > 0.2:
        return mask
    edge = _reached_from(shadow & (depth <= 2), shadow & (depth <= reach))
    rest = _opened(np.asarray(mask & ~edge))
    return rest if rest.sum() > 0.7 * mask.sum() else mask


def _ground_colour(mask: Mask, lab: Floats) -> Floats:
    """Colour of the surroundings carried on under the mask, as a weighted blur of what lies outside."""
    outside = (~np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((5, 5), np.uint8))).astype(bool)).astype(
        np.float32
    )
    sigma = 0.06 * max(mask.shape)
    total = np.asarray(cv2.GaussianBlur(outside, (0, 0), sigma)) + 1e-4
    blurred = np.asarray(cv2.GaussianBlur(lab * outside[..., None], (0, 0), sigma))
    return np.asarray(blurred / total[..., None])


def _reached_from(seeds: Mask, allowed: Mask) -> Mask:
    _, labels = cv2.connectedComponents(allowed.astype(np.uint8), connectivity=4)
    return np.asarray(allowed & np.isin(labels, np.unique(np.asarray(labels)[seeds])))


def soft_alpha(rgb: Pixels, mask: Mask) -> Pixels:
    """Alpha uint8 (H, W) of the size of rgb from a mask of any size: solid inside, nothing outside, and in a band
    along the edge what a guided filter makes of the picture itself."""
    height, width = rgb.shape[:2]
    binary = mask.astype(np.float32)
    band = max(2.0, _BAND * max(mask.shape))
    inside = np.asarray(cv2.distanceTransform(np.pad(mask, 1, constant_values=True).astype(np.uint8), cv2.DIST_L2, 3))
    outside = np.asarray(cv2.distanceTransform(np.pad(~mask, 1).astype(np.uint8), cv2.DIST_L2, 3))
    signed = (inside - outside)[1:-1, 1:-1].astype(np.float32)
    smooth = np.asarray(cv2.GaussianBlur(binary, (0, 0), 0.8))
    alpha = guided_filter(rgb, smooth, radius=max(2, round(band)), epsilon=_EPSILON)
    alpha = np.clip((alpha - 0.25) / 0.5, 0, 1)
    place = np.asarray(cv2.resize(signed, (width, height), interpolation=cv2.INTER_LINEAR))
    alpha = np.clip(alpha, np.clip((place - band) / 2, 0, 1), np.clip((place + band) / 2, 0, 1))
    return np.asarray((alpha * 255).round(), np.uint8)


def guided_filter(rgb: Pixels, source: Floats, radius: int, epsilon: float) -> Floats:
    """Filters source (h, w), 0–1, so that its edges follow those of rgb (H, W, 3); float32 (H, W).

    K. He, J. Sun, X. Tang, "Guided Image Filtering", TPAMI 35(6), 2013, equations 14–16 with a colour guide, its
    linear coefficients found at the size of source and enlarged (K. He, J. Sun, "Fast Guided Filter", 2015).
    radius is in pixels of source, epsilon in squared units of a guide scaled to 0–1.
    """
    height, width = source.shape
    guide = cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255

    def mean(values: Floats) -> Floats:
        return np.asarray(cv2.boxFilter(values, -1, (2 * radius + 1,) * 2, borderType=cv2.BORDER_REFLECT))

    mean_guide, mean_source = mean(guide), mean(source.astype(np.float32))
    cross = mean(guide * source[..., None]) - mean_guide * mean_source[..., None]
    pairs = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)]
    spread = {
        (i, j): mean(guide[..., i] * guide[..., j]) - mean_guide[..., i] * mean_guide[..., j] + epsilon * (i == j)
        for i, j in pairs
    }
    slope = _solved(spread, cross)
    offset = mean_source - (slope * mean_guide).sum(axis=2)
    size = rgb.shape[1], rgb.shape[0]
    large_slope = np.asarray(cv2.resize(mean(slope), size, interpolation=cv2.INTER_LINEAR))
    large_offset = np.asarray(cv2.resize(mean(offset), size, interpolation=cv2.INTER_LINEAR))
    return np.asarray((large_slope * (rgb.astype(np.float32) / 255)).sum(axis=2) + large_offset)


def _solved(spread: dict[tuple[int, int], Floats], cross: Floats) -> Floats:
    """Solves the symmetric 3×3 system of every pixel by its adjugate."""
    a, b, c = spread[0, 0], spread[0, 1], spread[0, 2]
    d, e, f = spread[1, 1], spread[1, 2], spread[2, 2]
    rows = (
        (d * f - e * e, c * e - b * f, b * e - c * d),
        (c * e - b * f, a * f - c * c, b * c - a * e),
        (b * e - c * d, b * c - a * e, a * d - b * b),
    )
    determinant = a * rows[0][0] + b * rows[0][1] + c * rows[0][2]
    solved = [sum(row[k] * cross[..., k] for k in range(3)) / determinant for row in rows]
    return np.asarray(np.dstack(solved), np.float32)
