"""From the queue to a ready garment: photos of 12 megapixels through a real worker cluster, step by step."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks.database import prepared
from benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parent.parent
PHOTOS = 40
# What phones upload: 12 megapixels.
SIZE = (3024, 4032)


def run() -> Iterator[Figure]:
    prepared()
    from wardrobe import encoders
    from wardrobe.models import Garment

    owner = _person()
    _upload(owner, PHOTOS)
    seconds, peak = _work(2)
    ready = Garment.objects.owned_by(owner).ready()
    assert ready.count() == PHOTOS, f"{ready.count()} of {PHOTOS} are ready"
    yield Figure("photos of 12 megapixels, two worker processes", 60 * PHOTOS / seconds, "photos/min")
    timings = [row.prediction.timings for row in ready.select_related("prediction")]
    for step in timings[0]:
        yield Figure(f"step: {step}, median", statistics.median(t[step] for t in timings), "ms")
    bare = _bare_forward(encoders.active_encoder()[0])
    total = statistics.median(t["total"] for t in timings)
    yield Figure("bare encoder forward, one photo in a batch of 8", bare, "ms")
    yield Figure("whole pipeline, one photo", total, "ms", total / bare, "the bare forward")
    yield Figure("largest worker process, peak memory", peak, "MB")


def _person() -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_user("bench@example.org", "bench", "a long enough password")


def _upload(owner: Any, count: int) -> None:
    from PIL import Image

    from wardrobe.drawing import SURFACES, demo_wardrobe, photograph
    from wardrobe.services.garments import add_garment

    specs = demo_wardrobe()
    for number in range(count):
        rgb, _ = photograph(specs[number % len(specs)], surface=sorted(SURFACES)[number % len(SURFACES)], seed=number)
        file = BytesIO()
        Image.fromarray(rgb).resize(SIZE, Image.Resampling.BICUBIC).save(file, "JPEG", quality=90)
        add_garment(owner=owner, photo=file.getvalue())


def _work(processes: int) -> tuple[float, float]:
    """Seconds for all photos and the largest process's memory in MB, by a real worker cluster."""
    import psutil

    from wardrobe.models import Garment

    environment = os.environ | {"WORKER_PROCESSES": str(processes), "OMP_NUM_THREADS": "1"}
    cluster = subprocess.Popen([sys.executable, "manage.py", "qcluster"], cwd=ROOT, env=environment)
    try:
        waiting = Garment.objects.unfinished()
        total = waiting.count()
        # The first photo pays for loading the model; the clock starts when it is done.
        while waiting.count() > total - processes:
            time.sleep(0.1)
        began, left, peak = time.perf_counter(), waiting.count(), 0.0
        while waiting.exists():
            time.sleep(0.2)
            for child in psutil.Process(cluster.pid).children(recursive=True):
                peak = max(peak, child.memory_info().rss / 2**20)
        return (time.perf_counter() - began) * total / max(1, left), peak
    finally:
        cluster.terminate()
        cluster.wait(timeout=60)


def _bare_forward(encoder: Any) -> float:
    """Milliseconds per picture of the encoder alone."""
    import numpy as np

    pictures = [np.random.default_rng(i).integers(0, 255, (500, 400, 3), np.uint8) for i in range(8)]
    encoder.encode_images(pictures)
    began = time.perf_counter()
    for _ in range(5):
        encoder.encode_images(pictures)
    return 1000 * (time.perf_counter() - began) / 40
