"""Looking around before signing up."""

from __future__ import annotations

from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.services.people import start_session
from wardrobe.services import demo


@require_POST
def open_demo(request: HttpRequest) -> HttpResponse:
    """Signs a visitor in as a demo person of their own."""
    if not request.user.is_authenticated:
        # Each demo is a whole wardrobe with its pictures: nobody gets them by the hundred.
        limited = consume_or_429(request, action="demo")
        if limited:
            return limited
        start_session(request=request, user=demo.open_demo())
    return redirect("wardrobe")
