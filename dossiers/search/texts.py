"""What a hit says: what it is called, and the words among which those of the question are shown."""

from functools import singledispatch

from django.utils.translation import gettext as _

from library.models import Document
from taskforces.models.live import Dossier
from taskforces.models.reference import Organisation
from text.richtext import plain
from timeline.models.live import Entry


def title(row):
    """What a row is called."""
    return row.heading if isinstance(row, Entry) else str(row)


def former(row):
    """What a live row was called before, as a sentence; "" for nothing."""
    titles = " · ".join(row.former_titles.splitlines())
    return _("Formerly: %(titles)s") % {"titles": titles} if titles else ""


@singledispatch
def words_of(row):
    """The words of a row, in the order in which they are read."""
    raise TypeError(row)


@words_of.register
def _dossier(row: Dossier):
    parts = [each["text"] for each in (*row.objectives, *row.results)]
    return " ".join(filter(None, [row.summary, plain(row.background), *parts, row.region, former(row)]))


@words_of.register
def _entry(row: Entry):
    return " ".join(
        filter(None, [row.summary, plain(row.body), row.place, (row.link or {}).get("label", ""), former(row)])
    )


@words_of.register
def _organisation(row: Organisation):
    return " · ".join([*row.other_names.splitlines(), *row.former_names.splitlines()])


@words_of.register
def _document(row: Document):
    return row.contact if row.is_on_request else ""
