"""Small real photos, and garments that are ready without the pipeline having run."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
from django.core.files.base import ContentFile
from django.db import connections
from PIL import Image, ImageDraw

from accounts.models import User
from wardrobe.choices import GarmentStatus
from wardrobe.models import DIMENSION, AIModel, Garment, GarmentEmbedding, GarmentLabel, GarmentPrediction

SWATCHES = {"blue": "#2b5dbf", "red": "#c9202b", "white": "#f8f7f4", "black": "#1d1c1e", "green": "#2f7d46"}


def picture(seed: int = 0, *, size: tuple[int, int] = (96, 128), color: str = "#2b5dbf") -> Image.Image:
    """A flat garment of a sort on a light floor. Pictures of different seeds look different."""
    choose = np.random.default_rng(seed)
    image = Image.new("RGB", size, "#e8e2d8")
    draw = ImageDraw.Draw(image)
    width, height = size
    body = [width * 0.25, height * 0.2, width * 0.75, height * 0.85]
    draw.rectangle(body, fill=color)
    for _ in range(12):
        x, y = choose.uniform(0, 0.8, 2) * size
        w, h = choose.uniform(0.1, 0.35, 2) * size
        draw.rectangle([x, y, x + w, y + h], fill=tuple(int(v) for v in choose.integers(0, 255, 3)))
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def photo(seed: int = 0, kind: str = "JPEG", **drawn: Any) -> bytes:
    """The bytes of a file that somebody could upload."""
    return encoded(picture(seed, **drawn), kind)


def unit_vector(*, towards: int = 0, and_towards: int | None = None, share: float = 0.0) -> list[float]:
    """A unit vector along axis `towards`, turned so that its cosine with axis `and_towards` is `share`."""
    vector = np.zeros(DIMENSION)
    vector[towards] = (1 - share**2) ** 0.5
    if and_towards is not None:
        vector[and_towards] = share
    return vector.tolist()


def make_model(name: str = "compact", *, checksum: str | None = None, active: bool = True) -> AIModel:
    """The row of an encoder. By default the one that serves."""
    digest = checksum or hashlib.sha256(name.encode()).hexdigest()
    model, _ = AIModel.objects.get_or_create(
        kind="encoder",
        checksum=digest,
        defaults={"name": name, "version": digest[:12], "spec": name, "parameters": 9_000_000},
    )
    if active:
        model.activate()
    return model


DEFAULT_FACTS: dict[str, tuple[Any, float]] = {
    "subcategory": ("", 0.5),
    "color_primary": ("blue", 0.9),
    "color_secondary": ("", 0.5),
    "pattern": ("solid", 0.8),
    "fit": ("regular", 0.6),
    "material": ("denim", 0.7),
    "formality": (0.3, 0.6),
    "warmth": (0.2, 0.6),
    "seasons": (["spring", "autumn"], 0.6),
    "style_tags": (["casual"], 0.6),
}


def make_garment(
    owner: User,
    *,
    category: str = "jeans",
    confidence: float = 0.9,
    vector: list[float] | None = None,
    model: AIModel | None = None,
    facts: dict[str, Any] | None = None,
    label: dict[str, Any] | None = None,
    seed: int = 0,
    **fields: Any,
) -> Garment:
    """A ready garment with its three pictures, its prediction, its vector and its words."""
    model = model or AIModel.objects.active_encoder() or make_model()
    garment = Garment(owner=owner, status=GarmentStatus.READY, sha256=hashlib.sha256(photo(seed)).hexdigest(), **fields)
    image = picture(seed)
    garment.original.save("original.jpg", ContentFile(encoded(image)), save=False)
    cutout = image.convert("RGBA")
    garment.processed.save("cutout-0.webp", ContentFile(encoded(cutout, "WEBP")), save=False)
    garment.thumbnail.save("thumbnail-0.webp", ContentFile(encoded(cutout.resize((48, 64)), "WEBP")), save=False)
    garment.thumbnail_width, garment.thumbnail_height = 48, 64
    garment.save(force_insert=True)
    _recognise(garment, category, confidence, facts or {}, model)
    if label is not None:
        garment.label = GarmentLabel.objects.create(garment=garment, values=label)
    garment.apply_facts()
    garment.save()
    garment.index_words()
    place = vector if vector is not None else unit_vector(towards=seed % DIMENSION)
    GarmentEmbedding.objects.create(garment=garment, model=model, vector=place)
    return garment


def _recognise(garment: Garment, category: str, confidence: float, facts: dict[str, Any], model: AIModel) -> None:
    said = DEFAULT_FACTS | {field: (value, 0.8) for field, value in facts.items()}
    color = said["color_primary"][0]
    said.setdefault("palette", ([{"name": color, "hex": SWATCHES.get(color, "#808080"), "share": 1.0}], 0.8))
    other = "shirt" if category != "shirt" else "blouse"
    garment.prediction = GarmentPrediction.objects.create(
        garment=garment,
        model=model,
        bounding_box=[10, 10, 80, 120],
        detection_confidence=0.9,
        category=category,
        category_confidence=confidence,
        category_top=[[category, confidence], [other, (1 - confidence) / 2], ["other", (1 - confidence) / 4]],
        subcategory=said.pop("subcategory")[0],
        attributes={field: {"value": value, "confidence": sure} for field, (value, sure) in said.items()},
    )


def pending_garment(owner: User, *, seed: int = 0, **fields: Any) -> Garment:
    """An accepted upload whose message is not in the queue."""
    garment = Garment(owner=owner, **fields)
    garment.original.save("original.jpg", ContentFile(photo(seed)), save=False)
    garment.save(force_insert=True)
    return garment


def many_rows(owner: User, number: int, **fields: Any) -> list[Garment]:
    """Ready rows that share one set of picture names: for lists, where only the rows matter."""
    rows = [
        Garment(
            owner=owner,
            status=GarmentStatus.READY,
            original="shared/original.jpg",
            processed="shared/cutout.webp",
            thumbnail="shared/thumbnail.webp",
            **{"category": "jeans", "color_primary": "blue", **fields},
        )
        for _ in range(number)
    ]
    return Garment.objects.bulk_create(rows)


def together(*calls: Callable[[], Any]) -> list[Any]:
    """What several calls answer that start at the same moment, each in a thread with a connection of its own."""
    barrier = threading.Barrier(len(calls))
    answers: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            barrier.wait(10)
            answers[place] = call()
        except Exception as error:  # the test looks at it
            answers[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def found_in(seed: int = 0, *, category: str = "jeans", vector: list[float] | None = None) -> Any:
    """What the pipeline might have found in a photo."""
    from wardrobe.vision.analysis import Analysis
    from wardrobe.vision.cutout import Cutout
    from wardrobe.vision.quality import QualityWarning

    cutout = picture(seed).convert("RGBA")
    return Analysis(
        warnings=(QualityWarning("blurred", "This photo is blurred.", 0.1),),
        cutout=Cutout(np.full((128, 96), 255, np.uint8), (10, 10, 80, 120), 0.9),
        category_top=((category, 0.8), ("shirt", 0.1), ("other", 0.05)),
        subcategory="",
        attributes={field: {"value": value, "confidence": sure} for field, (value, sure) in DEFAULT_FACTS.items()},
        vector=vector or unit_vector(towards=seed),
        phash=0,
        cutout_webp=encoded(cutout, "WEBP"),
        thumbnail_webp=encoded(cutout.resize((48, 64)), "WEBP"),
        timings={"total": 1.0},
    )
