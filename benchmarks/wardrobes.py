"""Wardrobes of any size for the benchmarks: rows as the pipeline writes them, without running it."""

from __future__ import annotations

import random
import uuid
from typing import Any

import numpy as np

from wardrobe.choices import Category, Pattern, Season

WORDS = ("linen", "weekend", "vintage", "favourite", "garden", "office", "gift", "Lisbon", "striped", "warm")


def person_with(garments: int) -> Any:
    """A person owning that many ready garments with unit vectors of the serving model."""
    from django.contrib.auth import get_user_model

    people = get_user_model()
    name = f"owner{garments}.{uuid.uuid4().hex[:6]}"
    owner = people.objects.create_user(f"{name}@example.org", name, "a long enough password")
    fill(owner, garments)
    return owner


def fill(owner: Any, count: int, seed: int = 0) -> None:
    from django.db import connection

    from wardrobe import encoders
    from wardrobe.models import Garment, GarmentEmbedding, GarmentPrediction
    from wardrobe.vision.colour_names import COLOURS

    model = encoders.active_model()
    choose, noise = random.Random(seed), np.random.default_rng(seed)
    rows = [_garment(owner, choose, list(COLOURS), number) for number in range(count)]
    Garment.objects.bulk_create(rows, batch_size=1000)
    vectors = noise.normal(size=(count, 512)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    GarmentPrediction.objects.bulk_create(
        [
            GarmentPrediction(
                garment=row,
                model=model,
                bounding_box=[0, 0, 400, 500],
                detection_confidence=0.9,
                category=row.category,
                category_confidence=row.category_confidence,
                category_top=[[row.category, row.category_confidence]],
            )
            for row in rows
        ],
        batch_size=1000,
    )
    GarmentEmbedding.objects.bulk_create(
        [GarmentEmbedding(garment=row, model=model, vector=vector) for row, vector in zip(rows, vectors, strict=True)],
        batch_size=500,
    )
    for row in rows:
        row.index_words()
    # What a live database has by itself soon after: figures for the planner.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _garment(owner: Any, choose: random.Random, colours: list[str], number: int) -> Any:
    from wardrobe.models import Garment

    first, second = choose.sample(colours, 2)
    key = uuid.uuid4()
    folder = f"garments/{owner.pk}/{key}"
    return Garment(
        id=key,
        owner=owner,
        status="ready",
        original=f"{folder}/original.jpg",
        processed=f"{folder}/cutout.webp",
        thumbnail=f"{folder}/thumbnail.webp",
        thumbnail_width=384,
        thumbnail_height=480,
        name=f"{choose.choice(WORDS)} {number}",
        notes=" ".join(choose.choices(WORDS, k=6)),
        category=choose.choice(list(Category)),
        category_confidence=choose.random(),
        color_primary=first,
        color_secondary=second,
        palette=[{"name": first, "hex": "#808080", "share": 0.8}, {"name": second, "hex": "#404040", "share": 0.2}],
        pattern=choose.choice(list(Pattern)),
        seasons=choose.sample(list(Season), 2),
        formality=choose.random(),
    )
