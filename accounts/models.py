"""People and their profiles."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from accounts.bases import Record, SoftDeleteRecord
from accounts.choices import Role, Units
from accounts.querysets import UserManager, UserQuerySet

USERNAME = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9._]{1,28})[a-z0-9]$",
    "Use 3 to 30 small letters, digits, dots or underscores; begin and end with a letter or digit.",
)


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
    is_demo = models.BooleanField(default=False)
    # Set when the person asks for deletion: signed out at once, erased when the grace period is over.
    erase_after = models.DateTimeField(null=True, blank=True)

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
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
            models.CheckConstraint(condition=models.Q(units__in=Units.values), name="user_units_known"),
        ]
        indexes = [
            models.Index(fields=["erase_after"], condition=models.Q(erase_after__isnull=False), name="user_erase_due"),
        ]

    def __str__(self) -> str:
        return f"@{self.username}"

    @property
    def is_moderator(self) -> bool:
        return self.role in (Role.MODERATOR, Role.ADMIN)


class UserProfile(Record):
    """What a person shows and how they want to be treated."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    display_name = models.CharField(max_length=60, blank=True)
    bio = models.CharField(max_length=300, blank=True)
    photo = models.ImageField(upload_to="unused", blank=True)
    location = models.CharField(max_length=80, blank=True)
    links = models.JSONField(default=list, blank=True)
    is_verified = models.BooleanField(default=False)
    privacy = models.JSONField(default=dict, blank=True)
    notifications = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.display_name or str(self.user)
