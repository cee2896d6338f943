"""What a search needs to know of a trained model: its vocabulary, reference pictures, and how near is near enough."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wardrobe.vision.encoder import Encoder
from wardrobe.vision.relevance import CARD, REFERENCES, Relevance
from wardrobe.vision.train import data
from wardrobe.vision.train.scores import Measured, encode_examples

REFERENCE_COUNT = 384
GALLERY = 2000
LEAST_READ = 40  # captions that a word must stand in
# A shop's title names the brand first, then for whom it is: a word that mostly stands there is a brand.
PEOPLE = frozenset(["men", "mens", "women", "womens", "boys", "girls", "kids", "unisex", "boy", "girl", "baby"])
BRAND_SHARE = 0.5
FIRST_WORD = re.compile(r"[a-z]+")
SILENT = frozenset(["an", "the", "of", "for", "in", "on", "and", "with", "to", "my", "by", "photo", "everyone", "used"])
DEVIATIONS = np.arange(0.5, 4.01, 0.1)
UNLIKE_SHARE = 0.02  # of two garments of different kinds that may still be called alike


def vocabulary(examples: list[data.Example]) -> list[str]:
    """Words of the training captions that were read often enough and name no brand."""
    counts: Counter[str] = Counter()
    opens: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    for example in examples:
        if example.split != "train":
            continue
        counts.update({word for caption in example.captions for word in FIRST_WORD.findall(caption.lower())})
        if example.source == "product":
            words = FIRST_WORD.findall(example.title.lower())
            titles.update(set(words))
            ends = next((i for i, word in enumerate(words) if word in PEOPLE), 1)
            opens.update(set(words[: max(1, ends)]))
    brands = {word for word in titles if opens[word] > BRAND_SHARE * titles[word]}
    colours = {word for e in examples for word in FIRST_WORD.findall(" ".join(e.labels.get("colour", ())).lower())}
    known = {word for word, count in counts.items() if count >= LEAST_READ and len(word) > 1}
    return sorted((known - brands - SILENT) | (colours & set(counts)))


def questions(examples: list[data.Example]) -> dict[str, NDArray[np.bool_]]:
    """“colour type” questions over pictures, each with its right answers: those with at least three."""
    asked = [f"{e.labels['colour'][0]} {e.labels['article'][0]}" if "colour" in e.labels else "" for e in examples]
    asked = [text.lower() for text in asked]
    often = [text for text, count in Counter(asked).items() if text and count >= 3]
    return {text: np.array([other == text for other in asked]) for text in often}


def best_deviations(encoder: Encoder, gallery: Measured, references: NDArray[np.float32]) -> tuple[float, float]:
    """The k whose answers have the highest mean F1 over the questions, and that F1."""
    asked = questions(gallery.examples)
    texts = encoder.encode_texts(list(asked))
    scores = np.zeros(len(DEVIATIONS))
    for text, right in zip(texts, asked.values(), strict=True):
        usual = references @ text
        unusual = (gallery.vectors @ text - usual.mean()) / usual.std()
        for i, k in enumerate(DEVIATIONS):
            found = unusual >= k
            scores[i] += 2 * (found & right).sum() / (found.sum() + right.sum())
    best = int(scores.argmax())
    return float(DEVIATIONS[best]), float(scores[best] / max(1, len(asked)))


def unlike_quantile(gallery: Measured) -> float:
    """The cosine that only UNLIKE_SHARE of the pairs of different product types exceed."""
    kinds = np.array([e.labels["article"][0] for e in gallery.examples])
    across = (gallery.vectors @ gallery.vectors.T)[kinds[:, None] != kinds[None, :]]
    return float(np.quantile(across, 1 - UNLIKE_SHARE))


def write_relevance(folder: Path, encoder: Encoder, data_folder: Path, seed: int = 20) -> Relevance:
    """Write `relevance.json` and `references.safetensors` beside the weights. k is chosen on the dev split."""
    from safetensors.numpy import save_file

    examples = data.read_examples(data_folder)
    draw = np.random.default_rng(seed)

    def some(split: str, sources: tuple[str, ...], count: int) -> list[data.Example]:
        fitting = [e for e in examples if e.split == split and e.source in sources]
        return [fitting[i] for i in draw.permutation(len(fitting))[:count]]

    chosen = some("train", ("closet",), REFERENCE_COUNT // 2) + some("train", ("product",), REFERENCE_COUNT // 2)
    references = encode_examples(encoder, data_folder, chosen).vectors
    gallery = encode_examples(encoder, data_folder, some("dev", ("product",), GALLERY))
    deviations, f1 = best_deviations(encoder, gallery, references)
    alike = round(unlike_quantile(gallery), 3)
    found = Relevance(frozenset(vocabulary(examples)), round(deviations, 2), alike, references)
    save_file({"references": references.astype(np.float16)}, folder / REFERENCES)
    card = {
        "deviations": found.deviations,
        "deviations_f1": round(f1, 3),
        "picture": found.picture,
        "vocabulary": sorted(found.vocabulary),
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n")
    return found
