from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dossier_site.ops.loading import load
from publishing.snapshots import SnapshotError


class Command(BaseCommand):
    help = (
        "Load a folder of snapshots and publish them. Safe to repeat. "
        "What staff changed in the same items is replaced; a folder with a mistake changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures")

    def handle(self, folder, **options):
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        try:
            self.stdout.write(f"Loaded and published {load(folder)} items.")
        except SnapshotError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
