"""The whole pipeline from upright pixels to everything the wardrobe stores about a garment.

`prepare` does what needs no model and `finish` what follows from its answer, so that a worker may encode the crops of
several photos in one forward between the two; `analyse` is both for one photo.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wardrobe.choices import Category
from wardrobe.vision import colours, patterns, quality
from wardrobe.vision.cutout import Cutout, Hints, cut_out, given_cutout, hints_from_json
from wardrobe.vision.duplicates import perceptual_hash
from wardrobe.vision.photos import Photo, encode_cutout, encode_thumbnail, from_white, reduced

if TYPE_CHECKING:
    from wardrobe.vision.classifier import Recognition
    from wardrobe.vision.encoder import Encoder

Pixels = NDArray[np.uint8]
Vector = NDArray[np.float32]
Box = tuple[int, int, int, int]
Attributes = dict[str, dict[str, Any]]

# What the encoder was trained on: the garment with a little of what it lies on.
CROP_MARGIN = 0.08
SMALLEST_CROP = 0.04
TRUSTED_CUTOUT = 0.25
PATTERN_SURE = 0.6
# Enough for the stored cut-out and for every measurement; the cut-out itself works at sizes of its own.
WORKING_SIDE = 1600


@dataclass(frozen=True)
class Prepared:
    """Everything before the encoder's forward; `crop` is what the encoder should see."""

    crop: Pixels
    cutout: Cutout
    warnings: tuple[quality.QualityWarning, ...]
    colours: colours.GarmentColours
    pattern: tuple[str, float]
    phash: int
    cutout_webp: bytes
    thumbnail_webp: bytes
    timings: dict[str, float]


@dataclass(frozen=True)
class Analysis:
    """What the database stores of one photo.

    attributes: field → {"value", "confidence"}; a value of None means that nothing could be said. vector: (512,) unit
    length, as a list. phash: unsigned 64 bits. timings: milliseconds by step.
    """

    warnings: tuple[quality.QualityWarning, ...]
    cutout: Cutout
    category_top: tuple[tuple[Category, float], ...]
    subcategory: str
    attributes: Attributes
    vector: list[float]
    phash: int
    cutout_webp: bytes
    thumbnail_webp: bytes
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        return self.cutout.box

    @property
    def category(self) -> Category:
        return self.category_top[0][0]

    @property
    def category_confidence(self) -> float:
        return self.category_top[0][1]

    @property
    def thumbnail_size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        with Image.open(io.BytesIO(self.thumbnail_webp)) as image:
            return image.size

    def prediction(self, **others: Any) -> dict[str, Any]:
        """The prediction as plain JSON values, together with whatever the caller adds."""
        return {
            "bounding_box": list(self.box),
            "detection_confidence": self.cutout.confidence,
            "category": self.category,
            "category_confidence": self.category_confidence,
            "category_top": [[str(category), round(share, 4)] for category, share in self.category_top],
            "subcategory": self.subcategory,
            "attributes": self.attributes,
            "timings": self.timings,
            **others,
        }


def analyse(
    photo: Pixels | Photo,
    *,
    encoder: Encoder,
    cutter: str = "grabcut",
    hints: Hints | Mapping[str, Any] | None = None,
    alpha: Pixels | None = None,
) -> Analysis:
    """Runs everything on one upright uint8 (H, W, 3) photo.

    hints are the owner's strokes, as an object or as the editor's JSON, where {"mode": "original"} keeps the whole
    picture. alpha (H, W) is given when the upload was itself a cut-out. Raises KeyError for an unknown cutter and
    ValueError for malformed hints.
    """
    from wardrobe.vision.classifier import classify

    prepared = prepare(photo, cutter=cutter, hints=hints, alpha=alpha)
    with _timed(prepared.timings, "embedding"):
        vector = encoder.encode_images([prepared.crop])[0]
    with _timed(prepared.timings, "category"):
        recognition = classify(vector, encoder)
    return finish(prepared, vector, recognition)


def prepare(
    photo: Pixels | Photo,
    *,
    cutter: str = "grabcut",
    hints: Hints | Mapping[str, Any] | None = None,
    alpha: Pixels | None = None,
) -> Prepared:
    """Cut-out, quality, colours, pattern, hash and pictures: everything that needs no model."""
    timings: dict[str, float] = {}
    rgb, alpha = (photo.rgb, photo.alpha if alpha is None else alpha) if isinstance(photo, Photo) else (photo, alpha)
    with _timed(timings, "cutout"):
        cutout = _cut(rgb, cutter, hints, alpha)
        if cutout.cutter == "upload":
            rgb = from_white(rgb, cutout.alpha)
        small, small_alpha = reduced(rgb, WORKING_SIDE), reduced(cutout.alpha, WORKING_SIDE)
    trusted = cutout.confidence > TRUSTED_CUTOUT
    with _timed(timings, "quality"):
        scale = rgb.shape[0] / small.shape[0]
        warnings = tuple(quality.assess(small, small_alpha if trusted else None, scale=scale))
    with _timed(timings, "colours"):
        described = colours.describe(small, small_alpha)
    with _timed(timings, "pattern"):
        pattern = patterns.recognise(small, small_alpha)
    with _timed(timings, "hash"):
        phash = perceptual_hash(small)
    with _timed(timings, "pictures"):
        cutout_webp = encode_cutout(small, small_alpha)
        thumbnail_webp = encode_thumbnail(small, small_alpha)
    crop = encoder_crop(rgb, cutout.box if trusted else None)
    return Prepared(crop, cutout, warnings, described, pattern, phash, cutout_webp, thumbnail_webp, timings)


