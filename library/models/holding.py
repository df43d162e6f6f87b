"""What pictures and documents have in common: files of their own, and places that use them."""

import uuid

from django.db import models, transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from library import shelves
from library.folding import fold


class HoldingQuerySet(models.QuerySet):
    """Many holdings at once."""

    def search(self, text: str):
        """Those whose words contain every word of `text`, whatever the accents."""
        for word in fold(text).split():
            self = self.filter(folded__contains=word)
        return self

    def delete(self):
        """Delete the rows and, after the commit, their files. Raises ProtectedError when one of them is in use."""
        rows = list(self)
        for row in rows:
            row.refuse_when_used()
        deleted = super().delete()
        shelves.remove_after_commit(name for row in rows for name in row.file_names())
        return deleted

    delete.alters_data = True
    delete.queryset_only = True


class Holding(models.Model):
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

    objects = HoldingQuerySet.as_manager()

    class Meta:
        abstract = True

    def delete(self, *args, **options):
        """Delete the row and, after the commit, its files. Raises ProtectedError when it is in use."""
        self.refuse_when_used()
        names = self.file_names()
        deleted = super().delete(*args, **options)
        shelves.remove_after_commit(names)
        return deleted

    delete.alters_data = True

    def file_names(self) -> list[str]:
        """The names of all files that belong to this row."""
        raise NotImplementedError

    def locked(self):
        """The row as it is now, or an empty one; nobody else can change it until the transaction ends."""
        return type(self).objects.select_for_update().filter(pk=self.pk).first() or type(self)()

    def drop_after_commit(self, names):
        """Take files off the shelves once the change that made them needless is certain: those it does not name then.

        Somebody else may bring the same file again meanwhile.
        """
        if names := set(names):
            transaction.on_commit(lambda: self._drop(names), robust=True)

    @transaction.atomic
    def _drop(self, names):
        shelves.remove(names - set(self.locked().file_names()))

    def uses(self) -> list[models.Model]:
        """Everything that names this row, in whichever room: the library itself knows none of them.

        What staff edit and what the public reads of it share one id, and count once.
        """
        fields = [field for field in self._meta.get_fields(include_hidden=True) if field.auto_created]
        relations = [field for field in fields if field.is_relation and not field.concrete and not field.many_to_many]
        named = {}
        for row in (row for relation in relations for row in self._naming(relation)):
            named.setdefault(row.pk if isinstance(row.pk, uuid.UUID) else (type(row), row.pk), row)
        return list(named.values())

    def refuse_when_used(self):
        """Raise ProtectedError, with a sentence that says where, when something names this row."""
        if uses := self.uses():
            raise ProtectedError(self.used_in_words(uses), set(uses))

    def used_in_words(self, uses) -> str:
        """A sentence for the one who wants to delete it: where it is used, and what to do first."""
        places = ", ".join(f"{use._meta.verbose_name} “{use}”" for use in uses)
        sentence = gettext("“%(name)s” is used in: %(places)s. Take it out there and publish, then delete it.")
        return sentence % {"name": self, "places": places}

    def _naming(self, relation) -> list[models.Model]:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: self})
        return [_owner(row, relation.field) for row in rows]


def _owner(row, named_by) -> models.Model:
    """What a row belongs to: one that only links goes when its other end goes, and stands for that one."""
    for field in row._meta.concrete_fields:
        if field is not named_by and field.is_relation and field.remote_field.on_delete is models.CASCADE:
            return getattr(row, field.name)
    return row
