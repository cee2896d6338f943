"""The wishes that are stored as JSON, with their defaults. Knows no Django."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True)
class Preferences:
    """Yes-or-no wishes. What was never chosen, or is not known any more, has its default."""

    @classmethod
    def read(cls, stored: Any) -> Self:
        known = {field.name for field in fields(cls)}
        chosen = stored if isinstance(stored, dict) else {}
        return cls(**{name: value for name, value in chosen.items() if name in known and isinstance(value, bool)})

    @classmethod
    def merge(cls, stored: Any, changes: Any) -> dict[str, bool]:
        """The stored form after `changes`. Raises ValueError with a sentence for an unknown wish or another value."""
        known = {field.name for field in fields(cls)}
        if not isinstance(changes, dict):
            raise ValueError("This must be an object of names and true or false.")
        for name, value in changes.items():
            if name not in known:
                raise ValueError(f"There is no such setting. Known are: {', '.join(sorted(known))}.")
            if not isinstance(value, bool):
                raise ValueError(f"The setting {name} must be true or false.")
        return {**asdict(cls.read(stored)), **changes}


@dataclass(frozen=True)
class Privacy(Preferences):
    """What of the profile others may see once they may see the profile at all."""

    show_location: bool = True
    show_links: bool = True


@dataclass(frozen=True)
class Notifications(Preferences):
    """What is mailed."""

    security: bool = True
