from django.core.management.base import BaseCommand

from editing.models import OpenForm, Submission


class Command(BaseCommand):
    help = "Forget forms of the desk that were sent before yesterday or left open too long. Safe to repeat."

    def handle(self, **options):
        Submission.objects.delete_old()
        OpenForm.objects.delete_old()
