"""Addresses of the account's API, under /api/v1/."""

from __future__ import annotations

from django.urls import path

from accounts import api

urlpatterns = [
    path("auth/register", api.Register.as_view(), name="api-register"),
    path("auth/token", api.Token.as_view(), name="api-token"),
    path("auth/token/refresh", api.TokenRefresh.as_view(), name="api-token-refresh"),
    path("auth/token/revoke", api.TokenRevoke.as_view(), name="api-token-revoke"),
    path("auth/google", api.Google.as_view(), name="api-google"),
    path("me", api.Me.as_view(), name="api-me"),
    path("me/export", api.Export.as_view(), name="api-export"),
]
