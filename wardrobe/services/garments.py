"""Adding, describing, correcting and putting away garments."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from wardrobe import tasks
from wardrobe.choices import GarmentStatus
from wardrobe.corrections import checked
from wardrobe.models import Garment, GarmentLabel, image_path
from wardrobe.services import many
from wardrobe.vision import duplicates
from wardrobe.vision.photos import encode_original, read_photo

OWNER_FIELDS = ("name", "notes", "brand", "size", "price", "currency", "purchased_on", "is_favourite")


@dataclass(frozen=True)
class Added:
    """What became of an upload: the garment, and what it resembles."""

    garment: Garment
    created: bool
    duplicate_of: Garment | None = None
    looks_like: Garment | None = None


class DuplicatePhoto(Exception):
    """The same bytes hang in the wardrobe already."""

    sentence = "You already have this photo in your wardrobe."

    def __init__(self, garment: Garment) -> None:
        super().__init__(self.sentence)
        self.garment = garment


def add_garment(
    *,
    owner: User,
    photo: bytes,
    upload_key: str | None = None,
    refuse_duplicate: bool = False,
    **described: Any,
) -> Added:
    """Keep a photo and have it recognised. The same `upload_key` again answers with the same garment.

    Raises `PhotoRefused` for what is no acceptable photo, `DuplicatePhoto` if asked to, `ValidationError` by field.
    Nothing is kept of a refused upload.
    """
    known = Garment.all_objects.owned_by(owner).filter(upload_key=upload_key).first() if upload_key else None
    if known:
        return Added(known, created=False)
    digest = hashlib.sha256(photo).hexdigest()
    duplicate = find_duplicate(owner=owner, sha256=digest)
    if duplicate and refuse_duplicate:
        raise DuplicatePhoto(duplicate)
    picture = read_photo(photo)
    phash = duplicates.to_signed(duplicates.perceptual_hash(picture.rgb))
    near = None if duplicate else _looks_like(owner, phash)
    data, _, extension = encode_original(picture)
    garment = Garment(
        owner=owner, upload_key=upload_key or None, sha256=digest, perceptual_hash=phash, **_owner_values(described)
    )
    _check(garment, [field.name for field in Garment._meta.fields if field.name != "original"])
    try:
        garment = _keep(garment, data, extension)
    except IntegrityError:
        # The same upload arrived twice at the same moment; the other one won.
        winner = Garment.all_objects.owned_by(owner).filter(upload_key=upload_key).first() if upload_key else None
        if winner is None:
            raise
        return Added(winner, created=False)
    return Added(garment, created=True, duplicate_of=duplicate, looks_like=near)


def _keep(garment: Garment, data: bytes, extension: str) -> Garment:
    """Store the original, then the row and its message together; a row that fails takes its file along."""
    garment.original.save(f"original.{extension.lstrip('.')}", ContentFile(data), save=False)
    try:
        with transaction.atomic():
            garment.lease_until = timezone.now() + tasks.QUEUE_PATIENCE
            garment.save(force_insert=True)
            garment.index_words()
            tasks.enqueue_analysis(garment.pk)
    except BaseException:
        delete_files(garment)
        raise
    return garment


def find_duplicate(*, owner: User, sha256: str) -> Garment | None:
    """The garment made from a file with this digest, if it hangs in the wardrobe."""
    return Garment.objects.owned_by(owner).filter(sha256=sha256).first()


def _looks_like(owner: User, phash: int) -> Garment | None:
    return Garment.objects.owned_by(owner).near_duplicates(phash, duplicates.NEAR_DUPLICATE_BITS).first()


def _owner_values(changes: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(changes) - set(OWNER_FIELDS)
    if unknown:
        raise ValidationError(dict.fromkeys(unknown, "This field cannot be set."))
    empty = {"price": None, "purchased_on": None, "currency": "EUR", "is_favourite": False}
    return {field: empty.get(field, "") if value in (None, "") else value for field, value in changes.items()}


def _check(garment: Garment, fields: Collection[str]) -> None:
    garment.clean_fields(exclude=[field.name for field in Garment._meta.fields if field.name not in fields])
    if garment.price is not None and garment.price < 0:
        raise ValidationError({"price": "A price cannot be negative."})


def edit_garment(*, garment: Garment, changes: Mapping[str, Any]) -> Garment:
    """Set what the owner says about a garment."""
    values = _owner_values(changes)
    with transaction.atomic():
        garment = Garment.all_objects.to_write().get(pk=garment.pk)
        for field, value in values.items():
            setattr(garment, field, value)
        _check(garment, values)
        garment.save(update_fields=[*values, "updated_at"])
        garment.index_words()
    return garment


def correct_garment(*, garment: Garment, values: Mapping[str, Any]) -> Garment:
    """Let the owner's word win for some facts; `None` gives a fact back to the model."""
    accepted = checked(values)
    with transaction.atomic():
        garment = Garment.all_objects.to_write().get(pk=garment.pk)
        label = getattr(garment, "label", None) or GarmentLabel(garment=garment)
        label.values = {field: value for field, value in {**label.values, **accepted}.items() if value is not None}
        label.save()
        garment.label = label
        garment.apply_facts()
        garment.save()
        garment.index_words()
    return garment


