"""Drawn photos with their truth as a zip: training data in the layout of the photo archives.

python -m wardrobe.drawing.archive DIR/drawn_garments.zip [--count 1500] [--seed 1]
"""

from __future__ import annotations

import argparse
import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from wardrobe.choices import Category, Material, Pattern, Slot
from wardrobe.drawing import SURFACES, DrawnGarment, demo_wardrobe, photograph
from wardrobe.drawing.palette import HEX

PHOTO = (240, 320)
FIELDS = ("file", "category", "color", "secondary", "pattern", "material", "split")
DEV_SHARE = 0.1
PATTERNED = {Slot.TOP, Slot.MID_LAYER, Slot.BOTTOM, Slot.ONE_PIECE}
SLEEVES = ("short", "elbow", "long")
LENGTHS = ("knee", "midi", "maxi")
COLLARS = ("", "v", "turtleneck")
SLEEVED = {Category.T_SHIRT, Category.SHIRT, Category.BLOUSE, Category.DRESS}
HEMMED = {Category.SKIRT, Category.DRESS}
DETAILS = (
    "beanie", "biker", "block", "bow", "buttons", "cap", "contrast", "crossbody", "derby", "double-breasted",
    "drawstring", "faded", "heeled", "pencil", "pleated", "pocket", "puffer", "shirt-dress", "slip", "strap", "straw",
    "trench", "wrap", "zip",
)  # fmt: skip


def random_garment(draw: np.random.Generator, category: Category) -> DrawnGarment:
    """A garment of a category in any colours and, where cloth is printed, any pattern. Never one of the demo's own."""
    bases = [spec for spec in demo_wardrobe() if spec.category == category] or [DrawnGarment(category, "grey")]
    base = bases[draw.integers(len(bases))]
    color, secondary = (str(name) for name in draw.choice(list(HEX), 2, replace=False))
    printed = base.slot in PATTERNED and base.material != Material.DENIM and draw.random() < 0.45
    pattern = Pattern(str(draw.choice([p for p in Pattern if p != Pattern.SOLID]))) if printed else Pattern.SOLID
    spec = replace(
        base, color=color, secondary=secondary if printed else None, pattern=pattern, motif="",
        seed=int(draw.integers(2**31)),
    )  # fmt: skip
    if draw.random() < 0.5:
        return spec
    return replace(
        spec,
        sleeve=str(draw.choice(SLEEVES)) if category in SLEEVED else base.sleeve,
        length=str(draw.choice(LENGTHS)) if category in HEMMED else base.length,
        collar=str(draw.choice(COLLARS)),
        details=tuple(str(word) for word in draw.choice(DETAILS, 2, replace=False)),
    )


def write_archive(path: Path, count: int, seed: int = 1) -> None:
    """`count` JPEG photos, the categories in turn, and labels.csv."""
    draw = np.random.default_rng(seed)
    categories = [category for category in Category if category != Category.OTHER]
    table = io.StringIO()
    rows = csv.DictWriter(table, FIELDS)
    rows.writeheader()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in tqdm(range(count), desc="drawing", unit="photo"):
            spec = random_garment(draw, categories[number % len(categories)])
            surface = str(draw.choice(sorted(SURFACES)))
            rgb, _ = photograph(spec, surface=surface, size=PHOTO, seed=int(draw.integers(2**31)))
            done, data = cv2.imencode(".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 90])
            if not done:
                raise RuntimeError("OpenCV could not encode a JPEG.")
            file = f"images/{number:05}.jpg"
            archive.writestr(file, data.tobytes())
            rows.writerow(
                {
                    "file": file,
                    "category": spec.category.value,
                    "color": spec.color,
                    "secondary": spec.secondary or "",
                    "pattern": spec.pattern.value,
                    "material": spec.material.value,
                    "split": "dev" if draw.random() < DEV_SHARE else "train",
                }
            )
        archive.writestr("labels.csv", table.getvalue())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m wardrobe.drawing.archive", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_archive(arguments.path, arguments.count, arguments.seed)


if __name__ == "__main__":
    main()
