"""One photo in, everything the database stores out, in the form the pages and the API expect."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from wardrobe.choices import Category
from wardrobe.vision.analysis import (
    analyse,
    encode_photo,
    encode_stored,
    encoder_crop,
    finish,
    prepare,
)
from wardrobe.vision.classifier import Recognition
from wardrobe.vision.cutout import Hints, Stroke, hints_from_json
from wardrobe.vision.duplicates import hamming, perceptual_hash
from wardrobe.vision.encoder import load_encoder
from wardrobe.vision.photos import Photo, over_white

Pixels = NDArray[np.uint8]
ATTRIBUTES = {
    "color_primary",
    "color_secondary",
    "palette",
    "pattern",
    "fit",
    "formality",
    "seasons",
    "style_tags",
    "material",
    "warmth",
}
SHIRT = (150, 100, 450, 700)


def photo() -> Pixels:
    """A red rectangle of cloth on a light floor."""
    rgb = np.full((800, 600, 3), (214, 205, 190), np.uint8)
    left, top, right, bottom = SHIRT
    rgb[top:bottom, left:right] = (185, 30, 45)
    noise = np.random.default_rng(1).normal(0, 3, rgb.shape)
    return np.clip(cv2.GaussianBlur(rgb, (0, 0), 1.0) + noise, 0, 255).astype(np.uint8)


@dataclass
class Witness:
    """Stands for an encoder and remembers what it was shown."""

    seen: list[Pixels] = field(default_factory=list)

    def encode_images(self, images: list[Pixels]) -> NDArray[np.float32]:
        self.seen += images
        vectors = np.array([np.r_[image.mean(axis=(0, 1)), np.zeros(509)] for image in images], np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


RECOGNITION = Recognition(
    [(Category.T_SHIRT, 0.8), (Category.SHIRT, 0.15), (Category.POLO, 0.05)],
    {"formality": (0.2, 0.9), "seasons": (["summer"], 0.7), "warmth": (0.1, 0.8), "subcategory": ("tee", 0.6)},
)


def vector() -> NDArray[np.float32]:
    return np.eye(512, dtype=np.float32)[0]


def test_the_analysis_carries_everything_the_database_stores() -> None:
    found = finish(prepare(photo()), vector(), RECOGNITION)
    assert found.category == Category.T_SHIRT and found.category_confidence == 0.8
    assert found.subcategory == "tee"
    assert np.abs(np.subtract(found.box, SHIRT)).max() <= 8
    assert set(found.attributes) == ATTRIBUTES
    assert all(set(entry) == {"value", "confidence"} for entry in found.attributes.values())
    assert found.attributes["color_primary"]["value"] == "red"
    assert found.attributes["color_secondary"] == {"value": None, "confidence": 0.0}
    assert found.attributes["pattern"]["value"] == "solid"
    assert found.attributes["fit"]["value"] is None
    assert len(found.vector) == 512 and found.cutout.alpha.shape == (800, 600)
    assert max(found.thumbnail_size) <= 480
    assert {"cutout", "quality", "colours", "pattern", "hash", "pictures", "total"} <= set(found.timings)


def test_the_prediction_is_plain_json_and_takes_what_the_caller_adds() -> None:
    prediction = finish(prepare(photo()), vector(), RECOGNITION).prediction(model="compact")
    assert prediction["model"] == "compact"
    again = json.loads(json.dumps(prediction))
    assert again["category_top"] == [["t-shirt", 0.8], ["shirt", 0.15], ["polo", 0.05]]
    assert again["attributes"]["palette"]["value"][0]["name"] == "red"
    assert again["bounding_box"] == prediction["bounding_box"]


def test_the_encoder_sees_the_garment_with_a_margin_of_the_original() -> None:
    crop = encoder_crop(photo(), SHIRT)
    assert crop.shape == (600 + 2 * 48, 300 + 2 * 48, 3)
    assert encoder_crop(photo(), (0, 0, 600, 800)).shape == (800, 600, 3)
    assert encoder_crop(photo(), None).shape == (800, 600, 3)
    assert encoder_crop(photo(), (10, 10, 60, 60)).shape == (800, 600, 3)


def test_the_hash_is_that_of_the_whole_photo() -> None:
    assert hamming(prepare(photo()).phash, perceptual_hash(photo())) <= 2


def test_the_original_may_be_used_as_it_is() -> None:
    prepared = prepare(photo(), hints={"mode": "original"})
    assert (prepared.cutout.alpha == 255).all() and prepared.cutout.box == (0, 0, 600, 800)


def test_the_strokes_of_the_editor_are_obeyed() -> None:
    hints = {"remove": [{"points": [[0.3, 0.2], [0.7, 0.2]], "radius": 0.05}], "keep": [], "box": None}
    assert hints_from_json(hints) == Hints(remove=(Stroke(((0.3, 0.2), (0.7, 0.2)), 0.05),))
    assert prepare(photo(), hints=hints).cutout.alpha[160, 300] < 30


@pytest.mark.parametrize(
    "data",
    (
        {"keep": [{"points": [[0.1]]}]},
        {"keep": [{"points": "abc"}]},
        {"keep": "abc"},
        {"remove": [{"radius": 0.1}]},
        {"box": [0.5, 0.1, 0.2, 0.9]},
        {"box": [0.5, 0.1]},
        {"keep": [{"points": [[float("nan"), 0.5]]}]},
    ),
)
def test_malformed_strokes_are_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        hints_from_json(data)


def test_an_uploaded_cutout_keeps_its_edge_and_loses_the_white_fringe() -> None:
    alpha = np.zeros((800, 600), np.uint8)
    left, top, right, bottom = SHIRT
    alpha[top:bottom, left:right] = 255
    alpha = cv2.GaussianBlur(alpha, (0, 0), 3)
    rgb = over_white(np.full((800, 600, 3), (20, 30, 70), np.uint8), alpha)
    found = finish(prepare(Photo(rgb, "png", 600, 800, alpha)), vector(), RECOGNITION)
    assert found.cutout.confidence == 1.0 and np.array_equal(found.cutout.alpha, alpha)
    assert found.attributes["color_primary"]["value"] == "navy"


def test_one_forward_serves_several_photos() -> None:
    witness = Witness()
    prepared = [prepare(photo()), prepare(photo()[::-1])]
    vectors = witness.encode_images([one.crop for one in prepared])
    analyses = [finish(one, row, RECOGNITION) for one, row in zip(prepared, vectors, strict=True)]
    assert [len(one.vector) for one in analyses] == [512, 512]


def test_stored_photos_are_encoded_by_the_box_that_is_known() -> None:
    witness = Witness()
    vectors = encode_stored([(photo(), list(SHIRT)), (photo(), [0, 0, 600, 800])], witness)  # type: ignore[arg-type]
    assert [image.shape[0] for image in witness.seen] == [696, 800]
    assert len(vectors) == 2 and len(vectors[0]) == 512


def test_a_photo_searched_with_is_encoded_as_a_stored_one_would_be() -> None:
    witness = Witness()
    encode_photo(photo(), encoder=witness)  # type: ignore[arg-type]
    assert np.array_equal(witness.seen[0], prepare(photo()).crop)


def test_the_shipped_model_takes_part() -> None:
    found = analyse(photo(), encoder=load_encoder("compact", cache_dir=None))
    assert len(found.category_top) == 3
    assert found.category_top[0][1] >= found.category_top[1][1] >= found.category_top[2][1] > 0
    assert np.linalg.norm(found.vector) == pytest.approx(1, abs=1e-3)
    assert {"embedding", "category"} <= set(found.timings)
    assert 0 <= found.attributes["formality"]["value"] <= 1
    assert found.attributes["warmth"]["value"] is not None
