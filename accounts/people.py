"""Who is asking."""

from __future__ import annotations

from django.http import HttpRequest
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from accounts.models import User


def signed_in(request: HttpRequest | Request) -> User:
    """The person behind a request that only signed-in people can make."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user
