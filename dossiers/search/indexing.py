"""Keeps the search index: the one door tells of each change here, in the transaction that makes it."""

from collections import defaultdict
from functools import partial

from django.db import transaction
from django.db.models import Q

from dossiers.models import SearchRow
from dossiers.search.places import KINDS, is_near, place_of
from dossiers.search.sources import BY_LETTER, SOURCES
from dossiers.search.tokens import token
from editing.models import ANY
from publishing.models import Spelling
from text.word_index import optimize

AT_ONCE = 500
# Of what is published these come and go with it, or get other years: organisations, documents, taskforces.
FOLLOWING = {"o", "m", "d"}
# The words of these may be meant by words that are found nowhere.
SPELT = {"o", "c", "t", "p", "r"}
# For so few rows a place is looked for beside theirs, so many places on; for more, among all that are taken.
FEW, BESIDE = 20, 64


def index(kind, keys):
    """Write the rows of what changed, and of what is found because of it. Safe to repeat.

    It is looked at once more after the commit: where several write at once, what others commit meanwhile counts, too,
    and forms save what a row names after the row.
    """
    if kind in SOURCES:
        _index(kind, keys)
        transaction.on_commit(partial(_index, kind, keys), robust=True)


@transaction.atomic(savepoint=False)
def _index(kind, keys):
    source = SOURCES[kind]
    if ANY in keys or kind == "region":
        for each in [source, *(BY_LETTER[letter] for *_column, letter in source.links if letter in FOLLOWING)]:
            rebuild(each)
        return
    found, followers = _write({source: keys}), defaultdict(list)
    for name in sorted(found):
        if name[1] in FOLLOWING and name[1] != source.letter:
            followers[BY_LETTER[name[1]]].append(name[2:])
    _spell(found | _write(followers))


def rebuild(source, tell=lambda number: None):
    """Write all rows of one kind anew, and take out those of what is gone. Returns how many there are."""
    keys = list(source.rows().order_by().values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        _spell(_write({source: keys[start : start + AT_ONCE]}))
        tell(min(start + AT_ONCE, len(keys)))
    _drop(source)
    return len(keys)


def rebuild_all(tell=lambda kind, number: None):
    """The same for all kinds; then the index is put in order. While the site runs, each kind is found all the time."""
    for kind, source in SOURCES.items():
        with transaction.atomic():
            rebuild(source, partial(tell, kind))
    optimize(SearchRow)


def _drop(source):
    """Take out the rows of what readers find no more."""
    rows = SearchRow.objects.filter(token__startswith=f"@{source.letter}")
    found = source.rows().order_by().defer("folded").iterator(chunk_size=AT_ONCE)
    there = {token(source.letter, source.key(row)) for row in found}
    gone = [place for place, named in rows.values_list("place", "token") if named not in there]
    for start in range(0, len(gone), AT_ONCE):
        SearchRow.objects.filter(place__in=gone[start : start + AT_ONCE]).delete()


def _write(sources):
    """Write the rows of these keys, {source: keys}. Returns the tokens of what they name now and did not before, or the
    other way round, and of what is called otherwise.
    """
    after = {row.token: row for source, keys in sources.items() for row in _rows(source, keys)}
    names = {*after, *(token(source.letter, key) for source, keys in sources.items() for key in keys)}
    before = {row.token: row for row in SearchRow.objects.filter(token__in=names)} if names else {}
    stay = {name for name in before if name in after and is_near(before[name].place, after[name].place)}
    for name in stay:
        after[name].place = before[name].place
    if gone := [row.place for name, row in before.items() if name not in stay]:
        SearchRow.objects.filter(place__in=gone).delete()
    changed = [after[name] for name in stay if after[name].folded != before[name].folded]
    new = [after[name] for name in sorted(after) if name not in stay]
    SearchRow.objects.bulk_update(changed, ["folded"])
    _add(new)
    return _differences(before, after) | {row.token for row in (*changed, *new) if row.token[1] != "c"}


def _rows(source, keys):
    return [
        SearchRow(place_of(day, called, source.number), name, text)
        for name, (day, called, text) in source.words(keys).items()
    ]


def _add(rows):
    """Write new rows, each in the first place from its own on that is free. What others wrote meanwhile stays."""
    if not rows:
        return
    taken = _taken([row.place for row in rows])
    for row in rows:
        while row.place in taken:
            row.place += KINDS
        taken.add(row.place)
    SearchRow.objects.bulk_create(rows, ignore_conflicts=True)


def _taken(places):
    """The places that are taken, at and after some."""
    near = Q()
    for place in places if len(places) <= FEW else ():
        near |= Q(place__range=(place, place + BESIDE * KINDS))
    taken = set(SearchRow.objects.filter(near).values_list("place", flat=True))
    if all(place + BESIDE * KINDS not in taken for place in places):
        return taken
    return set(SearchRow.objects.values_list("place", flat=True))


def _spell(tokens):
    """Keep the words of organisations, countries, types … that rows name, to guess what was meant by others."""
    tokens = [each for each in tokens if each[1] in SPELT]
    if tokens:
        rows = SearchRow.objects.filter(token__in=tokens).values_list("folded", flat=True)
        Spelling.objects.add(*(word for row in rows for word in row.split() if word.isalnum()))


def _differences(before, after):
    """What rows name now and did not, or did and do not; and of these rows the taskforces."""
    found = set()
    for name in {*before, *after}:
        named = [_named(rows[name]) if name in rows else set() for rows in (before, after)]
        if named[0] != named[1]:
            found |= named[0] ^ named[1] | {each for each in named[0] | named[1] if each[1] == "d"}
    return found


def _named(row):
    return {word for word in row.folded.split() if word[0] == "@"}
