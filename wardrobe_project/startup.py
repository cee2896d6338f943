"""What must be settled before anything starts: whose data folder it is, and which port is ours."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import http.client
import ipaddress
import json
import os
import signal
import socket
from pathlib import Path

import psutil

from wardrobe_project.children import Child, kill_group

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class CannotStart(Exception):
    """A reason that the person who typed `up` can do something about."""


class FolderLock:
    """One `up` per data folder. The file says who it is and which children it has."""

    def __init__(self, run: Path) -> None:
        self.path = run / "up.json"

    def __enter__(self) -> FolderLock:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.file = self.path.open("a+")
        except OSError as error:
            raise CannotStart(f"The data folder cannot be used: {error}") from error
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = self.read()
            self.file.close()
            where = f"{self.path.parent.parent} at {other.get('address', 'another address')}"
            raise CannotStart(
                f"Wardrobe is already running on {where} (process {other.get('pid')}). "
                "Stop it first, or use another folder: --data-dir"
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
        _, stubborn = psutil.wait_procs(left, timeout=3)
        for process in stubborn:
            kill_group(process.pid, signal.SIGKILL)
        psutil.wait_procs(stubborn, timeout=5)


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
        if isinstance(error, socket.gaierror) or error.errno != errno.EADDRINUSE:
            raise CannotStart(f"Cannot listen on {host}: {error.strerror}.") from error
        other = free_port(host, port)
        raise CannotStart(f"Port {port} is taken by another program. Try: --port {other}") from error
    listener.set_inheritable(True)
    return listener


def free_port(host: str, port: int) -> int:
    for candidate in range(port + 1, 65536):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe, contextlib.suppress(OSError):
            probe.bind((host, candidate))
            return candidate
    return 0


def address(listener: socket.socket) -> str:
    """What to type into a browser on this machine."""
    host, port = reachable(listener)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def reachable(listener: socket.socket) -> tuple[str, int]:
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "::1" if ":" in host else "127.0.0.1"
    return host, port


def answers(listener: socket.socket) -> bool:
    """Whether the web server answers a request, whatever it says."""
    connection = http.client.HTTPConnection(*reachable(listener), timeout=1)
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
    if host in LOOPBACK:
        return names
    with contextlib.suppress(ValueError):
        if ipaddress.ip_address(host).is_unspecified:
            addresses = [each.address for every in psutil.net_if_addrs().values() for each in every]
            found = {each for each in addresses if each.count(".") == 3}
            return [*names, socket.gethostname(), *sorted(found - set(names))]
    return [*names, host]
