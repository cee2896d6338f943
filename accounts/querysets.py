"""Questions about people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AnonymousUser

from accounts.bases import SoftDeleteQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class UserQuerySet(SoftDeleteQuerySet):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Oneself; moderators see everybody. Public profiles arrive with the social app."""
        if not viewer.is_authenticated:
            return self.none()
        return self.all() if viewer.is_moderator else self.filter(pk=viewer.pk)

    def by_email(self, email: str) -> Self:
        return self.filter(email__iexact=email.strip())

    def due_for_erasure(self, now: datetime) -> Self:
        return self.filter(erase_after__lte=now)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Hides deleted people; the verbs that Django's own commands call."""

    def get_queryset(self) -> UserQuerySet:
        return super().get_queryset().filter(deleted_at=None)

    def get_by_natural_key(self, email: str) -> User:
        return self.get(email__iexact=email)

    def create_user(self, email: str, username: str, password: str | None = None, **fields: object) -> User:
        user = self.model(email=email.strip().lower(), username=username, **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, username: str, password: str | None = None, **fields: object) -> User:
        return self.create_user(email, username, password, is_staff=True, is_superuser=True, role="admin", **fields)
