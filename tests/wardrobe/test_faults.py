"""Real workers on a real queue, killed in the middle: every accepted photo ends ready, and none twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from wardrobe_project.embedded import EmbeddedPostgres

ROOT = Path(__file__).resolve().parents[2]
PHOTOS = 20
LEASE_SECONDS = 4
# Far more than it takes, for machines that do something else meanwhile.
PATIENCE = 240
UPLOAD = f"""
from accounts.models import User
from tests.factories import photo
from wardrobe.services.garments import add_garment
alice = User.objects.create_user("alice@example.org", "alice", None)
for number in range({PHOTOS}):
    add_garment(owner=alice, photo=photo(number, size=(480, 640)), upload_key=str(number))
"""


class House:
    """A database and workers of its own, without the web server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = EmbeddedPostgres(folder)
        self.database.acquire()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("WARDROBE_", "PYTEST_"))}
        self.environment = kept | {
            "DATABASE_URL": self.database.url(),
            "WARDROBE_DATA_DIR": str(folder),
            "ANALYSIS_LEASE_SECONDS": str(LEASE_SECONDS),
            "TASK_SECONDS": "40",
            "WORKER_PROCESSES": "2",
            "OMP_NUM_THREADS": "1",
            "LOG_LEVEL": "WARNING",
        }
        self.cluster: subprocess.Popen | None = None

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def run(self, code: str) -> None:
        self.manage("shell", "-v", "0", "-c", code)

    def start_workers(self) -> None:
        log = open(self.folder / "workers.log", "a")  # noqa: SIM115 - the workers' own
        self.cluster = subprocess.Popen(
            [sys.executable, "manage.py", "qcluster"],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def kill_workers(self) -> None:
        """All of them at once, as a power cut would."""
        os.killpg(self.cluster.pid, signal.SIGKILL)
        self.cluster.wait()

    def kill_database(self) -> None:
        os.kill(self.database.pid(), signal.SIGKILL)
        while self.database.pid() is not None:
            time.sleep(0.05)

    def busy_worker(self) -> psutil.Process:
        """The process that has burnt the most: it is recognising photos."""
        return max(
            psutil.Process(self.cluster.pid).children(recursive=True), key=lambda each: sum(each.cpu_times()[:2])
        )

    def ask(self, question: str) -> list[tuple]:
        with psycopg.connect(self.database.url(), autocommit=True) as connection:
            return connection.execute(question).fetchall()

    def number(self, question: str) -> int:
        return self.ask(f"SELECT count(*) FROM {question}")[0][0]

    def wait_for_ready(self, number: int, deadline: float) -> None:
        """What the supervisor and the schedule do, at a quicker pace: restart workers that ended, and sweep."""
        sweeping = time.monotonic()
        while self.number("wardrobe_garment WHERE status = 'ready'") < number:
            assert time.monotonic() < deadline, (self.folder / "workers.log").read_text()[-4000:]
            if self.cluster.poll() is not None:
                self.start_workers()
            if number == PHOTOS and time.monotonic() > sweeping + LEASE_SECONDS:
                self.run("from wardrobe import tasks; tasks.sweep()")
                sweeping = time.monotonic()
            time.sleep(0.1)

    def close(self) -> None:
        if self.cluster and self.cluster.poll() is None:
            self.kill_workers()
        self.database.release()


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path / "house")
    try:
        yield house
    finally:
        house.close()


def test_killed_workers_and_a_killed_database_lose_and_double_nothing(house):
    house.manage("migrate", "-v", "0")
    house.manage("createcachetable")
    house.run(UPLOAD)
    house.start_workers()
    deadline = time.monotonic() + PATIENCE

    house.wait_for_ready(2, deadline)
    house.busy_worker().kill()
    house.wait_for_ready(6, deadline)
    house.kill_workers()
    house.run("from wardrobe import tasks; tasks.take_back()")
    house.start_workers()
    house.wait_for_ready(10, deadline)
    house.kill_database()
    house.database.ensure_running()
    house.wait_for_ready(PHOTOS, deadline)

    assert house.number("wardrobe_garment") == PHOTOS
    assert house.ask("SELECT DISTINCT status, error_message, lease FROM wardrobe_garment") == [("ready", "", None)]
    assert house.number("wardrobe_garmentprediction") == house.number("wardrobe_garmentembedding") == PHOTOS
    assert house.number("wardrobe_aimodel WHERE is_active") == 1
    named = house.ask("SELECT unnest(ARRAY[original, processed, thumbnail]) FROM wardrobe_garment")
    media = house.folder / "media"
    stored = {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}
    assert stored == {name for (name,) in named}
    assert len(stored) == 3 * PHOTOS
