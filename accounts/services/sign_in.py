"""Coming in: password, Google, tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from allauth.account.adapter import get_adapter
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.models import SocialLogin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import RefreshToken

from accounts.models import User
from accounts.services.people import email_is_taken, must_verify, welcome_google_person


class SignInRefused(Exception):
    """Nobody came in. `code` is stable; the sentence never tells whether an account exists."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


class TooManyAttempts(SignInRefused):
    """Wrong passwords from one place or for one address: wait."""

    wait = 300

    def __init__(self) -> None:
        super().__init__("too_many_attempts", "Too many attempts to sign in. Please wait a few minutes.")


@dataclass(frozen=True)
class Tokens:
    """What a phone keeps."""

    access: str
    refresh: str


WRONG = ("wrong_credentials", "The e-mail address or the password is not right.")
VOID = ("token_invalid", "This token is not valid any more. Please sign in again.")
NOT_CONFIRMED = ("google_refused", "Google did not confirm this sign-in. Please try again.")
UNVERIFIED = ("email_unverified", "Please verify your e-mail address first: follow the link in the mail we sent you.")


def authenticate(*, email: str, password: str, request: HttpRequest) -> User:
    """The person of an address and password, counted together with the attempts on the sign-in page."""
    try:
        user = get_adapter(request).authenticate(request, email=email.strip().lower(), password=password)
    except ValidationError as error:
        raise TooManyAttempts from error
    if not isinstance(user, User) or not user.can_sign_in:
        raise SignInRefused(*WRONG)
    if must_verify() and not user.email_is_verified:
        raise SignInRefused(*UNVERIFIED)
    return user


def issue_tokens(*, user: User) -> Tokens:
    """An access token and a refresh token; counts as a sign-in."""
    refresh = RefreshToken.for_user(user)
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    return Tokens(access=str(refresh.access_token), refresh=str(refresh))


def sign_in(*, email: str, password: str, request: HttpRequest) -> Tokens:
    """A pair of tokens for an address and password."""
    return issue_tokens(user=authenticate(email=email, password=password, request=request))


def google_tokens(*, id_token: str, request: HttpRequest) -> Tokens:
    """A pair of tokens for a Google ID token."""
    return issue_tokens(user=google_sign_in(id_token=id_token, request=request))


def refresh_tokens(*, refresh: str) -> Tokens:
    """Trade a refresh token for a new pair. Each one works once."""
    token = _read(refresh)
    user = User.objects.filter(pk=token["user_id"], is_active=True).first()
    with transaction.atomic():
        first_use = cast("tuple[object, bool]", token.blacklist())[1]
        if user is None or not first_use:
            raise SignInRefused(*VOID)
        return issue_tokens(user=user)


def revoke_token(*, refresh: str) -> None:
    """Sign one phone out. Revoking what is void already is no error."""
    try:
        token = _read(refresh)
    except SignInRefused:
        return
    token.blacklist()


def _read(refresh: str) -> RefreshToken:
    try:
        return RefreshToken(refresh)  # type: ignore[arg-type]
    except TokenError as error:
        raise SignInRefused(*VOID) from error


def google_sign_in(*, id_token: str, request: HttpRequest) -> User:
    """The person of a Google ID token, created at the first visit.

    Raises Http404 (from the adapter) where the instance has no Google credentials.
    """
    adapter = get_social_adapter(request)
    provider = adapter.get_provider(request, "google")
    try:
        login: SocialLogin = provider.verify_token(request, {"id_token": id_token})
    # A header without a key id is a KeyError in allauth.
    except (ValidationError, KeyError, ValueError) as error:
        raise SignInRefused(*NOT_CONFIRMED) from error
    login.lookup()
    if login.account.pk is None:
        return _first_visit(login, request)
    # Not `login.is_existing`: it does not see people who are on their way out.
    if not isinstance(login.user, User) or not login.user.can_sign_in:
        raise SignInRefused(*NOT_CONFIRMED)
    return login.user


def _first_visit(login: SocialLogin, request: HttpRequest) -> User:
    email = login.user.email
    if not email or email_is_taken(email):
        raise SignInRefused(
            "google_not_connected",
            "This Google account cannot open an account of its own here. If you have one, sign in with your "
            "password and connect Google in the settings.",
        )
    return welcome_google_person(login=login, request=request)
