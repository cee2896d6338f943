"""What was worn when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from wardrobe.models import Garment, Outfit, WearLog, WearLogItem


def log_wear(
    *, owner: User, garments: Iterable[Garment], worn_on: date | None = None, outfit: Outfit | None = None
) -> WearLog:
    """Note a day's clothes. A garment counts once a day, however often it is noted."""
    day = worn_on or timezone.localdate()
    if day > timezone.localdate() + timedelta(days=1):
        raise ValidationError({"date": "That day has not come yet."})
    worn = list(garments)
    if not worn:
        raise ValidationError({"garments": "Choose at least one garment."})
    if any(garment.owner_id != owner.pk for garment in worn):
        raise ValidationError({"garments": "One wears one's own garments."})
    with transaction.atomic():
        log = WearLog.objects.create(owner=owner, worn_on=day, outfit=outfit)
        WearLogItem.objects.bulk_create(
            [WearLogItem(log=log, garment=garment, worn_on=day) for garment in worn], ignore_conflicts=True
        )
        recount([garment.pk for garment in worn])
        if not log.items.exists():
            # Everything was noted for that day already: answer with the first of those notes.
            log.delete()
            log = WearLog.objects.filter(items__garment__in=worn, worn_on=day).order_by("created_at")[0]
    return log


def undo_wear(*, log: WearLog) -> None:
    with transaction.atomic():
        worn = list(log.items.values_list("garment_id", flat=True))
        log.delete()
        recount(worn)


def take_off(*, garment: Garment, worn_on: date) -> None:
    """Undo one garment's wear of one day; a log that is empty then goes too."""
    with transaction.atomic():
        WearLogItem.objects.filter(garment=garment, worn_on=worn_on).delete()
        WearLog.objects.filter(owner=garment.owner, worn_on=worn_on, items=None).delete()
        recount([garment.pk])


def recount(garment_ids: Iterable[UUID]) -> None:
    """Set the counters of garments from their log. Call it inside a transaction."""
    keys = list(garment_ids)
    # Whoever counts the same garments waits here, and then counts what we have written.
    list(Garment.all_objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))
    items = WearLogItem.objects.filter(garment=OuterRef("pk")).order_by().values("garment")
    Garment.all_objects.filter(pk__in=keys).update(
        wear_count=Coalesce(Subquery(items.annotate(n=Count("pk")).values("n")), 0),
        last_worn_on=Subquery(items.annotate(day=Max("worn_on")).values("day")),
    )
