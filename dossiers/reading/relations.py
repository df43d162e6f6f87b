"""How dossiers hang together, and which of them an event stands in. What is not live is absent."""

from collections import defaultdict

from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Value
from django.utils.translation import gettext_lazy as _

from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierRelation
from timeline.models.live_links import EntryDossier

# What the reader is told: of the earlier taskforce that a dossier names, of the later one that names it, and of one on
# whose timeline the same events stand.
EARLIER = {"continues": _("Continues"), "builds_on": _("Builds on")}
LATER = {"continues": _("Continued by"), "builds_on": _("Taken up by")}
SHARED = _("Events also used by")


def related(dossier):
    """The live dossiers that come before and after one, and those that share its events, grouped by what the reader is
    told: {words: [(Dossier, number of shared events or None)]}. Each stands once.

    The dossier may be one that was never written: then its own relations count.
    """
    words, shared = _later(dossier) | _earlier(dossier), shared_with(dossier)
    groups = defaultdict(list)
    others = Dossier.objects.filter(pk__in={*words, *shared}).exclude(pk=dossier.pk)
    for row in others.only("slug", "title", "status", "language"):
        groups[words.get(row.pk, SHARED)].append((row, shared.get(row.pk)))
    return {words: groups[words] for words in (*EARLIER.values(), *LATER.values(), SHARED) if words in groups}


def earlier(dossier):
    """The live dossiers that came before one, as `related` tells them: for a dossier of the past, none came later."""
    words, groups = _earlier(dossier), defaultdict(list)
    for row in Dossier.objects.filter(pk__in=words).only("slug", "title", "status", "language"):
        groups[words[row.pk]].append((row, None))
    return dict(groups)


def _earlier(dossier):
    """What a dossier says of earlier ones: {id: words}."""
    return {link.other: EARLIER[link.kind] for link in dossier.relations.all() if link.kind in EARLIER}


def _later(dossier):
    """What later ones say of a dossier: {id: words}."""
    links = DossierRelation.objects.filter(other=dossier.pk)
    return {key: LATER[kind] for key, kind in links.values_list("dossier", "kind") if kind in LATER}


def shared_with(dossier):
    """How many events of a dossier stand in each other one: {id: number}."""
    links = EntryDossier.objects.filter(dossier=dossier.pk).values_list("entry__dossier_links__dossier")
    return dict(links.annotate(number=Count("pk")))


def ties(keys):
    """What ties dossiers of these ids to each other, in one query: (kind, one, other, number of events).

    Of "continues" and "builds_on", one is the later and other the earlier, and the number is 0; of "shares" the number
    says how many events stand on both timelines.
    """
    relations = DossierRelation.objects.filter(dossier__in=keys, other__in=keys)
    # One of the two comes first: each pair is told once.
    other = F("entry__dossier_links__dossier")
    shared = EntryDossier.objects.filter(dossier__in=keys, entry__dossier_links__dossier__in=keys, dossier__lt=other)
    shares = shared.values_list(Value("shares", CharField()), "dossier", other).annotate(number=Count("pk"))
    return relations.values_list("kind", "dossier", "other", Value(0)).union(shares, all=True)


def days_of_events(keys):
    """When events of these dossiers happened: {id: [(first day, last day or None)]}. One query."""
    days = defaultdict(list)
    dated = EntryDossier.objects.filter(dossier__in=keys).exclude(entry__sort_date=None)
    for key, *ends in dated.values_list("dossier", "entry__sort_date", "entry__date_upper"):
        days[key].append(tuple(ends))
    return days


def attach_dossiers(entries):
    """Give each entry `dossiers`: those it stands in, by title. One query. Returns the entries as a list."""
    dossiers = defaultdict(list)
    entries = list(entries)
    for link in _titled(EntryDossier.objects.filter(entry__in=entries)):
        dossiers[link.entry_id].append(
            Dossier(pk=link.dossier, title=link.title, slug=link.slug, language=link.language)
        )
    for entry in entries:
        entry.dossiers = dossiers[entry.pk]
    return entries


def _titled(links):
    live = Dossier.objects.filter(pk=OuterRef("dossier"))
    words = {name: Subquery(live.values(name)) for name in ("title", "slug", "language", "sort_title")}
    return links.annotate(**words).filter(~Q(title=None)).order_by("sort_title", "dossier")
