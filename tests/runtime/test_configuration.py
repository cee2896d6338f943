"""Settings and their explanation agree, and starting the web process stays light."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# Read by `manage.py up` and gunicorn instead of the settings.
RUNNING = {"PORT", "WEB_CONCURRENCY"}
HEAVY = ["torch", "torchvision", "open_clip", "timm", "sympy", "transformers", "boto3", "moto", "pytest"]


def read_by_settings() -> set[str]:
    source = (ROOT / "wardrobe_project/settings.py").read_text()
    return set(re.findall(r"""\benv(?:\.\w+)?\(\s*["']([A-Z][A-Z0-9_]*)["']""", source))


def explained() -> list[str]:
    return re.findall(r"^#?([A-Z][A-Z0-9_]*)=", (ROOT / ".env.example").read_text(), re.MULTILINE)


def test_every_variable_that_the_settings_read_is_explained_and_no_other():
    assert set(explained()) == read_by_settings() | RUNNING


def test_no_variable_is_explained_twice():
    assert len(explained()) == len(set(explained()))


def test_every_explanation_comes_before_its_variable():
    previous = ""
    for line in (ROOT / ".env.example").read_text().splitlines():
        if re.match(r"#?[A-Z][A-Z0-9_]*=", line):
            assert previous, f"nothing explains {line}"
        previous = line


def test_starting_the_web_process_imports_nothing_heavy():
    code = (
        f"import json, sys, wardrobe_project.wsgi;print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "wardrobe_project.settings"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_name_packages_and_exact_versions_and_nothing_else(name):
    for line in (ROOT / name).read_text().splitlines():
        if line and not line.startswith("#") and line != "-r requirements.txt":
            assert re.fullmatch(r"[a-z0-9.-]+(\[[a-z0-9,]+\])?==[0-9][a-z0-9.]*", line), line


def test_the_npm_lock_file_has_no_download_addresses():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_the_container_installs_the_versions_of_the_requirements():
    assert "requirements.txt" in (ROOT / "Dockerfile").read_text()
    assert "USER wardrobe" in (ROOT / "Dockerfile").read_text()
