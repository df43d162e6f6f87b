from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from publishing.models.links import as_rows, attach, own_links, stored_links, values_of
from publishing.models.publishable import Publishable
from publishing.models.spellings import Spelling
from publishing.models.tallies import ALL, Tally
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
    def follow(cls, before, after):
        """Bring right what columns of this model say of a live row that was drawn anew; `before` or `after` is None
        where it came or went. May give the kinds of names at the one door that stay as they are."""

    @classmethod
    def note_edition(cls, edition, body):
        """Note of the latest edition of an item what is asked of it when it is the latest no more; its body is None
        where it is a withdrawal. Safe to repeat."""

    @transaction.atomic(savepoint=False)
    def save_with_links(self):
        """Write the row and its links in the place of what is there; links that are the same stay.

        Returns the row that was there, or None.
        """
        before, stored = self.stored()
        for name in self.followed if before else ():
            setattr(self, name, getattr(before, name))
        Tally.objects.append(self.schema.kind, before.facets() if before else set(), self.facets())
        if not before or before.title != self.title:
            Spelling.objects.add(self.title)
        links = self.__dict__.pop("_prefetched_objects_cache")
        columns = [field.name for field in self._meta.concrete_fields if not field.primary_key]
        type(self).objects.bulk_create([self], update_conflicts=True, unique_fields=["id"], update_fields=columns)
        for name, rows in links.items():
            if stored[name] != values_of(self, rows):
                if stored[name]:
                    getattr(self, name).all().delete()
                rows.model.objects.bulk_create(rows)
        self._prefetched_objects_cache = links
        return before

    @classmethod
    def remove(cls, key):
        """Delete the row of an item. Returns the row that was there, or None."""
        before, _links = cls(pk=key).stored()
        if before:
            Tally.objects.append(cls.schema.kind, before.facets(), set())
            cls.objects.filter(pk=key).delete()
        return before

    def stored(self):
        """The row as it is stored, with its links attached, or None; and these links in the form of `values_of`."""
        models = {link.get_accessor_name(): link.related_model for link in own_links(type(self))}
        row = type(self).objects.filter(pk=self.pk).first()
        if not row:
            return None, {name: [] for name in models}
        links = stored_links(row, models)
        attach(row, **{name: (model, as_rows(model, row, links[name])) for name, model in models.items()})
        return row, links

    def as_edited(self):
        """The item as staff edit it; the row itself where the desk has it no more."""
        desk = next(desk for desk in Publishable.kinds() if desk.live_model() is type(self))
        return desk.objects.filter(pk=self.pk).first() or self

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
