"""Addresses of the account's pages. allauth's own (sign-up, sign-in, e-mail, password) are under /accounts/."""

from __future__ import annotations

from django.urls import path

from accounts import views

urlpatterns = [
    path("profile", views.profile, name="profile"),
    # In place of allauth's page, which knows several addresses and may lose an unverified one.
    path("accounts/email/", views.email, name="account_email"),
    path("settings", views.preferences, name="settings"),
    path("settings/export", views.export, name="account-export"),
    path("settings/export/download", views.download, name="account-download"),
    path("settings/delete", views.delete, name="account-delete"),
    path("stay/<str:token>", views.restore, name="account-restore"),
    path("claim", views.claim, name="account-claim"),
]
