"""Pages that belong to the site and to no app."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views import defaults
from django.views.decorators.http import require_safe


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """The first page; people who are signed in want their wardrobe instead."""
    if request.user.is_authenticated:
        return redirect("wardrobe")
    return render(request, "welcome.html")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Pages that name no icon of their own are asked for this one."""
    return redirect(static("img/icon-32.png"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(404, "Not Found", "There is nothing at this address.")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(500, "Internal Server Error", "Something went wrong on our side; it has been logged.")
    return defaults.server_error(request)


def problem(status: int, title: str, detail: str) -> JsonResponse:
    """An error outside the API's own views, in the form of those inside (RFC 9457)."""
    document: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail, "errors": {}}
    return JsonResponse(document, status=status, content_type="application/problem+json")
