"""The three archives as one table of examples and one memory-mapped array of pictures.

Pictures are letterboxed to squares of uint8 RGB once, so that an epoch costs no decoding.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from wardrobe.choices import Category
from wardrobe.vision.train import captions, labels

FILL = 128  # grey of the letterbox, the zero of the network's input
MIN_EXAMPLES = 12  # a class needs that many training examples to get an output
SIDE = {"closet": 160, "product": 80, "stylist": 128, "drawn": 128}  # stored side in pixels, by source
TEXTURE_SIDE = 64
LIVED_IN = ("closet", "drawn")  # sources whose backdrop is a floor, a bed or a wall already
MOSTLY_BACKDROP = 0.8  # a larger share of backdrop means that the garment was taken for it, too
UNSEEN_SHARE = 0.08  # share of closet contributors kept out of training, to measure strangers' photos
HEADS = ("category", "article", "closet", "colour", "usage", "season", "pattern", "material", "fit")


@dataclass(slots=True)
class Example:
    """One picture and what its source says about it; a head without an entry is unlabelled."""

    source: str
    file: str
    split: str  # "train", "dev" or "unseen"
    title: str = ""
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    captions: list[str] = field(default_factory=list)
    contributor: str = ""


def read_examples(data: Path) -> list[Example]:
    """All labelled pictures of the archives in `data`, in the order of their tables; missing archives are left out."""
    readers = {
        "closet_photos.zip": _read_closet,
        "product_thumbnails.zip": _read_products,
        "stylist_outfits.zip": _read_stylist,
        "drawn_garments.zip": _read_drawn,
    }
    examples: list[Example] = []
    for name, reader in readers.items():
        if (data / name).exists():
            with zipfile.ZipFile(data / name) as archive:
                examples.extend(reader(archive))
    if not examples:
        raise FileNotFoundError(f"No data archive in {data}: expected {', '.join(readers)}.")
    for example in examples:
        example.captions = captions.compose(example)
    return examples


def _rows(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, str]]:
    with archive.open(name) as stream:
        yield from csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8"))


def is_unseen(contributor: str, photos: int) -> bool:
    """Whether a contributor is kept out of training: a fixed pseudo-random choice among those with few photos."""
    draw = int.from_bytes(hashlib.sha256(contributor.encode()).digest()[:4], "big") / 2**32
    return photos <= 60 and draw < UNSEEN_SHARE * 2


def _read_closet(archive: zipfile.ZipFile) -> Iterator[Example]:
    rows = list(_rows(archive, "labels.csv"))
    photos = Counter(row["contributor"] for row in rows)
    for row in rows:
        found: dict[str, tuple[str, ...]] = {"closet": (row["label"],)}
        if row["label"] in labels.CLOSET:
            found["category"] = tuple(labels.CLOSET[row["label"]])
        split = row["split"]
        if split == "train" and is_unseen(row["contributor"], photos[row["contributor"]]):
            split = "unseen"
        yield Example("closet", row["file"], split, labels=found, contributor=row["contributor"])


def _weak_labels(title: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    if pattern := labels.weak_label(title, labels.PATTERN_WORDS):
        found["pattern"] = (pattern,)
    if material := labels.weak_label(title, labels.MATERIAL_WORDS):
        found["material"] = (material,)
    if fit := labels.weak_label(title, labels.FIT_WORDS):
        found["fit"] = (fit,)
    return found


def _read_products(archive: zipfile.ZipFile) -> Iterator[Example]:
    for row in _rows(archive, "labels.csv"):
        found = _weak_labels(row["title"])
        found["article"] = (row["article_type"],)
        categories = labels.article_categories(row["article_type"], row["title"])
        for head, value in (("colour", row["colour"]), ("usage", row["usage"]), ("season", row["season"])):
            if value:
                found[head] = (value,)
        if categories:
            found["category"] = tuple(categories)
        yield Example("product", row["file"], row["split"], row["title"], found)


def _read_stylist(archive: zipfile.ZipFile) -> Iterator[Example]:
    held_back = {row["item"] for row in _rows(archive, "outfits.csv") if row["split"] == "dev"}
    held_back -= {row["item"] for row in _rows(archive, "outfits.csv") if row["split"] == "train"}
    for row in _rows(archive, "items.csv"):
        categories, article = labels.STYLIST.get(row["type"], ((), ""))
        found: dict[str, tuple[str, ...]] = {}
        if categories:
            found["category"] = tuple(categories)
        if article:
            found["article"] = (article,)
        if row["colour_es"] in labels.COLOUR_ES:
            found["colour"] = (labels.COLOUR_ES[row["colour_es"]],)
        if row["fabric"] in labels.FABRIC:
            found["material"] = (labels.FABRIC[row["fabric"]],)
        split = "dev" if row["item"] in held_back else "train"
        yield Example("stylist", row["file"], split, row["type"].lower(), found)


def _read_drawn(archive: zipfile.ZipFile) -> Iterator[Example]:
    """The project's own drawings (`python -m wardrobe.drawing.archive`), whose truth is exact."""
    for row in _rows(archive, "labels.csv"):
        found: dict[str, tuple[str, ...]] = {head: (row[head],) for head in ("category", "pattern", "material")}
        found["colour"] = (labels.COLOUR_DRAWN.get(row["color"], row["color"].title()),)
        found["closet"] = labels.closet_labels(Category(row["category"]))
        title = Category(row["category"]).label.lower()
        yield Example("drawn", row["file"], row["split"], title, found)


