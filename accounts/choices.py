"""The closed lists of words about people."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    MEMBER = "member"
    MODERATOR = "moderator"
    ADMIN = "admin"
    BRAND = "brand"


class Units(models.TextChoices):
    METRIC = "metric", "Metric (cm, kg, °C)"
    IMPERIAL = "imperial", "Imperial (in, lb, °F)"


# Handles that would be mistaken for the house itself.
_RESERVED = (
    "about account accounts admin administrator api app billing contact demo help info legal login logout mail me "
    "media mod moderator news null official postmaster privacy profile root security service settings signup staff "
    "static stylist support system team terms undefined wardrobe webmaster www"
)
RESERVED_USERNAMES = frozenset(_RESERVED.split(" "))
