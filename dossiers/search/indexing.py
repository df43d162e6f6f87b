"""Keeps the search index: the one door tells of each change here, in the transaction that makes it."""

from functools import partial

from django.db import connection, transaction

from dossiers.models import SearchRow
from dossiers.search.sources import SOURCES
from dossiers.search.writing import by_source, write
from editing.models import ANY
from text.word_index import optimize

AT_ONCE = 500
# Kinds that change by editions alone, one after the other.
EDITIONS = {"taskforce", "event"}


def index(kind, keys):
    """Write the rows of what changed, and of what is found because of it. Safe to repeat.

    Forms save what a reference row names after the row, so that one is looked at once more after the commit. So is,
    where several write at once, what is named first or no more: others may have let it go, or name it, meanwhile.
    """
    if source := SOURCES.get(kind):
        followers = _index({source: keys})
        if kind in EDITIONS:
            again = by_source(followers) if connection.features.has_select_for_update else {}
        else:
            again = {source: keys}
        if again:
            transaction.on_commit(partial(_index, again), robust=True)


@transaction.atomic(savepoint=False)
def _index(keys_of):
    """Returns the tokens of what may be found from now on, or no more, because of what names it."""
    followers = set()
    for source, keys in keys_of.items():
        if ANY in keys or source.is_made_anew:
            for each in [source, *source.followers]:
                rebuild(each)
        else:
            for some in _parts([*keys]):
                followers |= write(source, some)
    return followers


def rebuild(source, tell=lambda number: None):
    """Write all rows of one kind anew, and take out those of what is gone."""
    done = 0
    for keys in _parts([*source.rows().order_by().values_list("pk", flat=True)]):
        with transaction.atomic(savepoint=False):
            _lock(source, keys)
            write(source, keys)
        tell(done := done + len(keys))
    _drop(source)


def rebuild_all(tell=lambda kind, number: None):
    """The same for all kinds; then the index is put in order. All is found meanwhile, and nobody waits for long."""
    for kind, source in SOURCES.items():
        rebuild(source, partial(tell, kind))
    optimize(SearchRow)


def _lock(source, keys):
    """Keep others from writing these rows until the transaction ends: what is read now is what the rows are to say."""
    rows = SearchRow.objects.filter(token__in=source.tokens_of(keys)).order_by("token")
    list(rows.select_for_update().values_list("place"))


def _drop(source):
    """Take out the rows of what readers find no more. What comes meanwhile is not among those that are read first."""
    names = [*SearchRow.objects.filter(token__startswith=f"@{source.letter}").values_list("token", flat=True)]
    there = {*source.tokens_of(source.rows().order_by().values_list(source.key, flat=True))}
    for gone in _parts([name for name in names if name not in there]):
        SearchRow.objects.filter(token__in=gone).delete()


def _parts(rows):
    return [rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)]
