"""Forms of the account pages. What they check, the services check again; what they save, the services save."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.socialaccount import forms as allauth_social_forms
from django.http import HttpRequest

from accounts import services
from accounts.models import User


class UniqueEmail:
    """An address counts as in use when anybody signs in with it, also somebody who is on their way out."""

    account_already_exists: bool

    def validate_unique_email(self, value: str) -> str:
        if services.email_is_taken(value):
            if not services.must_verify():
                raise get_adapter().validation_error("email_taken")
            # The answer is the same as for an unknown address; the owner gets a mail.
            self.account_already_exists = True
        return value


class SignUpForm(UniqueEmail, allauth_forms.SignupForm):
    def save(self, request: HttpRequest) -> User:
        data = self.cleaned_data
        return services.register(
            email=data["email"], username=data["username"], password=data["password1"], request=request
        )


class GoogleSignUpForm(UniqueEmail, allauth_social_forms.SignupForm):
    pass


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Knows nobody who may not sign in."""

    users: list[Any]

    def clean_email(self) -> str:
        email = super().clean_email()
        self.users = [user for user in self.users if user.can_sign_in]
        return email