def change_garment(
    *,
    garment: Garment,
    described: Mapping[str, Any],
    facts: Mapping[str, Any],
    laundry_state: str | None = None,
    archive_reason: str | None = None,
) -> None:
    """Several verbs at once, all or nothing. An empty `archive_reason` brings the garment back."""
    itself = Garment.objects.filter(pk=garment.pk)
    with transaction.atomic():
        if described:
            edit_garment(garment=garment, changes=described)
        if facts:
            correct_garment(garment=garment, values=facts)
        if laundry_state:
            many.set_laundry(garments=itself, state=laundry_state)
        if archive_reason:
            many.archive(garments=itself, reason=archive_reason)
        elif archive_reason == "":
            many.unarchive(garments=itself)


def confirm(*, garment: Garment) -> Garment:
    """The model is right about the kind: remember that, and stop asking."""
    return correct_garment(garment=garment, values={"category": garment.category})


def retry_analysis(*, garment: Garment) -> Garment:
    """Give a failed photo three new attempts."""
    with transaction.atomic():
        again = Garment.objects.filter(pk=garment.pk, status=GarmentStatus.FAILED)
        if again.update(**_from_the_start()):
            tasks.enqueue_analysis(garment.pk)
    garment.refresh_from_db()
    return garment


def recut(*, garment: Garment, hints: dict[str, Any] | None) -> Garment:
    """Cut the garment out again by the owner's strokes; its old pictures serve until the new ones are there."""
    with transaction.atomic():
        Garment.objects.filter(pk=garment.pk).update(cutout_hints=hints, **_from_the_start())
        tasks.enqueue_analysis(garment.pk)
    garment.refresh_from_db()
    return garment


def _from_the_start() -> dict[str, Any]:
    return {
        "status": GarmentStatus.PENDING,
        "error_message": "",
        "attempts": 0,
        "lease": None,
        "lease_until": timezone.now() + tasks.QUEUE_PATIENCE,
    }


def delete_files(garment: Garment) -> None:
    """Remove every picture of a garment whose row is gone, also those that a killed worker left behind."""
    storage, folder = garment.original.storage, image_path(garment, "").rstrip("/")
    with suppress(FileNotFoundError):
        for name in storage.listdir(folder)[1]:
            storage.delete(f"{folder}/{name}")
        # On a disk the folder itself remains; in a bucket there is no such thing.
        storage.delete(folder)


def purge(*, garments: Any) -> int:
    """Delete for good what is in the trash, with its pictures."""
    with transaction.atomic():
        doomed = list(garments.in_trash().to_write())
        # Files first: were we killed in between, the rows are still there to try again; the reverse would orphan them.
        for garment in doomed:
            delete_files(garment)
        Garment.all_objects.filter(pk__in=[garment.pk for garment in doomed]).delete()
    return len(doomed)
