"""From the command to the first answered request: the first start on an empty folder, and the second."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parent.parent


def run() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="wardrobe-start-") as folder:
        first, _ = start(folder)
        second, stop = start(folder)
        yield Figure("first start, empty data folder", first, "s")
        yield Figure("second start", second, "s", second / 10, "the promised 10 s")
        yield Figure("Ctrl-C to the last process gone", stop, "s")
        yield Figure("`import wardrobe_project.wsgi`", imported(), "s")


def start(folder: str) -> tuple[float, float]:
    """Seconds until the address is printed, and seconds to stop."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ALLOWED_HOSTS")}
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "up", "--data-dir", folder, "--port", "0"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if re.search(r"Wardrobe is ready", line):
            break
    else:
        raise RuntimeError("it did not start:\n" + "".join(said))
    ready = time.monotonic() - began
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    return ready, time.monotonic() - began - ready


def imported() -> float:
    began = time.monotonic()
    environment = os.environ | {"DATABASE_URL": "postgresql:///none"}
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "import wardrobe_project.wsgi"], cwd=ROOT, env=environment, check=True
    )
    return time.monotonic() - began
