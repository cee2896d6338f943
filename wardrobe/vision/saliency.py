"""Where the garment probably is: superpixels, their link to the picture's rim, and contrast to what is linked to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]
Labels = NDArray[np.int32]

_SPACING = 13
_COMPACTNESS = 12.0
_SIGMA_COLOUR = 10.0
_SIGMA_SPACE = 0.3
_SMOOTHNESS_FLOOR = 0.1


@dataclass(frozen=True)
class Superpixels:
    """labels (H, W) 0…n−1; per superpixel CIELAB mean (n, 3), centre (n, 2) in 0–1, area and rim length in pixels."""

    labels: Labels
    colour: Floats
    centre: Floats
    area: Floats
    rim: Floats
    adjacency: NDArray[np.bool_]


def superpixels(lab: Floats) -> Superpixels:
    """SLIC (R. Achanta et al., TPAMI 34(11), 2012) on a CIELAB float (H, W, 3) picture, about 200 px a side."""
    height, width = lab.shape[:2]
    rows, columns = max(2, round(height / _SPACING)), max(2, round(width / _SPACING))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    scale = _COMPACTNESS / np.sqrt(height * width / (rows * columns))
    features = np.dstack([lab, x * scale, y * scale]).astype(np.float32).reshape(-1, 5)
    home_row, home_column = (y * rows / height).astype(np.int32), (x * columns / width).astype(np.int32)
    labels = (home_row * columns + home_column).ravel()
    candidates = _neighbouring_cells(home_row.ravel(), home_column.ravel(), rows, columns)
    for _ in range(5):
        centres = _means(features, labels, rows * columns)
        best = np.full(len(features), np.inf, np.float32)
        for cell in candidates:
            distance = ((features - centres[cell]) ** 2).sum(axis=1)
            closer = distance < best
            best[closer], labels[closer] = distance[closer], cell[closer]
    return _described(lab, np.unique(labels, return_inverse=True)[1].reshape(height, width).astype(np.int32))


def _neighbouring_cells(row: Labels, column: Labels, rows: int, columns: int) -> list[Labels]:
    return [
        (np.clip(row + down, 0, rows - 1) * columns + np.clip(column + across, 0, columns - 1)).astype(np.int32)
        for down in (-1, 0, 1)
        for across in (-1, 0, 1)
    ]


def _means(values: Floats, labels: Labels, count: int) -> Floats:
    mass = np.maximum(np.bincount(labels, minlength=count), 1e-9)
    sums = [np.bincount(labels, values[:, axis], count) for axis in range(values.shape[1])]
    return np.stack([total / mass for total in sums], axis=1).astype(np.float32)


def _described(lab: Floats, labels: Labels) -> Superpixels:
    height, width = labels.shape
    count = int(labels.max()) + 1
    flat = labels.ravel()
    y, x = np.mgrid[0:height, 0:width]
    places = np.stack([x.ravel() / width, y.ravel() / height], axis=1)
    rim = np.concatenate([labels[0], labels[-1], labels[1:-1, 0], labels[1:-1, -1]])
    adjacency = np.zeros((count, count), bool)
    for one, two in ((labels[:, 1:], labels[:, :-1]), (labels[1:], labels[:-1])):
        adjacency[one.ravel(), two.ravel()] = adjacency[two.ravel(), one.ravel()] = True
    np.fill_diagonal(adjacency, False)
    return Superpixels(
        labels=labels,
        colour=_means(lab.reshape(-1, 3), flat, count),
        centre=_means(places, flat, count),
        area=np.bincount(flat, minlength=count).astype(np.float64),
        rim=np.bincount(rim, minlength=count).astype(np.float64),
        adjacency=adjacency,
    )


def geodesic(weights: Floats, linked: NDArray[np.bool_]) -> Floats:
    """All shortest paths (n, n) over linked pairs: Floyd–Warshall, one row and column at a time."""
    reach = np.where(linked, weights, np.inf).astype(np.float32)
    np.fill_diagonal(reach, 0)
    for middle in range(len(reach)):
        np.minimum(reach, reach[:, middle, None] + reach[None, middle], out=reach)
    return reach


def garment_probability(lab: Floats, keep: NDArray[np.bool_], remove: NDArray[np.bool_]) -> Floats:
    """Probability 0–1 (H, W) that a pixel belongs to the garment; keep and remove are the owner's strokes.

    W. Zhu, S. Liang, Y. Wei, J. Sun, "Saliency Optimization from Robust Background Detection", CVPR 2014: a region
    is background when the area it is connected to touches much of the rim, so a sleeve that leaves the picture does
    not make the garment background. Added to it: garments are photographed in the middle, and strokes decide.
    """
    parts = superpixels(lab)
    apart = np.asarray(np.linalg.norm(parts.colour[:, None] - parts.colour[None], axis=2))
    background = _background_weight(parts, apart)
    centred = _centredness(parts)
    gap = np.linalg.norm(parts.centre[:, None] - parts.centre[None], axis=2)
    near = np.exp(-(gap**2) / (2 * _SIGMA_SPACE**2))
    contrast = (apart * near * background * parts.area).sum(axis=1) / (near * background * parts.area).sum(axis=1)
    contrast = np.clip(contrast / max(float(np.percentile(contrast, 92)), 1e-6), 0, 1)
    foreground = contrast * centred * (1 - background)
    foreground[foreground < 0.1] = 0
    background = np.where(background > 0.9, background * 1.5, background) * (1.15 - 0.6 * centred)
    kept, removed = (
        _means(mask.reshape(-1, 1).astype(np.float32), parts.labels.ravel(), len(apart))[:, 0]
        for mask in (keep, remove)
    )
    foreground, background = foreground + 20 * kept, background + 20 * removed
    scores = _optimised(parts, apart, foreground, background)
    return np.asarray(scores[parts.labels])


def _background_weight(parts: Superpixels, apart: Floats) -> Floats:
    rim = parts.rim > 0
    linked = parts.adjacency | (rim[:, None] & rim[None])
    steps = np.where(linked, apart, np.inf)
    np.fill_diagonal(steps, np.inf)
    # Texture costs nothing: the typical smallest step between neighbours is the picture's own noise.
    noise = float(np.median(steps.min(axis=1)))
    reach = geodesic(np.maximum(apart - noise, 0), linked)
    alike = np.exp(-(reach**2) / (2 * _SIGMA_COLOUR**2))
    area = (alike * parts.area).sum(axis=1)
    connectivity = (alike * parts.rim).sum(axis=1) / np.sqrt(area)
    return np.asarray(1 - np.exp(-(connectivity**2) / 2))


def _centredness(parts: Superpixels) -> Floats:
    off = (parts.centre - 0.5) / (0.36, 0.38)
    return np.asarray(np.exp(-0.5 * (off**2).sum(axis=1) ** 1.5))


def _optimised(parts: Superpixels, apart: Floats, foreground: Floats, background: Floats) -> Floats:
    smooth = np.where(parts.adjacency, np.exp(-(apart**2) / (2 * _SIGMA_COLOUR**2)) + _SMOOTHNESS_FLOOR, 0)
    system = np.diag(smooth.sum(axis=1) + foreground + background) - smooth
    scores = np.linalg.solve(system + 1e-6 * np.eye(len(system)), foreground)
    return np.asarray(np.clip(scores, 0, 1))


def lab_picture(rgb: NDArray[np.uint8], side: int) -> Floats:
    """CIELAB float32 of the picture reduced to a longest side, with weave and grain smoothed away."""
    height, width = rgb.shape[:2]
    scale = min(1.0, side / max(height, width))
    size = max(8, round(width * scale)), max(8, round(height * scale))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    calm = cv2.medianBlur(np.asarray(small, np.uint8), 3)
    return np.asarray(cv2.cvtColor(calm.astype(np.float32) / 255, cv2.COLOR_RGB2LAB))
