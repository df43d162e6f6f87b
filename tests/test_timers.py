"""What is done at its times without systemd: the same as with it."""

import os
import re
import signal
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dossier_site.ops.timers import TIMERS, Timer
from tests import prepared, running

UNITS = running.HOUSE / "deploy" / "systemd"
BRUSSELS = ZoneInfo("Europe/Brussels")
WHEN = re.compile(r"(?:(Mon) )?(?:\*-\*-\* (\d\d):(\d\d)|\*:0/5)")
NIGHT, MONDAYS, OFTEN = Timer("night", (), time(2, 30)), Timer("mondays", (), time(9), weekday=0), Timer("often", ())
LAST_RUNS = "from editing.models import LastRun; print(*LastRun.objects.values_list('pk', flat=True))"


def unit(path):
    """A timer of systemd as one of ours."""
    weekday, hour, minute = WHEN.fullmatch(re.search("OnCalendar=(.*)", path.read_text())[1]).groups()
    commands = re.findall(r"ExecStart=\S+ manage\.py (.*)", path.with_suffix(".service").read_text())
    at = hour and time(int(hour), int(minute))
    return Timer(path.stem.removeprefix("dossiers-"), tuple(commands), at, 0 if weekday else None)


def test_timers_are_those_of_systemd():
    assert {*TIMERS} == {unit(path) for path in UNITS.glob("*.timer")}


@pytest.mark.parametrize(
    ("timer", "now", "last"),
    [
        (NIGHT, "2026-03-02 02:29:59", "2026-03-01 02:30"),
        (NIGHT, "2026-03-02 02:30:00", "2026-03-02 02:30"),
        (MONDAYS, "2026-03-02 08:59:59", "2026-02-23 09:00"),
        (MONDAYS, "2026-03-02 09:00:00", "2026-03-02 09:00"),
        (MONDAYS, "2026-03-08 23:00:00", "2026-03-02 09:00"),
        (OFTEN, "2026-03-02 00:04:59", "2026-03-02 00:00"),
        (OFTEN, "2026-03-02 00:05:00", "2026-03-02 00:05"),
    ],
)
def test_timer_knows_its_last_moment(timer, now, last):
    now, last = (datetime.fromisoformat(moment).replace(tzinfo=BRUSSELS) for moment in (now, last))
    assert timer.last_moment(now) == last


@pytest.mark.parametrize("day", [datetime(2026, 3, 28, 12), datetime(2026, 10, 24, 12)], ids=["spring", "autumn"])
def test_night_in_which_the_clock_is_changed_has_one_such_moment(day):
    minutes = (day.replace(tzinfo=UTC) + timedelta(minutes=number) for number in range(24 * 60))
    assert len({NIGHT.last_moment(now.astimezone(BRUSSELS)).timestamp() for now in minutes}) == 2


def test_timer_is_due_once_and_made_up_for(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert not NIGHT.is_due()  # nobody knows here that it was missed
    os.utime(NIGHT.stamp, (0, 0))
    assert NIGHT.is_due()
    NIGHT.begin()
    assert not NIGHT.is_due()


def test_what_is_due_is_done_until_the_process_is_stopped(tmp_path):
    env = prepared.site(tmp_path)
    (tmp_path / "timers").mkdir()
    for timer in TIMERS:
        (tmp_path / "timers" / timer.name).touch()
    os.utime(tmp_path / "timers" / "scheduled", (0, 0))
    process = running.start(tmp_path, "manage.py", "run_timers", **env)
    try:
        running.wait_for(lambda: seen(tmp_path, env), AssertionError)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def seen(data_dir, env):
    assert "publish_scheduled" in running.manage(data_dir, "shell", "--verbosity", "0", "-c", LAST_RUNS, **env).stdout


def test_one_timer_does_all_its_commands_and_stops_at_what_fails(tmp_path):
    env = prepared.site(tmp_path)
    done = running.manage(tmp_path, "run_timers", "housekeeping", **env)
    assert (done.returncode, "Need attention: 0." in done.stdout) == (0, True), done.stderr
    (tmp_path / "backups").touch()
    failed = running.manage(tmp_path, "run_timers", "backup", **env)
    assert (failed.returncode, "cannot be written" in failed.stderr) == (1, True)
