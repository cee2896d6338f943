"""`python -m benchmarks [name …]`: run `bench_*.py` and print one table.

A benchmark is a module with a function `run() -> Iterable[Figure]`; the first line of its docstring says what it
measures. Without names all of them run, in alphabetical order. They use a data folder of their own.
"""

from __future__ import annotations

import argparse
import atexit
import importlib
import os
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

from benchmarks.figures import table

HERE = Path(__file__).resolve().parent


def main() -> int:
    found = {path.stem.removeprefix("bench_"): path.stem for path in sorted(HERE.glob("bench_*.py"))}
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="name", help=f"which ones: {', '.join(found)} (default: all)")
    chosen = parser.parse_args().names or list(found)
    if unknown := [name for name in chosen if name not in found]:
        parser.error(f"there is no benchmark called {unknown[0]}")
    folder = Path(tempfile.mkdtemp(prefix="wardrobe-bench-"))
    os.environ["WARDROBE_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "wardrobe_project.settings"
    # Registered before the database registers its own end, and therefore run after it.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    rows, failed = measure({name: found[name] for name in chosen})
    print(f"\n{os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
    print(table([("benchmark", "what", "figure", "ratio"), *rows]))
    for name in failed:
        print(f"{name}: failed (see above)", file=sys.stderr)
    return 1 if failed else 0


def measure(modules: dict[str, str]) -> tuple[list[tuple[str, ...]], list[str]]:
    """The table's rows, and the names of those that did not come to an end."""
    rows: list[tuple[str, ...]] = []
    failed = []
    for name, module in modules.items():
        started = time.monotonic()
        print(f"{name} … ", end="", file=sys.stderr, flush=True)
        try:
            rows += [figure.cells(name) for figure in importlib.import_module(f"benchmarks.{module}").run()]
        except Exception:
            traceback.print_exc()
            failed.append(name)
        print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    return rows, failed


if __name__ == "__main__":
    sys.exit(main())