def finish(prepared: Prepared, vector: Vector, recognition: Recognition) -> Analysis:
    """Joins what the pixels said with what the model recognised."""
    said = recognition.attributes
    subcategory = said.get("subcategory", ("", 0.0))[0]
    return Analysis(
        warnings=prepared.warnings,
        cutout=prepared.cutout,
        category_top=tuple(recognition.category_top),
        subcategory=str(subcategory),
        attributes=_attributes(prepared, said),
        vector=[float(value) for value in vector],
        phash=prepared.phash,
        cutout_webp=prepared.cutout_webp,
        thumbnail_webp=prepared.thumbnail_webp,
        timings={**prepared.timings, "total": round(sum(prepared.timings.values()), 2)},
    )


def encode_photo(rgb: Pixels, *, encoder: Encoder, cutter: str = "grabcut") -> Vector:
    """The vector (512,) of a photo that is only searched with."""
    cutout = cut_out(rgb, cutter=cutter)
    crop = encoder_crop(rgb, cutout.box if cutout.confidence > TRUSTED_CUTOUT else None)
    return np.asarray(encoder.encode_images([crop])[0], np.float32)


def encode_stored(pictures: Sequence[tuple[Pixels | Photo, Sequence[int]]], encoder: Encoder) -> list[list[float]]:
    """Vectors of photos whose garment was located before, as (photo, box in its pixels), in one batch."""
    crops = []
    for photo, box in pictures:
        left, top, right, bottom = box
        crops.append(encoder_crop(photo.rgb if isinstance(photo, Photo) else photo, (left, top, right, bottom)))
    return [[float(value) for value in vector] for vector in encoder.encode_images(crops)]


def encoder_crop(rgb: Pixels, box: Box | None) -> Pixels:
    """The garment's box widened by 8 % of its longer side; the whole photo without a box or with a tiny one."""
    height, width = rgb.shape[:2]
    if box is None or (box[2] - box[0]) * (box[3] - box[1]) < SMALLEST_CROP * height * width:
        return rgb
    left, top, right, bottom = box
    margin = round(CROP_MARGIN * max(right - left, bottom - top))
    return rgb[max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin]


def _cut(rgb: Pixels, cutter: str, hints: Hints | Mapping[str, Any] | None, alpha: Pixels | None) -> Cutout:
    if isinstance(hints, Mapping):
        cutter = "none" if hints.get("mode") == "original" else cutter
        hints = hints_from_json(hints)
    painted = hints is not None and hints != Hints()
    if alpha is not None and not painted:
        return given_cutout(alpha)
    return cut_out(rgb, hints, cutter=cutter)


def _attributes(prepared: Prepared, said: Mapping[str, tuple[Any, float]]) -> Attributes:
    found = prepared.colours
    # Where the cut-out may have taken the floor along, the colours may be the floor's.
    trust = 0.4 + 0.6 * min(1.0, prepared.cutout.confidence / 0.6)
    palette = [{"name": s.name, "hex": s.hex, "share": s.share} for s in found.swatches]
    attributes = {
        "color_primary": _entry(found.primary, found.confidence * trust),
        "color_secondary": _entry(found.secondary or None, found.secondary_confidence * trust),
        "palette": _entry(palette, found.confidence * trust),
        "pattern": _pattern(prepared.pattern, said.get("pattern")),
    }
    for name in ("fit", "formality", "seasons", "style_tags", "material", "warmth"):
        value, confidence = said.get(name, (None, 0.0))
        attributes[name] = _entry(value, confidence)
    return attributes


def _pattern(seen: tuple[str, float], said: tuple[Any, float] | None) -> dict[str, Any]:
    """The texture's word when it is sure, else whichever is surer."""
    if said is None or seen[1] >= PATTERN_SURE or seen[1] >= said[1]:
        return _entry(*seen)
    return _entry(*said)


def _entry(value: Any, confidence: float) -> dict[str, Any]:
    if isinstance(value, (list, tuple)):
        value = [str(item) if isinstance(item, str) else item for item in value]
    elif isinstance(value, str):
        value = str(value)
    return {"value": value, "confidence": round(float(confidence), 3)}


@contextmanager
def _timed(timings: dict[str, float], step: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    timings[step] = round(1000 * (time.perf_counter() - start), 2)
