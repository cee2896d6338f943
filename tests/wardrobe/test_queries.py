"""Lists cost the same number of queries however long they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_garment, unit_vector
from wardrobe.models import Garment
from wardrobe.services import many
from wardrobe.services.outfits import create_outfit
from wardrobe.services.wear import log_wear

pytestmark = pytest.mark.django_db
PAGES = {
    "/wardrobe": 10,
    "/wardrobe?category=jeans&color=blue&ordering=price": 10,
    "/wardrobe?q=jeans": 12,
    "/wardrobe/search?q=jeans": 8,
    "/wardrobe/laundry": 5,
    "/wardrobe/archive": 6,
    "/wardrobe/trash": 6,
    "/wardrobe/statistics": 6,
    "/wardrobe/review": 7,
    "/wardrobe/progress": 5,
}
CALLS = {
    "/api/v1/garments": 3,
    "/api/v1/garments?q=jeans&color=blue": 3,
    "/api/v1/garments/search?q=jeans": 6,
    "/api/v1/outfits": 7,
}


def fill(owner, number: int) -> None:
    """Garments in every state, all of them found by the same words, worn and combined."""
    for place in range(number):
        garment = make_garment(
            owner,
            category="jeans",
            confidence=0.4,
            vector=unit_vector(towards=2 + Garment.all_objects.count(), and_towards=1, share=0.95),
            price=10,
            label={"fit": "slim"} if place % 2 else None,
        )
        log_wear(owner=owner, garments=[garment], worn_on=timezone.localdate() - timedelta(days=place))
        create_outfit(owner=owner, garments=[garment])
        for verb in (
            lambda rows: many.trash(garments=rows),
            lambda rows: many.archive(garments=rows, reason="sold"),
            lambda rows: many.set_laundry(garments=rows, state="dirty"),
        ):
            other = make_garment(owner, category="jeans", confidence=0.4)
            verb(Garment.objects.filter(pk=other.pk))


def cost(client, address: str) -> list[str]:
    """The queries of one request, after one that fills the caches."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [query["sql"] for query in captured.captured_queries]


def test_twice_the_garments_cost_the_same_queries(alice, browser_of, words_only, serving):
    browser = browser_of(alice)
    fill(alice, 5)
    few = {address: len(cost(browser, address)) for address in PAGES | CALLS}
    fill(alice, 5)
    assert {address: len(cost(browser, address)) for address in PAGES | CALLS} == few
    assert {address: number for address, number in few.items() if number > (PAGES | CALLS)[address]} == {}


def test_similar_garments_cost_the_same_queries(alice, browser_of, words_only, serving):
    browser = browser_of(alice)
    fill(alice, 3)
    garment = Garment.objects.filter(archived_at=None, laundry_state="clean").first()
    costs = []
    for _ in range(2):
        addresses = (
            f"/api/v1/garments/{garment.pk}/similar",
            f"/wardrobe/{garment.pk}/similar",
            f"/wardrobe/{garment.pk}",
        )
        costs.append([len(cost(browser, address)) for address in addresses])
        fill(alice, 3)
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 10
