"""Erase the accounts whose grace period is over, and demo accounts whose day is over, with all their files."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accounts import services


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(services.tidy_up())
