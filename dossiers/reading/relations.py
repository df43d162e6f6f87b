"""How dossiers hang together, and which of them an event stands in. What is not live is absent."""

from collections import defaultdict
from datetime import date

from django.db.models import Case, CharField, Count, F, JSONField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from publishing.models.json_rows import JSONRow, JSONRows
from publishing.models.prepared import ID, KEYS, Prepared
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierRelation
from timeline.models.live_links import EntryDossier

# What the reader is told: of the earlier taskforce that a dossier names, of the later one that names it, and of one on
# whose timeline the same events stand.
EARLIER = {"continues": _("Continues"), "builds_on": _("Builds on")}
LATER = {"continues": _("Continued by"), "builds_on": _("Taken up by")}
SHARED = _("Events also used by")
# In which way a dossier is near another one; of several the first is told.
WORDS = {"earlier": EARLIER, "later": LATER, "shared": {"": SHARED}}
SHOWN, TEXT = ("slug", "title", "status", "language", "sort_title"), CharField()


def related(dossier):
    """The live dossiers that come before and after one, and those that share its events, grouped by what the reader is
    told: {words: [(Dossier, number of shared events or None)]}. Each stands once. One query.

    The dossier may be one that was never written: then its own relations count.
    """
    words, rows, shared = {}, {}, {}
    for way, kind, key, number, row in sorted(_near(dossier), key=lambda link: [*WORDS].index(link[0])):
        if row and key != dossier.pk and kind in WORDS[way]:
            words.setdefault(key, WORDS[way][kind])
            rows[key], shared[key] = Dossier(pk=key, **row), number or None
    groups = defaultdict(list)
    for key in sorted(rows, key=lambda key: (rows[key].sort_title, key)):
        groups[words[key]].append((rows[key], shared[key]))
    return {told: groups[told] for told in (*EARLIER.values(), *LATER.values(), SHARED) if told in groups}


def earlier(dossier):
    """The live dossiers that came before one, as `related` tells them: for a dossier of the past, none came later."""
    kinds, groups = dossier.earlier, defaultdict(list)
    for row in Dossier.objects.filter(pk__in=kinds).only("slug", "title", "status", "language"):
        groups[EARLIER[kinds[row.pk]]].append((row, None))
    return dict(groups)


def _near(dossier):
    """The dossiers near one: (way, kind of relation, id, number of shared events, what is shown of it or None)."""
    if not dossier._state.adding:
        return NEAR.ask(dossier.pk)
    earlier = dossier.earlier
    kinds = Case(
        *(When(pk=key, then=Value(kind)) for key, kind in earlier.items()), default=Value(""), output_field=TEXT
    )
    before = Dossier.objects.filter(pk__in=earlier).order_by()
    return _beside(dossier.pk, before.values_list(Value("earlier", TEXT), kinds, "pk", Value(0), _shown("pk")))


def _near_written(key):
    """The same of a dossier that was written."""
    before = DossierRelation.objects.filter(dossier=key)
    return _beside(key, before.values_list(Value("earlier", TEXT), "kind", "other", Value(0), _shown("other")))


def _beside(key, before):
    """The same, with what came `before`."""
    after = DossierRelation.objects.filter(other=key)
    beside = EntryDossier.objects.filter(entry__dossier_links__dossier=key).values("dossier")
    return after.values_list(Value("later", TEXT), "kind", "dossier", Value(0), _shown("dossier")).union(
        before,
        beside.values_list(Value("shared", TEXT), Value("", TEXT), "dossier", Count("pk"), _shown("dossier")),
        all=True,
    )


def _shown(name):
    """For a query of what names a dossier: what is shown of that; null for one that is not live."""
    live = Dossier.objects.filter(pk=OuterRef(name)).order_by()
    return ShownWords(live.values(row=JSONRow(**{column: column for column in SHOWN})), output_field=JSONField())


