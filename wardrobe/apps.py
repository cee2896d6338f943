from __future__ import annotations

from django.apps import AppConfig


class WardrobeConfig(AppConfig):
    name = "wardrobe"
