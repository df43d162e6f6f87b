from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from editing.findings import Finding
from text.search import SearchQuerySet


class PermanentQuerySet(SearchQuerySet):
    """Items of which none that was ever published can be deleted."""

    def locked(self):
        """Those that nobody else can change until the transaction ends; who locks several does it in one order.

        Links to them can still be made: whoever saves the other end of a link waits for nobody.
        """
        return self.order_by("pk").select_for_update(no_key=True, of=("self",))

    @transaction.atomic
    def delete(self):
        """Delete drafts. Raises ProtectedError, with a sentence for people, when one of them was ever published."""
        _refuse_published(self.model._default_manager.filter(pk__in=self.order_by().values("pk")))
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class PermanentModel(models.Model):
    """Something that is withdrawn once it was published, and never deleted, whoever tries."""

    edition_number: int

    objects = PermanentQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @property
    def may_be_deleted(self):
        """Whether it was never published."""
        return self.edition_number == 0

    @transaction.atomic
    def delete(self, *args, **options):
        """Delete a draft. Raises ProtectedError, with a sentence for people, for what was ever published."""
        _refuse_published(type(self)._default_manager.filter(pk=self.pk))
        Finding.objects.of(self.pk).delete()
        return super().delete(*args, **options)

    delete.alters_data = True


def _refuse_published(items):
    """Raise ProtectedError when one of them was published, or is at this moment by somebody else."""
    published = [item for item in items.locked() if not item.may_be_deleted]
    if published:
        names = get_text_list([f"“{item}”" for item in published[:3]], _("and"))
        raise ProtectedError(
            _("What was published can be withdrawn, not deleted: %(names)s.") % {"names": names}, published
        )
