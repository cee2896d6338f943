"""Who may come in with an e-mail address and a password."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from accounts.models import User


class EmailBackend(AuthenticationBackend):
    """Finds the one person of an address. Deleted people are kept out, but allauth may show them the way back."""

    def _authenticate_by_email(self, email: str, password: str) -> AbstractBaseUser | None:
        return self._check_password(User.all_objects.by_email(email).first(), password)

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        return isinstance(user, User) and user.can_sign_in
