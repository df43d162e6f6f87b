from django.db import models
from django.urls import reverse
from django.utils import timezone

from publishing.models.attaching import attach
from publishing.models.publishable import Publishable
from publishing.models.tallies import ALL
from text.fields import ImpreciseDateField, SortField


class Live(models.Model):
    """What the public reads of one item. Derived from its editions, rebuilt at will, changed nowhere else.

    A room's model names its `schema` and supplies `links(body)`. It copies no other row's words: only their ids.
    """

    schema = None
    # What a page shows of other rows beside this one: lookups of `prefetch_related`.
    page_lookups: tuple[str, ...] = ()
    # How it is drawn in a list, where that was kept (`dossiers.pieces`).
    piece = ""
    # Columns that follow from other live rows; see `follow`.
    followed: tuple[str, ...] = ()

    id = models.UUIDField(primary_key=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    language = models.CharField(max_length=12, default="en")
    edition_number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_index=True)
    # The titles of earlier editions, one a line: search finds it by them.
    former_titles = models.TextField(default="", blank=True, editable=False)

    class Meta:
        abstract = True
        default_permissions = ()

    @classmethod
    def from_body(cls, body, *, key, edition_number, published_at, updated_at, former_titles=""):
        """The row that a body makes, with its links attached as if they were prefetched. Nothing is written."""
        columns = {name: cls._meta.get_field(name).to_python(value) for name, value in cls.schema.columns(body).items()}
        timestamps = {"edition_number": edition_number, "published_at": published_at, "updated_at": updated_at}
        row = cls(pk=cls._meta.pk.to_python(key), former_titles=former_titles, **columns, **timestamps)
        row.fill_columns()
        attach(row, **row.links(body))
        return row

    def links(self, body):
        """The unsaved rows that tie this one to what its body names: {relation: (their model, [row])}."""
        raise NotImplementedError

    def fill_columns(self):
        """Set the columns that follow from others, as saving does: bounds of imprecise dates, and what is sorted by."""
        for field in self._meta.concrete_fields:
            if isinstance(field, ImpreciseDateField | SortField):
                field.pre_save(self, add=True)

    def facets(self):
        """By what lists count it: {(group, value)}, of a row with its links attached."""
        return {(ALL, "")}

    @classmethod
    def follow(cls, changes):
        """Bring right what columns of this model say of live rows that were drawn anew: [(before, after)], None where
        one came or went. May give the kinds of names at the one door that stay as they are."""

    @classmethod
    def note_editions(cls, noted):
        """Note of the latest editions of items, [(edition, body)], what is asked of each when it is the latest no more;
        the body is None where it is a withdrawal. Safe to repeat."""

    @classmethod
    def edited_as(cls):
        """The model of the items as staff edit them."""
        return next(desk for desk in Publishable.kinds() if desk.live_model() is cls)

    def get_editions_url(self):
        """Where all its editions are listed."""
        return reverse(f"{self.schema.kind}_editions", args=[self.slug])

    def get_edition_url(self, number):
        """Where one of them can be read."""
        return reverse(f"{self.schema.kind}_edition", args=[self.slug, number])

    def get_comparison_url(self, before, after):
        """Where two of them are compared."""
        return reverse(f"{self.schema.kind}_comparison", args=[self.slug, before, after])

    @property
    def is_updated(self):
        """Whether anything but minor changes came after the first publication."""
        return timezone.localdate(self.updated_at) > timezone.localdate(self.published_at)
