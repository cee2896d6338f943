"""The classical cutter: rim-linked saliency, GrabCut, shadow removal, guided-filter matte."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from wardrobe.vision import matting
from wardrobe.vision.cutout import Cutout, Hints, Stroke, whole_picture
from wardrobe.vision.photos import alpha_box, reduced
from wardrobe.vision.saliency import garment_probability, lab_picture

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Floats = NDArray[Any]

_SALIENCY_SIDE = 200
_GRAPH_SIDE = 288
_MATTE_SIDE = 1280
_SMALLEST, _LARGEST = 0.015, 0.97


class GrabCutCutter:
    """C. Rother, V. Kolmogorov, A. Blake, "GrabCut", SIGGRAPH 2004, seeded by saliency instead of a rectangle."""

    name = "grabcut"

    def cut(self, rgb: Pixels, hints: Hints) -> Cutout:
        picture = reduced(rgb, _MATTE_SIDE)
        lab = lab_picture(picture, _GRAPH_SIDE)
        keep, remove = (_painted(strokes, lab.shape[:2]) for strokes in (hints.keep, hints.remove))
        remove |= _outside(hints, lab.shape[:2]) & ~keep
        probability = _probability(picture, keep, remove, lab.shape[:2])
        mask = _segmented(lab, probability, keep, remove)
        mask = _tidied(mask, lab, probability, keep, remove)
        if not _SMALLEST < mask.mean() < _LARGEST:
            return whole_picture(rgb, 0.05, self.name)
        alpha = matting.soft_alpha(picture, mask)
        confidence = _confidence(mask, lab, probability)
        alpha = np.asarray(cv2.resize(alpha, (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_LINEAR), np.uint8)
        return Cutout(alpha, alpha_box(alpha), confidence, self.name)


def _painted(strokes: tuple[Stroke, ...], shape: tuple[int, ...]) -> Mask:
    canvas = np.zeros(shape, np.uint8)
    height, width = shape
    for stroke in strokes:
        radius = max(1, round(stroke.radius * max(shape)))
        points = [(round(x * (width - 1)), round(y * (height - 1))) for x, y in stroke.points]
        for point in points[:1]:
            cv2.circle(canvas, point, radius, 1, -1)
        for start, end in pairwise(points):
            cv2.line(canvas, start, end, 1, 2 * radius)
            cv2.circle(canvas, end, radius, 1, -1)
    return canvas > 0


def _outside(hints: Hints, shape: tuple[int, ...]) -> Mask:
    outside = np.zeros(shape, bool)
    if hints.box is not None:
        height, width = shape
        left, top, right, bottom = hints.box
        outside[:] = True
        outside[int(top * height) : int(np.ceil(bottom * height)), int(left * width) : int(np.ceil(right * width))] = (
            False
        )
    return outside


def _probability(picture: Pixels, keep: Mask, remove: Mask, shape: tuple[int, ...]) -> Floats:
    lab = lab_picture(picture, _SALIENCY_SIDE)
    size = lab.shape[1], lab.shape[0]
    marks = [cv2.resize(mark.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0 for mark in (keep, remove)]
    probability = garment_probability(lab, np.asarray(marks[0]), np.asarray(marks[1]))
    smooth = cv2.GaussianBlur(probability.astype(np.float32), (0, 0), 1.5)
    return np.asarray(cv2.resize(smooth, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR))


def _threshold(probability: Floats) -> float:
    """Otsu's, kept within reason."""
    level, _ = cv2.threshold((probability * 255).astype(np.uint8), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return float(np.clip(level / 255, 0.12, 0.5))


def _segmented(lab: Floats, probability: Floats, keep: Mask, remove: Mask) -> Mask:
    level = _threshold(probability)
    seeds = np.full(probability.shape, cv2.GC_PR_BGD, np.uint8)
    seeds[probability > level] = cv2.GC_PR_FGD
    seeds[probability < 0.04] = cv2.GC_BGD
    seeds[probability > 0.92] = cv2.GC_FGD
    seeds[keep], seeds[remove] = cv2.GC_FGD, cv2.GC_BGD
    likely = np.isin(seeds, (cv2.GC_FGD, cv2.GC_PR_FGD))
    if likely.mean() < _SMALLEST or likely.all():
        seeds = _centred_seeds(probability.shape, keep, remove)
    scaled = np.clip(lab * 1.6 + (20, 128, 128), 0, 255).astype(np.uint8)
    ground_model, cloth_model = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(0)
    try:
        cv2.grabCut(scaled, seeds, (0, 0, 1, 1), ground_model, cloth_model, 2, cv2.GC_INIT_WITH_MASK)
    except cv2.error:  # all seeds of one kind: there is nothing to separate
        return np.zeros(probability.shape, bool)
    return np.isin(seeds, (cv2.GC_FGD, cv2.GC_PR_FGD))


def _centred_seeds(shape: tuple[int, ...], keep: Mask, remove: Mask) -> NDArray[np.uint8]:
    height, width = shape
    seeds = np.full(shape, cv2.GC_BGD, np.uint8)
    seeds[height // 14 : -(height // 14), width // 12 : -(width // 12)] = cv2.GC_PR_FGD
    seeds[keep], seeds[remove] = cv2.GC_FGD, cv2.GC_BGD
    return seeds


def _tidied(mask: Mask, lab: Floats, probability: Floats, keep: Mask, remove: Mask) -> Mask:
    mask = matting.main_parts(mask | keep, probability + keep)
    mask = matting.fill_holes(mask, lab)
    mask = matting.without_shadow(mask, lab)
    smooth = cv2.medianBlur(mask.astype(np.uint8) * 255, 5) > 127
    return np.asarray((smooth | keep) & ~remove)


def _confidence(mask: Mask, lab: Floats, probability: Floats) -> float:
    """0–1 from four signs: the step in colour across the edge, agreement of saliency and mask, how much of the edge
    runs along the picture's rim, and whether the area is that of a photographed garment."""
    kernel = np.ones((7, 7), np.uint8)
    binary = mask.astype(np.uint8)
    inner = np.asarray(cv2.erode(binary, kernel)) > 0
    outer = np.asarray(cv2.dilate(binary, kernel)) > 0
    away = np.asarray(cv2.blur(np.where((outer & ~mask)[..., None], lab, 0), (11, 11)))
    away_weight = np.asarray(cv2.blur((outer & ~mask).astype(np.float32), (11, 11)))
    ring = mask & ~inner & (away_weight > 0.02)
    if not ring.any():
        return 0.1
    step = np.linalg.norm(lab[ring] - away[ring] / away_weight[ring][:, None], axis=1)
    edge = float(np.mean(np.clip(step / 14, 0, 1)))
    agreement = float(np.where(mask, probability, 1 - probability).mean())
    rim = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]]).mean()
    area = mask.mean()
    plausible = float(np.clip(area / 0.06, 0.2, 1) * np.clip((0.98 - area) / 0.15, 0.1, 1))
    score = (0.25 + 0.75 * edge) * np.clip((agreement - 0.4) / 0.5, 0.05, 1) * (1 - 0.7 * rim) * plausible
    return round(float(np.clip(score, 0.02, 0.99)), 3)
