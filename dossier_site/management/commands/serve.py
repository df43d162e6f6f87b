"""One command from an empty data folder to a running site; from a full one it takes a moment."""

import errno
import os
import secrets
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections, transaction

from dossier_site.health import waiting_migrations
from dossier_site.ops import data_folder, databases, lock
from publishing.models import Edition, TrashedItem
from publishing.roles import Role, bring_up_to_date
from publishing.trash import empty
from text.digest import digest

WAYS_OUT = {
    errno.EADDRNOTAVAIL: "Set BIND to an address of this machine.",
    errno.EACCES: "Set PORT to 1024 or more.",
}
# glibc else gives each thread memory of its own, of which most lies idle.
MEMORY = {"MALLOC_ARENA_MAX": "1"}


class Command(BaseCommand):
    """Prepares what is missing, then turns into gunicorn: one process to stop, with SIGTERM or Ctrl-C."""

    help = "Prepare the data folder (database, demonstration content, static files, first account) and serve the site."

    def handle(self, **options):
        """Refuse early (folder or port in use), prepare, serve. Does not return."""
        try:
            data_folder.open_for(lock.take)
            refuse_used_port()
            with databases.prepared_by_one():
                self.prepare_shared()
            self.prepare_own()
        except (lock.InUse, OSError) as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {' '.join(str(error).split())}") from error
        connections.close_all()
        sys.stdout.flush()
        turn_into_gunicorn()

    def prepare_shared(self) -> None:
        """Do what is not done yet in the database; on a second start that is nothing."""
        if waiting_migrations():
            self.stdout.write("Preparing the database…")
            call_command("migrate", interactive=False, verbosity=0)
        bring_up_to_date()  # a version may bring other rights and no migration
        empty(TrashedItem.objects.overdue())
        call_command("forget_old_forms")  # also where no timer does it
        if settings.DEMONSTRATION and not Edition.objects.exists():
            self.stdout.write("Loading the demonstration content…")
            call_command("load_snapshots", stdout=self.stdout)
        if not User.objects.exists():
            self.make_account()

    def prepare_own(self) -> None:
        """Do what is not done yet in the data folder."""
        if not settings.DEBUG:
            self.collect_static_files()

    def collect_static_files(self) -> None:
        """Collect when the locked packages or our own files are others than last time."""
        stamp, now = settings.DATA_DIR / "static.stamp", fingerprint()
        if stamp.exists() and stamp.read_text() == now:
            return
        self.stdout.write("Collecting static files…")
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(now)

    def make_account(self) -> None:
        """The first account, which gives roles to all others. Its password is shown now and never again."""
        password = settings.STAFF_PASSWORD or secrets.token_urlsafe(12)
        with transaction.atomic():
            user = User.objects.create_user("editor", password=password, is_staff=True)
            user.groups.add(Group.objects.get(name=Role.ADMINISTRATOR))
        shown = "the one in STAFF_PASSWORD" if settings.STAFF_PASSWORD else password
        self.stdout.write(f"Staff account made, shown once. Name: editor  Password: {shown}")


def turn_into_gunicorn() -> None:
    """Become the server. Does not return."""
    os.chdir(settings.BASE_DIR)
    for name, value in MEMORY.items():
        os.environ.setdefault(name, value)
    # gunicorn reads this one itself, and stumbles over one that is empty.
    os.environ["WEB_CONCURRENCY"] = str(settings.WEB_CONCURRENCY)
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "python:dossier_site.gunicorn"])


def refuse_used_port() -> None:
    """Raises OSError with the way out when the site cannot listen where it should."""
    family = socket.AF_INET6 if ":" in settings.BIND else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.BIND.strip("[]"), settings.PORT))
        except OSError as error:
            place = f"{settings.BIND}:{settings.PORT}"
            way_out = WAYS_OUT.get(error.errno, "Set PORT to another number.")
            raise OSError(f"Cannot listen at {place} ({error.strerror}). {way_out}") from error


def fingerprint() -> str:
    """Changes with the locked packages and with any file in static/."""
    lock_file, static = settings.BASE_DIR / "requirements" / "run.txt", settings.BASE_DIR / "static"
    files = [lock_file, *sorted(path for path in static.rglob("*") if path.is_file())]
    return digest(b"\0".join(map(_named, files)))


def _named(path: Path) -> bytes:
    return str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes()
