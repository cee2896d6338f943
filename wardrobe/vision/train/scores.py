"""Scores of an encoder on the held-out pictures, each with its 95 % interval."""

from __future__ import annotations

import math
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from wardrobe.choices import Category
from wardrobe.vision.analysis import TRUSTED_CUTOUT, encoder_crop
from wardrobe.vision.classifier import TrainedHeads, classify, reader_of
from wardrobe.vision.cutout import cut_out
from wardrobe.vision.encoder import BATCH, Encoder
from wardrobe.vision.train import data, labels

LARGEST_CLOSET = 10
FREQUENT_ARTICLES = 30
RECALL_AT = 10
CALIBRATION_BINS = 10
PAIRED = 1000  # products whose pairs are compared
TIMED = 8  # pictures per timed batch


@dataclass(frozen=True, slots=True)
class Measured:
    """Pictures and their unit vectors (n, 512), row by row."""

    examples: list[data.Example]
    vectors: NDArray[np.float32]

    def only(self, source: str, split: str) -> Measured:
        chosen = [i for i, e in enumerate(self.examples) if e.source == source and e.split == split]
        return Measured([self.examples[i] for i in chosen], self.vectors[chosen])


@dataclass(frozen=True, slots=True)
class Score:
    """A share of right answers; `note` says what it is compared with."""

    name: str
    right: int
    total: int
    note: str = ""

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else math.nan

    def interval(self) -> tuple[float, float]:
        return wilson(self.right, self.total)


