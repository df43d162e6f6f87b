"""A process beside the running site, on the same data: it publishes, and counts questions.

    python -m benchmarks.inside

Reads a line of JSON at a time, and answers with one. [dossier, change] publishes an event of a dossier anew, the tenth
of its timeline, with another story (WORDS) or with another title, which lists and neighbours show (OUTLINE).
[dossier, change, address] tells how many questions a page asks after that.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests import running

# What is changed of an event: its story, or what others show of it, too.
WORDS, OUTLINE = "body", "title"
TENTH = 9


class Inside:
    """That process, from outside."""

    def __init__(self, process):
        self._process = process

    def questions(self, dossier: str, change: str, path: str) -> int:
        """How many questions a page asks of the database after that."""
        return self._answer(dossier, change, path)

    def publish(self, dossier: str, change: str) -> None:
        """Publish an event of a dossier anew."""
        self._answer(dossier, change)

    def _answer(self, *words):
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def inside(data_dir: Path, **env: str) -> Iterator[Inside]:
    """The process, until the block ends."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": running.HOUSE}
    command = [sys.executable, "-m", "benchmarks.inside"]
    with subprocess.Popen(command, env=running.surroundings(data_dir, **env), **pipes) as process:
        yield Inside(process)
        process.stdin.close()


def main():
    """Answer line by line."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dossier_site.settings"
    import django

    django.setup()
    for line in sys.stdin:
        dossier, change, *path = json.loads(line)
        sys.stdout.write(json.dumps(questions(dossier, change, *path) if path else publish(dossier, change)) + "\n")
        sys.stdout.flush()


@cache
def event_of(dossier):
    """The id of the event that is published, also when it moved meanwhile."""
    from timeline.models.live import Entry

    return Entry.objects.of([dossier]).newest_first().values_list("pk", flat=True)[TENTH]


def publish(dossier, change):
    from publishing.editions import publish
    from publishing.touch import touch
    from timeline.models import Event

    event = Event.objects.get(pk=event_of(dossier))
    setattr(event, change, f"Published as number {event.edition_number + 1}")
    event.save()
    touch(event)
    publish(event)


def questions(dossier, change, path) -> int:
    """How many questions the second answer takes: the first one fills what a process keeps for good."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    if path.startswith("/admin/"):
        client.force_login(User.objects.get(username="editor"))
    client.get(path)
    publish(dossier, change)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


if __name__ == "__main__":
    main()
