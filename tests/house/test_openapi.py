"""The API's description: valid, complete, and changed only on purpose."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
import yaml
from django.urls import URLResolver, get_resolver
from openapi_spec_validator import validate

SNAPSHOT = Path(__file__).with_name("openapi.yaml")
REFRESH = ".venv/bin/python manage.py spectacular --file tests/house/openapi.yaml"


@pytest.fixture(scope="module")
def described() -> str:
    """The description as `manage.py spectacular` writes it."""
    from drf_spectacular.generators import SchemaGenerator
    from drf_spectacular.renderers import OpenApiYamlRenderer

    return OpenApiYamlRenderer().render(SchemaGenerator().get_schema(public=True), renderer_context={}).decode()


@pytest.fixture(scope="module")
def schema(described) -> dict:
    return yaml.safe_load(described)


def test_the_description_is_valid_openapi(schema):
    validate(schema)


def test_nothing_in_it_is_guessed():
    from drf_spectacular.drainage import GENERATOR_STATS
    from drf_spectacular.generators import SchemaGenerator

    GENERATOR_STATS.reset()
    SchemaGenerator().get_schema(public=True)
    assert not GENERATOR_STATS, "The generator warned: see standard error."


def test_it_is_the_one_that_clients_know(described):
    known = SNAPSHOT.read_text() if SNAPSHOT.exists() else ""
    changes = difflib.unified_diff(
        known.splitlines(), described.splitlines(), "known to clients", "now", lineterm="", n=2
    )
    difference = "\n".join(list(changes)[:80])
    assert not difference, (
        f"The API has changed:\n{difference}\n\nIf that is meant, write it down with\n\n    {REFRESH}\n\n"
        "and commit the file together with the change."
    )


def test_every_call_of_the_api_is_described(schema):
    def routes(patterns, prefix=""):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from routes(pattern.url_patterns, route)
            elif route.startswith("api/v1/"):
                yield "/" + route.replace("<uuid:pk>", "{id}")

    assert set(routes(get_resolver().url_patterns)) == set(schema["paths"])


def test_every_call_says_what_it_does_and_answers(schema):
    for path, calls in schema["paths"].items():
        for method, call in calls.items():
            assert call["operationId"], (method, path)
            assert call["responses"], (method, path)


@pytest.mark.django_db
def test_the_description_and_its_page_are_served(browser_of, described):
    browser = browser_of()
    answer = browser.get("/api/schema")
    assert (answer.status_code, answer.content.decode()) == (200, described)
    page = browser.get("/api/docs")
    assert page.status_code == 200
    assert "/api/schema" in browser.get("/api/docs?script=").text
