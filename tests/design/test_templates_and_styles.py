"""What the look of the product promises, read from its templates and stylesheets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wardrobe_project.assets import ICONS, ROOT
from wardrobe_project.templatetags.ui import DYES

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
KNOWN_ICONS = {*ICONS, *(path.stem for path in (ROOT / "static" / "icons").glob("*.svg"))}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_keeps_the_content_security_policy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<[^>]*\sstyle=", text), "no style attributes"
    assert not re.search(r"<[^>]*\son[a-z]+=", text), "no event attributes"
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "no scripts without a source"
    assert "<style" not in text
    assert "hx-on" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_names_only_icons_that_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = re.findall(r'{% icon "([\w-]+)"', text) + re.findall(r'\bicon="([\w-]+)"', text)
    assert set(named) <= KNOWN_ICONS


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize("path", [path for path in STYLES if path.name != "tokens.css"], ids=name)
def test_colours_are_written_only_among_the_tokens(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", text)


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_a_stylesheet_uses_only_tokens_that_exist(path: Path) -> None:
    everything = "\n".join(style.read_text(encoding="utf-8") for style in STYLES)
    defined = set(re.findall(r"(--[\w-]+)\s*:", everything))
    used = set(re.findall(r"var\((--[\w-]+)(?=\))", path.read_text(encoding="utf-8")))
    assert used <= defined


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=name)
def test_a_stylesheet_or_script_is_of_readable_size(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= (400 if path.suffix == ".css" else 200)


def test_every_colour_name_has_a_dye_and_a_tint() -> None:
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    tints = (ROOT / "static" / "css" / "tints.css").read_text(encoding="utf-8")
    for dye in DYES:
        assert f"--dye-{dye}:" in tokens
        assert f".tint-{dye} " in tints