def class_names(examples: list[Example]) -> dict[str, list[str]]:
    """The classes of each head: those that are the only possible label of enough photographed training examples."""
    names: dict[str, list[str]] = {}
    for head in HEADS:
        real = [e for e in examples if e.split == "train" and e.source != "drawn"]
        sure = [e.labels[head][0] for e in real if len(e.labels.get(head, ())) == 1]
        counts = Counter(sure)
        order = [c.value for c in Category] if head == "category" else sorted(counts)
        names[head] = [name for name in order if counts[name] >= MIN_EXAMPLES]
    return names


def allowed(examples: list[Example], classes: dict[str, list[str]]) -> NDArray[np.bool_]:
    """(n, K) which classes each example may have, heads side by side; an all-false head is unlabelled."""
    offsets, total = {}, 0
    for head in HEADS:
        for name in classes[head]:
            offsets[head, str(name)] = total
            total += 1
    table = np.zeros((len(examples), total), dtype=np.bool_)
    for row, example in enumerate(examples):
        for head, values in example.labels.items():
            for value in values:
                if (head, str(value)) in offsets:
                    table[row, offsets[head, str(value)]] = True
    return table


def split_allowed(examples: list[Example], classes: dict[str, list[str]]) -> dict[str, NDArray[np.bool_]]:
    """`allowed`, cut into one (n, k) per head; heads without classes may be missing from `classes`."""
    complete = {head: classes.get(head, []) for head in HEADS}
    ends = np.cumsum([len(complete[head]) for head in HEADS])
    return dict(zip(HEADS, np.split(allowed(examples, complete), ends[:-1], axis=1), strict=True))


def letterbox(rgb: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """The picture with its long side scaled to `side`, centred on a grey square (side, side, 3)."""
    height, width = rgb.shape[:2]
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    resized = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    square = np.full((side, side, 3), FILL, dtype=np.uint8)
    top, left = (side - size[1]) // 2, (side - size[0]) // 2
    square[top : top + size[1], left : left + size[0]] = resized
    return square


def backdrop(rgb: NDArray[np.uint8], tolerance: int = 8) -> NDArray[np.bool_]:
    """(H, W) true on the plain backdrop of a shop picture: what is connected to the border and of its colour.

    All false where the garment can hardly be told from the backdrop (white on white).
    """
    height, width = rgb.shape[:2]
    filled = np.zeros((height + 2, width + 2), dtype=np.uint8)
    picture = np.ascontiguousarray(rgb)
    flags = 4 | (255 << 8) | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
    tone = np.median(np.concatenate([rgb[0], rgb[-1], rgb[:, 0], rgb[:, -1]]), axis=0)
    for y, x in _border(height, width):
        near = np.abs(rgb[y, x].astype(int) - tone).max() <= 2 * tolerance
        if near and not filled[y + 1, x + 1]:
            cv2.floodFill(picture, filled, (x, y), (0, 0, 0), (tolerance,) * 3, (tolerance,) * 3, flags)
    found = filled[1:-1, 1:-1] > 0
    return found if found.mean() < MOSTLY_BACKDROP else np.zeros_like(found)


def _border(height: int, width: int) -> Iterator[tuple[int, int]]:
    for x in range(0, width, 4):
        yield 0, x
        yield height - 1, x
    for y in range(0, height, 4):
        yield y, 0
        yield y, width - 1


def read_picture(archive: zipfile.ZipFile, name: str) -> NDArray[np.uint8]:
    """One JPEG of an archive as RGB (H, W, 3)."""
    decoded = cv2.imdecode(np.frombuffer(archive.read(name), dtype=np.uint8), cv2.IMREAD_COLOR)
    if decoded is None:
        raise ValueError(f"{name} is not a picture.")
    return cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB).astype(np.uint8)


