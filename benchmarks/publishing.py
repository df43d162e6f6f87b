"""How many events are published in a second: one by one, each committed; and many in one act, as the desk does it.

    python -m benchmarks.publishing                     (S and M on SQLite)
    python -m benchmarks.publishing --sizes S --postgresql
    python -m benchmarks.publishing --profile

Writes its section of benchmarks/RESULTS.md. Events a second of processor time, that of PostgreSQL's process for the
connection counted, too (Linux only), and of the clock. Sites are copied first: those of `python -m benchmarks` stay.
"""

import argparse
import cProfile
import os
import pstats
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import choice

from benchmarks.filling import SIZES, filled, postgresql
from benchmarks.processes import processor
from benchmarks.results import machine, put
from tests import running

TITLE = "Publishing"
GOALS = {"the first time, one by one": 50, "again, one by one": 50, "in one act": 300}
HEAD = f"| site | {' | '.join(f'{way}, goal {goal}' for way, goal in GOALS.items())} |\n| --- | --- | --- | --- |\n"
LINKS = ("taskforces", "organisations", "topics")


def main():
    """Measure each size in a process of its own, and write down what it says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.publishing")
    parser.add_argument("--sizes", default="S,M", help=f"of {', '.join(SIZES)} (default: S,M)")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL, too")
    parser.add_argument("--events", default="200", help="how many each time (default: 200)")
    parser.add_argument("--profile", action="store_true", help="only say what takes how long, on S")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return inside(int(options.events), options.profile)
    if options.profile:
        return sys.stdout.write(measured("S", None, options.events, "--profile"))
    rows = [row(size, None, options.events) for size in options.sizes.split(",")]
    if options.postgresql:
        with postgresql() as server:
            rows += [row(size, server, options.events) for size in options.sizes.split(",")]
    put(TITLE, f"{machine()}Events a second of processor time (of the clock).\n\n{HEAD}{''.join(rows)}")


def row(size, server, events):
    """A line of the table."""
    line = f"| {size} on {'PostgreSQL' if server else 'SQLite'} | {measured(size, server, events)} |\n"
    sys.stdout.write(line)
    return line


def measured(size, server, events, *words):
    """What a process says that publishes on a copy of such a site."""
    folder, env = filled(size, server)
    with tempfile.TemporaryDirectory(dir=folder.parent) as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        command = [sys.executable, "-m", "benchmarks.publishing", "--inside", "--events", events, *words]
        surroundings = running.surroundings(Path(copy), **env)
        return subprocess.check_output(command, cwd=running.HOUSE, env=surroundings, text=True).strip()


def inside(number, is_profiled):
    """Publish, and say how fast that went."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dossier_site.settings"
    import django

    django.setup()
    for publish in (one_by_one, in_one_act):  # what a process reads once
        publish(drafts(number))
    if is_profiled:
        return profile(drafts(number))
    events = drafts(number)
    rates = [rate(one_by_one, events), rate(one_by_one, changed(events)), rate(in_one_act, drafts(number))]
    sys.stdout.write(" | ".join(rates))


def drafts(number):
    """So many events on the desk, as full as most, each of a taskforce that is there."""
    from django.db import transaction

    from taskforces.models import Organisation, Taskforce
    from tests import make
    from timeline.models import Topic

    rows = [list(model.objects.all()[:100]) for model in (Taskforce, Organisation, Topic)]
    words = {"date": "2021-05-03", "summary": "Words of a summary. " * 4, "body": f"<p>{'Words of a story. ' * 40}</p>"}
    links = [dict(zip(LINKS, ([choice(some)] for some in rows), strict=True)) for _event in range(number)]
    with transaction.atomic():
        return [make.event(f"Meeting {time.time_ns()}", **words, **each) for each in links]


def changed(events):
    """The same with another summary, not published yet."""
    from tests import make

    for event in events:
        event.refresh_from_db()
        event.summary = "Other words of a summary."
        make.touch(event)
    return events


def one_by_one(events):
    """Publish each, and commit."""
    from publishing.editions import publish

    for event in events:
        publish(event)


def in_one_act(events):
    """Publish them as the desk does with what is ticked in a list."""
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.db import transaction
    from django.test import RequestFactory

    from publishing.desk.publish_all import publish_all

    request = RequestFactory().post("/")
    request.user, request._messages = None, CookieStorage(request)
    with transaction.atomic():
        publish_all(request, events, {})


def rate(publish, events):
    """How many a second: of processor time, and of the clock."""
    clock, spent = time.perf_counter(), processor()
    publish(events)
    clock, spent = time.perf_counter() - clock, processor() - spent
    return f"{len(events) / spent:.0f} ({len(events) / clock:.0f})"


def profile(events):
    """What takes how long within one act."""
    with cProfile.Profile() as watched:
        in_one_act(events)
    pstats.Stats(watched).sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    main()
