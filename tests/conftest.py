"""A real PostgreSQL for every test run, and the people who live in the tests."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("WARDROBE_DATA_DIR", str(Path(tempfile.gettempdir()) / f"wardrobe-tests-{os.getuid()}"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wardrobe_project.settings")

from wardrobe_project.embedded import ensure_database

# Before Django reads its settings, which is why pytest's own configuration does not name them.
ensure_database()

import django  # noqa: E402
import pytest  # noqa: E402

django.setup()


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


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Slow hashes protect real passwords; these are written in the next lines."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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


@pytest.fixture
def browser_of():
    """A browser in which somebody is signed in; without a person, a stranger's."""

    def browser(person=None):
        from django.test import Client

        client = Client()
        if person is not None:
            client.force_login(person, backend="accounts.backends.EmailBackend")
        return client

    return browser


@pytest.fixture
def phone_of():
    """A client of the API as which somebody is signed in; without a person, a stranger's."""

    def phone(person=None):
        from rest_framework.test import APIClient

        client = APIClient()
        if person is not None:
            client.force_authenticate(person)
        return client

    return phone


@pytest.fixture
def stored_files(tmp_path):
    """The names of all files in the storage, as a sorted list."""

    def names() -> list[str]:
        media = tmp_path / "media"
        return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())

    return names
