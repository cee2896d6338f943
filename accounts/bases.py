"""What every stored thing has in common: an unguessable key, two timestamps, and for people's things a soft delete."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.utils import timezone


class Record(models.Model):
    """A row with a UUID key that knows when it was made and last changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False, db_index=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class SoftDeleteQuerySet(models.QuerySet):
    """Rows that can be in the trash."""

    def alive(self) -> Self:
        return self.filter(deleted_at=None)

    def in_trash(self) -> Self:
        return self.filter(deleted_at__isnull=False)


class SoftDeleteRecord(Record):
    """A row that goes to the trash first. `objects` hides the trash; `all_objects` does not."""

    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None
