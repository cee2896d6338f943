"""The drawing palette speaks the wardrobe's colour dictionary, so that truth and recognition can be compared."""

from __future__ import annotations

import numpy as np
import pytest

from tests.drawing.pictures import small
from wardrobe.drawing import demo_wardrobe
from wardrobe.drawing.palette import HEX, ink_on, luma, rgb, shift
from wardrobe.vision.colours import COLOURS, describe, name_of, to_lab


@pytest.mark.parametrize("name", sorted(HEX))
def test_every_palette_colour_is_called_what_the_dictionary_calls_it(name: str) -> None:
    assert name in COLOURS
    assert name_of(to_lab((np.array([rgb(name)]) * 255).round().astype(np.uint8))[0]) == name


def test_recognition_names_the_colour_of_nearly_every_demo_garment() -> None:
    garments = demo_wardrobe()
    seen = [(garment, small(garment)) for garment in garments]
    right = [describe(drawing.rgb, drawing.alpha).primary == garment.color for garment, drawing in seen]
    assert sum(right) >= 0.9 * len(garments)


def test_an_ink_stays_visible_on_dark_and_on_light_cloth() -> None:
    assert luma(ink_on(rgb("black"))) > luma(rgb("black")) + 0.05
    assert luma(ink_on(rgb("white"))) < luma(rgb("white")) - 0.2
    assert shift((0.2, 0.4, 0.6), 1.0) == (1.0, 1.0, 1.0) and shift((0.2, 0.4, 0.6), -1.0) == (0.0, 0.0, 0.0)
