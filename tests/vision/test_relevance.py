"""Which words a model understands, and how near is near enough."""

from __future__ import annotations

import json

import numpy as np
import pytest
from safetensors.numpy import save_file

from wardrobe.vision.relevance import CARD, LARGE_CLIP_TEXT, REFERENCES, Relevance, relevance_of


def axis(number: int) -> np.ndarray:
    return np.eye(512, dtype=np.float32)[number]


@pytest.fixture
def folder(tmp_path):
    """A model whose references lie on a line: cosines with axis 0 of 0.2 and 0.4."""
    references = np.stack([0.2 * axis(0) + 0.98**0.5 * axis(1), 0.4 * axis(0) + 0.84**0.5 * axis(2)])
    save_file({"references": references.astype(np.float16)}, tmp_path / REFERENCES)
    card = {"vocabulary": ["blue", "jeans"], "deviations": 2.0, "picture": 0.8}
    (tmp_path / CARD).write_text(json.dumps(card))
    return tmp_path


def test_words_that_the_model_never_read_are_taken_out(folder):
    assert relevance_of(folder).understood(["blue", "quantum", "jeans"]) == ["blue", "jeans"]
    assert relevance_of(folder).understood(["quantum", "physics"]) == []


def test_an_answer_must_be_unusually_near(folder):
    # Mean 0.3, standard deviation 0.1, two deviations above.
    assert relevance_of(folder).text_threshold(axis(0)) == pytest.approx(0.5, abs=1e-3)


def test_a_model_without_references_reads_everything_and_is_judged_by_a_plain_cosine(tmp_path):
    for found in (relevance_of(None), relevance_of(tmp_path), Relevance()):
        assert found.understood(["quantum"]) == ["quantum"]
        assert found.text_threshold(axis(0)) == LARGE_CLIP_TEXT
