"""The model card: written from measurements, never by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wardrobe.vision.encoder import Encoder
from wardrobe.vision.train.scores import Report, Score

DATA = """| source | used for | terms |
|---|---|---|
| Clothing dataset (github.com/alexeygrigorev/clothing-dataset), photos of people's own clothes | category | CC0 1.0 |
| Fashion Product Images (Small), 60×80 px shop pictures with titles | category, product type, colour, usage, season, \
weak labels of pattern, material and fit from title words, captions | republished without stated terms: the \
pictures are not redistributed |
| Pack shots of a retailer's outfits, published for a 2023 datathon | category, colour, fabric, captions | republished \
without stated terms: the pictures are not redistributed |
| Garments drawn by this project (`python -m wardrobe.drawing.archive`), none of them the demo's own | category, \
pattern, material, colour, captions; in the last two stages only | this project's licence |"""

LIMITS = """- Trained from scratch on about 42,000 small pictures: it knows everyday clothes like those, little else.
- The dev split of the closet photos shares contributors, hence floors and habits, with the training photos. The line
  “unseen contributors” measures people whose photos were all kept out of training; believe that one.
- Closet photos have no labels for jeans against other trousers, sweaters against cardigans, jackets against coats, or
  kinds of shoes: there the model carries over what it learned from shop pictures, unmeasured.
- Bags, belts, ties, jewellery, watches and sunglasses were seen in shop pictures only (laid on floors artificially).
- Pattern, material and fit come from words in product titles: they are hints, said only when the model is sure.
- Text search understands short English phrases in the words of product titles. It does not understand sentences.
- Pictures of people, other languages, swimwear, cardigans and jumpsuits have few or no training examples."""

CARD = """# Model card: the compact encoder

A small CLIP model (image tower `{trunk}` with a linear projection, text transformer of {text}) and
linear heads over its 512-dimensional unit vectors. {parameters:.1f} million parameters, of which
{image_parameters:.1f} million see; half precision on disk. Version {version}
(first digits of the SHA-256 of the weights). Loads with `open_clip.create_model_from_pretrained("local-dir:…")`.

## Data and terms

{data}

The weights are original to this project (no pretrained weights were used) and are distributed under its licence.

## Recipe

One network learns label heads (a label that names several categories rewards the probability of the whole set) and
CLIP's contrastive loss on composed captions at once. Shop pictures are cut from their plain backdrop and laid on floor
textures from the corners of closet photos. Flips, rotation, zoom, stretch, light, colour cast, blur, noise, erasing,
CutMix and mixup; AdamW, half-cosine learning rates, exponential moving average of the weights, bfloat16 autocast.

{schedule}

Seed {seed}. Command:

    {command}

{note}

Temperatures of the heads were fitted on photos of the unseen contributors and on every other product of the dev split.

## Scores

{scores}

A closet photo counts as right when the first of all the wardrobe's categories means its label (Pants: pants, jeans or
leggings; Longsleeve: sweater or cardigan; Outwear: jacket or coat; Shoes: any shoe). Only photos of the ten largest
labels are asked about. “Through the pipeline” means cut out and cropped around the garment first, as the wardrobe does.
Expected calibration error of the category on closet dev: {calibration:.3f}.
Encoding takes {milliseconds:.1f} ms per picture of 600 × 800 pixels in batches on the training machine (two
CPU cores, shared with other work at the time).

Cosines, for choosing what is near enough in a search:

{cosines}

Reproduce with `python -m wardrobe.vision.train evaluate --data DIR`.

## Failures on closet dev

{mistakes}

## Limits

{limits}
"""


def line(score: Score) -> str:
    """One row of the table of scores."""
    low, high = score.interval()
    return f"| {score.name} | {score.share:.1%} | {low:.1%} – {high:.1%} | {score.total} | {score.note} |"


def table(report: Report) -> str:
    """The scores as a Markdown table."""
    rows = "\n".join(line(score) for score in report.scores)
    return f"| measure | score | 95 % interval (Wilson) | pictures | beside |\n|---|---|---|---|---|\n{rows}"


def write(folder: Path, encoder: Encoder, report: Report, recipe: dict[str, Any]) -> None:
    """Write MODEL_CARD.md beside the weights."""
    mistakes = [f"- {label} taken for {category}: {count}" for label, category, count in report.mistakes[:12]]
    text = CARD.format(
        trunk=recipe["trunk"],
        text=recipe["text"],
        parameters=encoder.parameters / 1e6,
        image_parameters=recipe["image_parameters"] / 1e6,
        version=encoder.version,
        data=DATA,
        schedule="\n".join(f"- {entry}" for entry in recipe["schedule"]),
        seed=recipe["seed"],
        command=recipe["command"],
        note=recipe["note"],
        scores=table(report),
        calibration=report.calibration,
        milliseconds=report.milliseconds,
        cosines="\n".join(f"- {name}: {value:.2f}" for name, value in report.cosines.items()),
        mistakes="\n".join(mistakes) or "- none",
        limits=LIMITS,
    )
    (folder / "MODEL_CARD.md").write_text(text)
