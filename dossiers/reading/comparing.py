"""Which dossiers stand side by side: those that were asked for, and what is to be said of the others."""

from dataclasses import dataclass, field

from dossiers.lists.fields import is_slug, printable
from publishing.addresses import lookup_form
from publishing.models import Address
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierCountry
from timeline.models.dossier_events import with_events

FEWEST, MOST, OFFERED = 2, 4, 20
FOLDER = "taskforces"


@dataclass
class Asked:
    """The dossiers of some slugs, in their order, each once; and those slugs that are no help."""

    dossiers: list = field(default_factory=list)
    repeated: list = field(default_factory=list)
    withdrawn: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    left_out: int = 0


def asked_for(slugs, today):
    """What is to be compared: at most MOST; a former slug means the dossier that has it. Two questions at most, but for
    what cards show."""
    slugs = [printable(slug[:120]).strip() for slug in slugs if slug.strip()]
    once = list(dict.fromkeys(slugs))
    asked = Asked(repeated=sorted({slug for slug in slugs if slugs.count(slug) > 1}), left_out=len(once[MOST:]))
    once = once[:MOST]
    found = _by_slug(filter(is_slug, once), today)
    former = _by_former_slug([slug for slug in once if slug not in found], today)
    for slug in once:
        dossier = found.get(slug) or former.get(slug)
        if dossier in asked.dossiers:
            asked.repeated.append(slug)
        else:
            (asked.dossiers if dossier else asked.withdrawn if slug in former else asked.unknown).append(
                dossier or slug
            )
    return asked


def _by_slug(slugs, today):
    return {row.slug: row for row in _rows(today).filter(slug__in=list(slugs))}


def _by_former_slug(slugs, today):
    """The dossiers that had these slugs; None for one that was withdrawn."""
    lookups = {lookup_form(f"{FOLDER}/{slug}"): slug for slug in slugs}
    if not lookups:
        return {}
    kind = Dossier.schema.kind
    keys = dict(Address.objects.filter(lookup__in=lookups, kind=kind).values_list("lookup", "key"))
    rows = _rows(today).in_bulk(keys.values()) if keys else {}
    return {lookups[lookup]: rows.get(key) for lookup, key in keys.items()}


def _rows(today):
    return with_events(Dossier.objects.for_cards().defer("background"), today)


def offered(dossiers):
    """Others to compare with: the newest of the same countries, or of all where there is none. One or two questions."""
    keys = [dossier.pk for dossier in dossiers]
    others = Dossier.objects.exclude(pk__in=keys).newest_first().only("slug", "title", "language", "start")
    codes = {link.country_id for dossier in dossiers for link in dossier.country_links.all()}
    near = DossierCountry.objects.filter(country__in=codes).values("dossier")
    return list(others.filter(pk__in=near)[:OFFERED]) or list(others[:OFFERED])
