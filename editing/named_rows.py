"""Reference rows that people know by a name, and perhaps by others: the same thing shall not stand there twice."""

from functools import reduce
from operator import and_, or_

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editing.models import NotedQuerySet, ReferenceRow
from text.clean_fields import CleanTextField
from text.folding import WHOLE, fold, question_words

# So many names of one row are compared with those of others, by so many of their words.
MOST_NAMES, MOST_WORDS = 100, 3


class NamedQuerySet(NotedQuerySet):
    """Rows that are known by names."""

    def called(self, names):
        """Those that one of these names means, as a list; accents, capitals and punctuation make no difference."""
        keys = {*map(name_key, names[:MOST_NAMES])} - {""}
        if not keys:
            return []
        return [row for row in self.filter(reduce(or_, map(_holds, keys))) if keys & row.name_keys]


class NamedRow(ReferenceRow):
    """A reference row with a name and perhaps others."""

    name: str

    other_names = CleanTextField(
        _("other names"),
        blank=True,
        help_text=_("One a line: older names, short forms, other spellings. Search finds them."),
    )

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def names(self):
        """The name, then the others."""
        return [self.name, *filter(None, self.other_names.splitlines())]

    @property
    def name_keys(self):
        """Its names in the form in which all spellings meet."""
        return {*map(name_key, self.names)} - {""}


def name_key(name):
    """The form of a name in which all spellings meet; of one without a letter what it is sorted by."""
    return " ".join(question_words(name)) or fold(name)


def _holds(key):
    """The condition that the words of a name stand in a row; whether they do so side by side is seen afterwards."""
    words = sorted(question_words(key), key=len, reverse=True)[:MOST_WORDS]
    return reduce(and_, (Q(folded__contains=WHOLE.format(word)) for word in words)) if words else Q(sort_name=key)
