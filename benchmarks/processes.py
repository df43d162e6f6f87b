"""What a process and all that it started take of the machine, as Linux counts it in /proc."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
# Fields of /proc/…/stat behind the name: own time in user and in system mode, then that of children that ended.
TIMES = slice(11, 15)


@dataclass(frozen=True)
class Tree:
    """A server: its first process and those that it started."""

    pid: int

    @property
    def pids(self) -> list[int]:
        """All of them, as they are now."""
        found = [self.pid]
        for pid in found:
            found += [int(child) for file in Path(f"/proc/{pid}/task").glob("*/children") for child in _words(file)]
        return found

    def cpu(self) -> float:
        """Seconds of processor time until now, in user and in system mode; of workers that ended, too."""
        own = slice(TIMES.start, TIMES.start + 2)
        stats = [(_stat(pid), TIMES if pid == self.pid else own) for pid in self.pids]
        return sum(sum(map(int, stat[times])) for stat, times in stats if stat) / TICKS

    def pss(self) -> float:
        """Megabytes of memory, with its part of what it shares with others."""
        return sum(_kilobytes(pid, "smaps_rollup", "Pss:") for pid in self.pids) / 1_000

    def forget_peak(self) -> None:
        """Let `peak` begin anew."""
        for pid in self.pids:
            Path(f"/proc/{pid}/clear_refs").write_text("5")

    def peak(self) -> float:
        """The most megabytes that one of the processes ever had at once, since `forget_peak`."""
        return max(_kilobytes(pid, "status", "VmHWM:") for pid in self.pids) / 1_000

    def rest(self, seconds: float = 120) -> None:
        """Return when it does nothing any more: what a reader gave up on is worked on all the same."""
        until, before = time.monotonic() + seconds, -1.0
        while time.monotonic() < until and (now := self.cpu()) - before > 0.02:
            before = now
            time.sleep(0.5)


def _stat(pid: int) -> list[str]:
    return _words(Path(f"/proc/{pid}/stat"), after=") ")


def _words(file: Path, after: str = "") -> list[str]:
    try:
        return file.read_text().rpartition(after or "\0")[2].split()
    except OSError:
        return []  # it ended just now


def _kilobytes(pid: int, file: str, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def processor() -> float:
    """Seconds of processor time that this process took, and PostgreSQL's for its connection."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    nanoseconds = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]
    return time.process_time() + int(nanoseconds) / 1e9
