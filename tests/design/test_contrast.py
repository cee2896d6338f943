"""WCAG 2.2 AA, computed from the tokens themselves: 4.5:1 for text, 3:1 for the edges of controls."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
PALETTE = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", TOKENS))
ROLES = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\(var\(--([\w-]+)\), var\(--([\w-]+)\)\);", TOKENS)
}

TEXT_ON_GROUND = [
    *((text, ground) for text in ("ink", "ink-soft", "accent", "good", "warn", "bad") for ground in ("paper", "sheet")),
    *((text, "well") for text in ("ink", "ink-soft", "accent")),
    ("on-ink", "ink"),
    ("on-ink", "ink-hover"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("paper", "bad"),
    *((text, f"{text}-wash") for text in ("accent", "good", "warn", "bad")),
    *(("ink", f"{ground}-wash") for ground in ("accent", "good", "warn", "bad")),
]
EDGE_ON_GROUND = [("line-strong", ground) for ground in ("paper", "sheet")]


def luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, theme: str) -> float:
    bright, dim = sorted((luminance(PALETTE[ROLES[role][theme]]) for role in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_is_readable_on_its_ground(text: str, ground: str, theme: str) -> None:
    assert contrast(text, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_ON_GROUND)
def test_controls_have_visible_edges(edge: str, ground: str, theme: str) -> None:
    assert contrast(edge, ground, theme) >= 3.0


def test_toasts_are_readable_though_they_wear_the_other_theme() -> None:
    for theme, accent in (("light", "shocking-300"), ("dark", "shocking-600")):
        bright, dim = sorted((luminance(PALETTE[ROLES["ink"][theme]]), luminance(PALETTE[accent])), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 4.5