ARCHIVES = {
    "closet": "closet_photos.zip",
    "product": "product_thumbnails.zip",
    "stylist": "stylist_outfits.zip",
    "drawn": "drawn_garments.zip",
}


class PictureStore:
    """Letterboxed pictures, backdrop masks and floor textures of all examples, memory-mapped in a cache folder."""

    def __init__(self, data: Path, cache: Path, examples: list[Example]) -> None:
        self.pictures: dict[str, NDArray[np.uint8]] = {}
        self.backdrops: dict[str, NDArray[np.bool_]] = {}
        self.position = _positions(examples)
        cache.mkdir(parents=True, exist_ok=True)
        for source in SIDE:
            chosen = [e for e in examples if e.source == source]
            if chosen:
                self._open(data, cache, source, chosen)
        self.textures = self._textures(data, cache, [e for e in examples if e.source == "closet"])

    def _open(self, data: Path, cache: Path, source: str, chosen: list[Example]) -> None:
        paths = {kind: cache / f"{source}.{kind}.npy" for kind in ("pictures", "backdrops")}
        stamp = cache / f"{source}.json"
        key = json.dumps([SIDE[source], len(chosen), (data / ARCHIVES[source]).stat().st_size])
        if not stamp.exists() or stamp.read_text() != key:
            _decode(data / ARCHIVES[source], SIDE[source], chosen, paths)
            stamp.write_text(key)
        self.pictures[source] = np.load(paths["pictures"], mmap_mode="r")
        self.backdrops[source] = np.load(paths["backdrops"], mmap_mode="r")

    @staticmethod
    def _textures(data: Path, cache: Path, closet: list[Example]) -> NDArray[np.uint8]:
        path = cache / "textures.npy"
        chosen = [e for e in closet if e.split == "train"]
        if not chosen:
            return np.full((1, TEXTURE_SIDE, TEXTURE_SIDE, 3), FILL, dtype=np.uint8)
        if not path.exists():
            patches = []
            with zipfile.ZipFile(data / ARCHIVES["closet"]) as archive:
                for example in tqdm(chosen, desc="floor textures", unit="photo", leave=False):
                    patches.extend(corners(read_picture(archive, example.file)))
            np.save(path, np.stack(patches))
        textures: NDArray[np.uint8] = np.load(path, mmap_mode="r")
        return textures


def corners(rgb: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """The four corner patches of a photo (TEXTURE_SIDE square): mostly floor, sheet or wall."""
    reach = min(rgb.shape[0], rgb.shape[1], TEXTURE_SIDE)
    cuts = [rgb[:reach, :reach], rgb[:reach, -reach:], rgb[-reach:, :reach], rgb[-reach:, -reach:]]
    return [cv2.resize(cut, (TEXTURE_SIDE, TEXTURE_SIDE)).astype(np.uint8) for cut in cuts]


def _positions(examples: list[Example]) -> NDArray[np.int64]:
    counter: Counter[str] = Counter()
    rows = []
    for example in examples:
        rows.append(counter[example.source])
        counter[example.source] += 1
    return np.array(rows, dtype=np.int64)


def _decode(path: Path, side: int, chosen: list[Example], paths: dict[str, Path]) -> None:
    shape = (len(chosen), side, side)
    pictures = np.lib.format.open_memmap(paths["pictures"], mode="w+", dtype=np.uint8, shape=(*shape, 3))
    masks = np.lib.format.open_memmap(paths["backdrops"], mode="w+", dtype=np.bool_, shape=shape)
    shop = chosen[0].source not in LIVED_IN
    with zipfile.ZipFile(path) as archive:
        for row, example in enumerate(tqdm(chosen, desc=f"decoding {path.stem}", unit="picture", leave=False)):
            rgb = read_picture(archive, example.file)
            pictures[row] = letterbox(rgb, side)
            if shop:
                scaled = letterbox(np.repeat(backdrop(rgb)[..., None].astype(np.uint8) * 255, 3, axis=2), side)
                masks[row] = scaled[..., 0] > FILL
    pictures.flush()
    masks.flush()
