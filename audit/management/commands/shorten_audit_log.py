from django.core.management.base import BaseCommand

from audit.models import Record


class Command(BaseCommand):
    help = "Delete what is in the audit log for more than two years; the database refuses to delete anything younger."

    def handle(self, **options):
        number, _rows = Record.objects.overdue().delete()
        self.stdout.write(f"Deleted {number} records of the audit log.")
