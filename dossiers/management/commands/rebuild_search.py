from django.apps import apps
from django.core.management.base import BaseCommand
from django.db.models import QuerySet

from dossiers.search.indexing import rebuild_all
from text.fields import FoldedField

SAID = 10_000


class Command(BaseCommand):
    help = "Make the words that are searched anew, of every row. Safe to repeat, and while the site runs."

    def handle(self, **options):
        for model in apps.get_models():
            fields = [field for field in model._meta.local_concrete_fields if isinstance(field, FoldedField)]
            if fields:
                self._rebuild(model, *fields)
        rebuild_all(lambda kind, number: self.stdout.write(f"Search index: {number} of kind {kind}"))

    def _rebuild(self, model, field):
        """Write what has changed. It is nothing that readers see, so nobody is told."""
        rows, changed = QuerySet(model), 0
        for number, row in enumerate(rows.order_by("pk").iterator(chunk_size=500), start=1):
            if (words := field.made_of(row)) != getattr(row, field.attname):
                changed += rows.filter(pk=row.pk).update(**{field.attname: words})
            if number % SAID == 0:
                self.stdout.write(f"{model._meta.label}: {number} read")
        self.stdout.write(f"{model._meta.label}: {changed} written")
