from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from text.clean_fields import CleanCharField
from text.fields import FoldedField
from text.search import SearchQuerySet

# So long a draft can be brought back.
KEPT = timedelta(days=90)


class TrashQuerySet(SearchQuerySet):
    """Drafts that were deleted and can be brought back."""

    def kept(self):
        """Those whose days are not over."""
        return self.filter(deleted_at__gt=timezone.now() - KEPT)

    def overdue(self):
        """Those whose days are over: they go as soon as somebody looks after the trash."""
        return self.filter(deleted_at__lte=timezone.now() - KEPT)

    def holding(self, key):
        """Those with this row: the item itself, or a part of it that others name."""
        return self.filter(ids__contains=str(key))


class TrashedItem(models.Model):
    """A draft that somebody deleted, with all that hung on it: it can be brought back for 90 days.

    `snapshot` is the item, with the columns that no snapshot has under "desk"; `ties` are the rows by which other items
    named it or a part of it, each with the name of that other item. `ids` are the keys of the item and of its parts.
    """

    kind = models.CharField(_("kind"), max_length=20)
    key = models.UUIDField()
    title = CleanCharField(_("title"), max_length=300)
    snapshot = models.JSONField(encoder=DjangoJSONEncoder)
    ties = models.JSONField(encoder=DjangoJSONEncoder, default=list)
    ids = models.TextField()
    deleted_at = models.DateTimeField(_("deleted"), default=timezone.now, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = CleanCharField(_("deleted by"), max_length=301, blank=True)  # first and last name, of 150 letters each
    folded = FoldedField("title", "by_name")

    objects = TrashQuerySet.as_manager()

    class Meta:
        default_permissions = ("view", "delete")
        verbose_name = _("draft in the trash")
        verbose_name_plural = _("drafts in the trash")
        ordering = ("-deleted_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="trashed_once"),)

    def __str__(self):
        return self.title

    @property
    def gone_at(self):
        """When it can be brought back no more."""
        return self.deleted_at + KEPT
