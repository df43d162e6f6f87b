from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from dossier_site.ops.desk_unpacking import NotEmpty, Unusable, unpack


class Command(BaseCommand):
    """What `export_desk` wrote, in a site without a desk."""

    help = "Bring a desk that export_desk wrote into an empty site, with all editions: all of it, or nothing."

    def add_arguments(self, parser):
        """From where."""
        parser.add_argument("file", type=Path)

    def handle(self, file: Path, **options):
        """Bring it in."""
        try:
            number = unpack(file)
        except NotEmpty as error:
            raise CommandError("Nothing was changed: this site is not empty.") from error
        except (Unusable, DatabaseError) as error:
            raise CommandError(
                f"Nothing was changed: {file} is damaged or is no archive of a desk ({error})."
            ) from error
        self.stdout.write(f"Brought in {number} taskforces and events. Rows and pages are as they were.")
