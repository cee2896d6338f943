"""Colours are measured as people see them, named sensibly, and counted on the garment alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from wardrobe.vision.colour_names import COLOURS, Family, family_of, hex_of, is_neutral
from wardrobe.vision.colours import (
    ciede2000,
    describe,
    from_lab,
    name_of,
    palette,
    rank_names,
    to_lab,
    white_balance_gains,
)

# G. Sharma, W. Wu, E. N. Dalal (2005), table 1: two CIELAB colours and their ΔE00.
SHARMA_PAIRS = np.array(
    [
        (50.0000, 2.6772, -79.7751, 50.0000, 0.0000, -82.7485, 2.0425),
        (50.0000, 3.1571, -77.2803, 50.0000, 0.0000, -82.7485, 2.8615),
        (50.0000, 2.8361, -74.0200, 50.0000, 0.0000, -82.7485, 3.4412),
        (50.0000, -1.3802, -84.2814, 50.0000, 0.0000, -82.7485, 1.0000),
        (50.0000, -1.1848, -84.8006, 50.0000, 0.0000, -82.7485, 1.0000),
        (50.0000, -0.9009, -85.5211, 50.0000, 0.0000, -82.7485, 1.0000),
        (50.0000, 0.0000, 0.0000, 50.0000, -1.0000, 2.0000, 2.3669),
        (50.0000, -1.0000, 2.0000, 50.0000, 0.0000, 0.0000, 2.3669),
        (50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0009, 7.1792),
        (50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0010, 7.1792),
        (50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0011, 7.2195),
        (50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0012, 7.2195),
        (50.0000, -0.0010, 2.4900, 50.0000, 0.0009, -2.4900, 4.8045),
        (50.0000, -0.0010, 2.4900, 50.0000, 0.0010, -2.4900, 4.8045),
        (50.0000, -0.0010, 2.4900, 50.0000, 0.0011, -2.4900, 4.7461),
        (50.0000, 2.5000, 0.0000, 50.0000, 0.0000, -2.5000, 4.3065),
        (50.0000, 2.5000, 0.0000, 73.0000, 25.0000, -18.0000, 27.1492),
        (50.0000, 2.5000, 0.0000, 61.0000, -5.0000, 29.0000, 22.8977),
        (50.0000, 2.5000, 0.0000, 56.0000, -27.0000, -3.0000, 31.9030),
        (50.0000, 2.5000, 0.0000, 58.0000, 24.0000, 15.0000, 19.4535),
        (50.0000, 2.5000, 0.0000, 50.0000, 3.1736, 0.5854, 1.0000),
        (50.0000, 2.5000, 0.0000, 50.0000, 3.2972, 0.0000, 1.0000),
        (50.0000, 2.5000, 0.0000, 50.0000, 1.8634, 0.5757, 1.0000),
        (50.0000, 2.5000, 0.0000, 50.0000, 3.2592, 0.3350, 1.0000),
        (60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644),
        (63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630),
        (61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731),
        (35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645),
        (22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373),
        (36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146),
        (90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441),
        (90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381),
        (6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377),
        (2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082),
    ]
)


def rgb_of(hex_code: str) -> tuple[int, int, int]:
    return int(hex_code[1:3], 16), int(hex_code[3:5], 16), int(hex_code[5:7], 16)


def garment(*hexes: str, ground: str = "#b08a5a", folds: float = 0.0) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """A rectangle of equal vertical panels on a floor; folds darken it in waves by that share."""
    rgb = np.empty((240, 200, 3), np.uint8)
    rgb[:] = rgb_of(ground)
    for index, panel in enumerate(hexes):
        left, right = 30 + 140 * index // len(hexes), 30 + 140 * (index + 1) // len(hexes)
        rgb[40:210, left:right] = rgb_of(panel)
    alpha = np.zeros((240, 200), np.uint8)
    alpha[40:210, 30:170] = 255
    wave = 1 - folds * (0.5 + 0.5 * np.sin(np.arange(240) / 9))
    rgb[alpha > 0] = (rgb * wave[:, None, None])[alpha > 0]
    return rgb, alpha


def test_differences_agree_with_the_published_test_pairs() -> None:
    first, second, expected = SHARMA_PAIRS[:, :3], SHARMA_PAIRS[:, 3:6], SHARMA_PAIRS[:, 6]
    assert np.abs(ciede2000(first, second) - expected).max() < 1e-4
    assert np.abs(ciede2000(second, first) - expected).max() < 1e-4


def test_lab_goes_there_and_back() -> None:
    rgb = np.random.default_rng(3).integers(0, 256, (500, 3)).astype(np.uint8)
    assert np.abs(from_lab(to_lab(rgb)).astype(int) - rgb).max() <= 1


@pytest.mark.parametrize("name", COLOURS)
def test_each_colour_of_the_dictionary_is_called_by_its_name(name: str) -> None:
    assert name_of(to_lab(np.array(rgb_of(hex_of(name)), np.uint8))) == name
    for anchor in COLOURS[name].anchors:
        assert rank_names(to_lab(np.array(rgb_of(anchor), np.uint8)))[0] == (name, 0.0)


@pytest.mark.parametrize("name", COLOURS)
def test_folds_do_not_change_the_family_of_a_plain_garment(name: str) -> None:
    found = describe(*garment(hex_of(name), folds=0.22))
    assert found.swatches[0].share > 0.95 and found.secondary == ""
    neighbours = {family for family, _ in ((family_of(n), d) for n, d in rank_names(_lab(name)) if d < 16)}
    assert family_of(found.primary) in neighbours


def _lab(name: str) -> NDArray[np.float64]:
    return to_lab(np.array(rgb_of(hex_of(name)), np.uint8))


def test_shares_follow_the_areas() -> None:
    swatches = palette(*garment("#1d2a4d", "#1d2a4d", "#f8f7f4"))
    assert [swatch.name for swatch in swatches] == ["navy", "white"]
    assert swatches[0].share == pytest.approx(2 / 3, abs=0.05)
    assert sum(swatch.share for swatch in swatches) == pytest.approx(1, abs=0.01)


def test_the_floor_is_not_counted() -> None:
    for ground in ("#c9202b", "#ffffff", "#111111"):
        assert describe(*garment("#2f7d46", ground=ground)).primary == "green"


def test_a_garment_of_two_colours_has_a_second_and_a_plain_one_has_none() -> None:
    assert describe(*garment("#c9202b", "#1d1c1e")).secondary in ("red", "black")
    assert describe(*garment("#c9202b")).secondary == ""


def test_the_same_photo_gives_the_same_palette() -> None:
    noise = np.random.default_rng(5).integers(0, 256, (90, 80, 3)).astype(np.uint8)
    rgb = np.asarray(cv2.resize(noise, (400, 450)))
    alpha = np.full((450, 400), 255, np.uint8)
    assert palette(rgb, alpha) == palette(rgb, alpha)


def test_a_cast_of_light_is_taken_back_half_way_on_a_pale_wall_only() -> None:
    rgb, alpha = garment("#c3c6ca", ground="#e6ddc8")
    gains = white_balance_gains(rgb, alpha)
    assert gains[2] > 1.02 > gains[0]
    assert np.allclose(white_balance_gains(*garment("#c3c6ca", ground="#b08a5a")), 1)
    assert np.allclose(white_balance_gains(rgb, np.full_like(alpha, 255)), 1)


@pytest.mark.parametrize("side", (1, 3, 9))
def test_a_speck_of_a_garment_still_has_a_colour(side: int) -> None:
    rgb = np.full((64, 64, 3), 250, np.uint8)
    alpha = np.zeros((64, 64), np.uint8)
    rgb[30 : 30 + side, 30 : 30 + side], alpha[30 : 30 + side, 30 : 30 + side] = (200, 30, 40), 255
    assert describe(rgb, alpha).primary == "red"


def test_families_file_every_colour_and_neutrals_are_known() -> None:
    assert {family_of(name) for name in COLOURS} == set(Family)
    assert is_neutral("navy") and is_neutral("beige") and not is_neutral("red")
