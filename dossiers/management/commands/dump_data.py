from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from dossiers.exports import dumps


class Command(BaseCommand):
    help = "Write all public data to files that readers fetch at /data/dumps/. Safe to repeat; run it each night."

    def handle(self, **options):
        """Write them, or change nothing."""
        try:
            dumps.make(self.show)
        except OSError as error:
            raise CommandError(f"Nothing was replaced. {error.filename or dumps.root()}: {error.strerror}.") from error
        except DatabaseError as error:
            raise CommandError(f"Nothing was replaced. The database fails: {error}") from error

    def show(self, name, size):
        """What was written."""
        self.stdout.write(f"{name:24}{size / 1e6:10.2f} MB")
