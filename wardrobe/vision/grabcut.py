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
# Above it no second guess is made.
_SURE = 0.8
# Product of signs → share of composites with known truth that came out with an IoU above 0.85.
_CALIBRATION = ((0.0, 0.02), (0.5, 0.35), (0.8, 0.55), (0.95, 0.75), (0.985, 0.92), (1.0, 0.97))


class GrabCutCutter:
    """C. Rother, V. Kolmogorov, A. Blake, "GrabCut", SIGGRAPH 2004, seeded by saliency instead of a rectangle."""

    name = "grabcut"

    def cut(self, rgb: Pixels, hints: Hints) -> Cutout:
        picture = reduced(rgb, _MATTE_SIDE)
        lab = lab_picture(picture, _GRAPH_SIDE)
        keep, remove = (_painted(strokes, lab.shape[:2]) for strokes in (hints.keep, hints.remove))
        remove |= _outside(hints, lab.shape[:2]) & ~keep
        mask, confidence = _best_mask(picture, lab, keep, remove)
        if not _SMALLEST < mask.mean() < _LARGEST:
            return whole_picture(rgb, 0.05, self.name)
        alpha = matting.soft_alpha(picture, mask)
        alpha = np.asarray(cv2.resize(alpha, (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_LINEAR), np.uint8)
        return Cutout(alpha, alpha_box(alpha), confidence, self.name)


def _best_mask(picture: Pixels, lab: Floats, keep: Mask, remove: Mask) -> tuple[Mask, float]:
    """The mask that saliency leads to; when that one is doubtful, the best of it, of what follows from the bare
    assumption that the garment is in the middle, and of saliency without a colour model."""
    probability = _probability(picture, keep, remove, lab.shape[:2])
    best = np.zeros(lab.shape[:2], bool)
    confidence = 0.0
    for attempt in range(3):
        guess = np.maximum(probability, _middle(lab.shape[:2])) if attempt == 1 else probability
        # The last resort is saliency alone: where garment and ground share their colours, a colour model misleads.
        rough = guess > _threshold(guess) if attempt == 2 else _segmented(lab, guess, keep, remove)
        mask = _tidied(rough, lab, guess, keep, remove)
        if _SMALLEST < mask.mean() < _LARGEST:
            score = _confidence(mask, lab, probability)
            best, confidence = (mask, score) if score > confidence else (best, confidence)
        if confidence > _SURE:
            break
    signs, shares = zip(*_CALIBRATION, strict=True)
    return best, round(float(np.interp(confidence, signs, shares)), 3)


def _middle(shape: tuple[int, ...]) -> Floats:
    height, width = shape
    y, x = np.mgrid[0:height, 0:width]
    off = ((x / width - 0.5) / 0.38) ** 2 + ((y / height - 0.5) / 0.42) ** 2
    return np.asarray(0.8 * np.exp(-(off**2)))


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
    mask = matting.main_parts(matting.without_shadow(mask, lab), probability + keep)
    smooth = cv2.medianBlur(mask.astype(np.uint8) * 255, 5) > 127
    return np.asarray((smooth | keep) & ~remove)


def _confidence(mask: Mask, lab: Floats, probability: Floats) -> float:
    """0–1: how much the mask looks like one photographed garment, as a product of signs each of which can spoil it."""
    height, width = mask.shape
    middle = mask[round(0.3 * height) : round(0.7 * height), round(0.3 * width) : round(0.7 * width)].mean()
    rim = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]]).mean()
    area = mask.mean()
    signs = (
        0.25 + 0.75 * _edge_step(mask, lab),
        np.clip((np.where(mask, probability, 1 - probability).mean() - 0.2) / 0.5, 0.3, 1),
        np.clip((probability[mask].sum() / max(float(probability.sum()), 1e-6) - 0.4) / 0.4, 0.2, 1),
        1 - 0.6 * rim,
        np.clip(middle / 0.45, 0.1, 1),
        np.clip(area / 0.06, 0.2, 1) * np.clip((0.98 - area) / 0.15, 0.1, 1),
        np.clip((_solidity(mask) - 0.2) / 0.35, 0.2, 1),
    )
    return float(np.prod(signs))


def _edge_step(mask: Mask, lab: Floats) -> float:
    """Mean contrast in CIELAB across the edge, 14 units and more counting as 1."""
    kernel = np.ones((7, 7), np.uint8)
    binary = mask.astype(np.uint8)
    outer = (np.asarray(cv2.dilate(binary, kernel)) > 0) & ~mask
    near = np.asarray(cv2.blur(np.where(outer[..., None], lab, 0), (11, 11)))
    weight = np.asarray(cv2.blur(outer.astype(np.float32), (11, 11)))
    ring = mask & (np.asarray(cv2.erode(binary, kernel)) == 0) & (weight > 0.02)
    if not ring.any():
        return 0.0
    step = np.linalg.norm(lab[ring] - near[ring] / weight[ring][:, None], axis=1)
    return float(np.mean(np.clip(step / 14, 0, 1)))


def _solidity(mask: Mask) -> float:
    """Area over that of the convex hulls of the parts."""
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    hulls = sum(cv2.contourArea(cv2.convexHull(contour)) for contour in contours)
    return float(min(1.0, mask.sum() / hulls)) if hulls else 0.0
