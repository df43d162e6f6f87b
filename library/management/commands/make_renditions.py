"""Renditions of pictures, where a server was stopped before it had made them."""

from django.core.management.base import BaseCommand

from library import renditions
from library.models import Picture


class Command(BaseCommand):
    """Each night; until then readers get the whole pictures."""

    help = "Make the renditions of pictures that are missing."

    def handle(self, **options):
        """Make them, and say of how many pictures."""
        number = 0
        for picture in filter(renditions.are_missing, Picture.objects.iterator()):
            renditions.make(picture)
            number += 1
        self.stdout.write(f"Pictures that lacked something: {number}.")
