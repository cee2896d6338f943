"""Search by words and meaning at 100, 1,000 and 10,000 garments, against the bare SQL query."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from benchmarks.database import prepared
from benchmarks.figures import Figure

SIZES = (100, 1_000, 10_000)
QUESTIONS = ("blue jeans", "striped linen shirt", "something warm for winter", "red dress", "office", "garden party")
ROUNDS = 5


def run() -> Iterator[Figure]:
    prepared()
    from benchmarks.wardrobes import person_with
    from wardrobe import encoders
    from wardrobe.services import search

    model = encoders.active_model()
    began = time.perf_counter()
    places = [search.query_place(question, model) for question in QUESTIONS]
    vectors = [place[0] for place in places if place]
    yield Figure("first search: text tower loaded, six questions encoded", time.perf_counter() - began, "s")
    for size in SIZES:
        owner: Any = person_with(size)
        whole = p95(partial(_ask, search.search, owner), vectors)
        bare = p95(partial(_scan, owner, model), vectors)
        yield Figure(f"search, {size:,} garments, p95", whole, "ms", whole / bare, "the bare vector query")
        yield Figure(f"exact scan, {size:,} garments: recall@10", recall(owner, model, vectors), "")


def _ask(verb: Callable[..., object], owner: Any, question: str, vector: list[float]) -> None:
    verb(owner=owner, text=question)


def _scan(owner: Any, model: Any, question: str, vector: list[float]) -> None:
    nearest(owner, model, vector)


def nearest(owner: Any, model: Any, vector: list[float]) -> list[Any]:
    from wardrobe.models import GarmentEmbedding

    rows = GarmentEmbedding.objects.of_wardrobe(owner).nearest(vector, model)
    return list(rows.values_list("garment_id", flat=True)[:60])


def p95(ask: Callable[[str, list[float]], object], vectors: list[list[float]]) -> float:
    """Milliseconds within which 95 % of the answers came, once everything is warm."""
    for question, vector in zip(QUESTIONS, vectors, strict=False):
        ask(question, vector)
    times = []
    for _ in range(ROUNDS):
        for question, vector in zip(QUESTIONS, vectors, strict=False):
            began = time.perf_counter()
            ask(question, vector)
            times.append(1000 * (time.perf_counter() - began))
    return float(np.percentile(times, 95))


def recall(owner: Any, model: Any, vectors: list[list[float]]) -> float:
    """Share of the true ten nearest, computed in memory, that the database returned."""
    from wardrobe.models import GarmentEmbedding

    rows = list(GarmentEmbedding.objects.of_wardrobe(owner).filter(model=model).values_list("garment_id", "vector"))
    matrix = np.array([np.asarray(vector) for _, vector in rows], np.float32)
    found = 0
    for vector in vectors:
        best = np.argsort(-(matrix @ np.asarray(vector, np.float32)), kind="stable")[:10]
        found += len({rows[i][0] for i in best} & set(nearest(owner, model, vector)[:10]))
    return found / (10 * len(vectors))
