"""Becoming somebody: sign-up, verified addresses, passwords, demo people."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken

from accounts.choices import RESERVED_USERNAMES
from accounts.models import NOBODY, USERNAME, User
from accounts.querysets import TAKEN

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin

NOT_YOURS = "This is not your password."
BACKEND = "accounts.backends.EmailBackend"


def clean_username(username: str, *, person: User | None = None) -> str:
    """The handle as it will be stored; refused when malformed, reserved or in use, also by a deleted person."""
    username = username.strip().lower()
    USERNAME(username)
    if username in RESERVED_USERNAMES:
        raise ValidationError("This username is kept for the house. Please choose another one.", code="reserved")
    others = User.all_objects.by_username(username)
    if person is not None:
        others = others.exclude(pk=person.pk)
    if others.exists():
        raise ValidationError(TAKEN["user_username_unique_ignoring_case"][1], code="taken")
    return username


def free_username(*seeds: str | None) -> str:
    """A handle that nobody has, made of the first seed that lends itself to one."""
    for seed in seeds:
        stem = re.sub(r"[^a-z0-9._]+", "", (seed or "").partition("@")[0].lower()).strip("._")[:24].rstrip("._")
        if len(stem) >= 3:
            break
    else:
        stem = "person"
    name = stem
    while name in RESERVED_USERNAMES or User.all_objects.by_username(name).exists():
        name = f"{stem}{secrets.token_hex(3)}"
    return name


def check_credentials(*, email: str, username: str, password: str, person: User | None = None) -> tuple[str, str]:
    """Both names as they will be stored. Everything wrong is reported at once, by field."""
    errors: dict[str, ValidationError] = {}
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        errors["email"] = error
    try:
        username = clean_username(username, person=person)
    except ValidationError as error:
        errors["username"] = error
    try:
        validate_password(password, User(email=email, username=username))
    except ValidationError as error:
        errors["password"] = error
    if errors:
        raise ValidationError(errors)
    return email, username


def email_is_taken(email: str, *, person: User | None = None) -> bool:
    """In use as a sign-in address or as a verified address, also by a deleted person."""
    people, addresses = (
        User.all_objects.by_email(email),
        EmailAddress.objects.filter(email=email.lower(), verified=True),
    )
    if person is not None:
        people, addresses = people.exclude(pk=person.pk), addresses.exclude(user=person)
    return people.exists() or addresses.exists()


def must_verify() -> bool:
    return str(settings.ACCOUNT_EMAIL_VERIFICATION) == "mandatory"


def register(*, email: str, username: str, password: str, request: HttpRequest) -> User | None:
    """Create the account and mail the link that verifies the address.

    Returns None for an address that is known already where verification is mandatory: its owner gets a mail, and
    the one who asked learns nothing. Otherwise an address in use is a `ValidationError`, like any other wrong field.
    """
    email, username = check_credentials(email=email, username=username, password=password)
    if email_is_taken(email):
        if must_verify():
            _mail_address(EmailAddress(email=email), request, known=True)
            return None
        raise ValidationError({"email": ValidationError(TAKEN["user_email_unique_ignoring_case"][1], code="taken")})
    with transaction.atomic():
        user: User = User.objects.create_user(email, username, password)
        address = EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    _mail_address(address, request)
    return user


def _mail_address(address: EmailAddress, request: HttpRequest, *, known: bool = False) -> None:
    if known:
        get_adapter().send_account_already_exists_mail(address.email)
    elif settings.ACCOUNT_EMAIL_VERIFICATION != "none":
        address.send_confirmation(request, signup=True)


def welcome_google_person(*, login: SocialLogin, request: HttpRequest) -> User:
    """Store somebody whom Google vouches for: a free username, no password, an address that may be verified already."""
    user = login.user
    assert isinstance(user, User)
    names = login.account.extra_data
    user.email = user.email.lower()
    user.username = user.username or free_username(user.email, names.get("given_name"), names.get("name"))
    user.set_unusable_password()
    # One address per person; on the form they may have chosen another one than Google's.
    login.email_addresses = [address for address in login.email_addresses if address.email.lower() == user.email]
    with transaction.atomic():
        User.objects.insert(user)
        login.save(request)
        address = EmailAddress.objects.get_primary(user)
        if address and address.verified:
            mark_email_verified(user=user)
    if address and not address.verified:
        _mail_address(address, request)
    return user


def mark_email_verified(*, user: User) -> None:
    """The person has shown that the address they sign in with is theirs."""
    user.email_verified_at = timezone.now()
    user.save(update_fields=["email_verified_at", "updated_at"])


def confirm_address(*, address: EmailAddress, verify: Callable[[EmailAddress], bool]) -> bool:
    """Make the address its person's own, unless somebody signs in with it already. `verify` is allauth's part of it."""
    if email_is_taken(address.email, person=address.user):
        return False
    try:
        with transaction.atomic():
            confirmed = verify(address)
            if confirmed:
                mark_email_verified(user=address.user)
    except IntegrityError:
        # Somebody else was faster.
        return False
    return confirmed


def pending_address(*, user: User) -> EmailAddress | None:
    """The address that will replace the present one as soon as it is verified."""
    return EmailAddress.objects.filter(user=user, verified=False).exclude(email__iexact=user.email).last()


def request_email_change(*, user: User, email: str, request: HttpRequest, password: str = "") -> None:
    """Mail a link to the new address; until it is followed the present one stays in force.

    Whoever has a password must give it again: an address is the key to the account.
    """
    email = email.strip().lower()
    if user.has_usable_password() and not user.check_password(password):
        raise ValidationError({"password": ValidationError(NOT_YOURS, code="wrong")})
    if email == user.email:
        raise ValidationError({"email": ValidationError("This is your address already.", code="same")})
    if email_is_taken(email, person=user) and not must_verify():
        raise ValidationError({"email": ValidationError(TAKEN["user_email_unique_ignoring_case"][1], code="taken")})
    with transaction.atomic():
        cancel_email_change(user=user)
        address = EmailAddress.objects.create(user=user, email=email, primary=False, verified=False)
    address.send_confirmation(request)


def cancel_email_change(*, user: User) -> None:
    """Forget the address that waits for its verification."""
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()


def mail_verification(*, user: User, request: HttpRequest) -> bool:
    """Send the link for the pending address, or the unverified present one, again. False when there is none, or
    when the last one went out a moment ago."""
    address = pending_address(user=user)
    if address is None and not user.email_is_verified:
        address, _ = EmailAddress.objects.get_or_create(user=user, email=user.email)
    if address is None or not ratelimit.consume(request, action="confirm_email", key=address.email):
        return False
    address.send_confirmation(request)
    return True


def set_password(*, user: User, password: str) -> None:
    """Change the password; whoever is signed in with the old one is signed out."""
    user.set_password(password)
    sign_out_everywhere(user=user)


def sign_out_everywhere(*, user: User) -> None:
    """End every session and revoke every token of the person. Saves the row as it is."""
    user.end_sessions(timezone.now())
    with transaction.atomic():
        user.save()
        outstanding = OutstandingToken.objects.filter(user=user, blacklistedtoken=None)
        BlacklistedToken.objects.bulk_create(
            [BlacklistedToken(token=token) for token in outstanding], ignore_conflicts=True
        )


def administer(*, user: User, role: str, is_active: bool, is_superuser: bool) -> None:
    """Give a role, lock out or let in again. Moderators and admins reach the admin site; who is locked out, is out."""
    user.role, user.is_active, user.is_superuser = role, is_active, is_superuser
    user.is_staff = user.is_moderator or is_superuser
    if is_active:
        user.save()
    else:
        sign_out_everywhere(user=user)


def mail_password_link(*, user: User, request: HttpRequest) -> bool:
    """Mail the link with which somebody chooses a new password. False for people who may not sign in."""
    form = ResetPasswordForm({"email": user.email})
    if not user.can_sign_in or not form.is_valid():
        return False
    form.save(request)
    return True


def start_session(*, request: HttpRequest, user: User) -> None:
    """Sign the person in on this browser."""
    login(request, user, backend=BACKEND)


def create_demo_person() -> User:
    """Somebody without a name or password, who looks around for DEMO_LIFETIME and is forgotten, or stays (`claim`)."""
    name = f"demo.{secrets.token_hex(6)}"
    user: User = User.objects.create_user(f"{name}@wardrobe{NOBODY}", name, None, is_demo=True)
    return user


def claim(*, user: User, email: str, username: str, password: str, request: HttpRequest) -> User:
    """Make a demo account the person's own: everything in it stays."""
    if not user.is_demo:
        raise ValidationError("This account has an owner already.", code="not_demo")
    email, username = check_credentials(email=email, username=username, password=password, person=user)
    if email_is_taken(email, person=user):
        raise ValidationError({"email": ValidationError(TAKEN["user_email_unique_ignoring_case"][1], code="taken")})
    user.email, user.username, user.is_demo = email, username, False
    user.set_password(password)
    with transaction.atomic():
        User.objects.store(user)
        EmailAddress.objects.filter(user=user).delete()
        address = EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    start_session(request=request, user=user)
    _mail_address(address, request)
    return user
