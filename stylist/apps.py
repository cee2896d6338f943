from __future__ import annotations

from django.apps import AppConfig


class StylistConfig(AppConfig):
    name = "stylist"
