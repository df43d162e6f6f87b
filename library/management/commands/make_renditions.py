"""Pictures as AVIF, where a server was stopped before it had made them."""

from django.core.management.base import BaseCommand

from library import avif
from library.models import Picture


class Command(BaseCommand):
    """Each night; until then readers get the same pictures as JPEG or PNG."""

    help = "Make the renditions of pictures that are missing."

    def handle(self, **options):
        """Make them, and say of how many pictures."""
        number = 0
        for picture in filter(avif.is_missing, Picture.objects.iterator()):
            avif.make(picture)
            number += 1
        self.stdout.write(f"Pictures that lacked something: {number}.")
