"""Leaving: asked for, regretted within the grace period, or carried out for good."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services.people import NOT_YOURS, sign_out_everywhere

SALT = "accounts.restore"


def request_deletion(*, user: User, request: HttpRequest, password: str = "") -> User:
    """Hide the person, sign them out everywhere, and set the day of erasure. A demo is gone within the hour.

    Whoever has a password must give it again; somebody who comes through Google has none to give.
    """
    if user.has_usable_password() and not user.check_password(password):
        raise ValidationError({"password": ValidationError(NOT_YOURS, code="wrong")})
    user.deleted_at = timezone.now()
    user.erase_after = user.deleted_at + (timedelta() if user.is_demo else settings.ACCOUNT_DELETION_GRACE)
    sign_out_everywhere(user=user)
    way_back = request.build_absolute_uri(reverse("account-restore", args=[offer_return(user=user)]))
    get_adapter().send_mail("accounts/email/deletion_requested", user.email, {"user": user, "restore_url": way_back})
    return user


def offer_return(*, user: User) -> str:
    """A token for the page on which a leaving person can stay. It opens nothing else."""
    return signing.dumps(str(user.pk), salt=SALT)


def find_leaving(*, token: str) -> User | None:
    """The person of the token while they are still on their way out."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=settings.ACCOUNT_DELETION_GRACE)
    except signing.BadSignature:
        return None
    return User.all_objects.in_trash().filter(pk=pk, erase_after__gt=timezone.now()).first()


def cancel_deletion(*, user: User) -> bool:
    """Everything is as it was; they sign in anew. False when the erasure was faster."""
    with transaction.atomic():
        leaving = User.all_objects.in_trash().select_for_update().filter(pk=user.pk).first()
        if leaving is None:
            return False
        leaving.deleted_at = leaving.erase_after = None
        leaving.save(update_fields=["deleted_at", "erase_after", "updated_at"])
    get_adapter().send_mail("accounts/email/deletion_cancelled", leaving.email, {"user": leaving})
    return True
