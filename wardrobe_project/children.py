"""The programs that `manage.py up` runs and looks after."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil

from wardrobe_project import embedded

FIRST_PAUSE, LONGEST_PAUSE, STEADY_AFTER = 0.5, 30.0, 60.0
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108


@dataclass
class Child:
    """One supervised program."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    descriptors: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    created: float = 0.0
    started: float = 0.0
    start_at: float = 0.0
    failures: int = 0
    unfinished: bytes = b""

    def start(self) -> IO[bytes]:
        # A session of its own: Ctrl-C in the terminal reaches only us, and the whole group can be killed.
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            cwd=embedded.BASE_DIR,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=self.descriptors,
            start_new_session=True,
            preexec_fn=end_with_parent if sys.platform == "linux" else None,
        )
        self.started = time.monotonic()
        with contextlib.suppress(psutil.Error):
            self.created = psutil.Process(self.process.pid).create_time()
        assert self.process.stdout is not None
        os.set_blocking(self.process.stdout.fileno(), False)
        return self.process.stdout

    def note_death(self, now: float) -> float:
        """Schedule the next start; a child that keeps dying waits longer each time."""
        self.failures = 1 if now - self.started > STEADY_AFTER else self.failures + 1
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self.failures - 1))
        self.start_at = now + pause
        return pause


def end_with_parent() -> None:
    """Ask Linux to send SIGTERM when the supervisor dies, even by SIGKILL (prctl, PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def kill_group(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def web(options: argparse.Namespace, listener: socket.socket) -> Child:
    number = listener.fileno()
    command = [sys.executable, "-m", "gunicorn", "wardrobe_project.wsgi:application", "--bind", f"fd://{number}"]
    command += ["--worker-class", "gthread", "--threads", "8", "--workers", os.environ.get("WEB_CONCURRENCY", "2")]
    command += ["--timeout", "60", "--graceful-timeout", "10", "--log-level", "warning", "--no-control-socket"]
    if SHARED_MEMORY.is_dir():
        # Workers prove that they are alive by touching a file; on a slow disk that could stall them.
        command += ["--worker-tmp-dir", str(SHARED_MEMORY)]
    return Child("web", command, {"DATABASE_POOL": "1"}, (number,))


def worker(options: argparse.Namespace) -> Child:
    environment = {"WORKER_PROCESSES": str(options.workers)} if options.workers else {}
    return Child("worker", [sys.executable, "manage.py", "qcluster"], environment)
