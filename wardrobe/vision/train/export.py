"""From a checkpoint to the folder that the wardrobe loads: weights in half precision, calibrated heads, model card."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from wardrobe.choices import Category
from wardrobe.vision.classifier import HEADS_CARD, HEADS_FILE, TrainedHeads
from wardrobe.vision.encoder import LOCAL_DIR, load_encoder
from wardrobe.vision.train import data, labels, model
from wardrobe.vision.train.scores import Measured, encode_examples, pipeline_crop

TEMPERATURES = np.geomspace(0.25, 4.0, 65)
PRODUCT_HEADS = ("article", "colour", "usage", "season", "pattern", "material", "fit")


def export(checkpoint: Path, folder: Path, data_folder: Path) -> None:
    """Write the running average of a checkpoint to `folder`, its heads calibrated on the held-out pictures."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=False)
    prefix = "clip."
    average = {k.removeprefix(prefix): v for k, v in state["average"].items() if k.startswith(prefix)}
    model.save_model(folder, state["config"], average)
    _write_heads(folder, state["average"], state["classes"], dict.fromkeys(data.HEADS, 1.0))
    examples = data.read_examples(data_folder)
    encoder = load_encoder(f"{LOCAL_DIR}{folder}")
    photos, products = calibration_part(examples)
    seen = encode_examples(encoder, data_folder, photos, pipeline_crop)
    shop = encode_examples(encoder, data_folder, products)
    measured = Measured(photos + products, np.concatenate([seen.vectors, shop.vectors]))
    temperatures = _temperatures(TrainedHeads(folder), measured)
    _write_heads(folder, state["average"], state["classes"], temperatures)


def calibration_part(examples: list[data.Example]) -> tuple[list[data.Example], list[data.Example]]:
    """Photos of contributors kept out of training, and every other product of the dev split."""
    products = [e for e in examples if e.source == "product" and e.split == "dev"]
    return [e for e in examples if e.split == "unseen"], products[::2]


def _write_heads(
    folder: Path, state: dict[str, torch.Tensor], classes: dict[str, list[str]], temperatures: dict[str, float]
) -> None:
    from safetensors.torch import save_file

    tensors = {name: state[f"heads.linear.{name}"].half().contiguous() for name in ("weight", "bias")}
    save_file(tensors, folder / HEADS_FILE)
    card: dict[str, Any] = {
        "scale": model.HEAD_SCALE,
        "heads": [
            {"name": head, "classes": [str(c) for c in classes[head]], "temperature": round(temperatures[head], 4)}
            for head in data.HEADS
            if classes[head]
        ],
        "evidence": {label: _allowed_by(label) for label in classes["closet"]},
        "articles": {str(name): _article(str(name)) for name in classes["article"]},
    }
    (folder / HEADS_CARD).write_text(json.dumps(card, indent=1) + "\n")


def _allowed_by(label: str) -> list[str]:
    """The categories of a closet label; "Other" is whatever no label names."""
    named = {category for several in labels.CLOSET.values() for category in several}
    return sorted(c.value for c in labels.CLOSET.get(label, set(Category) - named))


def _article(name: str) -> dict[str, Any]:
    category, noun = labels.ARTICLE.get(name, (None, name.lower()))
    belongs = {c for _words, several in labels.REFINED.get(name, ()) for c in several}
    if category:
        belongs.add(category)
    return {"noun": noun, "of": sorted(c.value for c in belongs)}


def _temperatures(heads: TrainedHeads, measured: Measured) -> dict[str, float]:
    """The temperature of each head that makes the held-out labels likeliest (Guo et al. 2017)."""
    found = dict.fromkeys(data.HEADS, 1.0)
    probabilities = heads.probabilities(measured.vectors)
    classes = heads.classes
    allowed = data.split_allowed(measured.examples, classes)
    closet = np.array([e.source == "closet" for e in measured.examples])
    for head in classes:
        known = allowed[head].any(axis=1) & (~closet if head in PRODUCT_HEADS else closet)
        if known.any():
            found[head] = _temperature(probabilities[head][known], allowed[head][known])
    return found


def _temperature(probabilities: NDArray[np.float32], allowed: NDArray[np.bool_]) -> float:
    logits = np.log(np.maximum(probabilities, 1e-12))
    costs = []
    for temperature in TEMPERATURES:
        raised = np.exp(logits / temperature)
        share = (raised * allowed).sum(axis=1) / raised.sum(axis=1)
        costs.append(-np.log(np.maximum(share, 1e-12)).mean())
    return float(TEMPERATURES[int(np.argmin(costs))])
