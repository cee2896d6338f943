"""Addresses that belong to the site and to no app."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from openapi_spec_validator import validate

pytestmark = pytest.mark.django_db


def test_the_first_page_greets_strangers(client):
    response = client.get("/")
    assert response.status_code == 200
    assert "welcome.html" in [template.name for template in response.templates]


def test_people_who_are_signed_in_go_straight_to_their_wardrobe(client, alice):
    client.force_login(alice)
    assert client.get("/").headers["Location"] == reverse("wardrobe")


def test_the_page_of_the_api_runs_under_the_strict_policy(client):
    response = client.get("/api/docs")
    page = response.content.decode()
    assert response.status_code == 200
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "<style" not in page
    assert " style=" not in page
    script = re.search(r'<script src="([^"]*\?script=?)"', page).group(1)
    answer = client.get(script)
    assert answer["Content-Type"].startswith("application/javascript")
    assert "SwaggerUIBundle" in answer.content.decode()


def test_the_schema_of_the_api_is_valid(client):
    document = client.get("/api/schema", headers={"Accept": "application/vnd.oai.openapi+json"}).json()
    validate(document)
    assert "/api/v1/garments" in document["paths"]


def test_an_unknown_address_of_the_api_is_a_problem_document(client):
    response = client.get("/api/v1/nothing-here")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert set(response.json()) == {"type", "title", "status", "detail", "errors"}


def test_an_unknown_page_is_a_page(client):
    response = client.get("/nothing-here")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("path", "kind"), [("/api/v1/broken", "application/problem+json"), ("/broken", "text/html; charset=utf-8")]
)
def test_an_error_of_ours_shows_no_details(settings, rf, path, kind):
    from wardrobe_project.views import server_error

    response = server_error(rf.get(path))
    assert response.status_code == 500
    assert response["Content-Type"].startswith(kind.split(";")[0])
    assert "Traceback" not in response.content.decode()


def test_a_form_without_its_token_is_refused(alice):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert strict.post(reverse("garment-upload")).status_code == 403


def test_browsers_that_ask_for_an_icon_get_ours(client):
    assert client.get("/favicon.ico").headers["Location"].endswith(".png")
