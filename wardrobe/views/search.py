"""Finding garments: by typing, by showing a photo, by pointing at another garment."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from accounts.people import signed_in
from wardrobe import forms
from wardrobe.models import Garment
from wardrobe.services import search as finder
from wardrobe.views.pages import acting, load, page, reading
from wardrobe.vision.photos import PhotoRefused

TEMPLATE = "wardrobe/search.html"
SUGGESTIONS = 8
SIMILAR_ON_PAGE = 8


@reading
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:200]
    hits = finder.search(owner=signed_in(request), text=text) if text else []
    context = {
        "text": text,
        "hits": hits,
        "suggestions": [] if hits else suggestions(request),
    }
    return page(request, TEMPLATE, context, part="results")


def suggestions(request: HttpRequest) -> list[str]:
    """Searches that certainly find something: what this wardrobe holds, in words."""
    newest = Garment.objects.visible_to(request.user).in_use().ready()[: SUGGESTIONS * 4]
    return list(dict.fromkeys(garment.display_name.lower() for garment in newest))[:SUGGESTIONS]


@acting
def by_photo(request: HttpRequest) -> HttpResponse:
    """What looks like the garment in a photo. The photo is not kept."""
    form = forms.PhotoSearchForm(request.POST, request.FILES)
    context: dict[str, object] = {"text": "", "hits": [], "by_photo": True, "suggestions": []}
    if not form.is_valid():
        return page(request, TEMPLATE, {**context, "refusal": "Choose a photo first."}, part="results")
    try:
        photo = forms.photo_bytes(form.cleaned_data["photo"])
        context["hits"] = finder.search_by_photo(owner=signed_in(request), photo=photo)
    except PhotoRefused as refused:
        context["refusal"] = refused.sentence
    if not context["hits"]:
        context["suggestions"] = suggestions(request)
    return page(request, TEMPLATE, context, part="results")


@reading
def similar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Garments like this one; a row of them for the garment's page, all of them on a page of its own."""
    garment = load(request, pk)
    hits = finder.similar(garment=garment, limit=24)
    context = {"garment": garment, "hits": hits, "few": hits[:SIMILAR_ON_PAGE]}
    return page(request, "wardrobe/similar.html", context, part="row")
