"""What a benchmark hands back, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table. `ratio` compares with the plainest way to do the same work, named in `against`."""

    what: str
    value: float
    unit: str
    ratio: float | None = None
    against: str = ""

    def cells(self, name: str) -> tuple[str, str, str, str]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} × {self.against}"
        return name, self.what, f"{self.value:,.{decimals(self.value)}f} {self.unit}", ratio


def decimals(value: float) -> int:
    return 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2


def table(rows: list[tuple[str, ...]]) -> str:
    """The rows under each other, the first one underlined."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
