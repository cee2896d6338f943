"""Errors of the API."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from accounts.problems import Problem


def answer_to(error):
    class Door(APIView):
        authentication_classes = permission_classes = ()

        def get(self, request):
            raise error

    response = Door.as_view()(APIRequestFactory().get("/"))
    assert response.headers["Content-Type"] == "application/problem+json" or response.content_type
    return response


@pytest.mark.parametrize(
    ("error", "status", "type"),
    [
        (Problem("gone_missing", "It is gone.", status=410), 410, "urn:wardrobe:problem:gone_missing"),
        (Http404(), 404, "about:blank"),
        (PermissionDenied(), 403, "about:blank"),
        (exceptions.MethodNotAllowed("GET"), 405, "about:blank"),
        (exceptions.ParseError(), 400, "about:blank"),
        (exceptions.Throttled(30), 429, "urn:wardrobe:problem:throttled"),
        (ValidationError({"name": "Too long."}), 400, "urn:wardrobe:problem:invalid"),
        (exceptions.ValidationError(["No."]), 400, "urn:wardrobe:problem:invalid"),
    ],
)
def test_every_error_is_a_problem_document(error, status, type):
    response = answer_to(error)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert set(response.data) == {"type", "title", "status", "detail", "errors"}
    assert (response.data["type"], response.data["status"]) == (type, status)
    assert response.data["detail"]


def test_errors_are_told_by_field():
    assert answer_to(ValidationError({"name": "Too long."})).data["errors"] == {"name": ["Too long."]}
    assert answer_to(exceptions.ValidationError(["No."])).data["errors"] == {"non_field_errors": ["No."]}


def test_waiting_time_and_way_to_identify_are_in_the_headers():
    assert answer_to(exceptions.Throttled(30)).headers["Retry-After"] == "30"
    assert answer_to(Problem("who", "Who?", status=401)).headers["WWW-Authenticate"]


def test_what_is_not_foreseen_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        answer_to(ZeroDivisionError())
