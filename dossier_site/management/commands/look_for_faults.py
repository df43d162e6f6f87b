from django.core.management.base import BaseCommand

from dossier_site.attention.looking import look_at_all
from editing.models import Finding


class Command(BaseCommand):
    help = "Look for what needs attention at the desk, in all rows. Safe to repeat, to stop and to run twice at once."

    def handle(self, **options):
        """Look, and say how far it is and what stands in the end."""
        look_at_all(self.stdout.write)
        self.stdout.write(f"Need attention: {Finding.objects.standing().count()}.")
