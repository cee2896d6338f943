"""The account for phones: tokens in, tokens out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import serializers, services, throttles
from accounts.people import signed_in
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
        return Response(
            {"email": form.validated_data["email"], "username": form.validated_data["username"]}, status=201
        )


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


class Me(APIView):
    """The account of whoever asks."""

    parser_classes = [JSONParser, MultiPartParser]

    @extend_schema(responses=serializers.AccountSerializer)
    def get(self, request: Request) -> Response:
        return Response(serializers.AccountSerializer(request.user, context={"request": request}).data)

    @extend_schema(request=serializers.AccountSerializer(partial=True), responses=serializers.AccountSerializer)
    def patch(self, request: Request) -> Response:
        context = {"request": request}
        form = serializers.AccountSerializer(request.user, data=request.data, partial=True, context=context)
        form.is_valid(raise_exception=True)
        user = services.edit_account(user=signed_in(request), **form.changes())
        return Response(serializers.AccountSerializer(user, context={"request": request}).data)

    @extend_schema(request=serializers.DeletionSerializer, responses={202: serializers.ErasureSerializer})
    def delete(self, request: Request) -> Response:
        form = serializers.DeletionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = services.request_deletion(user=signed_in(request), request=request._request, **form.validated_data)
        return Response(serializers.ErasureSerializer(user).data, status=202)

    def get_throttles(self) -> list[Any]:
        # Whoever holds a stolen token must not find out the password by trying to delete the account.
        return [throttles.DeletionByPerson()] if self.request.method == "DELETE" else []


class Archive(JSONRenderer):
    """Lets clients ask for a ZIP; what cannot be one is told in JSON."""

    media_type = "application/zip"
    format = "zip"


class Export(APIView):
    throttle_classes = [throttles.ExportByPerson]
    renderer_classes = [JSONRenderer, Archive]

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request) -> HttpResponseBase:
        """A ZIP of everything the person owns."""
        return services.export(user=signed_in(request))
