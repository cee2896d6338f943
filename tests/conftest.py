"""A real PostgreSQL for every test run, and the people who live in the tests."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("WARDROBE_DATA_DIR", str(Path(tempfile.gettempdir()) / f"wardrobe-tests-{os.getuid()}"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wardrobe_project.settings")

from wardrobe_project.embedded import ensure_database

ensure_database()

import pytest


@pytest.fixture(autouse=True)
def _private_media(settings, tmp_path):
    """Files of one test are not seen by another."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "wardrobe_project.storage.SignedFileStorage",
            "OPTIONS": {"location": tmp_path / "media"},
        },
    }


@pytest.fixture
def make_person(db, django_user_model):
    def make(name: str, **fields):
        return django_user_model.objects.create_user(f"{name}@example.org", name, "correct horse battery", **fields)

    return make


@pytest.fixture
def alice(make_person):
    return make_person("alice")


@pytest.fixture
def bob(make_person):
    return make_person("bob")


@pytest.fixture
def mod(make_person):
    return make_person("mod", role="moderator", is_staff=True)
