"""People and their profiles."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from accounts.bases import Record, SoftDeleteRecord
from accounts.choices import Role, Units
from accounts.querysets import UserManager, UserQuerySet

USERNAME_PATTERN = r"^[a-z0-9](?:[a-z0-9._]{1,28})[a-z0-9]$"
USERNAME = RegexValidator(
    USERNAME_PATTERN,
    "Use 3 to 30 small letters, digits, dots or underscores; begin and end with a letter or digit.",
)
# Addresses under this reserved top-level domain (RFC 2606) belong to nobody; nothing is ever mailed to them.
NOBODY = ".invalid"


class User(SoftDeleteRecord, AbstractBaseUser, PermissionsMixin):
    """A person. Signs in by e-mail; the username is their public handle."""

    email = models.EmailField(max_length=254)
    username = models.CharField(max_length=30, validators=[USERNAME])
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    is_private = models.BooleanField(default=False)
    email_verified_at = models.DateTimeField(null=True, blank=True)
    locale = models.CharField(max_length=12, default="en")
    timezone = models.CharField(max_length=64, default="UTC")
    units = models.CharField(max_length=8, choices=Units.choices, default=Units.METRIC)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    # A stranger trying the house out; erased when DEMO_LIFETIME is over unless they make it their own.
    is_demo = models.BooleanField(default=False)
    # Every session and token from before this moment is void.
    signed_out_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Set when the person asks for deletion: signed out at once, erased when the grace period is over.
    erase_after = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()
    all_objects = UserQuerySet.as_manager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["username"]

    class Meta:
        ordering = ["-created_at"]
        base_manager_name = "all_objects"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_ignoring_case"),
            models.UniqueConstraint(Lower("username"), name="user_username_unique_ignoring_case"),
            models.CheckConstraint(condition=Q(username__regex=USERNAME_PATTERN), name="user_username_well_formed"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="user_role_known"),
            models.CheckConstraint(condition=Q(units__in=Units.values), name="user_units_known"),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | Q(erase_after__isnull=False), name="user_deleted_will_be_erased"
            ),
        ]
        indexes = [
            models.Index(fields=["erase_after"], condition=Q(erase_after__isnull=False), name="user_erase_due"),
            models.Index(fields=["created_at"], condition=Q(is_demo=True), name="user_demo_due"),
        ]

    def __str__(self) -> str:
        return f"@{self.username}"

    @property
    def is_moderator(self) -> bool:
        return self.role in (Role.MODERATOR, Role.ADMIN)

    @property
    def can_sign_in(self) -> bool:
        return self.is_active and not self.is_deleted

    @property
    def email_is_verified(self) -> bool:
        return self.email_verified_at is not None

    def get_session_auth_hash(self) -> str:
        """Sessions end when the password changes, and when the person is signed out everywhere."""
        return self._session_hash()

    def get_session_auth_fallback_hash(self) -> Any:
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes | None = None) -> str:
        since = self.signed_out_at.isoformat() if self.signed_out_at else ""
        return salted_hmac(
            "accounts.User.session", self.password + since, secret=secret, algorithm="sha256"
        ).hexdigest()

    def end_sessions(self, now: datetime) -> None:
        """Make every session and access token from before `now` void. The caller saves."""
        self.signed_out_at = now


def photo_path(profile: UserProfile, filename: str) -> str:
    """A key without anything the person typed; `filename` is one of ours."""
    return f"people/{profile.user_id}/{filename}"


class UserProfile(Record):
    """What a person shows and how they want to be treated."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    display_name = models.CharField(max_length=60, blank=True)
    bio = models.CharField(max_length=300, blank=True)
    photo = models.ImageField(upload_to=photo_path, max_length=200, blank=True)
    location = models.CharField(max_length=80, blank=True)
    links = models.JSONField(default=list, blank=True)
    is_verified = models.BooleanField(default=False)
    privacy = models.JSONField(default=dict, blank=True)
    notifications = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return self.display_name or self.user.username
