from django.core.management.base import BaseCommand

from publishing.models import TrashedItem
from publishing.trash import empty


class Command(BaseCommand):
    help = "Delete for good what has been in the trash for 90 days. Safe to repeat; nothing else changes."

    def handle(self, **options):
        self.stdout.write(f"Deleted {empty(TrashedItem.objects.overdue())} drafts for good.")
