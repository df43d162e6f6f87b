"""The whole site in one file, taken while it runs."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dossier_site import archive, databases


class Command(BaseCommand):
    """Database first, files after: what the copied database names is then among the copied files."""

    help = "Write database, pictures and documents to one file. The site may run meanwhile."

    def add_arguments(self, parser):
        """Where to; without it, a name with the time, below the data folder."""
        parser.add_argument("file", nargs="?", type=Path, help="the file to write (default: DATA_DIR/backups/…)")

    def handle(self, file: Path | None, **options):
        """Write the backup and print its name."""
        now = datetime.now(UTC)
        target = file or settings.DATA_DIR / "backups" / f"dossiers-{now:%Y-%m-%d-%H%M%S}.tar.gz"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="backup-") as folder:
                databases.copy_to(Path(folder))
                folders = {"database": Path(folder), "media": settings.MEDIA_ROOT, "private": settings.PRIVATE_ROOT}
                archive.pack(target, folders, {"made": now.isoformat(timespec="seconds"), **databases.describe()})
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Backup written: {target} ({target.stat().st_size / 1e6:.1f} MB)")
