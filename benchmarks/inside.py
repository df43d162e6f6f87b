"""A process beside the running site, on the same data: it counts questions, and changes what readers may see.

    python -m benchmarks.inside

Reads a line of JSON at a time, and answers with one: an address gives the number of questions that it asks; null makes
pages stale, as the publication of the newest event of each measured dossier does.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import running


class Inside:
    """That process, from outside."""

    def __init__(self, process):
        self._process = process

    def questions(self, path: str) -> int:
        """How many questions a page asks of the database, once it was asked for."""
        return self._answer(path)

    def change(self) -> None:
        """Make pages stale."""
        self._answer(None)

    def _answer(self, word):
        self._process.stdin.write(json.dumps(word) + "\n")
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
        path = json.loads(line)
        sys.stdout.write(json.dumps(change() if path is None else questions(path)) + "\n")
        sys.stdout.flush()


def change():
    from benchmarks.pages import DOSSIERS
    from publishing import generation
    from timeline.models.live import Entry

    newest = (Entry.objects.of([key]).newest_first().values_list("pk", flat=True)[:1] for key in DOSSIERS)
    generation.note("event", [key for keys in newest for key in keys])


def questions(path: str) -> int:
    """How many questions the second answer takes: the first one fills what a process keeps for good."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    if path.startswith("/admin/"):
        client.force_login(User.objects.get(username="editor"))
    client.get(path)
    change()
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


if __name__ == "__main__":
    main()
