from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def make_folder():
    """Data folders outside pytest's own, which every other run of pytest closes to the database server's user."""
    made = []

    def make() -> Path:
        made.append(Path(tempfile.mkdtemp(prefix="wardrobe-run-")).resolve())
        return made[-1]

    yield make
    for folder in made:
        shutil.rmtree(folder, ignore_errors=True)
