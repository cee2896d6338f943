"""Everything that must be true before the web server and the worker start. Fast when it already is."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from accounts.tasks import schedule_periodic_work
from wardrobe.tasks import recover_after_restart

# Any number that nothing else in this database locks.
LOCK = 7_310_419


class Command(BaseCommand):
    help = "Prepare the instance: cache table, migrations, static files, work left over by a crash."
    # Checks of every page would cost more than the preparation itself; `make check` and the web server read them.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--wait", type=float, default=30, help="seconds to wait for the database (default: 30)")
        parser.add_argument("--static-only", action="store_true", help="collect the static files and do nothing else")
        parser.add_argument("--create-bucket", action="store_true", help="create the S3 bucket when it is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["static_only"]:
            wait_for_database(options["wait"])
            with alone():
                self.prepare_database()
        if options["create_bucket"] and settings.S3_BUCKET:
            create_bucket()
        self.collect_static()

    def prepare_database(self) -> None:
        call_command("createcachetable", verbosity=0)
        executor = MigrationExecutor(connection)
        if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write(f"applying {len(plan)} migrations")
            call_command("migrate", interactive=False, verbosity=0)
        schedule_periodic_work()
        recover_after_restart()

    def collect_static(self) -> None:
        if settings.DEBUG:
            return
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        wanted = fingerprint()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(wanted)
        self.stdout.write("static files collected")


def wait_for_database(seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            connection.ensure_connection()
            return
        except OperationalError as error:
            if time.monotonic() > deadline:
                raise CommandError(f"The database does not answer: {error}") from error
            time.sleep(0.5)


@contextmanager
def alone() -> Iterator[None]:
    """Several machines may start at once; the database lets one of them prepare it at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def create_bucket() -> None:
    # Heavy, and needed by those who asked for it only.
    from botocore.exceptions import ClientError

    client = default_storage.connection.meta.client  # type: ignore[attr-defined]
    try:
        client.head_bucket(Bucket=settings.S3_BUCKET)
    except ClientError:
        client.create_bucket(Bucket=settings.S3_BUCKET)


def fingerprint() -> str:
    """Changes whenever a static file comes, goes, or is written."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
