"""What was worn when: once a day, counted from the log."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Event, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.utils import timezone

from tests.factories import make_garment, many_rows, together
from wardrobe.models import Garment, WearLog, WearLogItem
from wardrobe.services.outfits import create_outfit
from wardrobe.services.wear import log_wear, recount, take_off, undo_wear

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def counters(garment: Garment) -> tuple[int, date | None]:
    garment.refresh_from_db()
    return garment.wear_count, garment.last_worn_on


def test_a_day_is_noted_and_counted(alice):
    jeans, shirt, hat = many_rows(alice, 3)
    log = log_wear(owner=alice, garments=[jeans, shirt], worn_on=MONDAY)
    assert set(log.garments.all()) == {jeans, shirt}
    assert counters(jeans) == counters(shirt) == (1, MONDAY)
    assert counters(hat) == (0, None)


def test_without_a_date_it_is_today(alice):
    [jeans] = many_rows(alice, 1)
    assert log_wear(owner=alice, garments=[jeans]).worn_on == timezone.localdate()


def test_a_garment_counts_once_a_day(alice):
    jeans, shirt = many_rows(alice, 2)
    first = log_wear(owner=alice, garments=[jeans, jeans], worn_on=MONDAY)
    assert log_wear(owner=alice, garments=[jeans], worn_on=MONDAY) == first
    log_wear(owner=alice, garments=[jeans, shirt], worn_on=MONDAY)

    assert counters(jeans) == counters(shirt) == (1, MONDAY)
    assert WearLogItem.objects.count() == WearLog.objects.count() == 2


def test_the_last_day_is_the_latest_not_the_one_noted_last(alice):
    [jeans] = many_rows(alice, 1)
    for day in (MONDAY, MONDAY - timedelta(days=7)):
        log_wear(owner=alice, garments=[jeans], worn_on=day)
    assert counters(jeans) == (2, MONDAY)


@pytest.mark.parametrize("days_ahead", [2, 400])
def test_a_day_that_has_not_come_is_refused(alice, days_ahead):
    with pytest.raises(ValidationError):
        log_wear(owner=alice, garments=many_rows(alice, 1), worn_on=timezone.localdate() + timedelta(days=days_ahead))
    assert not WearLog.objects.exists()


def test_nothing_and_other_peoples_clothes_cannot_be_worn(alice, bob):
    with pytest.raises(ValidationError):
        log_wear(owner=alice, garments=[])
    with pytest.raises(ValidationError):
        log_wear(owner=alice, garments=[*many_rows(alice, 1), *many_rows(bob, 1)])
    assert not WearLog.objects.exists()


def test_a_note_can_be_taken_back(alice):
    [jeans] = many_rows(alice, 1)
    log_wear(owner=alice, garments=[jeans], worn_on=MONDAY - timedelta(days=1))
    undo_wear(log=log_wear(owner=alice, garments=[jeans], worn_on=MONDAY))
    assert counters(jeans) == (1, MONDAY - timedelta(days=1))


def test_one_garment_can_be_taken_out_of_a_day(alice):
    jeans, shirt = many_rows(alice, 2)
    log = log_wear(owner=alice, garments=[jeans, shirt], worn_on=MONDAY)
    take_off(garment=jeans, worn_on=MONDAY)
    assert (counters(jeans), counters(shirt)) == ((0, None), (1, MONDAY))
    assert list(log.garments.all()) == [shirt]
    take_off(garment=shirt, worn_on=MONDAY)
    assert not WearLog.objects.exists()


def test_an_outfit_is_worn_as_a_whole(alice):
    rows = [make_garment(alice, category=category) for category in ("jeans", "shirt")]
    outfit = create_outfit(owner=alice, garments=rows)
    log = log_wear(owner=alice, garments=rows, worn_on=MONDAY, outfit=outfit)
    assert (log.outfit, [counters(row) for row in rows]) == (outfit, [(1, MONDAY)] * 2)


def test_cost_per_wear_is_the_price_shared_by_the_days(alice):
    jeans = make_garment(alice, price=90)
    assert jeans.cost_per_wear is None
    for day in range(3):
        log_wear(owner=alice, garments=[jeans], worn_on=MONDAY + timedelta(days=day))
    jeans.refresh_from_db()
    assert jeans.cost_per_wear == 30


def test_counters_can_be_set_from_the_log(alice):
    [jeans] = many_rows(alice, 1)
    log_wear(owner=alice, garments=[jeans], worn_on=MONDAY)
    Garment.objects.update(wear_count=99, last_worn_on=None)
    recount([jeans.pk])
    assert counters(jeans) == (1, MONDAY)


@pytest.mark.django_db(transaction=True)
def test_tapping_twice_at_once_counts_once(alice):
    [jeans] = many_rows(alice, 1)
    answers = together(*[lambda: log_wear(owner=alice, garments=[jeans], worn_on=MONDAY)] * 2)
    assert answers[0] == answers[1]
    assert counters(jeans) == (1, MONDAY)
    assert WearLog.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_days_noted_at_once_are_both_counted(alice):
    [jeans] = many_rows(alice, 1)
    started, done = Event(), Event()

    def note_sunday():
        started.set()
        log_wear(owner=alice, garments=[jeans], worn_on=MONDAY - timedelta(days=1))
        done.set()
        connections.close_all()

    other = Thread(target=note_sunday)
    with transaction.atomic():
        log_wear(owner=alice, garments=[jeans], worn_on=MONDAY)
        other.start()
        started.wait(10)
        assert not done.wait(0.3)
    other.join(10)
    assert counters(jeans) == (2, MONDAY)
