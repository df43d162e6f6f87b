"""From SQLite to PostgreSQL: every row, compared, or nothing."""

import os
import subprocess
import sys
from time import perf_counter

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, connections

from dossier_site.env import urls
from dossier_site.health import waiting_migrations
from dossier_site.ops import lock, moving


class Command(BaseCommand):
    """Leaves the old database as it is. What was aborted left nothing: it may be started again."""

    help = "Write everything from SQLite into an empty PostgreSQL, and compare it there. Stop the site first."

    def add_arguments(self, parser):
        """Where to."""
        parser.add_argument("url", help="postgres://user:password@host:5432/name")

    def handle(self, url: str, **options):
        """Prepare the new database, write, compare, and say what is to be done now."""
        try:
            lock.take(settings.DATA_DIR)
            refuse_unready()
            reach(url)
            self.stdout.write("Preparing the new database…")
            make_tables(url)
            refuse_filled()
            self.move()
        except (lock.InUse, ImproperlyConfigured, DatabaseError, moving.Different) as error:
            raise CommandError(f"Nothing was moved. {' '.join(str(error).split())}") from error

    def move(self) -> None:
        """Write and compare."""
        begin = perf_counter()
        moving.move(self.stdout.write)
        self.stdout.write(f"Everything was written and compared in {perf_counter() - begin:.0f} s.")
        self.stdout.write("Write the address into DATABASE_URL and start the site. The old database is as it was.")


def refuse_unready() -> None:
    """Raises CommandError when there is nothing to move, or not in the form of this version."""
    if connection.vendor != "sqlite":
        raise CommandError("Nothing was moved. DATABASE_URL already names PostgreSQL; unset it to move from SQLite.")
    if waiting_migrations():
        raise CommandError("Nothing was moved. The database is of an older version: start the site once, and stop it.")


def reach(url: str) -> None:
    """Know the new database as `moving.TARGET`. Raises ImproperlyConfigured for what names none."""
    configs = {moving.SOURCE: {}, moving.TARGET: urls.postgresql("The address", url)}
    connections.settings[moving.TARGET] = connections.configure_settings(configs)[moving.TARGET]


def make_tables(url: str) -> None:
    """Migrate the new database, in a process for which it is the site's. Raises CommandError with what that said."""
    command = [sys.executable, settings.BASE_DIR / "manage.py", "migrate", "--no-input", "--verbosity=0"]
    ended = subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, capture_output=True, text=True)
    if ended.returncode:
        last = ended.stderr.strip().rpartition("\n")[2]
        raise CommandError(f"Nothing was moved. The new database cannot be prepared: {last}")


def refuse_filled() -> None:
    """Raises CommandError where somebody works already."""
    if moving.is_filled(moving.TARGET):
        raise CommandError(
            "Nothing was moved. The new database is in use: it has accounts or content. Name an empty one."
        )
