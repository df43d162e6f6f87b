"""A backup put back: everything, or nothing."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from dossier_site.ops import archive, databases, lock

FOLDERS = ("database", "media", "private")
Moves = list[tuple[Path | None, Path]]


class Command(BaseCommand):
    """Unpacks beside, verifies every file, and only then takes the place of what is there."""

    help = "Put a backup back. A file that is damaged changes nothing. Stop the site first."
    # The database may be the very thing that is broken.
    requires_system_checks: tuple = ()

    def add_arguments(self, parser):
        """Which file, and whether to go on while the site runs."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="even while the site runs; start it anew afterwards")

    def handle(self, file: Path, force: bool, **options):
        """Restore, and say of when the backup is."""
        try:
            if not force:
                lock.take(settings.DATA_DIR)
            made = restore(file)
        except lock.InUse as error:
            raise CommandError(f"{error} Stop it first, or say --force.") from error
        except archive.Unusable as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        self.stdout.write(f"Restored the backup of {made}. Start the site now.")


def restore(file: Path) -> str:
    """Replace database and files by the backup's; gives when that was made. Raises Unusable: then all is as before."""
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="restore-") as beside:
        new, old = Path(beside, "new"), Path(beside, "old")
        new.mkdir()
        manifest = archive.unpack(file, new, FOLDERS)
        databases.check(new / "database", manifest)
        databases.prepare(manifest)
        folders = [(new / "media", settings.MEDIA_ROOT), (new / "private", settings.PRIVATE_ROOT)]
        moves = [*folders, *databases.files(new / "database")]
        connections.close_all()
        with swapped(moves, old):
            databases.load(new / "database")
        return manifest["made"]


@contextmanager
def swapped(moves: Moves, aside: Path) -> Iterator[None]:
    """Put each new file or folder in its place and the old one aside; put all back when the block, or a move, fails."""
    aside.mkdir()
    done: Moves = []
    try:
        for number, (new, place) in enumerate(moves):
            kept = aside / str(number)
            if place.exists():
                shutil.move(place, kept)
            done.append((kept, place))
            if new is not None and new.exists():
                shutil.move(new, place)
        yield
    except BaseException:
        for kept, place in reversed(done):
            put_back(kept, place)
        raise


def put_back(kept: Path, place: Path) -> None:
    """Undo one move."""
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    if kept.exists():
        shutil.move(kept, place)
