"""Every migration of ours can be taken back, and comes again."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

OURS = ["accounts", "wardrobe", "stylist", "avatars", "social"]


def applied(app: str) -> list[str]:
    executor = MigrationExecutor(connection)
    return sorted(name for label, name in executor.loader.applied_migrations if label == app)


def has_migrations(app: str) -> bool:
    return app in MigrationExecutor(connection).loader.migrated_apps


@pytest.mark.django_db(transaction=True)
def test_every_migration_can_be_taken_back_and_applied_again():
    apps = [app for app in OURS if has_migrations(app)]
    before = {app: applied(app) for app in apps}
    assert all(before.values())
    try:
        for app in reversed(apps):
            call_command("migrate", app, "zero", interactive=False, verbosity=0)
            assert applied(app) == []
        left = set(connection.introspection.table_names())
        assert not {table for table in left if table.split("_")[0] in apps}
    finally:
        call_command("migrate", interactive=False, verbosity=0)
    assert {app: applied(app) for app in apps} == before
