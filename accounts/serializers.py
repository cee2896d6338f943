"""Shapes of the account in the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from accounts import services
from accounts.choices import Units
from accounts.models import User
from accounts.pictures import MAX_BYTES
from accounts.preferences import Notifications, Privacy


class RegistrationSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    username = serializers.CharField(max_length=30)
    password = serializers.CharField(write_only=True, trim_whitespace=False, max_length=1024)


class CredentialsSerializer(serializers.Serializer):
    email = serializers.CharField(max_length=254)
    password = serializers.CharField(write_only=True, trim_whitespace=False, max_length=1024)


class RefreshSerializer(serializers.Serializer):
    refresh = serializers.CharField(max_length=4096)


class GoogleSerializer(serializers.Serializer):
    id_token = serializers.CharField(max_length=8192)


class TokensSerializer(serializers.Serializer):
    access = serializers.CharField()
    refresh = serializers.CharField()


class DeletionSerializer(serializers.Serializer):
    password = serializers.CharField(
        required=False, default="", allow_blank=True, trim_whitespace=False, max_length=1024
    )


class ErasureSerializer(serializers.Serializer):
    erase_after = serializers.DateTimeField()


class AccountSerializer(serializers.Serializer):
    """The account as its owner sees it. What may be changed is changed by `services.edit_account`, which checks it."""

    id = serializers.UUIDField(read_only=True)
    email = serializers.EmailField(read_only=True)
    email_verified = serializers.BooleanField(source="email_is_verified", read_only=True)
    role = serializers.CharField(read_only=True)
    is_demo = serializers.BooleanField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    username = serializers.CharField(max_length=30)
    is_private = serializers.BooleanField()
    locale = serializers.CharField(max_length=12)
    timezone = serializers.CharField(max_length=64)
    units = serializers.ChoiceField(choices=Units.choices)
    display_name = serializers.CharField(source="profile.display_name", max_length=60, allow_blank=True)
    bio = serializers.CharField(source="profile.bio", max_length=300, allow_blank=True)
    location = serializers.CharField(source="profile.location", max_length=80, allow_blank=True)
    links = serializers.ListField(source="profile.links", child=serializers.CharField(max_length=200))
    photo = serializers.FileField(source="profile.photo", allow_null=True)
    privacy = serializers.DictField(source="profile.privacy", child=serializers.BooleanField())
    notifications = serializers.DictField(source="profile.notifications", child=serializers.BooleanField())

    def to_representation(self, instance: User) -> dict[str, Any]:
        profile = services.profile_of(instance)
        wishes = {
            "privacy": asdict(Privacy.read(profile.privacy)),
            "notifications": asdict(Notifications.read(profile.notifications)),
        }
        return {**super().to_representation(instance), **wishes}

    def changes(self) -> dict[str, Any]:
        """What was sent, as `services.edit_account` takes it."""
        data = dict(self.validated_data)
        data |= data.pop("profile", {})
        photo = data.pop("photo", ...)
        return {
            "changes": data,
            "photo": photo.read(MAX_BYTES + 1) if photo not in (..., None) else None,
            "remove_photo": photo is None,
        }
