"""Garments are cut out of floors, walls and shop backdrops, shadows stay behind, and the owner's strokes decide."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from wardrobe.vision import matting
from wardrobe.vision.cutout import (
    DOUBTFUL_BELOW,
    Cutout,
    Hints,
    Stroke,
    cut_out,
    cutter_names,
    get_cutter,
    given_cutout,
    register_cutter,
    whole_picture,
)

Pixels = NDArray[np.uint8]


def shirt_mask(height: int, width: int) -> NDArray[np.bool_]:
    outline = [(0.36, 0.15), (0.64, 0.15), (0.9, 0.35), (0.8, 0.47), (0.7, 0.4), (0.7, 0.88)]
    points = outline + [(1 - x, y) for x, y in reversed(outline)]
    canvas = np.zeros((height, width), np.uint8)
    cv2.fillPoly(canvas, [np.array([(x * width, y * height) for x, y in points], np.int32)], 1)
    return canvas > 0


def floor(kind: str, height: int, width: int) -> NDArray[np.float64]:
    y, x = np.mgrid[0:height, 0:width]
    grain = np.random.default_rng(2).normal(0, 1, (height, width))
    ground = {
        "wood": (165, 120, 80) + (cv2.GaussianBlur(grain, (0, 0), sigmaX=30, sigmaY=1.5) * 160)[..., None],
        "sheet": (225, 222, 215) + (12 * np.sin((x + y / 2) / 35))[..., None],
        "carpet": (120, 125, 140) + (cv2.GaussianBlur(grain, (0, 0), 1.2) * 45)[..., None],
        "shop": np.full((height, width, 3), 255.0),
    }[kind]
    return np.asarray(ground, np.float64)


def photo(
    kind: str, cloth: tuple[int, int, int], size: tuple[int, int] = (800, 600), shadow: float = 0.0
) -> tuple[Pixels, NDArray[np.bool_]]:
    mask = shirt_mask(*size)
    rgb = floor(kind, *size)
    if shadow:
        cast = cv2.GaussianBlur(np.roll(mask.astype(np.float64), (14, 16), (0, 1)), (0, 0), 9)
        rgb = rgb * (1 - shadow * cast[..., None])
    folds = 1 + 0.1 * np.sin(np.mgrid[0 : size[0], 0 : size[1]][1] / 40)
    soft = cv2.GaussianBlur(mask.astype(np.float64), (0, 0), 1.0)[..., None]
    rgb = rgb * (1 - soft) + np.array(cloth) * folds[..., None] * soft
    noise = 0 if kind == "shop" else np.random.default_rng(3).normal(0, 2, rgb.shape)
    return np.clip(rgb + noise, 0, 255).astype(np.uint8), mask


def overlap(cutout: Cutout, mask: NDArray[np.bool_]) -> float:
    found = cutout.alpha > 127
    return float((found & mask).sum() / (found | mask).sum())


CLOTHS = {"red": (190, 40, 50), "navy": (35, 45, 80), "olive": (105, 105, 55), "teal": (30, 130, 130)}


@pytest.mark.parametrize("kind", ("wood", "sheet", "carpet", "shop"))
@pytest.mark.parametrize("cloth", CLOTHS)
def test_a_shirt_is_cut_out_of_its_ground(kind: str, cloth: str) -> None:
    rgb, mask = photo(kind, CLOTHS[cloth])
    cutout = cut_out(rgb)
    assert cutout.alpha.shape == mask.shape and cutout.alpha.dtype == np.uint8
    assert overlap(cutout, mask) > 0.95
    assert cutout.confidence > DOUBTFUL_BELOW


def test_a_white_shirt_on_a_white_backdrop_is_found_by_its_slight_shade() -> None:
    rgb, mask = photo("shop", (236, 236, 238))
    assert overlap(cut_out(rgb), mask) > 0.93


@pytest.mark.parametrize("kind", ("wood", "sheet"))
def test_a_cast_shadow_stays_behind(kind: str) -> None:
    rgb, mask = photo(kind, CLOTHS["red"], shadow=0.4)
    assert overlap(cut_out(rgb), mask) > 0.93


def test_the_print_on_a_shirt_belongs_to_it() -> None:
    rgb, mask = photo("wood", CLOTHS["navy"])
    cv2.circle(rgb, (300, 400), 60, (240, 240, 235), -1)
    assert overlap(cut_out(rgb), mask) > 0.95


def test_both_shoes_are_kept() -> None:
    rgb = floor("sheet", 600, 800)
    mask = np.zeros((600, 800), np.uint8)
    for x in (270, 530):
        cv2.ellipse(mask, (x, 300), (80, 190), 0, 0, 360, 1, -1)
    rgb[mask > 0] = (60, 40, 35)
    assert overlap(cut_out(rgb.astype(np.uint8)), mask > 0) > 0.94


def test_the_box_is_in_pixels_of_the_photo_and_encloses_the_garment() -> None:
    rgb, mask = photo("wood", CLOTHS["teal"], size=(2400, 1800))
    left, top, right, bottom = cut_out(rgb).box
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    truth = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
    assert np.abs(np.subtract((left, top, right, bottom), truth)).max() < 30


def test_the_edge_is_soft_and_the_inside_solid() -> None:
    rgb, mask = photo("wood", CLOTHS["red"])
    alpha = cut_out(rgb).alpha
    inside = cv2.erode(mask.astype(np.uint8), np.ones((31, 31))) > 0
    assert (alpha[inside] == 255).mean() > 0.995
    assert 0.002 < ((alpha > 20) & (alpha < 235)).mean() < 0.05


@pytest.mark.parametrize("seed", range(3))
def test_a_picture_without_a_garment_is_kept_whole_with_low_confidence(seed: int) -> None:
    for rgb in (
        np.full((300, 400, 3), 90 + seed * 60, np.uint8),
        np.random.default_rng(seed).integers(0, 256, (300, 400, 3)).astype(np.uint8),
    ):
        cutout = cut_out(rgb)
        assert (cutout.alpha > 127).mean() > 0.01
        assert cutout.confidence < DOUBTFUL_BELOW


@pytest.mark.parametrize("size", ((32, 32), (32, 900), (1500, 40), (33, 35)))
def test_odd_sizes_are_cut_too(size: tuple[int, int]) -> None:
    rgb, _ = photo("wood", CLOTHS["red"], size=size)
    cutout = cut_out(rgb)
    assert cutout.alpha.shape == size and cutout.alpha.any()


def test_the_same_photo_is_cut_the_same_way() -> None:
    rgb, _ = photo("carpet", CLOTHS["olive"])
    assert np.array_equal(cut_out(rgb).alpha, cut_out(rgb).alpha)


def test_remove_strokes_take_away_and_keep_strokes_bring_back() -> None:
    rgb, mask = photo("wood", CLOTHS["navy"])
    cv2.rectangle(rgb, (20, 620), (150, 780), (60, 140, 60), -1)
    with_object = cut_out(rgb, Hints(keep=(Stroke(((0.06, 0.82), (0.2, 0.95)), 0.04),)))
    assert with_object.alpha[700, 80] > 200
    without = cut_out(rgb, Hints(remove=(Stroke(((0.06, 0.82), (0.2, 0.95)), 0.06),)))
    assert without.alpha[700, 80] < 30
    assert overlap(without, mask) > 0.93


def test_a_box_limits_the_garment() -> None:
    rgb, mask = photo("wood", CLOTHS["red"])
    cutout = cut_out(rgb, Hints(box=(0.0, 0.0, 1.0, 0.5)))
    assert not (cutout.alpha[430:] > 127).any()
    assert overlap(cutout, mask & (np.arange(800) < 400)[:, None]) > 0.9


def test_removing_everything_leaves_the_whole_picture() -> None:
    rgb, _ = photo("wood", CLOTHS["red"])
    cutout = cut_out(rgb, Hints(remove=(Stroke(((0.0, 0.5), (1.0, 0.5)), 1.0),)))
    assert (cutout.alpha == 255).all() and cutout.confidence < 0.1


def test_cutters_are_known_by_name() -> None:
    assert {"grabcut", "none"} <= set(cutter_names())
    rgb, _ = photo("wood", CLOTHS["red"])
    original = cut_out(rgb, cutter="none")
    assert (original.alpha == 255).all() and original.box == (0, 0, 600, 800)
    with pytest.raises(KeyError, match="grabcut"):
        get_cutter("magic")


class Half:
    name = "half"

    def cut(self, rgb: Pixels, hints: Hints) -> Cutout:
        return whole_picture(rgb, 0.5, self.name)


def test_another_cutter_can_be_registered() -> None:
    register_cutter("half", f"{__name__}:Half")
    assert cut_out(np.zeros((40, 40, 3), np.uint8), cutter="half").confidence == 0.5


def test_an_uploaded_cutout_is_taken_as_it_is() -> None:
    alpha = np.zeros((100, 80), np.uint8)
    alpha[10:90, 20:60] = 255
    assert given_cutout(alpha).box == (20, 10, 60, 90)


def test_the_guided_filter_is_exact_for_a_source_linear_in_its_guide() -> None:
    guide = np.random.default_rng(1).integers(0, 256, (60, 50, 3)).astype(np.uint8)
    source = (guide.astype(np.float32) / 255) @ np.array([0.3, 0.5, 0.2], np.float32)
    assert np.abs(matting.guided_filter(guide, source, radius=4, epsilon=1e-7) - source).max() < 2e-3
