"""Putting garments together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from wardrobe.models import Garment, Outfit, OutfitItem

MOST_GARMENTS = 12
FIELDS = ("name", "occasion", "notes", "is_favourite")


def create_outfit(*, owner: User, garments: Sequence[Garment], **described: Any) -> Outfit:
    """Keep an outfit of the owner's garments, in the order given."""
    outfit = Outfit(owner=owner, **_fields(described))
    outfit.clean_fields()
    with transaction.atomic():
        outfit.save(force_insert=True)
        _dress(outfit, garments)
    return outfit


def edit_outfit(*, outfit: Outfit, changes: Mapping[str, Any], garments: Sequence[Garment] | None = None) -> Outfit:
    for field, value in _fields(changes).items():
        setattr(outfit, field, value)
    outfit.clean_fields()
    with transaction.atomic():
        outfit.save()
        if garments is not None:
            outfit.items.all().delete()
            _dress(outfit, garments)
    return outfit


def trash_outfit(*, outfit: Outfit) -> None:
    outfit.deleted_at = timezone.now()
    outfit.save(update_fields=["deleted_at", "updated_at"])


def restore_outfit(*, outfit: Outfit) -> None:
    outfit.deleted_at = None
    outfit.save(update_fields=["deleted_at", "updated_at"])


def _fields(given: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(given) - set(FIELDS)
    if unknown:
        raise ValidationError(dict.fromkeys(unknown, "This field cannot be set."))
    return dict(given)


def _dress(outfit: Outfit, garments: Sequence[Garment]) -> None:
    if not 1 <= len(garments) <= MOST_GARMENTS:
        raise ValidationError({"garment_ids": f"An outfit has 1 to {MOST_GARMENTS} garments."})
    if len({garment.pk for garment in garments}) < len(garments):
        raise ValidationError({"garment_ids": "A garment can be in an outfit once."})
    if any(garment.owner_id != outfit.owner_id for garment in garments):
        raise ValidationError({"garment_ids": "An outfit is made of one's own garments."})
    OutfitItem.objects.bulk_create(
        OutfitItem(outfit=outfit, garment=garment, slot=garment.slot, position=position)
        for position, garment in enumerate(garments)
    )
