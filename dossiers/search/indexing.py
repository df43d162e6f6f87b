"""Keeps the search index: the one door tells of each change here, in the transaction that makes it."""

from functools import partial

from django.db import transaction

from dossiers.models import SearchRow
from dossiers.search.sources import SOURCES
from dossiers.search.writing import write, write_named
from editing.models import ANY
from text.word_index import optimize

AT_ONCE = 500
# Kinds that change by editions alone, one after the other.
EDITIONS = {"taskforce", "event"}


def index(kind, keys):
    """Write the rows of what changed, and of what is found because of it. Safe to repeat.

    Forms save what a reference row names after the row, so that one is looked at once more after the commit. So is
    what is named first or no more, where somebody else was writing such rows: they may let it go, or name it.
    """
    if source := SOURCES.get(kind):
        names = _index(source, keys)
        if kind not in EDITIONS:
            transaction.on_commit(partial(_index, source, keys), robust=True)
        elif names:
            transaction.on_commit(partial(write_named, names), robust=True)


@transaction.atomic(savepoint=False)
def _index(source, keys):
    """Returns the tokens of what may be found from now on, or no more, and is not written yet."""
    if ANY in keys or source.is_made_anew:
        for each in [source, *source.followers]:
            rebuild(each)
        return set()
    return set().union(*(write(source, some) for some in _parts([*keys])))


def rebuild(source, tell=lambda number: None):
    """Write all rows of one kind anew, and take out those of what is gone."""
    done = 0
    for keys in _parts([*source.rows().order_by().values_list("pk", flat=True)]):
        if names := _write_alone(source, keys):
            write_named(names)
        tell(done := done + len(keys))
    _drop(source)


def rebuild_all(tell=lambda kind, number: None):
    """The same for all kinds; then the index is put in order. All is found meanwhile, and nobody waits for long."""
    for kind, source in SOURCES.items():
        rebuild(source, partial(tell, kind))
    optimize(SearchRow)


@transaction.atomic(savepoint=False)
def _write_alone(source, keys):
    """Write those of the rows that nobody else is writing, and wait for nobody: what is read now is what they say."""
    tokens = dict(zip(source.tokens_of(keys), keys, strict=True))
    rows = SearchRow.objects.filter(token__in=tokens)
    present = {*rows.values_list("token", flat=True)}
    locked = {*rows.select_for_update(skip_locked=True).values_list("token", flat=True)}
    return write(source, [key for name, key in tokens.items() if name not in present - locked], others=False)


def _drop(source):
    """Take out the rows of what readers find no more. What comes meanwhile is not among those that are read first."""
    names = [*SearchRow.objects.filter(token__startswith=f"@{source.letter}").values_list("token", flat=True)]
    there = {*source.tokens_of(source.rows().order_by().values_list(source.key, flat=True))}
    for gone in _parts([name for name in names if name not in there]):
        SearchRow.objects.filter(token__in=gone).delete()


def _parts(rows):
    return [rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)]
