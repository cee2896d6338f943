"""The wardrobe page and the garment list with 50 and with 5,000 garments: SQL queries and server time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.database import prepared
from benchmarks.figures import Figure

SIZES = (50, 5000)
ROUNDS = 15
PAGES = {"wardrobe page": "/wardrobe", "next 48 cards": "/wardrobe?page=2", "API list": "/api/v1/garments?page_size=48"}


def run() -> Iterator[Figure]:
    prepared()
    from benchmarks.wardrobes import person_with

    owners = {size: person_with(size) for size in SIZES}
    for what, address in PAGES.items():
        small: float | None = None
        for size, owner in owners.items():
            queries, milliseconds = visit(owner, address)
            yield Figure(f"{what}, {size:,} garments: SQL queries", queries, "")
            ratio = milliseconds / small if small else None
            yield Figure(f"{what}, {size:,} garments: server time, median", milliseconds, "ms", ratio, "50 garments")
            small = small or milliseconds


def visit(owner: Any, address: str) -> tuple[int, float]:
    """Number of queries and median milliseconds of a GET, templates and all, without the network."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost")
    client.force_login(owner)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    # Counted now: the next request empties the log.
    count = len(queries)
    assert answer.status_code == 200, (address, answer.status_code)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - began))
    return count, statistics.median(times)
