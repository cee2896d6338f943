"""Bearer tokens of the API."""

from __future__ import annotations

from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken
from rest_framework_simplejwt.tokens import Token

from accounts.models import User


class BearerAuthentication(JWTAuthentication):
    """Access tokens of people who may sign in, issued after they were last signed out everywhere."""

    def get_user(self, validated_token: Token) -> User:  # type: ignore[override]
        user: User = super().get_user(validated_token)  # type: ignore[assignment]
        # `iat` counts whole seconds: within one second the benefit of the doubt goes to the newer sign-in.
        if user.signed_out_at and validated_token["iat"] < int(user.signed_out_at.timestamp()):
            raise InvalidToken("This token was revoked.")
        return user


class BearerScheme(SimpleJWTScheme):
    """How the API's description names it."""

    target_class = "accounts.authentication.BearerAuthentication"
    name = "bearer"
