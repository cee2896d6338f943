"""Forms of the account pages. What they check, the services check again; what they save, the services save."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any
from zoneinfo import available_timezones

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.socialaccount import forms as allauth_social_forms
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from accounts import services
from accounts.choices import Units
from accounts.models import User
from accounts.people import signed_in
from accounts.pictures import MAX_BYTES
from accounts.preferences import Notifications, Privacy

PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif"


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

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponseBase | None]:
        try:
            user, response = super().try_save(request)  # type: ignore[misc]
        except ValidationError as error:
            # Somebody else took the name between the check and the insert.
            messages.error(request, " ".join(error.messages))
            return None, redirect(request.get_full_path())
        if user is None and response is None:
            response = get_adapter().respond_email_verification_sent(request, None)
        return user, response


class SignUpForm(UniqueEmail, allauth_forms.SignupForm):
    def save(self, request: HttpRequest) -> User | None:
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


class VerbForm(forms.Form):
    """A form that hands what it read to one service function and shows what that refuses."""

    @abstractmethod
    def call(self) -> Any:
        """Call the service function with what was read."""

    def carried_out(self) -> bool:
        """Whether the input was right and the verb was done; otherwise the errors are on the form."""
        if not self.is_valid():
            return False
        try:
            self.call()
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {None: error}).items():
                self.add_error(name if name in self.fields else None, errors)
            return False
        return True


class ProfileForm(VerbForm):
    display_name = forms.CharField(max_length=60, required=False, label="Name")
    username = forms.CharField(max_length=30, help_text="Your handle: small letters, digits, dots and underscores.")
    bio = forms.CharField(
        max_length=300, required=False, label="About you", widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300})
    )
    location = forms.CharField(max_length=80, required=False)
    links = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Up to five web addresses, one on each line.",
    )
    photo = forms.FileField(
        required=False,
        help_text="It is cut to a square; everything else that the file says is thrown away.",
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )
    remove_photo = forms.BooleanField(required=False, label="Remove the photo")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        profile = services.profile_of(user)
        initial = {
            "display_name": profile.display_name,
            "username": user.username,
            "bio": profile.bio,
            "location": profile.location,
            "links": "\n".join(profile.links),
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        if not profile.photo:
            del self.fields["remove_photo"]

    def call(self) -> None:
        data = dict(self.cleaned_data)
        photo, remove = data.pop("photo"), data.pop("remove_photo", False)
        data["links"] = data["links"].splitlines()
        services.edit_account(
            user=self.user,
            changes=data,
            photo=photo.read(MAX_BYTES + 1) if photo else None,
            remove_photo=remove and not photo,
        )


def time_zones() -> list[tuple[str, str]]:
    return [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())]


class SettingsForm(VerbForm):
    units = forms.ChoiceField(choices=Units.choices)
    timezone = forms.ChoiceField(label="Time zone", choices=time_zones)
    locale = forms.ChoiceField(label="Language", choices=settings.LANGUAGES)
    is_private = forms.BooleanField(
        required=False, label="Private account", help_text="Nobody follows you without your agreement."
    )
    show_location = forms.BooleanField(required=False, label="Show my location on my profile")
    show_links = forms.BooleanField(required=False, label="Show my links on my profile")
    security = forms.BooleanField(
        required=False, label="Mail me when my password, address or connected accounts change"
    )

    parts_of_the_page = {
        "Units and time": ("units", "timezone", "locale"),
        "Privacy": ("is_private", "show_location", "show_links"),
        "Mail": ("security",),
    }
    groups = {"privacy": ("show_location", "show_links"), "notifications": ("security",)}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        profile = services.profile_of(user)
        wishes = {**vars(Privacy.read(profile.privacy)), **vars(Notifications.read(profile.notifications))}
        own = {name: getattr(user, name) for name in ("units", "timezone", "locale", "is_private")}
        super().__init__(*args, **{"initial": {**own, **wishes}, **kwargs})
        if len(settings.LANGUAGES) == 1:
            self.fields["locale"].widget = forms.HiddenInput()

    def parts(self) -> list[dict[str, Any]]:
        return [
            {"title": title, "fields": [self[name] for name in names]}
            for title, names in self.parts_of_the_page.items()
        ]

    def call(self) -> None:
        changes = dict(self.cleaned_data)
        for group, names in self.groups.items():
            changes[group] = {name: changes.pop(name) for name in names}
        services.edit_account(user=self.user, changes=changes)


class DeletionForm(VerbForm):
    password = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), label="Your password"
    )
    understood = forms.BooleanField(label="I understand that everything will be erased")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)
        if not signed_in(request).has_usable_password():
            del self.fields["password"]

    def call(self) -> None:
        user = signed_in(self.request)
        services.request_deletion(user=user, request=self.request, password=self.cleaned_data.get("password", ""))


class EmailForm(VerbForm):
    email = forms.EmailField(label="New address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), label="Your password"
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)
        if not signed_in(request).has_usable_password():
            del self.fields["password"]

    def call(self) -> None:
        user = signed_in(self.request)
        services.request_email_change(user=user, request=self.request, **self.cleaned_data)


class ClaimForm(VerbForm):
    email = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    username = forms.CharField(max_length=30, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def call(self) -> None:
        services.claim(user=signed_in(self.request), request=self.request, **self.cleaned_data)
