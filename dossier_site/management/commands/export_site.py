"""The whole public site as files, for any web server, a stick or an archive."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dossier_site.health import waiting_migrations
from dossier_site.ops.static_site.export import Broken, Export
from dossier_site.ops.static_site.swapping import Refused, replacing

STEP = 20


class Command(BaseCommand):
    """Asks the site's own pages, as a reader does: nothing is written but the folder."""

    help = "Write the public site as static files to a folder. Safe to repeat: an older export is replaced at the end."

    def add_arguments(self, parser):
        """Where to."""
        parser.add_argument("folder", type=Path, help="a new or empty folder, or an older export")

    def handle(self, folder: Path, **options):
        """Write, replace, and say what was done."""
        about = {"site": settings.SITE_URL, "made": datetime.now(UTC).isoformat(timespec="seconds")}
        try:
            refuse_unready()
            with replacing(folder, about) as new:
                export = Export(new)
                number = export.write(self.show)
        except OSError as error:
            raise CommandError(f"\nNothing was replaced. {error.filename or folder}: {error.strerror}.") from error
        except (Refused, Broken) as error:
            raise CommandError(f"\nNothing was replaced. {error}") from error
        self.stdout.write(f"\nThe site stands in {folder}: {number:,} pages. Open its index.html.")
        for address in sorted(map(str, export.missing)):
            self.stdout.write(f"Named by a page and not there, on the site neither: {address}")

    def show(self, done, known):
        """How far it is, in the place of what was said before."""
        if done % STEP == 0 or done == known:
            self.stdout.write(f"\r{done:,} of {known:,} pages that are known so far", ending="")
            self.stdout.flush()


def refuse_unready() -> None:
    """Raises Refused when the site cannot show its pages yet."""
    static_files = settings.STATIC_ROOT / "staticfiles.json"
    if waiting_migrations() or not (settings.DEBUG or static_files.exists()):
        raise Refused("The site is not prepared: start it once.")
