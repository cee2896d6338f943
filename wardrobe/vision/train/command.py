"""`python -m wardrobe.vision.train`: train the compact encoder, export a checkpoint, measure a model.

python -m wardrobe.vision.train --data DIR --out DIR [--resume]      train, then export to OUT/compact
python -m wardrobe.vision.train export --data DIR --out DIR [--to DIR]   export the last checkpoint as it is
python -m wardrobe.vision.train evaluate --data DIR [--model SPEC]   print the scores of the shipped model
"""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from wardrobe.vision.encoder import COMPACT, LOCAL_DIR, load_encoder
from wardrobe.vision.train import card, data, loop, model, scores
from wardrobe.vision.train.export import export
from wardrobe.vision.train.relevance import write_relevance

TRUNK = "regnety_008"
CHECKPOINT = "checkpoint.pt"
STEPS = (1500, 1150, 420, 400)


def tokenize(examples: list[data.Example]) -> NDArray[np.int32]:
    """(n, VARIANTS, context) caption tokens."""
    from wardrobe.vision.torchvision_shim import make_torchvision_importable

    make_torchvision_importable()
    from open_clip.tokenizer import SimpleTokenizer

    tokenizer = SimpleTokenizer(context_length=model.CONTEXT)
    bar = tqdm(examples, desc="reading captions", unit="picture", leave=False)
    return np.stack([tokenizer(example.captions).numpy().astype(np.int32) for example in bar])


def train(arguments: argparse.Namespace) -> None:
    """Train to the end of the schedule, export, measure and write the card."""
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    examples = data.read_examples(arguments.data)
    classes = data.class_names(examples)
    store = data.PictureStore(arguments.data, out / "cache", examples)
    batches = loop.Batches(examples, store, data.allowed(examples, classes), tokenize(examples), arguments.seed)
    schedule = loop.stages(*arguments.steps)
    config = model.open_clip_config(arguments.trunk, schedule[-1].size)
    trainer = loop.Trainer(config, classes, arguments.seed)
    checkpoint = out / CHECKPOINT
    if arguments.resume and checkpoint.exists():
        trainer.restore(checkpoint, batches)
    loop.run(trainer, batches, schedule, checkpoint)
    finish(arguments, out / COMPACT)


def finish(arguments: argparse.Namespace, folder: Path) -> None:
    """Export the checkpoint to `folder`, measure what was written, and write its card."""
    export(arguments.out / CHECKPOINT, folder, arguments.data)
    encoder = load_encoder(f"{LOCAL_DIR}{folder}")
    write_relevance(folder, encoder, arguments.data)
    report = scores.evaluate(encoder, arguments.data)
    card.write(folder, encoder, report, recipe(arguments))
    show(report)


def recipe(arguments: argparse.Namespace) -> dict[str, Any]:
    """What the card says about how the model came to be."""
    schedule = loop.stages(*arguments.steps)
    config = model.open_clip_config(arguments.trunk, schedule[-1].size)
    text = config["model_cfg"]["text_cfg"]
    steps = " ".join(map(str, arguments.steps))
    command = f"python -m wardrobe.vision.train --data DIR --out DIR --seed {arguments.seed} --steps {steps}"
    return {
        "trunk": arguments.trunk,
        "text": f"{text['layers']} layers of width {text['width']}",
        "image_parameters": model.image_parameters(config),
        "schedule": [stage.describe() for stage in schedule],
        "seed": arguments.seed,
        "note": arguments.note,
        "command": command if arguments.trunk == TRUNK else f"{command} --trunk {shlex.quote(arguments.trunk)}",
    }


def show(report: scores.Report) -> None:
    """Print scores with their intervals, and the most frequent mistakes."""
    for score in report.scores:
        low, high = score.interval()
        print(f"{score.share:7.2%}  [{low:.1%}, {high:.1%}]  {score.right}/{score.total}  {score.name} {score.note}")
    print(f"calibration error {report.calibration:.3f} on closet dev; {report.milliseconds:.1f} ms per picture")
    for name, value in report.cosines.items():
        print(f"cosine {value:.2f}: {name}")
    for label, category, count in report.mistakes[:8]:
        print(f"  {label} taken for {category}: {count}")


def evaluate(arguments: argparse.Namespace) -> None:
    """Measure a model that is already there."""
    show(scores.evaluate(load_encoder(arguments.model), arguments.data))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m wardrobe.vision.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    parts = {verb: verbs.add_parser(verb) for verb in ("train", "export", "evaluate")}
    for part in parts.values():
        part.add_argument("--data", type=Path, required=True, help="folder with the three zip archives")
        part.add_argument("--threads", type=int, default=0, help="torch threads; 0 leaves torch's choice")
    for verb in ("train", "export"):
        parts[verb].add_argument("--out", type=Path, required=True, help="folder for caches, checkpoint and result")
        parts[verb].add_argument("--seed", type=int, default=20)
        parts[verb].add_argument("--steps", type=int, nargs=4, default=STEPS, help="steps of the four stages")
        parts[verb].add_argument("--note", default="", help="a sentence for the model card about this training")
        parts[verb].add_argument("--trunk", default=TRUNK, help="timm model of the image tower")
    parts["train"].add_argument("--resume", action="store_true", help="continue from the checkpoint in --out")
    parts["export"].add_argument("--to", type=Path, help="folder of the exported model; default OUT/compact")
    parts["evaluate"].add_argument("--model", default=COMPACT, help="encoder to measure; default the shipped one")
    return parser


def main(argv: list[str] | None = None) -> None:
    """Entry point; `train` is the verb when none is given."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0].startswith("--") and words[0] != "--help":
        words.insert(0, "train")
    arguments = _parser().parse_args(words)
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    if arguments.verb == "train":
        train(arguments)
    elif arguments.verb == "export":
        finish(arguments, arguments.to or arguments.out / COMPACT)
    else:
        evaluate(arguments)
