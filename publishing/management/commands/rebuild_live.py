from django.core.management.base import BaseCommand

from publishing.refresh import rebuild


class Command(BaseCommand):
    help = "Draw everything that the public reads anew from the editions. Safe to repeat; nothing else changes."

    def handle(self, **options):
        self.stdout.write(f"Read the latest edition of {rebuild()} items.")
