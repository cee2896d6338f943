"""What the pages share: whole page or part of it, toasts, and a way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wardrobe.models import Garment
from wardrobe.services.many import Undo

View = Callable[..., HttpResponse]


def reading(view: View) -> View:
    return login_required(require_GET(view))


def acting(view: View) -> View:
    return login_required(require_POST(view))


def reading_and_acting(view: View) -> View:
    return login_required(require_http_methods(["GET", "HEAD", "POST"])(view))


def load(request: HttpRequest, pk: UUID) -> Garment:
    """The visitor's garment with its prediction and label, or a 404."""
    return get_object_or_404(Garment.objects.visible_to(request.user).with_facts(), pk=pk)


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks, and not for a page that it lost from its history."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.history_restore_request


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str = "", also: str = "", status: int = 200
) -> HttpResponse:
    """The whole page, or for htmx its named part, then `also` as an out-of-band part, then the toasts that wait."""
    if not (part and wants_part(request)):
        response = render(request, template, context, status=status)
    else:
        response = render(request, f"{template}#{part}", context, status=status)
        if also:
            response.write(render_to_string(f"{template}#{also}", {**context, "oob": True}, request))
        response.write(waiting_toasts(request))
        # A part has the address of its page: it must never be taken for the page.
        response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["HX-Request"])
    return response


def waiting_toasts(request: HttpRequest) -> str:
    return "".join(
        render_to_string(
            "components/toast.html",
            {
                "message": message,
                "level": message.level_tag,
                "undo_url": (message.extra_tags or "").removeprefix("undo:"),
                "oob": True,
            },
            request,
        )
        for message in messages.get_messages(request)
    )


def say(request: HttpRequest, sentence: str, undo: Undo | None = None, undo_url: str = "") -> None:
    """A toast, with an "Undo" where something can be taken back."""
    if undo and undo.count:
        undo_url = f"{reverse('wardrobe-undo')}?token={undo.token}"
    messages.success(request, sentence, extra_tags=f"undo:{undo_url}" if undo_url else "")


def counted(number: int, noun: str = "garment") -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"


def origin_of(request: HttpRequest) -> str:
    """Where the visitor came from if that is a page of ours, else the wardrobe."""
    origin = request.POST.get("next") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(origin, {request.get_host()}, require_https=request.is_secure())
    return origin if ours else reverse("wardrobe")


def back(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(origin_of(request))
