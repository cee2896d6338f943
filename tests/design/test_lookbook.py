"""The drawn garments of the first page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from wardrobe_project import lookbook


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two garments instead of all, so that a build takes a moment."""
    monkeypatch.setattr(lookbook, "LOOKBOOK", {name: lookbook.LOOKBOOK[name] for name in ("scarf", "hat")})
    monkeypatch.setattr(lookbook, "PHOTOGRAPHED", ())
    monkeypatch.setattr(lookbook, "SIZE", 160)


def test_a_picture_is_trimmed_to_the_garment_and_clear_around_it() -> None:
    image = lookbook.picture(lookbook.LOOKBOOK["hat"], size=200)
    alpha = image.getchannel("A")
    assert alpha.getbbox() == (0, 0, *image.size)
    assert alpha.getextrema() == (0, 255)


@pytest.mark.usefixtures("small")
def test_a_second_build_draws_nothing(tmp_path: Path) -> None:
    lookbook.build(tmp_path)
    assert {path.name for path in (tmp_path / "static" / "drawn").iterdir()} == {".built", "scarf.webp", "hat.webp"}
    assert lookbook.build(tmp_path) == "The drawn garments are up to date."


@pytest.mark.usefixtures("small")
def test_changed_drawing_code_draws_again(tmp_path: Path) -> None:
    lookbook.build(tmp_path)
    (tmp_path / "wardrobe" / "drawing").mkdir(parents=True)
    (tmp_path / "wardrobe" / "drawing" / "cape.py").write_text("COLLAR = 1")
    assert "drawn into" in lookbook.build(tmp_path)


def test_every_picture_that_a_template_names_is_drawn() -> None:
    templates = "".join(path.read_text() for path in (lookbook.ROOT / "templates").rglob("*.html"))
    named = set(re.findall(r"drawn/([\w-]+)\.webp", templates))
    assert named <= {*lookbook.LOOKBOOK, *(f"{name}-photo" for name in lookbook.PHOTOGRAPHED)}


def test_the_same_garment_gives_the_same_picture() -> None:
    scarf = lookbook.LOOKBOOK["scarf"]
    assert lookbook.picture(scarf, 120).tobytes() == lookbook.picture(replace(scarf), 120).tobytes()
