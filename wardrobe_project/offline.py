"""What a device keeps for the moments when it cannot reach the site."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "offline.html")


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> FileResponse:
    """The script itself, served from the root: a service worker governs only what lies below its own address."""
    path = finders.find("js/service-worker.js")
    if not isinstance(path, str):
        raise Http404
    return FileResponse(Path(path).open("rb"), content_type="text/javascript; charset=utf-8")
