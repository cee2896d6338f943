"""Addresses of the account's pages. allauth's own (sign-up, sign-in, e-mail, password) are under /accounts/."""

from __future__ import annotations

urlpatterns: list = []
