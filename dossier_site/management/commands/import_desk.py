from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

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
            number = unpack(file, self.stdout.write)
        except NotEmpty as error:
            raise CommandError("Nothing was changed: this site is not empty.") from error
        except Unusable as error:
            text = f"Nothing was changed: {file} cannot be read, is damaged, or is no archive of a desk ({error})."
            raise CommandError(text) from error
        self.stdout.write(f"Brought in {number} taskforces and events. Rows and pages are as they were.")
