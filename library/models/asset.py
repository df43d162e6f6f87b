"""What pictures and documents have in common: files of their own, and places that use them."""

import uuid

from django.db import models, transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext_lazy as _

from editing.models import Finding, NotedModel, NotedQuerySet
from editing.uses import in_use, used_in_words, uses
from library import storage


class AssetQuerySet(NotedQuerySet):
    """Many assets at once."""

    def delete(self):
        """Delete the rows and, after the commit, their files. Raises ProtectedError when one of them is in use."""
        if used := in_use(self).first():
            used.refuse_when_used()
        rows = list(self)
        deleted = super().delete()
        storage.remove_after_commit(name for row in rows for name in row.file_names())
        return deleted

    delete.alters_data = True
    delete.queryset_only = True


class Asset(NotedModel):
    """Something that the library keeps: a row, and files whose names are made from their content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(
        _("source"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("SHA-256 of the file as it was uploaded: the same file again changes nothing."),
    )
    added = models.DateTimeField(_("added"), auto_now_add=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        abstract = True

    def delete(self, *args, **options):
        """Delete the row and, after the commit, its files. Raises ProtectedError when it is in use."""
        self.refuse_when_used()
        names = self.file_names()
        Finding.objects.of(self.pk).delete()
        deleted = super().delete(*args, **options)
        storage.remove_after_commit(names)
        return deleted

    delete.alters_data = True

    def file_names(self) -> list[str]:
        """The names of all files that belong to this row, in the order in which they are removed."""
        raise NotImplementedError

    def locked(self):
        """The row as it is now, or an empty one; nobody else can change it until the transaction ends."""
        return type(self).objects.select_for_update().filter(pk=self.pk).first() or type(self)()

    def drop_after_commit(self, names):
        """Take files off the storage once the change that made them needless is certain: those it does not name then.

        Somebody else may bring the same file again meanwhile.
        """
        if names := list(names):
            transaction.on_commit(lambda: self._drop(names), robust=True)

    @transaction.atomic
    def _drop(self, names):
        kept = set(self.locked().file_names())
        storage.remove([name for name in names if name not in kept])

    def refuse_when_used(self):
        """Raise ProtectedError, with a sentence that says where, when something names this row."""
        places, more = uses(self)
        if places:
            raise ProtectedError(used_in_words(self, places, more), set(places))
