"""A migrated database and a working Django for the benchmarks that need them."""

from __future__ import annotations

from functools import cache


@cache
def prepared() -> None:
    """Start the embedded database in the benchmarks' own folder and migrate it, once per run."""
    from wardrobe_project.embedded import ensure_database

    ensure_database()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("createcachetable", verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
