"""The same photo again is recognised, another photo is not, and the hash fits a bigint."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from wardrobe.vision.duplicates import (
    NEAR_DUPLICATE_BITS,
    from_signed,
    hamming,
    is_near_duplicate,
    perceptual_hash,
    to_signed,
)


def scene(seed: int) -> NDArray[np.uint8]:
    """Soft random blobs, like a photo at a glance."""
    noise = np.random.default_rng(seed).integers(0, 255, (9, 12, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(noise, (480, 360), interpolation=cv2.INTER_CUBIC))


def recompressed(rgb: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    buffer = io.BytesIO()
    Image.fromarray(rgb).save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer))


CHANGES = {
    "smaller": lambda rgb: np.asarray(cv2.resize(rgb, (160, 120), interpolation=cv2.INTER_AREA)),
    "larger": lambda rgb: np.asarray(cv2.resize(rgb, (1440, 1080), interpolation=cv2.INTER_CUBIC)),
    "recompressed": lambda rgb: recompressed(rgb, 30),
    "brighter": lambda rgb: cv2.convertScaleAbs(rgb, alpha=1.0, beta=12),
    "a little cropped": lambda rgb: rgb[3:-3, 4:-4],
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", range(8))
def test_the_same_photo_is_recognised_after_a_harmless_change(change: str, seed: int) -> None:
    photo = scene(seed)
    assert is_near_duplicate(perceptual_hash(photo), perceptual_hash(CHANGES[change](photo)))


def test_different_photos_are_far_apart() -> None:
    hashes = [perceptual_hash(scene(seed)) for seed in range(60)]
    distances = [hamming(a, b) for i, a in enumerate(hashes) for b in hashes[:i]]
    assert min(distances) > NEAR_DUPLICATE_BITS
    assert 28 < np.mean(distances) < 36


@given(value=st.integers(0, 2**64 - 1), other=st.integers(0, 2**64 - 1))
def test_the_signed_form_fits_a_bigint_and_keeps_distances(value: int, other: int) -> None:
    signed = to_signed(value)
    assert -(2**63) <= signed < 2**63
    assert from_signed(signed) == value
    assert hamming(signed, other) == hamming(value, to_signed(other)) == hamming(value, other)
