"""People, for moderators to look at and for superusers to look after."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken

from accounts import services
from accounts.models import User, UserProfile

# They show refresh tokens in clear.
admin.site.unregister([OutstandingToken, BlacklistedToken])


class ProfileInline(admin.StackedInline):
    """What the person says about themselves; only they change it."""

    model = UserProfile
    fields = ["display_name", "bio", "photo", "location", "links", "is_verified"]
    readonly_fields = ["display_name", "bio", "photo", "location", "links", "is_verified"]
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return getattr(request.user, "is_moderator", False)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Moderators see; superusers give roles and lock people out. Nobody is added or deleted here: people sign up and
    leave by themselves, with a grace period."""

    list_display = [
        "username",
        "email",
        "role",
        "is_active",
        "verified",
        "is_demo",
        "created_at",
        "last_login",
        "state",
    ]
    list_filter = ["role", "is_active", "is_staff", "is_demo", "is_private", ("deleted_at", admin.EmptyFieldListFilter)]
    search_fields = ["username", "email", "profile__display_name"]
    date_hierarchy = "created_at"
    ordering = ["-created_at"]
    list_per_page = 50
    inlines = [ProfileInline]
    fields = [
        ("username", "email", "email_verified_at"),
        ("role", "is_active", "is_staff", "is_superuser"),
        ("groups", "user_permissions"),
        ("is_private", "is_demo"),
        ("locale", "timezone", "units"),
        ("created_at", "last_login", "signed_out_at"),
        ("deleted_at", "erase_after"),
    ]
    editable = {"role", "is_active", "is_superuser", "groups", "user_permissions"}
    filter_horizontal = ["groups", "user_permissions"]
    actions = ["sign_out", "mail_password_link"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return User.all_objects.visible_to(request.user).order_by(*self.ordering)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return [name for row in self.fields for name in row if name not in self.editable]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return getattr(request.user, "is_moderator", False)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return getattr(request.user, "is_moderator", False)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        services.administer(user=obj, role=obj.role, is_active=obj.is_active, is_superuser=obj.is_superuser)

    @admin.display(boolean=True, description="verified", ordering="email_verified_at")
    def verified(self, user: User) -> bool:
        return user.email_is_verified

    @admin.display(description="state")
    def state(self, user: User) -> str:
        if user.erase_after:
            return f"leaving, erased after {user.erase_after:%d %B %Y}"
        return "here" if user.is_active else "locked out"

    @admin.action(description="Sign out everywhere", permissions=["change"])
    def sign_out(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for user in people:
            services.sign_out_everywhere(user=user)
        self.message_user(request, f"{len(people)} people signed out.", messages.SUCCESS)

    @admin.action(description="Mail a link for a new password", permissions=["change"])
    def mail_password_link(self, request: HttpRequest, people: QuerySet[User]) -> None:
        sent = sum(services.mail_password_link(user=user, request=request) for user in people)
        self.message_user(request, f"{sent} mails sent.", messages.SUCCESS)
