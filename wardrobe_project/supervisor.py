"""`manage.py up`: database, web server and worker as one thing that starts, restarts and stops together.

One thread and one selector: it relays the children's lines, notices who died, and starts them again. It imports no
Django, so that it stays small and a taken port is noticed before anything heavy happens.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import http.client
import ipaddress
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

import psutil

from wardrobe_project import embedded

TICK = 0.25
# Long enough for one photo; work that is cut short is taken up again at the next start.
GRACE = 10.0
FIRST_PAUSE, LONGEST_PAUSE, STEADY_AFTER = 0.5, 30.0, 60.0
COLOURS = {"up": "1", "db": "35", "web": "36", "worker": "33", "prepare": "34"}


class CannotStart(Exception):
    """A reason that the person who typed `up` can do something about."""


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
    described.add_argument("--workers", type=int, help="processes that recognise photos (default: WORKER_PROCESSES or 2)")
    described.add_argument("--no-worker", action="store_true", help="start without the background worker")
    described.add_argument("--data-dir", help="where everything is kept (default: WARDROBE_DATA_DIR or var/)")
    return described


def listen(host: str, port: int) -> socket.socket:
    """The web server's socket. It is ours, so that it stays open while the web server is restarted."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except PermissionError as error:
        raise CannotStart(f"Port {port} is reserved for the administrator; use another one: --port 8000") from error
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno != 98:
            raise CannotStart(f"Cannot listen on {host}: {error.strerror}.") from error
        other = free_port(host, port)
        raise CannotStart(f"Port {port} is taken by another program. Try: --port {other}") from error
    listener.set_inheritable(True)
    return listener


def free_port(host: str, port: int) -> int:
    for candidate in range(port + 1, 65536):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            with contextlib.suppress(OSError):
                probe.bind((host, candidate))
                return candidate
    return 0


class FolderLock:
    """One `up` per data folder. The file says who it is and which children it has."""

    def __init__(self, run: Path) -> None:
        self.path = run / "up.json"

    def __enter__(self) -> FolderLock:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.file = open(self.path, "a+")  # noqa: SIM115
        except OSError as error:
            raise CannotStart(f"The data folder cannot be used: {error}") from error
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = self.read()
            self.file.close()
            raise CannotStart(
                f"Wardrobe is already running on {self.path.parent.parent} at {other.get('address', 'another address')} "
                f"(process {other.get('pid')}). Stop it first, or use another folder: --data-dir"
            ) from None
        self.end_leftovers()
        return self

    def __exit__(self, *_: object) -> None:
        self.file.truncate(0)
        self.file.close()

    def read(self) -> dict:
        self.file.seek(0)
        try:
            return dict(json.loads(self.file.read()))
        except ValueError:
            return {}

    def write(self, address: str, children: list[Child]) -> None:
        alive = [[child.process.pid, child.created] for child in children if child.process]
        self.file.truncate(0)
        self.file.write(json.dumps({"pid": os.getpid(), "address": address, "children": alive}))
        self.file.flush()

    def end_leftovers(self) -> None:
        """Children of a killed `up` have been told to stop by the kernel; do not start beside them."""
        left = []
        for pid, created in self.read().get("children", []):
            with contextlib.suppress(psutil.Error):
                process = psutil.Process(pid)
                if abs(process.create_time() - created) < 1:
                    left.append(process)
        _, stubborn = psutil.wait_procs(left, timeout=10)
        for process in stubborn:
            kill_group(process.pid, signal.SIGKILL)
        psutil.wait_procs(stubborn, timeout=5)


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
        self.process = subprocess.Popen(
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
    import ctypes

    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def kill_group(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


class Supervisor:
    """Starts the children, keeps them alive, and takes everything down again in order."""

    def __init__(self, options: argparse.Namespace, lock: FolderLock, listener: socket.socket) -> None:
        self.options, self.lock, self.listener = options, lock, listener
        self.children: list[Child] = []
        self.database: embedded.EmbeddedPostgres | None = None
        self.stop_requests = 0
        self.ready = False
        self.selector = selectors.DefaultSelector()
        self.colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    @property
    def address(self) -> str:
        host, port = self.listener.getsockname()[:2]
        if ipaddress.ip_address(host).is_unspecified:
            host = "127.0.0.1"
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

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
            self.children.append(worker(self.options))
        while not self.stop_requests:
            now = time.monotonic()
            for child in self.children:
                self._look_after(child, now)
            self._watch_database()
            if not self.ready and answers(self.listener):
                self.ready = True
                self._say("up", f"Wardrobe is ready: {self.address}   (Ctrl-C stops it)")
            self._relay(TICK)

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
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115
            self.stop_requests += 1

    @contextlib.contextmanager
    def _signals(self):  # noqa: ANN202
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


def web(options: argparse.Namespace, listener: socket.socket) -> Child:
    number = listener.fileno()
    command = [sys.executable, "-m", "gunicorn", "wardrobe_project.wsgi:application", "--bind", f"fd://{number}"]
    command += ["--worker-class", "gthread", "--threads", "8", "--workers", os.environ.get("WEB_CONCURRENCY", "2")]
    command += ["--timeout", "60", "--graceful-timeout", "10", "--log-level", "warning", "--no-control-socket"]
    if Path("/dev/shm").is_dir():
        # Workers prove that they are alive by touching a file; on a slow disk that could stall them.
        command += ["--worker-tmp-dir", "/dev/shm"]
    return Child("web", command, {"DATABASE_POOL": "1"}, (number,))


def worker(options: argparse.Namespace) -> Child:
    environment = {"WORKER_PROCESSES": str(options.workers)} if options.workers else {}
    return Child("worker", [sys.executable, "manage.py", "qcluster"], environment)


def answers(listener: socket.socket) -> bool:
    """Whether the web server answers a request, whatever it says."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    connection = http.client.HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", "/health/database")
        connection.getresponse()
        return True
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def own_names(host: str) -> list[str]:
    """The names under which this machine is reached when it listens on `host`."""
    names = ["localhost", "127.0.0.1", "[::1]"]
    if host in ("127.0.0.1", "localhost", "::1"):
        return names
    if host not in ("0.0.0.0", "::"):
        return [*names, host]
    addresses = [each.address for every in psutil.net_if_addrs().values() for each in every]
    found = [address for address in addresses if "." in address and ":" not in address]
    return [*names, socket.gethostname(), *sorted(set(found) - set(names))]
