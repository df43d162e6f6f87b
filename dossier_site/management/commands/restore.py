"""A backup put back: everything, or nothing."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from dossier_site.ops import archive, databases, files, lock, verification
from publishing import generation
from publishing.models import ChangeCount

Moves = list[tuple[Path | None, Path]]


class Command(BaseCommand):
    """Unpacks beside, verifies every file, and only then takes the place of what is there."""

    help = "Put a backup back. A file that is damaged changes nothing. Stop the site first."
    # The database may be the very thing that is broken.
    requires_system_checks: tuple = ()

    def add_arguments(self, parser):
        """Which file."""
        parser.add_argument("file", type=Path)

    def handle(self, file: Path, **options):
        """Restore, and say of when the backup is. Under a running site nothing is restored: it would lose what is
        written meanwhile.
        """
        try:
            lock.take(settings.DATA_DIR)
            day = restore(file)
        except lock.InUse as error:
            raise CommandError(f"Nothing was changed. {error} Stop it first.") from error
        except archive.Unusable as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        self.stdout.write(f"Restored the backup of {day}. Start the site now.")


def restore(file: Path) -> str:
    """Replace database and files by the backup's; gives when that was made. Raises Unusable: then all is as before."""
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="restore-") as beside:
        new, old = Path(beside, "new"), Path(beside, "old")
        new.mkdir()
        manifest = archive.unpack(file, new, ("database", *files.PARTS))
        verification.check(new / "database", manifest)
        databases.prepare(manifest)
        moves = [*files.moves(new), *databases.files(new / "database")]
        connections.close_all()
        with swapped(moves, old):
            databases.load(new / "database")
            note_in_the_restored()
        return manifest.get("made", "an unknown day")


def note_in_the_restored() -> None:
    """Let nobody take for fresh what was kept of the database before. An older version's counts no changes."""
    if ChangeCount._meta.db_table in connection.introspection.table_names():
        generation.note_other_database()
    connections.close_all()
    for cache in caches.all(initialized_only=False):
        cache.clear()
    shutil.rmtree(settings.DATA_DIR / "ready", ignore_errors=True)


@contextmanager
def swapped(moves: Moves, aside: Path) -> Iterator[None]:
    """Put each new file or folder in its place and the old one aside; put all back when the block, or a move, fails."""
    aside.mkdir()
    moved: Moves = []
    try:
        for number, (new, place) in enumerate(moves):
            old = aside / str(number)
            if place.exists():
                shutil.move(place, old)
            moved.append((old, place))
            if new is not None and new.exists():
                shutil.move(new, place)
        yield
    except BaseException:
        for old, place in reversed(moved):
            put_back(old, place)
        raise


def put_back(old: Path, place: Path) -> None:
    """Undo one move."""
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    if old.exists():
        shutil.move(old, place)
