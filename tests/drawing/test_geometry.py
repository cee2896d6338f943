"""Outlines: curves pass through their knots, offsets keep their distance, halves join on the centre line."""

from __future__ import annotations

import numpy as np

from wardrobe.drawing.geometry import (
    Sway,
    arc,
    flip,
    lean,
    offset,
    path,
    rectangle,
    resample,
    rotate,
    shape,
    symmetric,
    trace,
)


def test_a_curve_passes_through_its_knots_and_keeps_corners_sharp() -> None:
    curve = path([(0, 0), (5, 5, 1), (10, 0)])
    for knot in ((0, 0), (5, 5), (10, 0)):
        assert np.linalg.norm(curve - np.array(knot), axis=1).min() < 1e-9
    assert np.array_equal(trace("0,0 5,5! 10,0"), curve)


def test_a_curve_that_starts_on_the_centre_line_leaves_it_level() -> None:
    curve = trace("0,10 5,8 9,0")
    first = curve[1] - curve[0]
    assert abs(first[1]) < 0.1 * first[0]


def test_a_closed_shape_comes_back_to_its_start_without_repeating_it() -> None:
    square = shape("0,0! 4,0! 4,4! 0,4!")
    assert len(square) == 40 and np.linalg.norm(square[-1] - square[0]) < 1


def test_an_offset_runs_parallel() -> None:
    moved = offset(trace("0,0! 10,0!"), 2.0)
    assert np.allclose(moved[:, 1], 2.0)


def test_halves_mirror_into_a_whole() -> None:
    whole = symmetric(trace("0,0 4,2 0,6"))
    assert np.allclose(np.sort(whole[:, 0]), np.sort(flip(whole)[:, 0]))


def test_resampling_spaces_points_evenly() -> None:
    steps = np.linalg.norm(np.diff(resample(arc(0, 0, 5, 5, 0, 180), 30), axis=0), axis=1)
    assert steps.max() / steps.min() < 1.05


def test_turning_keeps_sizes_and_leaning_measures_the_turn() -> None:
    box = rectangle(3, 4, 2, 6, 0.5)
    turned = rotate(box, 30, (3, 4))
    assert np.isclose(np.linalg.norm(turned - [3, 4], axis=1).max(), np.linalg.norm(box - [3, 4], axis=1).max())
    assert np.isclose(lean(np.array([0.0, 0.0]), np.array([0.0, 5.0])), 0)
    assert np.isclose(lean(np.array([0.0, 0.0]), np.array([-5.0, 5.0])), 45)


def test_sway_is_small_smooth_and_repeatable() -> None:
    points = resample(trace("0,0 20,40 0,80"), 100)
    bent = Sway(4, 0.5, 80)(points)
    assert np.array_equal(bent, Sway(4, 0.5, 80)(points))
    assert 0 < np.abs(bent - points).max() < 3
