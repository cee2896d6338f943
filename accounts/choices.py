"""The closed lists of words about people."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    MEMBER = "member"
    MODERATOR = "moderator"
    ADMIN = "admin"
    BRAND = "brand"


class Units(models.TextChoices):
    METRIC = "metric"
    IMPERIAL = "imperial"
