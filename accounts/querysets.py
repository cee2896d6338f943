"""Questions about people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.bases import SoftDeleteQuerySet

if TYPE_CHECKING:
    from accounts.models import User

TAKEN = {
    "user_email_unique_ignoring_case": ("email", "There is an account with this e-mail address already."),
    "user_username_unique_ignoring_case": ("username", "This username is taken. Please choose another one."),
}


class UserQuerySet(SoftDeleteQuerySet):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Oneself; moderators see everybody. Public profiles arrive with the social app."""
        if not viewer.is_authenticated:
            return self.none()
        return self.all() if viewer.is_moderator else self.filter(pk=viewer.pk)

    def by_email(self, email: str) -> Self:
        return self.filter(email__iexact=email.strip())

    def by_username(self, username: str) -> Self:
        return self.filter(username__iexact=username.strip())

    def due_for_erasure(self, now: datetime) -> Self:
        """Whose grace period is over, and demo people whose day is over."""
        outlived = Q(is_demo=True, created_at__lte=now - settings.DEMO_LIFETIME)
        return self.filter(Q(erase_after__lte=now) | outlived)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Hides deleted people; the verbs that Django's own commands call."""

    def get_queryset(self) -> UserQuerySet:
        return super().get_queryset().filter(deleted_at=None)

    def create_user(self, email: str, username: str, password: str | None = None, **fields: object) -> User:
        """A person with their profile. Names in use, also by a deleted person, are a `ValidationError`."""
        user = self.model(email=email.strip().lower(), username=username.strip().lower(), **fields)
        user.set_password(password)
        with transaction.atomic():
            self.insert(user)
        return user

    def insert(self, user: User) -> None:
        """Save a new person and their empty profile."""
        self.store(user, new=True)
        self.model.profile.related.related_model.objects.create(user=user)

    def store(self, user: User, new: bool = False) -> None:
        """Save; losing the race for an e-mail or username is a `ValidationError`, not a broken transaction."""
        try:
            with transaction.atomic():
                user.save(force_insert=new)
        except IntegrityError as error:
            constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
            if constraint not in TAKEN:
                raise
            field, sentence = TAKEN[constraint]
            raise ValidationError({field: ValidationError(sentence, code="taken")}) from error

    def create_superuser(self, email: str, username: str, password: str | None = None, **fields: object) -> User:
        return self.create_user(email, username, password, is_staff=True, is_superuser=True, role="admin", **fields)
