"""Warnings come when a photo is blurred, dark, burnt out or small, and stay away when it is fine."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from wardrobe.vision.quality import assess, edge_sharpness


def photo(width: int = 1200, height: int = 900, cloth: int = 150, ground: int = 205) -> NDArray[np.uint8]:
    """A shirt-like shape with a few seams on a slightly noisy floor."""
    rgb = np.full((height, width, 3), ground, np.uint8)
    cv2.rectangle(rgb, (width // 4, height // 5), (width * 3 // 4, height * 4 // 5), (cloth, cloth, cloth - 10), -1)
    for share in (0.35, 0.5, 0.65):
        at = round(width * share)
        cv2.line(rgb, (at, height // 4), (at, height * 3 // 4), (cloth // 2,) * 3, 3)
    noise = np.random.default_rng(4).normal(0, 2, rgb.shape)
    return np.clip(rgb + noise, 0, 255).astype(np.uint8)


def codes(rgb: NDArray[np.uint8], alpha: NDArray[np.uint8] | None = None) -> set[str]:
    return {warning.code for warning in assess(rgb, alpha)}


def test_a_good_photo_has_no_warning() -> None:
    assert assess(photo()) == []


@pytest.mark.parametrize(("cloth", "ground"), [(30, 230), (120, 205), (205, 120)])
def test_blur_is_found_whatever_the_contrast(cloth: int, ground: int) -> None:
    sharp = photo(cloth=cloth, ground=ground)
    assert "blurred" not in codes(sharp)
    assert "blurred" in codes(cv2.GaussianBlur(sharp, (0, 0), 8))


def test_sharpness_follows_the_width_of_the_blur() -> None:
    edge = np.zeros((200, 200), np.float32)
    edge[:, 100:] = 200
    measured = [edge_sharpness(cv2.GaussianBlur(edge, (0, 0), sigma)) for sigma in (2.0, 4.0)]
    assert measured[0] is not None and measured[1] is not None
    assert 1.6 < measured[0] / measured[1] < 3.2


def test_a_picture_without_edges_is_not_called_blurred() -> None:
    assert edge_sharpness(np.full((64, 64), 128, np.uint8)) is None


def test_darkness_is_found_but_a_black_garment_on_a_light_floor_is_not() -> None:
    assert "dark" in codes((photo() * 0.25).astype(np.uint8))
    assert "dark" not in codes(photo(cloth=25))


def test_a_burnt_out_garment_is_found_but_a_white_backdrop_is_not() -> None:
    burnt = photo(cloth=255, ground=120)
    alpha = np.zeros(burnt.shape[:2], np.uint8)
    alpha[180:720, 300:900] = 255
    burnt[180:720, 300:800] = 255
    assert "overexposed" in codes(burnt, alpha)
    shop = photo(ground=255)
    shop[shop.min(axis=2) > 230] = 255
    assert "overexposed" not in codes(shop)


def test_small_photos_and_far_garments_are_found() -> None:
    assert "small" in codes(photo(240, 200))
    alpha = np.zeros((900, 1200), np.uint8)
    alpha[400:520, 500:600] = 255
    assert "far_away" in codes(photo(), alpha)


def test_every_warning_is_advice() -> None:
    for warning in assess((cv2.GaussianBlur(photo(240, 200), (0, 0), 5) * 0.25).astype(np.uint8)):
        assert warning.sentence.endswith(".") and len(warning.sentence) > 30
