"""What an embedding says about a garment: category, subcategory and attributes.

An encoder whose folder holds heads (`heads.json`, `heads.safetensors`) is read through them: linear layers over the
unit vector with calibrated temperatures. Any other encoder is asked in words, by comparing the vector with prompts.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wardrobe.choices import Category, Fit, Material, Pattern, Season, Style
from wardrobe.vision.encoder import Encoder
from wardrobe.vision.priors import PRIORS

TOP = 3
PROMPT_SHARPNESS = 60.0  # temperature of a zero-shot softmax over cosines
TINY = 1e-6
HEADS_FILE = "heads.safetensors"
HEADS_CARD = "heads.json"

USAGE_FORMALITY = {
    "Casual": 0.3, "Sports": 0.1, "Formal": 0.85, "Ethnic": 0.55, "Smart Casual": 0.6, "Party": 0.75, "Travel": 0.3,
}  # fmt: skip
USAGE_STYLES = {
    "Casual": (Style.CASUAL,), "Sports": (Style.SPORTY,), "Formal": (Style.FORMAL, Style.BUSINESS),
    "Ethnic": (Style.ETHNIC,), "Smart Casual": (Style.CLASSIC,), "Party": (Style.PARTY,), "Travel": (Style.CASUAL,),
}  # fmt: skip
USAGE_PROMPTS = {
    "Casual": "casual clothes", "Sports": "sports clothes", "Formal": "formal office clothes",
    "Ethnic": "traditional ethnic clothes", "Smart Casual": "smart casual clothes", "Party": "party clothes",
}  # fmt: skip
SEASON_WORDS = {"Spring": Season.SPRING, "Summer": Season.SUMMER, "Fall": Season.AUTUMN, "Winter": Season.WINTER}
STYLE_THRESHOLD = 0.25
SEASON_THRESHOLD = 0.5
SEASON_PRIOR_WEIGHT = 0.75
WORTH_SAYING = 0.5  # below this confidence material, pattern and fit stay unsaid

Probabilities = dict[str, float]
ORDINARY: Probabilities = {"Casual": 1.0}  # what is assumed of the usage where a model has no head for it


@dataclass(frozen=True, slots=True)
class Recognition:
    """Calibrated probabilities of the three likeliest categories, and attribute → (value, confidence in 0–1).

    Attributes: `subcategory` (str), `formality` (0–1), `seasons` (list), `style_tags` (list), `warmth` (clo), and, when
    the model is sure enough, `material`, `pattern`, `fit`. Values are words of `wardrobe.choices`.
    """

    category_top: list[tuple[Category, float]]
    attributes: dict[str, tuple[Any, float]] = field(default_factory=dict)


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities over the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: NDArray[np.float32] = (raised / raised.sum(axis=-1, keepdims=True)).astype(np.float32)
    return shares


class TrainedHeads:
    """The linear heads beside a model's weights.

    The head for the labels of people's own photos (`closet`) knows how often people own what, which the category head,
    taught on shop pictures too, does not: the card's `evidence` says which categories each of its labels allows, and
    the two multiply.
    """

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file

        self.card: dict[str, Any] = json.loads((folder / HEADS_CARD).read_text())
        tensors = load_file(folder / HEADS_FILE)
        self.weight = tensors["weight"].astype(np.float32) * np.float32(self.card["scale"])
        self.bias = tensors["bias"].astype(np.float32)
        self.classes: dict[str, list[str]] = {head["name"]: head["classes"] for head in self.card["heads"]}
        self.evidence = self._evidence()

    def _evidence(self) -> NDArray[np.float32]:
        """(labels, categories) 1 where a label of closet photos allows a category."""
        allows: dict[str, list[str]] = self.card.get("evidence", {})
        rows = [[name in allows[label] for name in self.classes["category"]] for label in allows]
        return np.array(rows, dtype=np.float32)

    def probabilities(self, vectors: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """(n, 512) unit vectors to one (n, k) of calibrated probabilities per head."""
        logits = vectors @ self.weight.T + self.bias
        ends = np.cumsum([len(names) for names in self.classes.values()])
        scores = dict(zip(self.classes, np.split(logits, ends[:-1], axis=1), strict=True))
        if len(self.evidence):
            allowed = softmax(scores["closet"]) @ self.evidence
            scores["category"] = np.log(softmax(scores["category"]) + TINY) + np.log(allowed + TINY)
        return {head["name"]: softmax(scores[head["name"]] / head["temperature"]) for head in self.card["heads"]}

    def read(self, vector: NDArray[np.float32]) -> dict[str, Probabilities]:
        tables = self.probabilities(vector[None])
        return {name: dict(zip(self.classes[name], map(float, row[0]), strict=True)) for name, row in tables.items()}

    def subcategory(self, category: Category, found: dict[str, Probabilities]) -> tuple[str, float] | None:
        """The likeliest article type among those that belong to the category, in words."""
        fitting = {
            name: p for name, p in found.get("article", {}).items() if category in self.card["articles"][name]["of"]
        }
        if not fitting:
            return None
        best = max(fitting, key=lambda name: fitting[name])
        return self.card["articles"][best]["noun"], fitting[best]


class Prompts:
    """Zero-shot reading of a vector, for an encoder without heads."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    @cached_property
    def tables(self) -> dict[str, tuple[list[str], NDArray[np.float32]]]:
        words: dict[str, Mapping[str, str]] = {
            "category": {
                c.value: f"a photo of a {c.label.lower()}, a type of clothing" for c in Category if c != "other"
            },
            "usage": {name: f"a photo of {text}" for name, text in USAGE_PROMPTS.items()},
            "season": {name: f"clothes for {season.value}" for name, season in SEASON_WORDS.items()},
            "pattern": {p.value: f"a garment with a {p.value} pattern" for p in Pattern if p != "other"},
            "material": {m.value: f"a garment made of {m.value}" for m in Material if m != "other"},
            "fit": {f.value: f"a {f.value} fit garment" for f in Fit},
        }
        return {name: (list(table), self.encoder.encode_texts(list(table.values()))) for name, table in words.items()}

    def read(self, vector: NDArray[np.float32]) -> dict[str, Probabilities]:
        found = {}
        for name, (classes, texts) in self.tables.items():
            shares = softmax(PROMPT_SHARPNESS * (texts @ vector))
            found[name] = dict(zip(classes, map(float, shares), strict=True))
        return found

    def subcategory(self, category: Category, found: dict[str, Probabilities]) -> tuple[str, float] | None:
        return None


