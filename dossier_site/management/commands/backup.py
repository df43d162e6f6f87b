"""The whole site in one file, taken while it runs."""

import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dossier_site.ops import archive, databases, files
from library.models import Document, Picture

TRIES = 3


class Command(BaseCommand):
    """Database first, files after; anew when a file that the copied database names was replaced in between."""

    help = "Write database, pictures and documents to one file. The site may run meanwhile."

    def add_arguments(self, parser):
        """Where to, by default a name with the time, below the data folder; whether to go on without lost files; and
        for how long those stay that were written there before.
        """
        parser.add_argument("file", nargs="?", type=Path, help="the file to write (default: DATA_DIR/backups/…)")
        parser.add_argument("--force", action="store_true", help="even when files that the database names are lost")
        words = "delete older ones in DATA_DIR/backups, once this one is written"
        parser.add_argument("--forget-after", type=int, metavar="DAYS", help=words)

    def handle(self, file: Path | None, force: bool, forget_after: int | None, **options):
        """Write the backup and print its name."""
        now = datetime.now(UTC)
        target = file or usual_folder() / f"dossiers-{now:%Y-%m-%d-%H%M%S}.tar.gz"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, now, force)
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from error
        except archive.Incomplete as error:
            raise CommandError(missing_message(error.missing)) from error
        self.stdout.write(f"Backup written: {target} ({target.stat().st_size / 1e6:.1f} MB)")
        if forget_after is not None:
            forget(now - timedelta(forget_after))


def usual_folder() -> Path:
    """Where backups are written when nothing is said."""
    return settings.DATA_DIR / "backups"


def forget(day: datetime) -> None:
    """Delete the backups there that were written before a day."""
    for path in usual_folder().glob("dossiers-*.tar.gz"):
        if path.stat().st_mtime < day.timestamp():
            path.unlink()


def write_whole(target: Path, now: datetime, force: bool) -> None:
    """Write the backup, anew while it lacks a file. Raises archive.Incomplete when the last one lacks one, too."""
    for _ in range(TRIES - 1):
        with suppress(archive.Incomplete):
            return write(target, now, force)
    return write(target, now, force)


def write(target: Path, now: datetime, force: bool) -> None:
    """Copy the database, then pack it with the files."""
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="backup-") as name:
        folder = Path(name, "database")
        folder.mkdir()
        databases.copy_to(folder)
        folders = {"database": folder, **files.folders(Path(name))}
        about = {"made": now.isoformat(timespec="seconds"), **databases.describe()}
        archive.pack(target, folders, about, wanted=set() if force else named_files(folder))


def named_files(folder: Path) -> set[str]:
    """The files of the library that a copied database names, but for those that can be made of them at any time."""
    assets = (row for model in (Document, Picture) for row in databases.rows(folder, model._meta.db_table))
    return {row["file"] for row in assets if row["file"]}


def missing_message(missing: list[str]) -> str:
    """Which files a backup would lack, and what to do."""
    return (
        f"Nothing was written: of the files that the database names, {len(missing)} cannot be found, "
        f"first {missing[0]}. Try again. What is lost can be brought again at the desk; --force goes on without it."
    )
