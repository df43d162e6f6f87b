"""How dossiers hang together, and which of them an event stands in. What is not live is absent."""

from collections import defaultdict

from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierRelation
from timeline.models.live_links import EntryDossier

# What the reader is told: of the earlier taskforce that a dossier names, of the later one that names it, and of one on
# whose timeline the same events stand.
EARLIER = {"continues": _("Continues"), "builds_on": _("Builds on")}
LATER = {"continues": _("Continued by"), "builds_on": _("Taken up by")}
SHARED = _("Events also used by")


def related(dossier, previewed=None):
    """The live dossiers that come before and after one, and those that share its events, grouped by what the reader is
    told: {words: [(Dossier, number of shared events or None)]}. Each stands once.

    In a preview `previewed` are the entries that were never written, and the relations of the dossier its own.
    """
    from_other = DossierRelation.objects.filter(dossier=OuterRef("pk"), other=dossier.pk).values("kind")[:1]
    earlier = _written(dossier) if previewed is None else _unwritten(dossier)
    ties = {"earlier": earlier, "later": Subquery(from_other), "shared": Subquery(shared_with(dossier))}
    dossiers = Dossier.objects.exclude(pk=dossier.pk).annotate(**ties).exclude(earlier=None, later=None, shared=None)
    groups = defaultdict(list)
    for row in dossiers.only("slug", "title", "status", "language"):
        if words := EARLIER.get(row.earlier) or LATER.get(row.later):
            groups[words].append((row, row.shared))
        elif row.shared:
            groups[SHARED].append((row, row.shared))
    return {words: groups[words] for words in (*EARLIER.values(), *LATER.values(), SHARED) if words in groups}


def _written(dossier):
    """For a query of dossiers: what a dossier says of each as an earlier one; null for nothing."""
    return Subquery(DossierRelation.objects.filter(dossier=dossier.pk, other=OuterRef("pk")).values("kind")[:1])


def _unwritten(dossier):
    """The same, of a dossier that was never written."""
    return Case(
        *(When(pk=link.other, then=Value(link.kind)) for link in dossier.relations.all()), output_field=CharField()
    )


def shared_with(dossier):
    """For a query of dossiers: how many events of one stand in each; null for none."""
    entries = EntryDossier.objects.filter(dossier=dossier.pk).values("entry")
    links = EntryDossier.objects.filter(dossier=OuterRef("pk"), entry__in=entries).order_by().values("dossier")
    return links.annotate(number=Count("pk")).values("number")


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
