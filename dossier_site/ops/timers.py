"""What is done at its times where no systemd does it: the same as the units in deploy/systemd."""

import subprocess
import sys
from datetime import datetime, time, timedelta
from pathlib import Path
from threading import Event
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

# Seconds between two looks at the clock.
PAUSE = 5
EVERY = timedelta(minutes=5)


class Timer(NamedTuple):
    """Commands that are run one after the other: each day, or one day of the week (Monday is 0), at a time where the
    site is; every five minutes without a time.
    """

    name: str
    commands: tuple[str, ...]
    at: time | None = None
    weekday: int | None = None

    def last_moment(self, now: datetime) -> datetime:
        """When this was to be done last."""
        if self.at is None:
            return now - timedelta(seconds=now.timestamp() % EVERY.total_seconds())
        days = 0 if self.weekday is None else (now.weekday() - self.weekday) % 7
        moment = datetime.combine(now.date() - timedelta(days), self.at, now.tzinfo)
        return moment if moment <= now else moment - timedelta(1 if self.weekday is None else 7)

    @property
    def stamp(self) -> Path:
        """The file that says when this was begun last."""
        return settings.DATA_DIR / "timers" / self.name

    def is_due(self) -> bool:
        """Whether its moment went by since it was begun last, also while nothing ran here."""
        if not self.stamp.exists():
            self.begin()
        return self.stamp.stat().st_mtime < self.last_moment(timezone.localtime()).timestamp()

    def begin(self) -> None:
        """Note that this begins now."""
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.touch()


HOUSEKEEPING = (
    "empty_trash",
    "clearsessions",
    "forget_old_forms",
    "shorten_audit_log",
    "make_renditions",
    "look_for_faults",
)
TIMERS = (
    Timer("scheduled", ("publish_scheduled",)),
    Timer("alerts", ("send_alerts",)),
    Timer("links", ("check_links",), time(1)),
    Timer("backup", ("backup --forget-after 30",), time(2, 30)),
    Timer("housekeeping", HOUSEKEEPING, time(3, 30)),
    Timer("dump", ("dump_data",), time(4, 30)),
    Timer("still-true", ("ask_if_still_true",), time(9), weekday=0),
)


def run_until(stopped: Event) -> None:
    """Do each thing when it is due, in a process of its own; what takes longer keeps nothing else waiting."""
    running = {}
    while True:
        for timer in TIMERS:
            is_running = timer.name in running and running[timer.name].poll() is None
            if not is_running and timer.is_due():
                timer.begin()
                words = [sys.executable, "manage.py", "run_timers", timer.name]
                running[timer.name] = subprocess.Popen(words, cwd=settings.BASE_DIR)
        if stopped.wait(PAUSE):
            break
    for process in running.values():
        process.terminate()
    for process in running.values():
        process.wait()
