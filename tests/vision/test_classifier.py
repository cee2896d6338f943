from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file

from wardrobe.choices import Category, Material, Season, Style
from wardrobe.vision.classifier import TrainedHeads, classify, reader_of, softmax
from wardrobe.vision.encoder import COMPACT_FOLDER, Encoder, load_encoder
from wardrobe.vision.priors import PRIORS

HEADS = (
    ("category", ["jeans", "coat"]),
    ("article", ["Jeans", "Trousers", "Jackets"]),
    ("usage", ["Casual", "Formal"]),
    ("season", ["Summer", "Winter"]),
    ("material", ["cotton", "denim"]),
)
ARTICLES = {
    "Jeans": {"noun": "jeans", "of": ["jeans"]},
    "Trousers": {"noun": "trousers", "of": ["pants"]},
    "Jackets": {"noun": "jacket", "of": ["jacket", "coat"]},
}


class Words:
    """An encoder without heads: every phrase points along the axis of its first known word."""

    checksum = "words"
    folder = None

    def __init__(self, axes: list[str]) -> None:
        self.axes = axes

    def encode_texts(self, texts: list[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), 512), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row, next((i for i, word in enumerate(self.axes) if word in text), 511)] = 1
        return vectors


class Headed:
    checksum = "headed"

    def __init__(self, folder: Path) -> None:
        self.folder = folder


@pytest.fixture
def headed(tmp_path: Path) -> Headed:
    """Heads in which axis i of the vector speaks for class i, whatever the head."""
    sizes = [len(classes) for _name, classes in HEADS]
    weight = np.zeros((sum(sizes), 512), dtype=np.float16)
    row = 0
    for size in sizes:
        for column in range(size):
            weight[row, column] = 1
            row += 1
    save_file({"weight": weight, "bias": np.zeros(row, dtype=np.float16)}, tmp_path / "heads.safetensors")
    heads = [{"name": name, "classes": classes, "temperature": 2.0} for name, classes in HEADS]
    (tmp_path / "heads.json").write_text(json.dumps({"scale": 16.0, "heads": heads, "articles": ARTICLES}))
    encoder = Headed(tmp_path)
    encoder.checksum = str(tmp_path)
    return encoder


def axis(number: int) -> NDArray[np.float32]:
    return np.eye(512, dtype=np.float32)[number]


def test_heads_read_category_subcategory_and_attributes(headed: Headed) -> None:
    seen = classify(axis(0), headed)
    assert [category for category, _share in seen.category_top] == [Category.JEANS, Category.COAT]
    assert seen.category_top[0][1] == pytest.approx(1 / (1 + np.exp(-8)), abs=1e-4), "16 times, at temperature 2"
    assert seen.attributes["subcategory"][0] == "jeans"
    assert seen.attributes["style_tags"][0] == [Style.CASUAL]
    assert seen.attributes["material"][0] == Material.COTTON
    assert seen.attributes["warmth"][0] == PRIORS[Category.JEANS].clo


def test_a_subcategory_always_belongs_to_the_category(headed: Headed) -> None:
    coat = classify(axis(1), headed)
    assert coat.category_top[0][0] == Category.COAT
    assert coat.attributes["subcategory"][0] == "jacket", "trousers are likelier, but no coat"
    assert coat.attributes["seasons"][0] == [Season.AUTUMN, Season.WINTER]


def test_labels_of_own_photos_bear_witness_for_the_category(headed: Headed) -> None:
    card = json.loads((headed.folder / "heads.json").read_text())
    card["heads"].append({"name": "closet", "classes": ["Pants", "Outwear"], "temperature": 1.0})
    card["evidence"] = {"Pants": ["jeans"], "Outwear": ["coat"]}
    (headed.folder / "heads.json").write_text(json.dumps(card))
    weight = np.zeros((13, 512), dtype=np.float16)
    weight[0, 0] = weight[11, 0] = 0.25
    save_file({"weight": weight, "bias": np.zeros(13, dtype=np.float16)}, headed.folder / "heads.safetensors")
    seen = classify(axis(0), headed)
    assert seen.category_top[0][0] == Category.JEANS
    assert seen.category_top[0][1] == pytest.approx(1 / (1 + np.exp(-4)), abs=1e-3), "4 + 4, at temperature 2"


def test_formal_usage_makes_a_garment_more_formal(headed: Headed) -> None:
    casual, formal = classify(axis(0), headed), classify(axis(1), headed)
    assert casual.attributes["formality"][0] < formal.attributes["formality"][0]
    assert all(0 <= seen.attributes["formality"][0] <= 1 for seen in (casual, formal))


def test_what_the_model_is_unsure_of_stays_unsaid(headed: Headed) -> None:
    unsure = classify(axis(400), headed)
    assert unsure.category_top[0][1] == pytest.approx(0.5)
    assert "pattern" not in unsure.attributes


def test_an_encoder_without_heads_is_asked_in_words() -> None:
    encoder = Words(["dress", "formal office", "striped", "denim"])
    mixed = (axis(0) + axis(1) + axis(2) + axis(3)) / 2
    seen = classify(mixed, encoder)
    assert seen.category_top[0][0] == Category.DRESS
    assert seen.attributes["pattern"][0] == "striped" and seen.attributes["material"][0] == "denim"
    assert Style.FORMAL in seen.attributes["style_tags"][0]
    assert "subcategory" not in seen.attributes


def test_probabilities_of_every_head_of_the_shipped_model_sum_to_one() -> None:
    heads = TrainedHeads(COMPACT_FOLDER)
    vectors = np.random.default_rng(0).normal(size=(3, 512)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    for name, table in heads.probabilities(vectors).items():
        np.testing.assert_allclose(table.sum(axis=1), 1, atol=1e-4, err_msg=name)
    known = next(head["classes"] for head in heads.card["heads"] if head["name"] == "category")
    assert set(known) <= {category.value for category in Category}


def test_the_shipped_model_reads_a_picture_in_the_words_of_the_wardrobe() -> None:
    encoder: Encoder = load_encoder("compact")
    photo = np.full((300, 200, 3), 200, dtype=np.uint8)
    photo[20:280, 60:140] = (40, 60, 120)
    seen = classify(encoder.encode_images([photo])[0], encoder)
    assert len(seen.category_top) == 3
    shares = [share for _category, share in seen.category_top]
    assert shares == sorted(shares, reverse=True) and 0 < sum(shares) <= 1 + 1e-5
    assert set(seen.attributes["seasons"][0]) <= set(Season)
    assert reader_of(encoder) is reader_of(encoder)


def test_every_category_has_a_prior() -> None:
    assert set(PRIORS) == set(Category)
    assert all(0 <= prior.formality <= 1 and 0 <= prior.clo < 1 and prior.seasons for prior in PRIORS.values())
    assert PRIORS[Category.COAT].clo > PRIORS[Category.T_SHIRT].clo


def test_softmax_does_not_overflow() -> None:
    np.testing.assert_allclose(softmax(np.array([1e4, 0.0], dtype=np.float32)), [1, 0])
