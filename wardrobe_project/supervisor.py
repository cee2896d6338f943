"""`manage.py up`: database, web server and worker as one thing that starts, restarts and stops together.

One thread and one selector: it relays the children's lines, notices who died, and starts them again. It imports no
Django, so that it stays small and a taken port is noticed before anything heavy happens.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

from wardrobe_project import embedded
from wardrobe_project.children import Child, kill_group, web, worker
from wardrobe_project.startup import CannotStart, FolderLock, address, answers, listen, own_names

TICK = 0.25
# The worker waits for the web server, but not longer than this: on few cores they would slow each other down.
HEAD_START = 20.0
# Long enough for one photo; work that is cut short is taken up again at the next start.
GRACE = 10.0
COLOURS = {"up": "1", "db": "35", "web": "36", "worker": "33", "prepare": "34"}


def main(arguments: Sequence[str]) -> int:
    options = parser().parse_args(arguments)
    if options.data_dir:
        os.environ["WARDROBE_DATA_DIR"] = str(Path(options.data_dir).expanduser().resolve())
    embedded.read_env_file()
    try:
        with FolderLock(embedded.data_dir() / "run") as lock, listen(options.host, options.port) as listener:
            return Supervisor(options, lock, listener).run()
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    described = argparse.ArgumentParser(prog="manage.py up", description="Start the database, web server and worker.")
    described.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="default: 8000")
    described.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    described.add_argument("--workers", type=int, help="worker processes (default: WORKER_PROCESSES or 2)")
    described.add_argument("--no-worker", action="store_true", help="start without the background worker")
    described.add_argument("--data-dir", help="where everything is kept (default: WARDROBE_DATA_DIR or var/)")
    return described


class Supervisor:
    """Starts the children, keeps them alive, and takes everything down again in order."""

    def __init__(self, options: argparse.Namespace, lock: FolderLock, listener: socket.socket) -> None:
        self.options, self.lock, self.listener = options, lock, listener
        self.address = address(listener)
        self.children: list[Child] = []
        self.database: embedded.EmbeddedPostgres | None = None
        self.stop_requests = 0
        self.ready = False
        self.selector = selectors.DefaultSelector()
        self.colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def run(self) -> int:
        with self._signals():
            try:
                self.lock.write(self.address, [])
                self._start_database()
                if not self._prepare():
                    return 0 if self.stop_requests else 1
                self._serve()
                return 0
            except embedded.EmbeddedDatabaseError as error:
                print(error, file=sys.stderr)
                return 0 if self.stop_requests else 1
            finally:
                self._drain()
                if self.database:
                    self.database.release()

    # --- phases -------------------------------------------------------------------------------------------------------
    def _start_database(self) -> None:
        if os.environ.get("DATABASE_URL"):
            return
        self.database = embedded.EmbeddedPostgres(embedded.data_dir())
        self.database.acquire()
        self.database.publish()
        if not os.environ.get("ALLOWED_HOSTS"):
            os.environ["ALLOWED_HOSTS"] = ",".join(own_names(self.options.host))

    def _prepare(self) -> bool:
        """Run `manage.py prepare` to its end; False when it failed or somebody wants to stop."""
        child = Child("prepare", [sys.executable, "manage.py", "prepare"])
        self.children = [child]
        self._start(child)
        while not self.stop_requests and child.process is not None and child.process.poll() is None:
            self._relay(TICK)
        if self.stop_requests or child.process is None:
            return False
        self._relay(0)
        self.children = []
        if child.process.returncode:
            self._say("up", "the preparation failed (see above); nothing was started")
        return child.process.returncode == 0

    def _serve(self) -> None:
        self.listener.listen(1024)
        self.children = [web(self.options, self.listener)]
        if not self.options.no_worker:
            background = worker(self.options)
            background.start_at = time.monotonic() + HEAD_START
            self.children.append(background)
        while not self.stop_requests:
            now = time.monotonic()
            for child in self.children:
                self._look_after(child, now)
            self._watch_database()
            if not self.ready and answers(self.listener):
                self._announce()
            self._relay(TICK)

    def _announce(self) -> None:
        self.ready = True
        self._say("up", f"Wardrobe is ready: {self.address}   (Ctrl-C stops it)")
        for child in self.children:
            child.start_at = 0.0

    def _drain(self) -> None:
        """Ask everybody to finish, wait, and kill whoever does not; a second Ctrl-C shortens the wait."""
        if self.stop_requests and self.children:
            self._say("up", "stopping (Ctrl-C again to stop at once)")
        patience = self.stop_requests
        alive = [child for child in self.children if child.process and child.process.poll() is None]
        for child in alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.process.pid, signal.SIGTERM)  # type: ignore[union-attr]
        deadline = time.monotonic() + GRACE
        while alive and time.monotonic() < deadline and self.stop_requests <= max(patience, 1):
            self._relay(TICK)
            alive = [child for child in alive if child.process and child.process.poll() is None]
        for child in self.children:
            if child.process:
                kill_group(child.process.pid, signal.SIGKILL)
                child.process.wait()
        self._relay(0)
        if self.children and self.stop_requests:
            self._say("up", "stopped")

    # --- care ---------------------------------------------------------------------------------------------------------
    def _start(self, child: Child) -> None:
        self.selector.register(child.start(), selectors.EVENT_READ, child)
        self.lock.write(self.address, self.children)

    def _look_after(self, child: Child, now: float) -> None:
        if child.process is None:
            if now >= child.start_at:
                self._start(child)
        elif (code := child.process.poll()) is not None:
            # Its own children first: they would hold the queue, or the pipe that we read.
            kill_group(child.process.pid, signal.SIGKILL)
            self._relay(0)
            child.process = None
            pause = child.note_death(now)
            how = f"was killed by signal {-code}" if code < 0 else f"ended with status {code}"
            self._say("up", f"{child.name} {how}; starting it again in {pause:g} s")

    def _watch_database(self) -> None:
        if self.database and self.database.pid() is None and not self.stop_requests:
            self._say("db", "PostgreSQL is gone; starting it again")
            try:
                self.database.ensure_running()
                self._say("db", "PostgreSQL is back")
            except embedded.EmbeddedDatabaseError as error:
                self._say("db", str(error))

    def _relay(self, seconds: float) -> None:
        """Print what the children said, waiting at most so long for something to happen."""
        for key, _ in self.selector.select(seconds):
            if key.data is None:
                with contextlib.suppress(BlockingIOError):
                    key.fileobj.recv(4096)  # type: ignore[union-attr]
                continue
            child, pipe = key.data, key.fileobj
            data = pipe.read(65536)  # type: ignore[union-attr]
            if data == b"":
                self.selector.unregister(pipe)
                pipe.close()  # type: ignore[union-attr]
                data = b"\n" if child.unfinished else b""
            *lines, child.unfinished = (child.unfinished + (data or b"")).split(b"\n")
            for line in lines:
                self._say(child.name, line.decode(errors="replace").rstrip())

    def _say(self, name: str, line: str) -> None:
        prefix = f"{name:<7} |"
        if self.colours:
            prefix = f"\x1b[{COLOURS[name]}m{prefix}\x1b[0m"
        try:
            print(prefix, line, flush=True)
        except OSError:
            # Whoever read our output has left; finish in silence.
            sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115
            self.stop_requests += 1

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        receiver, sender = socket.socketpair()
        receiver.setblocking(False)
        sender.setblocking(False)
        self.selector.register(receiver, selectors.EVENT_READ, None)
        signal.set_wakeup_fd(sender.fileno(), warn_on_full_buffer=False)
        before = {
            signal.SIGINT: signal.signal(signal.SIGINT, self._on_stop),
            signal.SIGTERM: signal.signal(signal.SIGTERM, self._on_stop),
            signal.SIGHUP: signal.signal(signal.SIGHUP, self._on_stop),
            signal.SIGCHLD: signal.signal(signal.SIGCHLD, lambda *_: None),
        }
        try:
            yield
        finally:
            signal.set_wakeup_fd(-1)
            for number, handler in before.items():
                signal.signal(number, handler)
            receiver.close()
            sender.close()

    def _on_stop(self, number: int, frame: FrameType | None) -> None:
        self.stop_requests += 1
