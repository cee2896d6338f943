from __future__ import annotations

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The project itself is an app for the sake of its commands: `up`, and what concerns the whole instance."""

    name = "wardrobe_project"
