"""Drawn photos as training data."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from wardrobe.choices import Category
from wardrobe.drawing import draw
from wardrobe.drawing.archive import random_garment, write_archive
from wardrobe.vision.train import data


@pytest.mark.parametrize("category", list(Category))
def test_any_colours_patterns_and_cuts_of_a_category_can_be_drawn(category: Category) -> None:
    choose = np.random.default_rng(3)
    for _ in range(4):
        spec = random_garment(choose, category)
        assert spec.category == category
        assert draw(spec, size=64).alpha.any()


def test_the_archive_is_read_by_the_training_with_its_exact_truth(tmp_path: Path) -> None:
    write_archive(tmp_path / "drawn_garments.zip", 40, seed=2)
    examples = data.read_examples(tmp_path)
    assert len(examples) == 40
    assert {example.source for example in examples} == {"drawn"}
    assert {example.split for example in examples} == {"train", "dev"}
    with zipfile.ZipFile(tmp_path / "drawn_garments.zip") as archive:
        assert data.read_picture(archive, examples[0].file).shape == (320, 240, 3)
    assert examples[0].labels["category"] == (Category.T_SHIRT.value,)
    assert all(len(example.captions) == 6 for example in examples)


def test_drawings_alone_add_no_class_to_a_head(tmp_path: Path) -> None:
    write_archive(tmp_path / "drawn_garments.zip", 40, seed=2)
    assert not any(data.class_names(data.read_examples(tmp_path)).values())
