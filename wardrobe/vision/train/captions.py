"""English captions for pictures, composed from their labels, for the contrastive half of the training."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from wardrobe.vision.train import labels

if TYPE_CHECKING:
    from wardrobe.vision.train.data import Example

VARIANTS = 6  # captions per picture
CLOSET_TEMPLATES = (
    "a photo of a {noun}", "{noun}", "a {noun} on the floor", "a {noun} on a hanger", "my {noun}", "a used {noun}",
)  # fmt: skip
LABEL_TEMPLATES = (
    "{colour} {pattern} {noun}", "a photo of a {colour} {noun}", "{colour} {noun}",
    "{colour} {pattern} {material} {noun}", "{usage} {noun}", "a {colour} {noun} for {gender}",
)  # fmt: skip
GENDER = re.compile(r"\b(women|men|boys|girls|kids|unisex)\b", re.IGNORECASE)
SILENT = {"other", "regular"}


def compose(example: Example) -> list[str]:
    """VARIANTS captions of a picture, the same ones at every call; a product's first one is its title."""
    draw = random.Random(example.file)
    if example.source == "closet":
        noun = labels.CLOSET_NOUN[example.labels["closet"][0]]
        return [template.format(noun=noun) for template in CLOSET_TEMPLATES]
    words = _words(example)
    written = [_tidy(template.format(**words)) for template in LABEL_TEMPLATES]
    if example.source == "product":
        title = example.title.lower()
        keep = draw.sample(written, VARIANTS - 3)
        return [title, title, _shorten(title, draw), *keep]
    return written


def _words(example: Example) -> dict[str, str]:
    def first(head: str) -> str:
        word = example.labels.get(head, ("",))[0].lower()
        return "" if word in SILENT else word

    noun = example.title
    if example.source == "product":
        article = example.labels["article"][0]
        noun = labels.ARTICLE.get(article, (None, article.lower()))[1]
    gender = GENDER.search(example.title)
    return {
        "noun": noun, "colour": first("colour"), "pattern": first("pattern"), "material": first("material"),
        "usage": first("usage"), "gender": gender.group(0).lower() if gender else "everyone",
    }  # fmt: skip


def _tidy(text: str) -> str:
    return re.sub(r"\b(\w+) \1\b", r"\1", re.sub(r"\s+", " ", text)).strip()


def _shorten(title: str, draw: random.Random) -> str:
    """A title without some of its leading words, which are brands as a rule."""
    words = title.split()
    return " ".join(words[draw.randint(1, max(1, len(words) // 2)) :]) or title
