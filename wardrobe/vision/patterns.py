"""Plain, striped, checked, dotted, printed: told from the garment's texture by its frequencies and directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from wardrobe.choices import Pattern

Pixels = NDArray[np.uint8]
Floats = NDArray[Any]
Mask = NDArray[np.bool_]

_SIDE = 288
_WINDOW = 72
_STRIDE = 24
# Cycles per window: below it folds and seams, above it weave and grain.
_LOWEST, _HIGHEST = 2.5, 26.0
_ANGLES = 36
# Share of the lightness that folds of plain cloth take or give.
FOLD_DEPTH = 0.1


@dataclass(frozen=True)
class Texture:
    """What was measured inside a garment.

    contrast: root mean square in CIELAB units of what is left when what folds do is taken away. coverage: share of the
    cloth where there is such contrast. tint: how much of the contrast is chroma, 0–1. along and across: share of the
    spectrum's power in its strongest direction and at right angles to it. agreement: how alike the directions of
    the parts are, 0–1. peak: how far the strongest frequency stands out, in multiples of the mean of its direction.
    blobs: number of separate spots; roundness: their median isoperimetric quotient, 0–1; evenness: 1 for spots of one
    size, towards 0 for a mixture.
    """

    contrast: float
    coverage: float
    tint: float
    along: float
    across: float
    agreement: float
    peak: float
    blobs: int
    roundness: float
    evenness: float


def recognise(rgb: Pixels, alpha: Pixels) -> tuple[str, float]:
    """(pattern, confidence 0–1) of the garment that alpha (H, W) shows in the photo (H, W, 3)."""
    shares = probabilities(rgb, alpha)
    best = max(shares, key=lambda pattern: shares[pattern])
    return str(best), round(shares[best], 3)


def probabilities(rgb: Pixels, alpha: Pixels) -> dict[Pattern, float]:
    """Share for each pattern that texture can tell, summing to 1."""
    texture = measure(rgb, alpha)
    if texture is None:
        return {Pattern.SOLID: 0.5, Pattern.OTHER: 0.5}
    return _softmax(_scores(texture))


def measure(rgb: Pixels, alpha: Pixels) -> Texture | None:
    """None when too little of the garment is visible to say anything."""
    lab, mask = _cloth(rgb, alpha)
    if mask.sum() < 600:
        return None
    detail, dye = _without_shading(lab, mask)
    energy = np.where(mask, (dye**2).sum(axis=2), 0)
    local = _masked_mean(energy, mask, 6.0)
    signal = _principal(detail, mask)
    along, across, agreement, peak = _directions(signal, mask)
    blobs, roundness, evenness = _spots(signal, mask)
    return Texture(
        contrast=float(np.sqrt(energy[mask].mean())),
        coverage=float((local[mask] > 30).mean()),
        tint=float((dye[mask][:, 1:] ** 2).sum() / max(float(energy[mask].sum()), 1e-6)),
        along=along,
        across=across,
        agreement=agreement,
        peak=peak,
        blobs=blobs,
        roundness=roundness,
        evenness=evenness,
    )


# ---------------------------------------------------------------------------------------------- measuring


def _cloth(rgb: Pixels, alpha: Pixels) -> tuple[Floats, Mask]:
    """CIELAB of the garment's box at working size and where it is surely cloth."""
    rows, columns = np.flatnonzero((alpha > 128).any(axis=1)), np.flatnonzero((alpha > 128).any(axis=0))
    if not rows.size:
        return np.zeros((1, 1, 3), np.float32), np.zeros((1, 1), bool)
    window = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = alpha[window].shape
    scale = _SIDE / max(height, width)
    size = max(8, round(width * scale)), max(8, round(height * scale))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = np.asarray(cv2.resize(rgb[window], size, interpolation=method), np.uint8)
    cover = np.asarray(cv2.resize(alpha[window], size, interpolation=cv2.INTER_AREA))
    inner = np.asarray(cv2.erode((cover > 240).astype(np.uint8), np.ones((11, 11), np.uint8), borderValue=0)) > 0
    return np.asarray(cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)), inner


