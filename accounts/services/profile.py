"""What people say about themselves and how they want things."""

from __future__ import annotations

import hashlib
from typing import Any, cast
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import URLValidator
from django.db import models, transaction

from accounts.models import User, UserProfile
from accounts.pictures import PictureRefused, square_portrait
from accounts.preferences import Notifications, Preferences, Privacy
from accounts.services.people import clean_username

PERSON_FIELDS = ("username", "is_private", "locale", "timezone", "units")
PROFILE_FIELDS = ("display_name", "bio", "location", "links", "privacy", "notifications")
MAX_LINKS = 5
is_web_address = URLValidator(schemes=["http", "https"], message="Write a whole address, beginning with https://.")


def edit_account(
    *, user: User, changes: dict[str, Any], photo: bytes | None = None, remove_photo: bool = False
) -> User:
    """Change any of PERSON_FIELDS and PROFILE_FIELDS, and the photo. Everything wrong is reported at once, by field."""
    profile = profile_of(user)
    errors: dict[str, Any] = {}
    for name, value in changes.items():
        row = user if name in PERSON_FIELDS else profile
        try:
            setattr(row, name, _clean(user, profile, name, value))
        except ValidationError as error:
            errors[name] = error
    portrait = None
    if photo is not None:
        try:
            portrait = square_portrait(photo)
        except PictureRefused as error:
            errors["photo"] = ValidationError(str(error), code="refused")
    if errors:
        user.refresh_from_db()
        raise ValidationError(errors)
    with transaction.atomic():
        if changes.keys() & set(PERSON_FIELDS):
            User.objects.store(user)
        if portrait is not None or remove_photo:
            _replace_photo(profile, portrait)
        profile.save()
    return user


def profile_of(user: User) -> UserProfile:
    """People who were made by other means than signing up get theirs when they need it."""
    profile, _ = UserProfile.objects.get_or_create(user=user)
    user.profile = profile
    return profile


def _clean(user: User, profile: UserProfile, name: str, value: Any) -> Any:
    if name == "username":
        return clean_username(value, person=user)
    if name == "links":
        return _clean_links(value)
    if name == "privacy":
        return _merge(Privacy, profile.privacy, value)
    if name == "notifications":
        return _merge(Notifications, profile.notifications, value)
    if name == "timezone" and value not in available_timezones():
        raise ValidationError("This time zone is not known. Write it like Europe/Berlin.", code="unknown")
    if name == "locale" and value not in dict(settings.LANGUAGES):
        raise ValidationError("This language is not available.", code="unknown")
    row = user if name in PERSON_FIELDS else profile
    field = cast("models.Field", row._meta.get_field(name))
    return field.clean(value.strip() if isinstance(value, str) else value, row)


def _merge(kind: type[Preferences], stored: Any, changes: Any) -> dict[str, bool]:
    try:
        return kind.merge(stored, changes)
    except ValueError as error:
        raise ValidationError(str(error), code="invalid") from error


def _clean_links(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(link, str) for link in value):
        raise ValidationError("This must be a list of web addresses.", code="invalid")
    links = list(dict.fromkeys(link.strip() for link in value if link.strip()))
    if len(links) > MAX_LINKS:
        raise ValidationError(f"Choose the {MAX_LINKS} most important links.", code="too_many")
    for link in links:
        is_web_address(link)
    return links


def _replace_photo(profile: UserProfile, portrait: bytes | None) -> None:
    """Put the new photo in place; the old file goes when the change is certain."""
    storage, old = profile.photo.storage, profile.photo.name
    if portrait is None:
        profile.photo = ""
    else:
        digest = hashlib.sha256(portrait).hexdigest()[:16]
        profile.photo.save(f"{digest}.webp", ContentFile(portrait), save=False)
    if old and old != profile.photo.name:
        transaction.on_commit(lambda: storage.delete(old))