def wilson(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (E. B. Wilson, 1927)."""
    if not total:
        return 0.0, 1.0
    share = right / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, centre - half), min(1.0, centre + half)


def pipeline_crop(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The part of a photo that the wardrobe shows to the encoder: around the garment, where it was found."""
    cutout = cut_out(rgb)
    return encoder_crop(rgb, cutout.box if cutout.confidence > TRUSTED_CUTOUT else None)


def encode_examples(
    encoder: Encoder,
    folder: Path,
    examples: Sequence[data.Example],
    crop: Callable[[NDArray[np.uint8]], NDArray[np.uint8]] = lambda rgb: rgb,
) -> Measured:
    """Encode pictures straight from the archives, each after `crop`."""
    vectors = [np.empty((0, encoder.dimension), dtype=np.float32)]
    archives = {
        source: zipfile.ZipFile(folder / name) for source, name in data.ARCHIVES.items() if (folder / name).exists()
    }
    try:
        for start in tqdm(range(0, len(examples), BATCH), desc="encoding", unit="batch", leave=False):
            some = examples[start : start + BATCH]
            pictures = [crop(data.read_picture(archives[e.source], e.file)) for e in some]
            vectors.append(encoder.encode_images(pictures))
    finally:
        for archive in archives.values():
            archive.close()
    return Measured(list(examples), np.concatenate(vectors))


def largest_closet_labels(examples: Sequence[data.Example]) -> list[str]:
    """The ten most frequent labels of closet_photos that name a garment."""
    counts = Counter(e.labels["closet"][0] for e in examples if e.source == "closet")
    return [name for name, _count in counts.most_common() if name in labels.CLOSET][:LARGEST_CLOSET]


def is_right(category: Category, label: str) -> bool:
    """Whether a category is what a closet label means; the sets of the ten largest labels do not overlap."""
    return category in labels.CLOSET[label]


def closet_scores(encoder: Encoder, measured: Measured, names: list[str], what: str) -> list[Score]:
    """Top-1 and top-3 over photos of the given labels, the category chosen among all of the wardrobe's categories."""
    first = third = total = 0
    for example, vector in zip(measured.examples, measured.vectors, strict=True):
        label = example.labels["closet"][0]
        if label in names:
            top = [category for category, _share in classify(vector, encoder).category_top]
            first += is_right(top[0], label)
            third += any(is_right(category, label) for category in top)
            total += 1
    return [Score(f"{what}, top-1", first, total), Score(f"{what}, top-3", third, total)]


def closet_mistakes(encoder: Encoder, measured: Measured, names: list[str]) -> list[tuple[str, str, int]]:
    """(label, wrong category, how often), most frequent first."""
    wrong: Counter[tuple[str, str]] = Counter()
    for example, vector in zip(measured.examples, measured.vectors, strict=True):
        label = example.labels["closet"][0]
        best = classify(vector, encoder).category_top[0][0]
        if label in names and not is_right(best, label):
            wrong[label, best.value] += 1
    return [(label, category, count) for (label, category), count in wrong.most_common()]


def head_score(heads: TrainedHeads, measured: Measured, head: str, names: Sequence[str], what: str) -> Score:
    """Top-1 of one head over the pictures whose label is among `names`."""
    classes = heads.classes[head]
    guesses = heads.probabilities(measured.vectors)[head].argmax(axis=1)
    asked = [
        (e.labels[head][0], classes[g]) for e, g in zip(measured.examples, guesses, strict=True) if head in e.labels
    ]
    asked = [(label, guess) for label, guess in asked if label in names]
    return Score(what, sum(str(label) == guess for label, guess in asked), len(asked))


def retrieval_score(encoder: Encoder, measured: Measured) -> Score:
    """How often a product's picture is among the ten nearest to its title; equal titles share their pictures."""
    titles = [e.title for e in measured.examples]
    texts = encoder.encode_texts([title.lower() for title in titles])
    right = 0
    for row, text in enumerate(texts):
        nearest = np.argsort(-(measured.vectors @ text))[:RECALL_AT]
        right += any(titles[i] == titles[row] for i in nearest)
    chance = RECALL_AT / max(1, len(titles))
    return Score(f"product title → picture, R@{RECALL_AT} of {len(titles)}", right, len(titles), f"chance {chance:.2%}")


def calibration_error(heads: TrainedHeads, measured: Measured, names: list[str]) -> float:
    """Expected calibration error of the answer over ten equal bins (Naeini et al. 2015).

    An answer is right when its category is among those of the label, so its probability is theirs together.
    """
    sure, right = [], []
    classes = heads.classes["category"]
    for example, row in zip(measured.examples, heads.probabilities(measured.vectors)["category"], strict=True):
        label = example.labels["closet"][0]
        if label in names:
            category = Category(classes[int(row.argmax())])
            alike = next((labels.CLOSET[name] for name in names if is_right(category, name)), (category,))
            sure.append(sum(float(row[classes.index(c)]) for c in alike if c in classes))
            right.append(is_right(category, label))
    shares, hits = np.array(sure), np.array(right, dtype=float)
    bins = np.minimum((shares * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [abs(hits[bins == b].mean() - shares[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())]
    return float(sum(gaps))


def milliseconds_per_picture(encoder: Encoder, rounds: int = 4) -> float:
    """Mean time of `encode_images`, letterboxing included, on batches of photos of 600 × 800 pixels."""
    pictures = [np.random.default_rng(i).integers(0, 255, (800, 600, 3), dtype=np.uint8) for i in range(TIMED)]
    encoder.encode_images(pictures)
    started = time.perf_counter()
    for _round in range(rounds):
        encoder.encode_images(pictures)
    return (time.perf_counter() - started) * 1000 / rounds / len(pictures)


def cosines(encoder: Encoder, measured: Measured) -> dict[str, float]:
    """Where cosines lie, for choosing what is near enough: matching and chance pairs, text–picture and picture–picture.

    A chance picture pair is of two different product types; "matching" pictures share product type and colour.
    """
    examples = measured.examples[:PAIRED]
    vectors = measured.vectors[:PAIRED]
    texts = encoder.encode_texts([e.title.lower() for e in examples])
    across, within = texts @ vectors.T, vectors @ vectors.T
    kinds = np.array([str(e.labels.get("article")) for e in examples])
    alike = np.array([f"{kind} {e.labels.get('colour')}" for kind, e in zip(kinds, examples, strict=True)])
    others = kinds[:, None] != kinds[None, :]
    same = (alike[:, None] == alike[None, :]) & ~np.eye(len(examples), dtype=bool)
    found = {
        "title and its picture, median": np.diag(across),
        "title and a picture of another type, 95th percentile": across[others],
        "two pictures of the same type and colour, median": within[same],
        "two pictures of different types, 95th percentile": within[others],
    }
    return {
        name: float(np.percentile(values, 50 if "median" in name else 95))
        for name, values in found.items()
        if values.size
    }


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the model card says about quality."""

    scores: list[Score]
    mistakes: list[tuple[str, str, int]]
    calibration: float
    milliseconds: float
    cosines: dict[str, float]


def evaluate(encoder: Encoder, folder: Path) -> Report:
    """Measure an encoder on the pictures that were kept out of training."""
    examples = data.read_examples(folder)
    held_back = [e for e in examples if e.split != "train"]
    whole = encode_examples(encoder, folder, held_back)
    cropped = encode_examples(encoder, folder, [e for e in held_back if e.source == "closet"], pipeline_crop)
    names = largest_closet_labels(examples)
    dev = cropped.only("closet", "dev")
    scores = closet_scores(encoder, dev, names, "closet photos, dev, through the pipeline")
    scores += closet_scores(encoder, whole.only("closet", "dev"), names, "closet photos, dev, uncut")
    unseen = "closet photos of unseen contributors"
    scores += closet_scores(encoder, cropped.only("closet", "unseen"), names, f"{unseen}, through the pipeline")
    scores += closet_scores(encoder, whole.only("closet", "unseen"), names, f"{unseen}, uncut")
    scores += product_scores(encoder, whole.only("product", "dev"), examples)
    mistakes = closet_mistakes(encoder, dev, names)
    heads = reader_of(encoder)
    return Report(
        scores=scores,
        mistakes=mistakes,
        calibration=calibration_error(heads, dev, names) if isinstance(heads, TrainedHeads) else math.nan,
        milliseconds=milliseconds_per_picture(encoder),
        cosines=cosines(encoder, whole.only("product", "dev")),
    )


def product_scores(encoder: Encoder, products: Measured, examples: Sequence[data.Example]) -> list[Score]:
    """Product types, colours and retrieval by title."""
    if not products.examples:
        return []
    scores = []
    heads = reader_of(encoder)
    if isinstance(heads, TrainedHeads):
        counts = Counter(e.labels["article"][0] for e in examples if e.source == "product")
        frequent = [name for name, _count in counts.most_common(FREQUENT_ARTICLES)]
        scores.append(head_score(heads, products, "article", frequent, "product types, dev, 30 most frequent, top-1"))
        colours = {e.labels["colour"][0] for e in products.examples if "colour" in e.labels}
        scores.append(head_score(heads, products, "colour", sorted(colours), "product colours, dev, all names, top-1"))
    return [*scores, retrieval_score(encoder, products)]