def _masked_mean(values: Floats, mask: Mask, sigma: float) -> Floats:
    weight = mask.astype(np.float32)
    spread = weight if values.ndim == 2 else weight[..., None]
    total = np.asarray(cv2.GaussianBlur(weight, (0, 0), sigma)) + 1e-4
    mean = np.asarray(cv2.GaussianBlur((values * spread).astype(np.float32), (0, 0), sigma))
    return np.asarray(mean / (total if values.ndim == 2 else total[..., None]))


def _without_shading(lab: Floats, mask: Mask) -> tuple[Floats, Floats]:
    """(detail, dye): the deviation from the local mean with the chroma that a fold takes along given back, and of it
    what is more than a fold does to lightness."""
    mean = _masked_mean(lab, mask, 18.0)
    light = np.maximum(mean[..., 0], 5.0)
    ratio = np.clip(lab[..., 0] / light, 0.4, 1.6)
    detail = np.dstack([lab[..., 0] - mean[..., 0], lab[..., 1:] - mean[..., 1:] * ratio[..., None]])
    dye = detail.copy()
    fold = 1.0 + FOLD_DEPTH * light
    dye[..., 0] = np.sign(detail[..., 0]) * np.maximum(np.abs(detail[..., 0]) - fold, 0)
    return detail, dye


def _principal(detail: Floats, mask: Mask) -> Floats:
    """Projection on the direction in colour in which the cloth varies most."""
    spread = np.cov(detail[mask].T)
    _, axes = np.linalg.eigh(spread)
    return np.where(mask, detail @ axes[:, -1], 0)


def _directions(signal: Floats, mask: Mask) -> tuple[float, float, float, float]:
    """Averages over windows of the power spectrum (P. Welch 1967), read by direction as in B. Jähne, "Digital Image
    Processing", section 13: (along, across, agreement, peak) of Texture."""
    hann = np.outer(np.hanning(_WINDOW), np.hanning(_WINDOW))
    radius, angle = _polar()
    rows = []
    for top in range(0, max(1, signal.shape[0] - _WINDOW + 1), _STRIDE):
        for left in range(0, max(1, signal.shape[1] - _WINDOW + 1), _STRIDE):
            window = np.s_[top : top + _WINDOW, left : left + _WINDOW]
            if signal[window].shape != hann.shape or mask[window].mean() < 0.75:
                continue
            power = np.abs(np.fft.rfft2(signal[window] * hann)) ** 2
            rows.append(_read_spectrum(power, radius, angle))
    if not rows:
        return 0.2, 0.1, 0.0, 1.0
    table = np.array(rows)
    weight = table[:, 0] / max(table[:, 0].sum(), 1e-9)
    turned = np.exp(2j * table[:, 4])
    agreement = float(np.abs((weight * turned).sum()))
    along, across, peak = (float((weight * table[:, column]).sum()) for column in (1, 2, 3))
    return along, across, agreement, peak


def _polar() -> tuple[Floats, Floats]:
    v = np.fft.fftfreq(_WINDOW)[:, None] * _WINDOW
    u = np.fft.rfftfreq(_WINDOW)[None] * _WINDOW
    return np.hypot(u, v), np.arctan2(v, u) % np.pi


