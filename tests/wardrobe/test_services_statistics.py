"""Figures on a wardrobe, compared with what is in it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories import make_garment, many_rows
from wardrobe.models import Garment
from wardrobe.services import many
from wardrobe.services.statistics import CALENDAR_DAYS, statistics
from wardrobe.services.wear import log_wear

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def test_an_empty_wardrobe_has_figures_too(alice):
    found = statistics(owner=alice, today=TODAY)
    assert (found.garments, found.worn, found.wears, found.spent, found.currency) == (0, 0, 0, 0.0, "")
    assert found.categories == found.colors == found.most_worn == found.forgotten == found.best_value == []
    assert found.days == [(TODAY - timedelta(days=CALENDAR_DAYS - 1 - i), 0) for i in range(CALENDAR_DAYS)]


def test_garments_wears_and_money_are_counted(alice, bob):
    jeans, shirt, hat = (
        many_rows(alice, 1, category=category, price=price, currency=currency)[0]
        for category, price, currency in (("jeans", 60, "EUR"), ("shirt", 30, "EUR"), ("hat", None, "USD"))
    )
    many_rows(bob, 1, price=1000)
    for ago in range(3):
        log_wear(owner=alice, garments=[jeans], worn_on=TODAY - timedelta(days=ago))
    log_wear(owner=alice, garments=[shirt, hat], worn_on=TODAY)

    found = statistics(owner=alice, today=TODAY)
    assert (found.garments, found.worn, found.wears) == (3, 3, 5)
    assert (found.spent, found.currency) == (90.0, "EUR")
    assert found.most_worn[0] == jeans
    assert found.best_value == [jeans, shirt]
    assert found.days[-3:] == [(TODAY - timedelta(days=2), 1), (TODAY - timedelta(days=1), 1), (TODAY, 3)]


def test_kinds_are_shares_of_the_wardrobe(alice):
    many_rows(alice, 3, category="t-shirt")
    many_rows(alice, 1, category="jeans")
    found = statistics(owner=alice, today=TODAY)
    assert [(share.label, share.count, share.share) for share in found.categories] == [
        ("T-shirt", 3, 0.75),
        ("Jeans", 1, 0.25),
    ]


def test_each_garment_spreads_over_its_palette(alice):
    blue, white = {"name": "blue", "hex": "#2b5dbf"}, {"name": "white", "hex": "#f8f7f4"}
    many_rows(alice, 1, palette=[{**blue, "share": 0.5}, {**white, "share": 0.5}])
    many_rows(alice, 1, palette=[{**blue, "share": 1.0}])
    found = statistics(owner=alice, today=TODAY)
    assert [(share.label, share.count, share.share, share.hex) for share in found.colors] == [
        ("Blue", 2, 0.75, "#2b5dbf"),
        ("White", 1, 0.25, "#f8f7f4"),
    ]


def test_what_was_not_worn_for_a_season_is_forgotten_the_longest_first(alice):
    old, older = many_rows(alice, 2, purchased_on=TODAY - timedelta(days=300))
    many_rows(alice, 1, purchased_on=TODAY - timedelta(days=10))
    many_rows(alice, 1, purchased_on=TODAY - timedelta(days=400), last_worn_on=TODAY - timedelta(days=5), wear_count=1)
    Garment.objects.filter(pk=older.pk).update(last_worn_on=TODAY - timedelta(days=350), wear_count=1)
    assert statistics(owner=alice, today=TODAY).forgotten == [older, old]


def test_only_what_hangs_in_the_wardrobe_counts(alice, itself):
    kept = make_garment(alice, price=Decimal(10))
    many.trash(garments=itself(make_garment(alice, price=Decimal(20))))
    many.archive(garments=itself(make_garment(alice, price=Decimal(40))), reason="sold")
    many_rows(alice, 1)
    Garment.objects.exclude(pk=kept.pk).filter(archived_at=None).update(status="pending")
    found = statistics(owner=alice)
    assert (found.garments, found.spent) == (1, 10.0)


def test_the_calendar_ends_today(alice):
    assert statistics(owner=alice).days[-1][0] == timezone.localdate()


def test_figures_take_two_queries_however_large_the_wardrobe(alice, django_assert_num_queries):
    many_rows(alice, 30, price=3, wear_count=2, palette=[{"name": "blue", "hex": "#2b5dbf", "share": 1.0}])
    with django_assert_num_queries(2):
        statistics(owner=alice)
