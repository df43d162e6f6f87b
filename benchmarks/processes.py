"""What a process and all that it started take of the machine, as Linux counts it in /proc."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
# Fields of /proc/…/stat behind the name: time of children that ended, in user and in system mode.
ENDED = slice(13, 15)
# What Linux names the clock of a process: see clock_getcpuclockid(3), and CPUCLOCK_SCHED in its posix-timers.h.
CLOCK_BITS, OF_PROCESS = 3, 2


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
        """Seconds of processor time until now, in user and system mode; of workers that ended in hundredths."""
        return sum(map(_own_seconds, self.pids)) + sum(map(int, _stat(self.pid)[ENDED])) / TICKS

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


def _own_seconds(pid: int) -> float:
    try:
        return time.clock_gettime(~pid << CLOCK_BITS | OF_PROCESS)
    except OSError:
        return 0  # it ended just now


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
