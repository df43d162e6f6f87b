"""Reference rows that people know by a name, and perhaps by others: the same thing shall not stand there twice."""

from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from editing.models import NotedQuerySet, ReferenceRow
from text.clean_fields import CleanTextField
from text.folding import fold, question_words

# So many names of one row are compared with those of others, by so many of their words.
MOST_NAMES, MOST_WORDS = 100, 3


class NamedQuerySet(NotedQuerySet):
    """Rows that are known by names."""

    def standing(self):
        """Those that are not merged into others."""
        return self.filter(merged_into=None)

    def by_former_slugs(self, slugs):
        """What these addresses of before are today: {old: new}; only of rows that the public knows."""
        rows = self.standing().exclude(former_slugs="").in_public().distinct()
        renamed = {old: row.slug for row in rows for old in row.former_slugs.split()}
        return {slug: renamed[slug] for slug in slugs if slug in renamed}

    def in_public(self):
        """Those that something names which the public reads."""
        raise NotImplementedError

    def called(self, names):
        """Those that one of these names means, as a list; accents, capitals and punctuation make no difference."""
        keys = {*map(name_key, names[:MOST_NAMES])} - {""}
        if not keys:
            return []
        return [row for row in self.standing().filter(reduce(or_, map(_holds, keys))) if keys & row.name_keys]


class NamedRow(ReferenceRow):
    """A reference row with a name and perhaps others.

    `merged_into` is the row that stands for it since somebody found that both are the same; `merge_record` is what was
    moved then. `former_slugs` are addresses of before, also of those that were merged into it.
    """

    name: str
    slug: str

    other_names = CleanTextField(
        _("other names"),
        blank=True,
        help_text=_("One a line: older names, short forms, other spellings. Search finds them."),
    )

    former_slugs = models.TextField(blank=True, default="", editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged_rows"
    )
    merge_record = models.JSONField(null=True, blank=True, editable=False)

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def delete(self, *args, **options):
        """Delete the row. Raises ProtectedError for one that was merged: the record still leads to it."""
        if self.merged_into_id:
            raise ProtectedError(_("It was merged into another one. Undo that first."), {self.merged_into})
        return super().delete(*args, **options)

    delete.alters_data = True

    @property
    def names(self):
        """The name, then the others."""
        return [self.name, *filter(None, self.other_names.splitlines())]

    @property
    def name_keys(self):
        """Its names in the form in which all spellings meet."""
        return {*map(name_key, self.names)} - {""}


def merged_rows(keys, lookup="in"):
    """Those of these keys that are rows merged into others, each with the key of the one that stays: a query."""
    models_of_rows = (model for model in apps.get_models() if issubclass(model, NamedRow))
    first, *others = (
        model.objects.filter(**{f"pk__{lookup}": keys})
        .exclude(merged_into=None)
        .order_by()
        .values_list("pk", "merged_into")
        for model in models_of_rows
    )
    return first.union(*others)


def name_key(name):
    """The form of a name in which all spellings meet; of one without a letter what it is sorted by."""
    return " ".join(question_words(name)) or fold(name)


def _holds(key):
    """The condition that the words of a name stand in a row; whether they do so side by side is seen afterwards."""
    words = sorted(question_words(key), key=len, reverse=True)[:MOST_WORDS]
    return Q(folded__words=words) if words else Q(sort_name=key)
