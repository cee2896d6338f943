"""What makes a photo hard to recognise, said as advice and never as a refusal.

The thresholds were chosen on 68 closet photos of phones, as they are and blurred by Gaussians of known width.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from wardrobe.vision.photos import reduced

Pixels = NDArray[np.uint8]

# Edge sharpness falls as 1/σ: the softest good photo measured 0.70, σ = 1.5 px at 640 px gives 0.31–0.57 (median 0.38).
BLURRED_BELOW = 0.40
# Grey levels per pixel; below it rounding to 8 bits looks like sharpness.
CONTRAST_NEEDED = 3.0
DARK_HIGHLIGHTS = 100
DARK_MEAN = 62
CLIPPED_SHARE = 0.25
SMALL_SIDE = 256
SMALL_GARMENT_SIDE = 160

_WORKING_SIDE = 640

SENTENCES = {
    "blurred": "The photo is blurred. Hold the phone still or wipe its lens, and take it again for a better result.",
    "dark": "The photo is dark. Daylight or a lamp from the side shows the true colours.",
    "overexposed": "Parts of the garment are so bright that they show no cloth. Take it out of the direct light.",
    "small": "The photo is small, so details are missing. The original from your phone works better.",
    "far_away": "The garment fills only a small part of the photo. Step closer.",
}


@dataclass(frozen=True)
class QualityWarning:
    """code: a key of SENTENCES. value: what was measured, for benchmarks and support."""

    code: str
    sentence: str
    value: float


def assess(rgb: Pixels, alpha: Pixels | None = None, *, scale: float = 1.0) -> list[QualityWarning]:
    """Warnings for a uint8 (H, W, 3) photo; alpha (H, W), when known, tells the garment from its surroundings.

    scale: how many pixels of the person's photo one pixel of rgb stands for, when it was reduced before.
    """
    small = reduced(rgb, _WORKING_SIDE)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    cover = None if alpha is None else np.asarray(cv2.resize(alpha, grey.shape[::-1], interpolation=cv2.INTER_AREA))
    found: list[tuple[str, float]] = []
    sharpness = edge_sharpness(grey)
    if sharpness is not None and sharpness < BLURRED_BELOW:
        found.append(("blurred", sharpness))
    if np.percentile(grey, 95) < DARK_HIGHLIGHTS and grey.mean() < DARK_MEAN:
        found.append(("dark", float(grey.mean())))
    clipped = _clipped(small, cover)
    if clipped > CLIPPED_SHARE:
        found.append(("overexposed", clipped))
    side = round(min(rgb.shape[:2]) * scale)
    if side < SMALL_SIDE:
        found.append(("small", float(side)))
    elif alpha is not None and 0 < (extent := round(_extent(alpha) * scale)) < SMALL_GARMENT_SIDE:
        found.append(("far_away", float(extent)))
    return [QualityWarning(code, SENTENCES[code], round(value, 3)) for code, value in found]


def edge_sharpness(grey: NDArray[Any]) -> float | None:
    """Root mean square of the Laplacian beside the strongest 2 % of edges over that of their gradients, ≈ 0.6/σ
    for a step blurred by a Gaussian of σ pixels, whatever its contrast; None for a picture without edges.

    The variance of the Laplacian (J. L. Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", ICPR
    2000), normalised by the edges it stands on: plain, it calls every low-contrast garment blurred.
    """
    values = np.asarray(grey, np.float32)
    laplacian = np.asarray(cv2.Laplacian(values, cv2.CV_32F))
    across = np.asarray(cv2.Sobel(values, cv2.CV_32F, 1, 0, scale=1 / 8))
    down = np.asarray(cv2.Sobel(values, cv2.CV_32F, 0, 1, scale=1 / 8))
    gradient = np.hypot(across, down)
    edges = gradient >= np.percentile(gradient, 98)
    strength = float(np.sqrt((gradient[edges] ** 2).mean()))
    if strength < CONTRAST_NEEDED:
        return None
    beside = np.asarray(cv2.dilate(edges.astype(np.uint8), np.ones((3, 3), np.uint8))) > 0
    return float(np.sqrt((laplacian[beside] ** 2).mean())) / strength


def _clipped(rgb: Pixels, cover: NDArray[Any] | None) -> float:
    """Share of pixels burnt out in all channels; a white backdrop is no fault, so without a garment mask a
    picture with a white rim counts as clean."""
    burnt = rgb.min(axis=2) >= 252
    if cover is not None and (cover > 128).any():
        return float(burnt[cover > 128].mean())
    rim = np.concatenate([burnt[0], burnt[-1], burnt[:, 0], burnt[:, -1]])
    return 0.0 if rim.mean() > 0.8 else float(burnt.mean())


def _extent(alpha: Pixels) -> int:
    rows, columns = np.flatnonzero((alpha > 128).any(axis=1)), np.flatnonzero((alpha > 128).any(axis=0))
    return int(max(np.ptp(rows), np.ptp(columns))) + 1 if rows.size else 0
