"""Verbs over many garments at once. Each can be undone for a while."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from wardrobe.choices import ArchiveReason, LaundryState
from wardrobe.corrections import checked
from wardrobe.models import Garment, GarmentLabel
from wardrobe.querysets import GarmentQuerySet

UNDO_SECONDS = 15 * 60
MOST = 5000


@dataclass(frozen=True)
class Undo:
    """How many garments were changed, and the token that takes it back."""

    token: str
    count: int


def set_favourite(*, garments: GarmentQuerySet, on: bool) -> Undo:
    return _set(garments, is_favourite=on)


def set_laundry(*, garments: GarmentQuerySet, state: str) -> Undo:
    if state not in list(LaundryState):
        raise ValidationError({"state": "Choose clean, dirty or washing."})
    return _set(garments, laundry_state=state)


def archive(*, garments: GarmentQuerySet, reason: str) -> Undo:
    if reason not in list(ArchiveReason):
        raise ValidationError({"reason": "Say why it leaves the wardrobe."})
    since = Coalesce("archived_at", Value(timezone.now()))
    return _set(garments, archived_at=since, archive_reason=reason)


def unarchive(*, garments: GarmentQuerySet) -> Undo:
    return _set(garments.archived(), archived_at=None, archive_reason="")


def trash(*, garments: GarmentQuerySet) -> Undo:
    return _set(garments.alive(), deleted_at=timezone.now())


def restore(*, garments: GarmentQuerySet) -> Undo:
    return _set(garments.in_trash(), deleted_at=None)


def edit_many(*, garments: GarmentQuerySet, changes: Mapping[str, Any]) -> Undo:
    """Correct some facts of many garments, and set their brand."""
    changes = dict(changes)
    brand = changes.pop("brand", None)
    Garment._meta.get_field("brand").run_validators(brand)
    accepted = checked(changes)
    with transaction.atomic():
        rows = list(garments.to_write()[:MOST])
        before = [
            (str(row.pk), {"brand": row.brand, "label": row.label.values if hasattr(row, "label") else {}})
            for row in rows
        ]
        for row in rows:
            _apply(row, label={**_label_values(row), **accepted}, brand=row.brand if brand is None else brand)
    return _remember(rows, before)


def undo(*, owner: User, token: str) -> int:
    """Set back what a verb changed. Returns the number of garments; 0 when it is too late."""
    note = cache.get(f"undo:{token}")
    if not note or note["owner"] != str(owner.pk):
        return 0
    with transaction.atomic():
        before = dict(note["before"])
        rows = list(Garment.all_objects.owned_by(owner).filter(pk__in=before).to_write())
        for row in rows:
            _set_back(row, before[str(row.pk)])
        cache.delete(f"undo:{token}")
    return len(rows)


def _set(garments: GarmentQuerySet, **values: Any) -> Undo:
    """Set columns, remembering what was there."""
    with transaction.atomic():
        rows = list(garments.order_by("pk").select_for_update(of=["self"])[:MOST])
        before = [(str(row.pk), {field: getattr(row, field) for field in values}) for row in rows]
        Garment.all_objects.filter(pk__in=[row.pk for row in rows]).update(**values, updated_at=timezone.now())
    return _remember(rows, before)


def _remember(rows: list[Garment], before: list[tuple[str, dict[str, Any]]]) -> Undo:
    token = secrets.token_urlsafe(16)
    if rows:
        cache.set(f"undo:{token}", {"owner": str(rows[0].owner_id), "before": before}, UNDO_SECONDS)
    return Undo(token, len(rows))


def _label_values(row: Garment) -> dict[str, Any]:
    return dict(row.label.values) if hasattr(row, "label") else {}


def _apply(row: Garment, *, label: Mapping[str, Any], brand: str) -> None:
    kept, _ = GarmentLabel.objects.update_or_create(
        garment=row, defaults={"values": {field: value for field, value in label.items() if value is not None}}
    )
    row.label, row.brand = kept, brand
    row.apply_facts()
    row.save()
    row.index_words()


def _set_back(row: Garment, before: Mapping[str, Any]) -> None:
    if "label" in before:
        _apply(row, label=before["label"], brand=before["brand"])
        return
    for field, value in before.items():
        setattr(row, field, value)
    row.save(update_fields=[*before, "updated_at"])
