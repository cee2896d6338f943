"""Stripes, checks, dots, prints and plain cloth are told apart by their texture, and doubt is admitted."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from wardrobe.choices import Pattern
from wardrobe.vision.patterns import measure, probabilities, recognise

Pixels = NDArray[np.uint8]
HEIGHT, WIDTH = 560, 440
Y, X = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float64)

COLOURS = {"navy on white": ((240, 240, 235), (30, 40, 80)), "red on black": ((28, 28, 30), (190, 40, 50))}


def painted(share: NDArray[np.float64], colours: str = "navy on white") -> Pixels:
    """Cloth of two colours with folds, uneven light and grain."""
    ground, ink = (np.array(value, float) for value in COLOURS[colours])
    share = cv2.GaussianBlur(np.asarray(share, np.float64), (0, 0), 1.2)[..., None]
    folds = 1 + 0.1 * np.sin((X + 0.4 * Y) / 45) + 0.08 * (Y / HEIGHT - 0.5)
    noise = np.random.default_rng(8).normal(0, 3, (HEIGHT, WIDTH, 3))
    return np.clip((ground * (1 - share) + ink * share) * folds[..., None] + noise, 0, 255).astype(np.uint8)


def body() -> Pixels:
    alpha = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.ellipse(alpha, (WIDTH // 2, HEIGHT // 2), (190, 260), 0, 0, 360, 255, -1)
    return alpha


def stripes(angle: float, period: float) -> NDArray[np.float64]:
    turned = X * np.sin(angle) + Y * np.cos(angle)
    return (np.sin(2 * np.pi * turned / period) > 0.2).astype(float)


def checks(period: float) -> NDArray[np.float64]:
    return (stripes(0, period) + stripes(np.pi / 2, period)) / 2


def dots(period: int, radius: int) -> NDArray[np.float64]:
    share = np.zeros((HEIGHT, WIDTH), np.uint8)
    for row, y in enumerate(range(0, HEIGHT, period)):
        for x in range((row % 2) * period // 2, WIDTH, period):
            cv2.circle(share, (x, y), radius, 1, -1)
    return share.astype(float)


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("angle", (0.0, 0.5, np.pi / 2, 2.3))
@pytest.mark.parametrize("period", (26.0, 48.0))
def test_stripes_of_any_direction_are_striped(colours: str, angle: float, period: float) -> None:
    pattern, confidence = recognise(painted(stripes(angle, period), colours), body())
    assert pattern == Pattern.STRIPED and confidence > 0.6


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("period", (30.0, 56.0))
def test_a_grid_is_checked(colours: str, period: float) -> None:
    pattern, confidence = recognise(painted(checks(period), colours), body())
    assert pattern == Pattern.CHECKED and confidence > 0.6


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize(("period", "radius"), ((44, 10), (64, 15)))
def test_a_lattice_of_dots_is_dotted(colours: str, period: int, radius: int) -> None:
    pattern, confidence = recognise(painted(dots(period, radius), colours), body())
    assert pattern == Pattern.DOTTED and confidence > 0.5


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("share", (0.0, 1.0))
def test_plain_cloth_with_folds_is_solid(colours: str, share: float) -> None:
    pattern, confidence = recognise(painted(np.full((HEIGHT, WIDTH), share), colours), body())
    assert pattern == Pattern.SOLID and confidence > 0.8


def test_a_print_on_plain_cloth_is_graphic() -> None:
    share = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.putText(share, "ALICE", (110, 260), cv2.FONT_HERSHEY_DUPLEX, 2.2, 1, 9)
    assert recognise(painted(share.astype(float)), body())[0] == Pattern.GRAPHIC


def test_an_irregular_texture_everywhere_is_no_geometric_pattern() -> None:
    noise = cv2.GaussianBlur(np.random.default_rng(2).normal(0, 1, (HEIGHT, WIDTH)), (0, 0), 9)
    shares = probabilities(painted((noise > 0.01).astype(float)), body())
    best = max(shares, key=lambda pattern: shares[pattern])
    assert best in (Pattern.FLORAL, Pattern.OTHER) and shares[best] < 0.6


def test_the_floor_behind_the_garment_does_not_count() -> None:
    plain, striped = painted(np.zeros((HEIGHT, WIDTH))), painted(stripes(0, 30))
    rgb = np.where(body()[..., None] > 0, plain, striped)
    assert recognise(rgb, body())[0] == Pattern.SOLID


def test_shares_sum_to_one() -> None:
    for share in (dots(44, 10), stripes(0, 30), checks(40)):
        assert sum(probabilities(painted(share), body()).values()) == pytest.approx(1)


def test_of_a_speck_nothing_is_claimed() -> None:
    alpha = np.zeros((HEIGHT, WIDTH), np.uint8)
    assert measure(painted(stripes(0, 30)), alpha) is None
    alpha[200:203, 200:440] = 255
    assert recognise(painted(stripes(0, 30)), alpha)[1] <= 0.5
