"""Small archives in the layouts of the training data, drawn here, for the tests of the trainer."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np

SHAPES = {"T-Shirt": (20, 20, 44, 60), "Pants": (24, 4, 40, 60), "Dress": (16, 4, 48, 60)}
COLOURS = {"Red": (200, 30, 30), "Blue": (30, 40, 200)}
ARTICLES = {"T-Shirt": "Tshirts", "Pants": "Jeans", "Dress": "Dresses"}
TYPES = {"T-Shirt": "T-Shirt", "Pants": "Jeans", "Dress": "Dress"}
PER_CLASS = 16


def _jpeg(label: str, colour: str, floor: int) -> bytes:
    picture = np.full((64, 64, 3), floor, dtype=np.uint8)
    left, top, right, bottom = SHAPES[label]
    picture[top:bottom, left:right] = COLOURS[colour]
    return bytes(cv2.imencode(".jpg", picture[..., ::-1])[1])


def _table(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _items() -> list[tuple[int, str, str, str]]:
    """(number, label, colour, split); every fourth item is dev."""
    items = []
    for number in range(len(SHAPES) * PER_CLASS * 2):
        label = list(SHAPES)[number % len(SHAPES)]
        colour = list(COLOURS)[number // len(SHAPES) % len(COLOURS)]
        items.append((number, label, colour, "dev" if number % 8 == 7 else "train"))
    return items


def write_archives(folder: Path) -> Path:
    """Write the three archives into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    items = _items()
    with zipfile.ZipFile(folder / "closet_photos.zip", "w") as archive:
        for number, label, colour, _split in items:
            archive.writestr(f"images/{number}.jpg", _jpeg(label, colour, 120))
        archive.writestr("labels.csv", _table([
            {"file": f"images/{n}.jpg", "label": label, "kids": "False", "contributor": str(n % 20), "split": split}
            for n, label, _colour, split in items
        ]))  # fmt: skip
    with zipfile.ZipFile(folder / "product_thumbnails.zip", "w") as archive:
        for number, label, colour, _split in items:
            archive.writestr(f"images/{number}.jpg", _jpeg(label, colour, 255))
        archive.writestr("labels.csv", _table([_product(*item) for item in items]))
    with zipfile.ZipFile(folder / "stylist_outfits.zip", "w") as archive:
        for number, label, colour, _split in items:
            archive.writestr(f"images/{number}.jpg", _jpeg(label, colour, 245))
        archive.writestr("items.csv", _table([
            {"item": str(n), "file": f"images/{n}.jpg", "colour_es": {"Red": "ROJO", "Blue": "AZUL"}[colour],
             "fabric": "J-JEANS" if label == "Pants" else "P-PLANA", "category": "", "family": "", "type": TYPES[label]}
            for n, label, colour, _split in items
        ]))  # fmt: skip
        archive.writestr("outfits.csv", _table([{"outfit": "0", "item": str(n), "split": s} for n, _l, _c, s in items]))
    return folder


def _product(number: int, label: str, colour: str, split: str) -> dict[str, str]:
    return {
        "file": f"images/{number}.jpg", "title": f"Acme Women {'Striped' if number % 2 else 'Solid'} {colour} {label}",
        "master_category": "Apparel", "sub_category": "", "article_type": ARTICLES[label], "colour": colour,
        "usage": "Casual" if number % 3 else "Formal", "season": "Summer", "gender": "Women", "split": split,
    }  # fmt: skip
