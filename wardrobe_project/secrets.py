"""The signing key of an instance that was given none."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def read_or_create_key(data_dir: Path) -> str:
    """Return the instance's key from `data_dir/secret.key`, creating it readable by its owner only."""
    path = data_dir / "secret.key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        # Written aside and linked into place, so that two processes starting at once agree on one key.
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
