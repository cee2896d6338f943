"""Photographs of drawn garments: the truth that comes with the picture is where the garment is."""

from __future__ import annotations

import numpy as np
import pytest

from wardrobe.choices import Category
from wardrobe.drawing import SURFACES, DrawnGarment, demo_wardrobe, photograph

RED_DRESS = DrawnGarment(Category.DRESS, "red", seed=5)


@pytest.mark.parametrize("surface", sorted(SURFACES))
def test_the_truth_covers_the_garment_and_nothing_else(surface: str) -> None:
    rgb, truth = photograph(RED_DRESS, surface, (300, 400), seed=2)
    assert rgb.shape == (400, 300, 3) and rgb.dtype == np.uint8
    assert truth.shape == (400, 300) and truth.dtype == np.uint8
    redness = rgb[..., 0].astype(int) - rgb[..., 1]
    found = redness > 75
    inside = truth > 127
    assert (found & inside).sum() / (found | inside).sum() > 0.93


def test_the_garment_fills_most_of_the_picture_without_touching_its_edge() -> None:
    for garment in demo_wardrobe()[::6]:
        _, truth = photograph(garment, "plain", (300, 400), seed=1)
        rows, columns = np.nonzero(truth > 127)
        assert rows.min() > 0 and rows.max() < 399 and columns.min() > 0 and columns.max() < 299
        assert max(np.ptp(rows) / 400, np.ptp(columns) / 300) > 0.7


def test_the_surface_is_darker_beside_the_garment_than_far_from_it() -> None:
    rgb, truth = photograph(RED_DRESS, "plain", (300, 400), seed=2)
    gray = rgb.astype(np.float32).mean(axis=2)
    near = np.zeros_like(truth, dtype=bool)
    near[3:, 3:] = truth[:-3, :-3] > 127
    near &= truth == 0
    far = np.zeros_like(near)
    far[:30, :30] = True
    assert gray[near].mean() < gray[far & (truth == 0)].mean() - 10


def test_the_same_arguments_give_the_same_photograph_and_another_seed_another() -> None:
    first, truth = photograph(RED_DRESS, "bed", (150, 200), seed=3)
    again, truth_again = photograph(RED_DRESS, "bed", (150, 200), seed=3)
    other, _ = photograph(RED_DRESS, "bed", (150, 200), seed=4)
    assert np.array_equal(first, again) and np.array_equal(truth, truth_again)
    assert not np.array_equal(first, other)


def test_an_unknown_surface_is_refused() -> None:
    with pytest.raises(KeyError):
        photograph(RED_DRESS, "lava", (150, 200))
