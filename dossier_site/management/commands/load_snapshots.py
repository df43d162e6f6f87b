from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from dossier_site.ops.loading import load
from publishing.snapshots import SnapshotError


class Command(BaseCommand):
    help = (
        "Load a folder of snapshots and publish them. Safe to repeat. "
        "What staff changed in the same items is replaced, and what they withdrew is left alone; "
        "a folder with a mistake changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures")
        parser.add_argument("--bring-back-withdrawn", action="store_true", help="publish what was withdrawn, too")

    def handle(self, folder, bring_back_withdrawn=False, **options):
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        try:
            loaded = load(folder, bring_back=bring_back_withdrawn)
        except (SnapshotError, DatabaseError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self.stdout.write(f"Loaded and published {loaded.number} items.")
        for path in loaded.left_alone:
            self.stdout.write(f"Left alone, since it was withdrawn: {path.parent.name}/{path.name}")
        if loaded.left_alone:
            self.stdout.write("To publish these again, add --bring-back-withdrawn.")
