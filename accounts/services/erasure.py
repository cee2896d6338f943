"""Erasure for good: rows, files, tokens."""

from __future__ import annotations

import logging
from datetime import datetime
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from accounts.models import User
from accounts.ownership import files_of

log = logging.getLogger(__name__)


def erase_due(now: datetime | None = None) -> int:
    """Erase everybody whose time is over. One person's trouble does not keep the others. Returns how many went."""
    now = now or timezone.now()
    erased = 0
    for pk in User.all_objects.due_for_erasure(now).values_list("pk", flat=True):
        try:
            erased += _erase(pk, now)
        except Exception:
            log.exception("The account %s could not be erased and will be tried again", pk)
    return erased


def _erase(pk: UUID, now: datetime) -> bool:
    with transaction.atomic():
        # Whoever changed their mind a moment ago is not due any more.
        user = User.all_objects.due_for_erasure(now).select_for_update(skip_locked=True).filter(pk=pk).first()
        if user is None:
            return False
        # Files first: were we killed in between, the row is still there to try again; the reverse would orphan them.
        for storage, name in files_of(user):
            storage.delete(name)
        _delete_folders(default_storage, str(pk))
        OutstandingToken.objects.filter(user=user).delete()
        user.delete()
    return True


def _delete_folders(storage: Storage, owner: str) -> None:
    """Files that no row names any more: every upload lives under <area>/<owner>/."""
    for area in _listing(storage, "")[0]:
        _delete_tree(storage, f"{area}/{owner}")


def _delete_tree(storage: Storage, folder: str) -> None:
    folders, files = _listing(storage, folder)
    for name in files:
        storage.delete(f"{folder}/{name}")
    for name in folders:
        _delete_tree(storage, f"{folder}/{name}")
    # On a disk the empty folder remains; object stores have none.
    if storage.exists(folder):
        storage.delete(folder)


def _listing(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    try:
        return storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def tidy_up() -> str:
    """The periodic round: accounts that are due, sessions and tokens that are out of date."""
    erased = erase_due()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    OutstandingToken.objects.filter(expires_at__lte=timezone.now()).delete()
    return f"{erased} accounts erased"
