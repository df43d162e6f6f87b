"""The lines of the first page of the desk: how many rows of a kind need somebody, and the list that shows them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib.admin.utils import model_ngettext
from django.db.models import QuerySet, Value
from django.utils.translation import gettext as _

from publishing.models.prepared import Prepared

# So many rows of one line are counted: how many more there are helps nobody.
MOST = 200


@dataclass(frozen=True)
class Line:
    """What is said of some rows: a lazy `sentence` with their number and perhaps their kind, and a `detail` of them."""

    rows: QuerySet
    sentence: str
    address: str
    detail: Callable[[], str] = str


def told(*groups):
    """Of each group of lines those that have rows, as the page tells them: a list a group. One question for all."""
    numbers = iter(_numbers([line for group in groups for line in group]))
    return [[_told(line, number) for line in group if (number := next(numbers))] for group in groups]


def _numbers(lines):
    """How many rows each line has, counted up to one more than MOST."""
    key = tuple(line.address for line in lines)
    if lines and key not in QUESTIONS:
        QUESTIONS[key] = Prepared(partial(_union, [line.rows for line in lines]))
    found = Counter(QUESTIONS[key].ask() if lines else ())
    return [found[n] for n in range(len(lines))]


def _union(rows_of_lines):
    first = [rows.model.objects.filter(pk__in=rows.values("pk")[: MOST + 1]) for rows in rows_of_lines]
    counted = [rows.order_by().annotate(line=Value(n)).values_list("line", flat=True) for n, rows in enumerate(first)]
    return counted[0].union(*counted[1:], all=True) if counted[1:] else counted[0]


# By the addresses of the lines, of which each has its own: one question for all who may see the same.
QUESTIONS: dict[tuple, Prepared] = {}


def _told(line, number):
    words = {"number": min(number, MOST), "kind": model_ngettext(line.rows.model, number)}
    detail = _("There are more.") if number > MOST else line.detail()
    return {"sentence": line.sentence % words, "address": line.address, "detail": detail}
