"""Shapes of the account in the API."""

from __future__ import annotations

from rest_framework import serializers


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