class ShownWords(Subquery):
    """What is shown of the dossier by which rows are grouped: read once a group, not compared for every row of it."""

    def get_group_by_cols(self):
        """None."""
        return []


NEAR = Prepared(_near_written, ID)


def ties(keys):
    """What ties dossiers of these ids to each other, in one query: (kind, one, other, number of events).

    Of "continues" and "builds_on", one is the later and other the earlier, and the number is 0; of "shares" the number
    says how many events stand on both timelines.
    """
    relations = DossierRelation.objects.filter(dossier__in=keys, other__in=keys)
    # One of the two comes first: each pair is told once. A function of the other hides it from SQLite, which else looks
    # for each of the ids at each event.
    other = F("entry__dossier_links__dossier")
    links = EntryDossier.objects.filter(dossier__in=keys, dossier__lt=other).alias(other=Coalesce(other, other))
    shared = links.filter(other__in=keys)
    shares = shared.values_list(Value("shares", CharField()), "dossier", other).annotate(number=Count("pk"))
    return relations.values_list("kind", "dossier", "other", Value(0)).union(shares, all=True)


def days_of_events(keys):
    """When events of these dossiers happened: {id: [(first day, last day or None)]}. One query, and one row of each."""
    dated = EntryDossier.objects.filter(dossier__in=keys).exclude(entry__sort_date=None).values("dossier")
    rows = dated.annotate(days=JSONRows(JSONRow(first="entry__sort_date", last="entry__date_upper")))
    return {
        key: [(_day(row["first"]), _day(row["last"])) for row in days]
        for key, days in rows.values_list("dossier", "days")
    }


def _day(text):
    return text and date.fromisoformat(text)


def _of_entries(keys):
    """Where entries of these ids stand: (entry, dossier, what is shown of it or None)."""
    links = EntryDossier.objects.filter(entry__among=keys).annotate(row=_shown("dossier"))
    return links.values_list("entry", "dossier", "row")


OF_ENTRIES = Prepared(_of_entries, KEYS)


def attach_dossiers(entries):
    """Give each entry `dossiers`: those it stands in, by title; and `dossier_ids`, of those that are not live, too. One
    query. Returns the entries as a list."""
    dossiers, keys = defaultdict(list), defaultdict(list)
    entries = list(entries)
    for entry, key, row in OF_ENTRIES.ask([entry.pk for entry in entries]):
        dossiers[entry] += [Dossier(pk=key, **row)] if row else []
        keys[entry].append(key)
    for entry in entries:
        entry.dossier_ids = keys[entry.pk]
        entry.dossiers = sorted(dossiers[entry.pk], key=lambda dossier: (dossier.sort_title, dossier.pk))
    return entries


def attach_results(entries):
    """Give each entry `shown_results`, those of its `dossiers` that it shows: [(Dossier, result)]. One query at most.
    Returns the entries."""
    keys = {dossier.pk for entry in entries if entry.results for dossier in entry.dossiers}
    results = dict(Dossier.objects.filter(pk__in=keys).values_list("pk", "results")) if keys else {}
    for entry in entries:
        told = ((dossier, result) for dossier in entry.dossiers for result in results.get(dossier.pk, ()))
        entry.shown_results = [(dossier, result) for dossier, result in told if result["id"] in entry.results]
    return entries


def attach_earlier(dossiers):
    """Give each dossier `earlier_dossiers`: what it continues or builds on, by title, as [(kind, Dossier)]. One query.
    Returns the dossiers."""
    named = defaultdict(list)
    links = DossierRelation.objects.filter(dossier__in=dossiers).annotate(row=_shown("other"))
    for key, kind, other, row in links.values_list("dossier", "kind", "other", "row"):
        named[key] += [(kind, Dossier(pk=other, **row))] if row else []
    for dossier in dossiers:
        dossier.earlier_dossiers = sorted(named[dossier.pk], key=lambda link: (link[1].sort_title, link[1].pk))
    return dossiers
