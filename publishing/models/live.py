from django.db import models, transaction
from django.utils import timezone

from publishing.models.publishable import Publishable


class Live(models.Model):
    """What the public reads of one item. Derived from its editions, rebuilt at will, changed nowhere else.

    A room's model supplies `columns(body)` and `tie(body)`. It copies no other row's words: only their ids.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    edition_number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        abstract = True
        default_permissions = ()

    @classmethod
    @transaction.atomic
    def from_editions(cls, key, body, editions):
        """Write the row anew from the latest edition's body. `editions` are all of the item's, newest first."""
        cls.objects.filter(pk=key).delete()
        row = cls.objects.create(pk=key, **cls.columns(body), **_moments(editions))
        row.tie(body)
        return row

    @classmethod
    def columns(cls, body):
        """The columns of the row that the body of a snapshot fills."""
        raise NotImplementedError

    def tie(self, body):
        """Write the rows that tie this one to what its body names."""
        raise NotImplementedError

    def as_edited(self):
        """The item as staff edit it; the row itself where the desk has it no more."""
        desk = next(desk for desk in Publishable.kinds() if desk.live_model() is type(self))
        return desk.objects.filter(pk=self.pk).first() or self

    @property
    def is_updated(self):
        """Whether anything but minor changes came after the first publication."""
        return timezone.localdate(self.updated_at) > timezone.localdate(self.published_at)


def _moments(editions):
    """When the item was first published, and when it last changed in more than a detail."""
    shown = [edition for edition in editions if not edition.is_withdrawal]
    major = [edition for edition in shown if not edition.minor] or shown[-1:]
    return {
        "edition_number": shown[0].number,
        "published_at": shown[-1].published_at,
        "updated_at": major[0].published_at,
    }
