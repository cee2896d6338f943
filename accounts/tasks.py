"""Background work for accounts. The only module of this app that names django-q2."""

from __future__ import annotations

from django_q.models import Schedule


def schedule_periodic_work() -> None:
    """Safe to call at every start."""
    # The body calls verbs, which live above this module, and is named by its path.
    Schedule.objects.update_or_create(
        name="erase accounts that are due",
        defaults={
            "func": "accounts.services.tidy_up",
            "schedule_type": Schedule.HOURLY,
            "repeats": -1,
        },
    )
