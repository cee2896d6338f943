"""The build of the front-end assets, with an npm that is a small script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wardrobe_project import assets


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the files that the build reads."""
    (tmp_path / "static" / "icons").mkdir(parents=True)
    (tmp_path / "static" / "icons" / "hanger.svg").write_text('<svg viewBox="0 0 24 24">\n<path d="M1 1" />\n</svg>')
    lock = {"packages": {"node_modules/htmx.org": {"version": "2.0.0"}}}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock))
    return tmp_path


@pytest.fixture
def npm(tmp_path: Path) -> str:
    """An npm that installs empty packages and counts how often it ran."""
    sources = [*assets.COPIES, *(f"lucide-static/icons/{name}.svg" for name in assets.ICONS)]
    lines = ["#!/bin/sh", "set -e", "echo run >> npm-runs", 'test "$1" = ci']
    lines += [f"mkdir -p node_modules/{folder}" for folder in sorted({str(Path(source).parent) for source in sources})]
    lines += [f"echo '<svg><path/></svg>' > node_modules/{source}" for source in sources]
    script = tmp_path / "npm"
    script.write_text("\n".join(lines))
    script.chmod(0o755)
    return str(script)


def runs(checkout: Path) -> int:
    return len((checkout / "npm-runs").read_text().split())


def test_the_first_build_copies_everything_pages_need(checkout: Path, npm: str) -> None:
    assets.build(checkout, npm)
    vendor = checkout / "static" / "vendor"
    assert all((vendor / target).exists() for target in assets.COPIES.values())
    sprite = (vendor / "icons.svg").read_text()
    assert all(f'<symbol id="{name}"' in sprite for name in [*assets.ICONS, "hanger"])


def test_a_second_build_does_nothing(checkout: Path, npm: str) -> None:
    assets.build(checkout, npm)
    assert assets.build(checkout, "/nowhere/npm") == "Front-end assets are up to date."
    assert runs(checkout) == 1


def test_a_new_icon_is_copied_without_installing_again(checkout: Path, npm: str) -> None:
    assets.build(checkout, npm)
    (checkout / "static" / "icons" / "button.svg").write_text("<svg><path/></svg>")
    assets.build(checkout, npm)
    assert '<symbol id="button"' in (checkout / "static" / "vendor" / "icons.svg").read_text()
    assert runs(checkout) == 1


def test_a_changed_lock_file_installs_again(checkout: Path, npm: str) -> None:
    assets.build(checkout, npm)
    lock = {"packages": {"node_modules/htmx.org": {"version": "2.0.1"}}}
    (checkout / "package-lock.json").write_text(json.dumps(lock))
    assert "htmx 2.0.1" in assets.build(checkout, npm)
    assert runs(checkout) == 2


def test_a_machine_without_npm_is_told_what_to_do(checkout: Path) -> None:
    with pytest.raises(assets.AssetsError, match="Install Node"):
        assets.build(checkout, "/nowhere/npm")


def test_an_npm_that_fails_is_quoted(checkout: Path) -> None:
    failing = checkout / "npm"
    failing.write_text("#!/bin/sh\necho 'no space left' >&2\nexit 1\n")
    failing.chmod(0o755)
    with pytest.raises(assets.AssetsError, match="no space left"):
        assets.build(checkout, str(failing))


def test_an_unknown_icon_is_named(tmp_path: Path) -> None:
    with pytest.raises(assets.AssetsError, match="'cape'"):
        assets.sprite(tmp_path, tmp_path, ["cape"])


def test_the_lock_file_records_no_addresses_to_download_from() -> None:
    assert "resolved" not in (assets.ROOT / "package-lock.json").read_text()
