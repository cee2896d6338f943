"""The account for phones: tokens in, tokens out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import serializers, services, throttles
from accounts.problems import Problem


class OpenDoor(APIView):
    """An endpoint for people who are not signed in yet. It looks at no old token, so that a stale one cannot refuse."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]


def let_in(verb: Callable[[], services.Tokens]) -> Response:
    """Answer with tokens, or say why not."""
    try:
        tokens = verb()
    except services.TooManyAttempts as refusal:
        raise exceptions.Throttled(refusal.wait, refusal.sentence) from refusal
    except services.SignInRefused as refusal:
        raise Problem(refusal.code, refusal.sentence, status=401) from refusal
    return Response(serializers.TokensSerializer(tokens).data)


class Register(OpenDoor):
    throttle_classes = [throttles.RegisterByPlace]

    @extend_schema(request=serializers.RegistrationSerializer, responses={201: serializers.RegistrationSerializer})
    def post(self, request: Request) -> Response:
        form = serializers.RegistrationSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        services.register(**form.validated_data, request=request._request)
        # The same answer whether or not the address was known.
        return Response({"email": form.validated_data["email"], "username": form.validated_data["username"]}, status=201)


class Token(OpenDoor):
    throttle_classes = [throttles.SignInByPlace, throttles.SignInByEmail]

    @extend_schema(request=serializers.CredentialsSerializer, responses=serializers.TokensSerializer)
    def post(self, request: Request) -> Response:
        form = serializers.CredentialsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return let_in(lambda: services.sign_in(**form.validated_data, request=request._request))


class TokenRefresh(OpenDoor):
    throttle_classes = [throttles.RefreshByPlace]

    @extend_schema(request=serializers.RefreshSerializer, responses=serializers.TokensSerializer)
    def post(self, request: Request) -> Response:
        form = serializers.RefreshSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return let_in(lambda: services.refresh_tokens(**form.validated_data))


class TokenRevoke(OpenDoor):
    throttle_classes = [throttles.RefreshByPlace]

    @extend_schema(request=serializers.RefreshSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        form = serializers.RefreshSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        services.revoke_token(**form.validated_data)
        return Response(status=204)


class Google(OpenDoor):
    throttle_classes = [throttles.SignInByPlace]

    @extend_schema(request=serializers.GoogleSerializer, responses=serializers.TokensSerializer)
    def post(self, request: Request) -> Response:
        form = serializers.GoogleSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return let_in(lambda: services.google_tokens(**form.validated_data, request=request._request))
