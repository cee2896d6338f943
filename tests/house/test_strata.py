"""Habits that keep the house in order, read from the source itself."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("wardrobe_project", "social", "stylist", "avatars", "wardrobe", "accounts")
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 400, 40
DOORS = ("views", "api", "forms", "serializers", "admin", "commands")
WRITING = {
    "save", "create", "update", "delete", "get_or_create", "update_or_create", "bulk_create", "bulk_update",
    "asave", "acreate", "aupdate", "adelete", "create_user", "set_password", "refresh_from_db_and_save",
}  # fmt: skip


def sources() -> list[Path]:
    files = [path for package in (*PACKAGES, "benchmarks") for path in (ROOT / package).rglob("*.py")]
    return sorted(path for path in files if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_door(path: Path) -> bool:
    return bool({path.stem, *path.relative_to(ROOT).parts[1:-1]} & set(DOORS))


def writes(module: ast.Module) -> Iterator[ast.Call]:
    """Calls that look like writing a row. Updating a widget's attributes or a digest is none."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
            of = node.func.value
            if ast.unparse(of).rpartition(".")[2] not in ("attrs", "digest"):
                yield node


@pytest.mark.parametrize("path", [path for path in sources() if is_door(path)], ids=short)
def test_a_door_writes_nothing(path):
    """Pages, API, forms, admin and commands load, call one verb, and answer: the verb writes."""
    found = [f"{short(path)}:{node.lineno} {ast.unparse(node.func)}" for node in writes(tree(path))]
    assert found == []


@pytest.mark.parametrize("path", sources(), ids=short)
def test_a_module_and_its_functions_can_be_read_at_a_glance(path):
    lines = len(path.read_text().splitlines())
    assert lines <= MOST_LINES, f"{short(path)} has {lines} lines: make it a package."
    long = [
        f"{short(path)}:{node.lineno} {node.name}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("path", sources(), ids=short)
def test_there_are_no_signals(path):
    """What follows from what is said by calling it."""
    imported = {node.module for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom)}
    assert imported & {"django.dispatch", "django.db.models.signals", "django.core.signals"} == set()


def test_only_one_module_names_the_queue():
    """Whatever runs in the background is behind `enqueue_…`; the admin and the health page only look at the queue."""
    naming = {
        short(path)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django_q.tasks")
    }
    assert naming <= {"wardrobe/tasks.py", "accounts/tasks.py"}


# --- words that belong to the workshop, not to the product ------------------------------------------------------------
MACHINE = re.compile(
    r"/(?:work|home|root|Users)/|\bclaude\b|\banthropic\b|\bissue #?\d|\bthis session\b|\bsub-?agent\b|TODO|FIXME|XXX",
    re.I,
)
TEXT = {".py", ".html", ".css", ".js", ".md", ".toml", ".yaml", ".yml", ".json", ".txt", ".sh", ".svg", ".example", ""}
# Places where such a word means something else.
ELSEWHERE = {"package-lock.json", "LICENSE", short(Path(__file__))}


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        return [short(path) for path in sources()]
    return [name for name in listed.stdout.split("\0") if name]


def test_the_repository_speaks_of_the_product_alone():
    found = []
    for name in tracked():
        path = ROOT / name
        if path.suffix in TEXT and name not in ELSEWHERE and path.is_file():
            lines = path.read_text(errors="replace").splitlines()
            found += [
                f"{name}:{number} {line.strip()[:80]}" for number, line in enumerate(lines, 1) if MACHINE.search(line)
            ]
    assert found == []


def test_nothing_large_is_kept_but_the_weights():
    large = [name for name in tracked() if (ROOT / name).is_file() and (ROOT / name).stat().st_size > 1024 * 1024]
    assert [name for name in large if not name.startswith("wardrobe/vision/weights/")] == []


def test_no_test_is_skipped():
    found = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(tree(path)):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if name in (
                "pytest.skip",
                "pytest.mark.skip",
                "pytest.mark.skipif",
                "pytest.mark.xfail",
                "pytest.importorskip",
            ):
                found.append(f"{short(path)}:{node.lineno} {name}")
    assert found == []
