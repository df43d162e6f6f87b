"""Counting behind the choices of a list: every group of it, and every choice of a group, in one query."""

from typing import NamedTuple

from django.db.models import Count, TextField, Value
from django.db.models.functions import Cast

from publishing.models.json_rows import JSONRows

NO_NAME, NO_RANK = Value(""), Value(0)
# So many rows are counted among those that a reader asked for; of more, it is said that they are more.
COUNTED = 1000


class ChoiceCount(NamedTuple):
    """One row of the database's answer."""

    value: str
    label: str
    rank: int
    number: int


def bounded(rows):
    """The same rows, or one more than are counted: whatever is asked of them costs no more in a larger list."""
    return rows.model.objects.filter(pk__in=rows.order_by().values("pk")[: COUNTED + 1])


def tally(name, rows, value, label=NO_NAME, rank=NO_RANK, number=None):
    """Rows of (group, choice, label, rank, number of rows), for one group."""
    columns = {
        "group": Value(name, output_field=TextField()),
        "choice": Cast(value, TextField()),
        "label": Cast(label, TextField()),
        "rank": rank,
    }
    number = Count("pk", distinct=True) if number is None else number
    return rows.order_by().values(**columns).annotate(number=number).values_list(*columns, "number")


def keys_of(name, rows):
    """A row of (group, [key]): the keys of rows."""
    keys = rows.order_by().values(group=Value(name, output_field=TextField()))
    return keys.annotate(keys=JSONRows("pk")).values_list("group", "keys")


def together(parts):
    """All parts in one question. A union has no order of its own; each part asked for none."""
    first, *others = parts
    return first.union(*others, all=True)


def by_group(rows):
    """The rows of such a question: {group: [ChoiceCount]}, without what has no value."""
    by_group = {}
    for group, value, *row in rows:
        if value is not None:
            by_group.setdefault(group, []).append(ChoiceCount(value, *row))
    return by_group