def _read_spectrum(power: Floats, radius: Floats, angle: Floats) -> tuple[float, float, float, float, float]:
    """(power, along, across, peak, angle of the strongest direction) of one window."""
    band = (radius >= _LOWEST) & (radius <= _HIGHEST)
    # Natural texture falls as 1/f²; multiplying by f keeps coarse shading from hiding a fine stripe.
    weighted = np.where(band, power * radius, 0)
    total = float(weighted.sum()) + 1e-9
    bins = (angle[band] / np.pi * _ANGLES).astype(int) % _ANGLES
    by_angle = np.bincount(bins, weighted[band], _ANGLES)
    smooth = np.sum([np.roll(by_angle, shift) for shift in range(-2, 3)], axis=0) / total
    best = int(np.argmax(smooth))
    opposite = [(best + _ANGLES // 2 + shift) % _ANGLES for shift in range(-3, 4)]
    near = np.abs((angle - (best + 0.5) * np.pi / _ANGLES + np.pi / 2) % np.pi - np.pi / 2) < 0.22
    ray = np.bincount(radius[band & near].astype(int), weighted[band & near], int(_HIGHEST) + 1)[int(_LOWEST) :]
    peak = float(ray.max() / (ray.mean() + 1e-9))
    return total, float(smooth[best]), float(max(smooth[i] for i in opposite)), peak, (best + 0.5) * np.pi / _ANGLES


def _spots(signal: Floats, mask: Mask) -> tuple[int, float, float]:
    """Separate spots of the rarer of the two shades."""
    level = signal[mask]
    middle, spread = float(np.median(level)), float(level.std())
    if spread < 2.0:
        return 0, 0.0, 0.0
    # Spots are the minority, so they are the long tail of the distribution.
    sign = 1.0 if ((level - level.mean()) ** 3).mean() > 0 else -1.0
    height = float(np.percentile(sign * (level - middle), 97))
    spots = mask & (sign * (signal - middle) > 0.5 * height)
    contours, _ = cv2.findContours(spots.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    areas = np.array([cv2.contourArea(contour) for contour in contours])
    keep = areas >= 9
    if keep.sum() < 6:
        return int(keep.sum()), 0.0, 0.0
    lengths = np.array([cv2.arcLength(contour, True) for contour in contours])
    quotient = np.minimum(1.0, 4 * np.pi * areas[keep] / np.maximum(lengths[keep], 1) ** 2)
    sizes = np.sqrt(areas[keep])
    return int(keep.sum()), float(np.median(quotient)), float(np.clip(1 - sizes.std() / sizes.mean(), 0, 1))


# ---------------------------------------------------------------------------------------------- deciding


def _step(value: float, middle: float, width: float) -> float:
    return float(1 / (1 + np.exp(-(value - middle) / width)))


def _scores(t: Texture) -> dict[Pattern, float]:
    """Evidence for each pattern on one scale; the steps sit between what drawn and photographed cloth measured."""
    agreed = _step(t.agreement, 0.9, 0.03)
    periodic = _step(t.peak, 8.0, 0.8)
    # A faint regularity is woven in; folds are strong but never regular.
    patterned = _step(t.contrast + 2.5 * periodic * max(agreed, _step(t.across, 0.22, 0.03)), 6.0, 0.9)
    everywhere = _step(t.coverage, 0.55, 0.08)
    oriented = _step(t.along, 0.7, 0.03) * agreed
    crossed = _step(t.across, 0.18, 0.025) * _step(t.along + t.across, 0.6, 0.05) * (1 - oriented)
    dotty = (
        _step(t.roundness, 0.72, 0.03) * _step(t.evenness, 0.6, 0.07) * _step(t.blobs, 14, 3) * _step(t.peak, 7, 0.7)
    )
    # Squares of a check are round enough to pass for dots, but their spectrum lies on two lines.
    dotty *= 1 - _step(t.along + t.across, 0.68, 0.04)
    irregular = (1 - oriented) * (1 - crossed) * (1 - dotty)
    return {
        Pattern.SOLID: 5 * (1 - patterned),
        Pattern.STRIPED: 5 * patterned * oriented * (0.6 + 0.4 * max(everywhere, periodic)),
        Pattern.CHECKED: 5 * patterned * crossed * (1 - dotty) * (0.6 + 0.4 * max(everywhere, periodic)),
        Pattern.DOTTED: 5 * patterned * dotty * (1 - oriented),
        Pattern.GRAPHIC: 3.6 * patterned * (1 - everywhere) * irregular,
        Pattern.FLORAL: 2.6 * patterned * everywhere * irregular * _step(t.tint, 0.35, 0.08),
        Pattern.OTHER: 2.2 * patterned * everywhere * irregular,
    }


def _softmax(scores: dict[Pattern, float]) -> dict[Pattern, float]:
    raised = {pattern: float(np.exp(score)) for pattern, score in scores.items()}
    total = sum(raised.values())
    return {pattern: value / total for pattern, value in raised.items()}
