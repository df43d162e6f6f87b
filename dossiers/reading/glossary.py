"""The words that are explained in place. They are kept in the memory of a process by the number of their changes."""

from django.db.models import IntegerField, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from editing.models import ANY
from publishing.generation import EVERYTHING, count, name_of
from publishing.models import ChangeCount, Term
from text.glossary import Glossary

# So many words are explained at most; staff keep some tens.
MOST = 1000
NAMES = (name_of("glossary", ANY), EVERYTHING)
# The number of changes after which it was read, and the glossary.
_kept = (None, Glossary([]))


def with_glossary_number(rows):
    """Rows that say how often the glossary changed: so a page that has one asks no question of its own for that."""
    return rows.annotate(glossary_number=_number(NAMES[0]) + _number(NAMES[1]))


def _number(name):
    rows = ChangeCount.objects.filter(name=name).order_by().values("name").annotate(sum=Sum("times"))
    return Coalesce(Subquery(rows.values("sum"), output_field=IntegerField()), 0)


def glossary(row=None):
    """The glossary as it is; `row` may say its number. One question where it changed, else none."""
    global _kept
    number = getattr(row, "glossary_number", None)
    number = count(NAMES) if number is None else number
    if _kept[0] != number:
        _kept = (number, read_glossary())
    return _kept[1]


def read_glossary():
    """The glossary as the database has it."""
    address = reverse("glossary")
    return Glossary(
        (term.forms, (f"{address}#{term.anchor}", " ".join(term.explanation.split()), term.language))
        for term in Term.objects.defer("folded")[:MOST]
    )
