"""How dossiers hang together, and which of them an event stands in. What is not live is absent."""

from collections import defaultdict

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from taskforces.models.live import Dossier, DossierRelation
from timeline.models.live import EntryDossier

# What the reader is told: of the earlier taskforce that a dossier names, and of the later one that names it.
EARLIER = {"continues": _("Continues"), "builds_on": _("Builds on")}
LATER = {"continues": _("Continued by"), "builds_on": _("Taken up by")}


def related(dossier):
    """The live dossiers that come before and after one, grouped by what the reader is told: {words: [Dossier]}."""
    to_other = DossierRelation.objects.filter(dossier=dossier.pk, other=OuterRef("pk")).values("kind")[:1]
    from_other = DossierRelation.objects.filter(dossier=OuterRef("pk"), other=dossier.pk).values("kind")[:1]
    others = Dossier.objects.annotate(earlier=Subquery(to_other), later=Subquery(from_other))
    groups = defaultdict(list)
    for other in others.exclude(earlier=None, later=None).only("slug", "title", "status"):
        words = EARLIER.get(other.earlier) or LATER.get(other.later)
        groups[words].append(other)
    return dict(groups)


def give_dossiers(entries):
    """Give each entry `dossiers`: those it stands in, by title. One query. Returns the entries as a list."""
    standing = defaultdict(list)
    entries = list(entries)
    for link in _titled(EntryDossier.objects.filter(entry__in=entries)):
        standing[link.entry_id].append(Dossier(pk=link.dossier, title=link.title, slug=link.slug))
    for entry in entries:
        entry.dossiers = standing[entry.pk]
    return entries


def _titled(links):
    live = Dossier.objects.filter(pk=OuterRef("dossier"))
    titled = links.annotate(title=Subquery(live.values("title")), slug=Subquery(live.values("slug")))
    return titled.filter(~Q(title=None)).order_by(F("title"))
