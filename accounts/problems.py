"""Errors of the API as problem documents (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler as drf_exception_handler

CONTENT_TYPE = "application/problem+json"
NAMESPACE = "urn:wardrobe:problem"


class Problem(exceptions.APIException):
    """A refusal with a stable `type`, so that a client need not read the sentence."""

    def __init__(self, type: str, detail: str, status: int = 400, errors: dict[str, Any] | None = None) -> None:
        super().__init__(detail, code=type)
        self.type, self.status_code, self.errors = type, status, errors or {}
        if status == HTTPStatus.UNAUTHORIZED:
            # RFC 9110 wants a 401 to say how one could identify oneself.
            self.auth_header = 'Bearer realm="api"'


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """What DRF answers, reshaped; a `ValidationError` of the model layer counts as bad input."""
    if isinstance(error, ValidationError):
        error = exceptions.ValidationError(as_serializer_error(error))
    response = drf_exception_handler(error, context)
    if response is None:
        return None
    response.data = document(error, response)
    response.content_type = CONTENT_TYPE
    return response


def document(error: Exception, response: Response) -> dict[str, Any]:
    title = HTTPStatus(response.status_code).phrase
    problem: dict[str, Any] = {"type": "about:blank", "title": title, "status": response.status_code}
    if isinstance(error, Problem):
        return problem | {"type": f"{NAMESPACE}:{error.type}", "detail": str(error.detail), "errors": error.errors}
    if isinstance(error, exceptions.ValidationError):
        errors = response.data if isinstance(response.data, dict) else {"non_field_errors": response.data}
        return problem | {"type": f"{NAMESPACE}:invalid", "detail": "Some fields are not right.", "errors": errors}
    if isinstance(error, Http404):
        return problem | {"detail": "There is nothing here that you may see.", "errors": {}}
    if isinstance(error, PermissionDenied):
        return problem | {"detail": "You may not do this.", "errors": {}}
    if isinstance(error, exceptions.Throttled):
        problem["type"] = f"{NAMESPACE}:throttled"
    detail = response.data.get("detail", title) if isinstance(response.data, dict) else title
    return problem | {"detail": str(detail), "errors": {}}
