"""How sign-up and sign-in bend to this house: allauth's hooks, each handing over to one service function."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts import services
from accounts.models import NOBODY, User
from accounts.preferences import Notifications


def _way_back(user: User) -> HttpResponse:
    return redirect("account-restore", token=services.offer_return(user=user))


log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def clean_username(self, username: str, shallow: bool = False) -> str:
        return services.clean_username(username)

    def should_send_confirmation_mail(self, request: HttpRequest, email_address: EmailAddress, signup: bool) -> bool:
        # `services.register` sends the first one, whichever door was used.
        return not signup

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        if not services.confirm_address(address=email_address, verify=partial(super().confirm_email, request)):
            context = {"email": email_address.email}
            self.add_message(request, messages.ERROR, "account/messages/email_confirmation_failed.txt", context)
            return False
        return True

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        assert isinstance(user, User)
        services.set_password(user=user, password=password)

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **hooks: Any) -> HttpResponse | None:
        if isinstance(user, User) and user.is_deleted:
            return _way_back(user)
        return super().pre_login(request, user, **hooks)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        if Notifications.read(services.profile_of(user).notifications).security:
            super().send_notification_mail(template_prefix, user, context, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if email.endswith(NOBODY):
            return
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            # A mail server that is down must keep nobody from signing up or leaving.
            log.exception("The mail %s could not be sent", template_prefix)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        user = sociallogin.user
        if isinstance(user, User) and user.is_deleted:
            # allauth takes somebody whom the default manager hides for a newcomer.
            raise ImmediateHttpResponse(_way_back(user))

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> SocialApp:
        try:
            return super().get_app(request, provider, client_id)
        except SocialApp.DoesNotExist as error:
            raise Http404("This way of signing in is not configured here.") from error

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: BaseForm | None = None) -> User:
        if form is not None:
            sociallogin.user.username = form.cleaned_data["username"]
            sociallogin.user.email = form.cleaned_data["email"]
            return services.welcome_google_person(login=sociallogin, request=request)
        try:
            return services.welcome_google_person(login=sociallogin, request=request)
        except ValidationError as error:
            # Somebody else took the name between the check and the insert, and there is no form to say so on.
            messages.error(request, " ".join(error.messages))
            raise ImmediateHttpResponse(redirect("account_login")) from error