_readers: dict[str, TrainedHeads | Prompts] = {}
_lock = threading.Lock()


def reader_of(encoder: Encoder) -> TrainedHeads | Prompts:
    """The heads or prompts that read the vectors of an encoder, made once per process."""
    with _lock:
        if encoder.checksum not in _readers:
            folder = encoder.folder
            trained = folder is not None and (folder / HEADS_FILE).is_file()
            _readers[encoder.checksum] = TrainedHeads(folder) if folder is not None and trained else Prompts(encoder)
        return _readers[encoder.checksum]


def classify(vector: NDArray[np.float32], encoder: Encoder) -> Recognition:
    """Read one unit vector (512,) made by `encoder`."""
    reader = reader_of(encoder)
    found = reader.read(np.asarray(vector, dtype=np.float32))
    categories = found["category"]
    top = sorted(categories, key=lambda name: -categories[name])[:TOP]
    best = Category(top[0])
    attributes = _attributes(best, found)
    if subcategory := reader.subcategory(best, found):
        attributes["subcategory"] = subcategory
    return Recognition([(Category(name), categories[name]) for name in top], attributes)


def _attributes(category: Category, found: dict[str, Probabilities]) -> dict[str, tuple[Any, float]]:
    sure = found["category"][category]
    attributes: dict[str, tuple[Any, float]] = {
        "formality": _formality(found),
        "seasons": _seasons(category, found),
        "style_tags": _styles(found.get("usage", ORDINARY)),
        "warmth": (PRIORS[category].clo, sure),
    }
    for name in ("material", "pattern", "fit"):
        table = found.get(name) or {"": 0.0}
        value = max(table, key=lambda word: table[word])
        if table[value] >= WORTH_SAYING:
            attributes[name] = (value, table[value])
    return attributes


def _formality(found: dict[str, Probabilities]) -> tuple[float, float]:
    """The mean of what the category and the usage suggest; the confidence falls with their disagreement."""
    by_category = sum(p * PRIORS[Category(name)].formality for name, p in found["category"].items())
    by_usage = sum(p * USAGE_FORMALITY[name] for name, p in found.get("usage", ORDINARY).items())
    return round((by_category + by_usage) / 2, 3), round(1 - abs(by_category - by_usage), 3)


def _seasons(category: Category, found: dict[str, Probabilities]) -> tuple[list[Season], float]:
    """Seasons whose support by the category's prior and the season head together reaches a half."""
    head = {SEASON_WORDS[name]: p for name, p in found.get("season", {}).items()}
    prior = PRIORS[category].seasons
    support = {
        season: SEASON_PRIOR_WEIGHT * (season in prior) + (1 - SEASON_PRIOR_WEIGHT) * head.get(season, 0.0)
        for season in Season
    }
    chosen = [season for season in Season if support[season] >= SEASON_THRESHOLD]
    return chosen, round(found["category"][category], 3)


def _styles(usage: Probabilities) -> tuple[list[Style], float]:
    ranked = sorted(usage, key=lambda name: -usage[name])
    chosen = [name for name in ranked if usage[name] >= STYLE_THRESHOLD] or ranked[:1]
    tags = list(dict.fromkeys(style for name in chosen for style in USAGE_STYLES[name]))
    return tags, round(usage[ranked[0]], 3)
