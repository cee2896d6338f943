"""A whole instance in processes of its own, as somebody would start it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("DATABASE_URL", "WARDROBE_EMBEDDED", "WARDROBE_DATA_DIR", "ALLOWED_HOSTS", "PORT")


def clean_environment(**more: str) -> dict[str, str]:
    """The environment of somebody who has just opened a terminal."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return kept | {"OMP_NUM_THREADS": "1", "WEB_CONCURRENCY": "1", "WORKER_PROCESSES": "1"} | more


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(condition, timeout: float = 120.0):
    """The condition's first true value; an error when there is none in time."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError(f"{condition} did not become true within {timeout} seconds")


class Instance:
    """`manage.py up` on a data folder."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.port = folder, free_port()
        self.lines: list[str] = []
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--data-dir", str(folder), "--port", str(self.port), *options],
            cwd=ROOT,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._news: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            self._news.put(line)

    def wait_until_it_says(self, words: str, timeout: float = 240.0) -> str:
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            try:
                line = self._news.get(timeout=0.5)
            except queue.Empty:
                if self.process.poll() is not None:
                    break
                continue
            if words in line:
                return line.rstrip("\n")
        raise AssertionError(f"It never said {words!r}:\n" + "\n".join(self.lines))

    def wait_until_ready(self) -> float:
        """Seconds from the command to the line with the address."""
        self.wait_until_it_says("Wardrobe is ready")
        return time.monotonic() - self.started

    def get(self, path: str) -> tuple[int, str]:
        """Status and body; status 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def check(self, name: str) -> dict:
        status, body = self.get("/health")
        return json.loads(body)["checks"][name] if status else {"healthy": False}

    def child(self, words: str) -> psutil.Process | None:
        """The supervised process whose command line contains the words."""
        for process in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):
                if words in " ".join(process.cmdline()):
                    return process
        return None

    def replaced(self, words: str, before: psutil.Process) -> psutil.Process | None:
        """The process that took the place of `before`."""
        found = self.child(words)
        return found if found and found != before else None

    def family(self) -> list[psutil.Process]:
        """Every process of the instance, PostgreSQL's too."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        return family + [process for process in [self.postgres()] if process]

    def postgres(self) -> psutil.Process | None:
        try:
            return psutil.Process(int((self.folder / "postgres/postmaster.pid").read_text().split()[0]))
        except (FileNotFoundError, IndexError, psutil.NoSuchProcess):
            return None

    def said(self) -> str:
        return "\n".join(self.lines)

    def stop(self, number: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(timeout=60)
        self._reader.join(timeout=10)
        return status


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    found = []
    for process in processes:
        try:
            if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


def run_up(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "up", *options]
    return subprocess.run(command, cwd=ROOT, env=clean_environment(), capture_output=True, text=True, timeout=60)
