from contextlib import nullcontext

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from editing.findings import Finding, LastRun
from editing.open_forms.models import OpenForm
from editing.submissions import Submission
from text.search import SearchQuerySet

__all__ = [
    "ANY",
    "Finding",
    "LastRun",
    "NotedModel",
    "NotedQuerySet",
    "OpenForm",
    "ReferenceRow",
    "Submission",
    "note_changes",
]

# In the place of a key: any row of the model may have changed.
ANY = ""


def note_changes(model, keys):
    """Say that rows of a model changed, in the transaction that changes them. Whoever wires the rooms says to whom."""
    import_string(settings.CHANGES_ARE_NOTED_BY)(model._meta.concrete_model._meta.model_name, keys)


def joined_transaction():
    """The transaction that is open, or else one of its own: a change and its note stand together or not at all."""
    return nullcontext() if transaction.get_connection().in_atomic_block else transaction.atomic()


class NotedQuerySet(SearchQuerySet):
    """Rows of which readers see every change, so that each way of writing many of them notes it."""

    def update(self, **values):
        """Change the rows and note it. Returns how many there were."""
        with joined_transaction():
            keys = set(self.order_by().values_list("pk", flat=True))
            number = super().update(**values)
            note_changes(self.model, [*keys] if number == len(keys) else [*keys, ANY])
        return number

    update.alters_data = True

    def bulk_create(self, objs, *args, **options):
        """Write new rows and note them. Where rows may be there already, others than these may have changed."""
        with joined_transaction():
            rows = super().bulk_create(objs, *args, **options)
            keys = [row.pk for row in rows]
            note_changes(self.model, [*keys, ANY] if options.get("update_conflicts") else keys)
        return rows

    bulk_create.alters_data = True

    def delete(self):
        """Delete the rows and note it."""
        with joined_transaction():
            keys = list(self.order_by().values_list("pk", flat=True))
            deleted = super().delete()
            note_changes(self.model, keys)
        return deleted

    delete.alters_data = True
    delete.queryset_only = True


class NotedModel(models.Model):
    """A row that readers see as soon as it is saved: saving and deleting it is noted, in the same transaction.

    It is never deleted by cascade: its references to other rows protect those.
    """

    objects = NotedQuerySet.as_manager()

    class Meta:
        abstract = True
        # What Django itself writes through, such as `country.organisation_set.add(…)`.
        base_manager_name = "objects"

    def save(self, *args, **options):
        """Keep the row and note it."""
        with joined_transaction():
            super().save(*args, **options)
            note_changes(type(self), [self.pk])

    save.alters_data = True

    def delete(self, *args, **options):
        """Delete the row and note it."""
        key = self.pk
        with joined_transaction():
            deleted = super().delete(*args, **options)
            note_changes(type(self), [key])
        return deleted

    delete.alters_data = True


class ReferenceRow(NotedModel):
    """A row without a draft, such as an organisation: true for everyone as soon as saved.

    `touched_at` is when that was (UTC); None for a row that nobody has saved since the site began to note it.
    """

    touched_at = models.DateTimeField(_("last changed"), null=True, auto_now=True)

    class Meta:
        abstract = True
