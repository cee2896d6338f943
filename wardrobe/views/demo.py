"""Looking around before signing up."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from wardrobe.services import demo

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_POST
def open_demo(request: HttpRequest) -> HttpResponse:
    """Signs a visitor in as a demo person of their own."""
    if not request.user.is_authenticated:
        login(request, demo.open_demo(), backend=BACKEND)
    return redirect("wardrobe")
