"""Finds which addresses stand where, a piece of the site at a time, and writes only what is new or gone."""

from django.db import transaction

from upkeep.models import ExternalLink, LinkSpot
from upkeep.places import PLACES, Place, outside

SIZE = 500
TOLD = ("words", "is_at_desk", "is_public")


def gather(places: tuple[Place, ...] = PLACES, size: int = SIZE) -> None:
    """Bring the spots up to date with the desk and with what readers see. Safe to repeat, and to stop at any point."""
    for place in places:
        last, has_more = None, True
        while has_more:
            rows = list(_between(place.desk, "pk", last, None).order_by("pk")[:size])
            has_more = len(rows) == size
            upto = rows[-1].pk if has_more else None  # the last piece reaches to the end
            live = _between(place.live, "pk", last, upto) if place.live is not None else ()
            _refresh(place.kind, _spots(place, rows, live), last, upto)
            last = upto
    ExternalLink.objects.filter(spots=None).delete()


def _between(rows, field, last, upto):
    """The rows after one key, up to another; None is no limit."""
    rows = rows.filter(**{f"{field}__gt": last}) if last is not None else rows.all()
    return rows.filter(**{f"{field}__lte": upto}) if upto is not None else rows


def _spots(place, desk, live):
    """Every spot in some rows, by what makes it one: the item, the field, the address."""
    spots = {}
    for rows, read, mark in ((desk, place.read_desk, "is_at_desk"), (live, place.read_live, "is_public")):
        for row in rows:
            for field, address, words in read(row):
                if url := outside(address):
                    link = ExternalLink.of(url)
                    spot = LinkSpot(kind=place.kind, key=str(row.pk), field=field, words=words[:200], is_at_desk=False)
                    spot = spots.setdefault((spot.key, field, link.digest), spot)
                    spot.found = link
                    setattr(spot, mark, True)
                    spot.is_public |= place.live is None
    return spots


@transaction.atomic
def _refresh(kind, spots, last, upto):
    """Write what is new or other than before in one piece of the site, and remove what is gone from it."""
    ends = (str(key) if key is not None else None for key in (last, upto))
    stored = _between(LinkSpot.objects.filter(kind=kind), "key", *ends).select_related("link")
    known = {(spot.key, spot.field, spot.link.digest): spot for spot in stored}
    _add([spot for name, spot in spots.items() if name not in known])
    changed = [known[name] for name in known.keys() & spots.keys() if _update(known[name], spots[name])]
    LinkSpot.objects.bulk_update(changed, TOLD)
    LinkSpot.objects.filter(pk__in=[known[name].pk for name in known.keys() - spots.keys()]).delete()


def _update(spot, now):
    """Have a spot say what is there now; whether that is something else than before."""
    before = [getattr(spot, name) for name in TOLD]
    for name in TOLD:
        setattr(spot, name, getattr(now, name))
    return before != [getattr(spot, name) for name in TOLD]


def _add(spots):
    links = {spot.found.digest: spot.found for spot in spots}
    ExternalLink.objects.bulk_create(links.values(), ignore_conflicts=True)
    stored = ExternalLink.objects.in_bulk(links, field_name="digest")
    for spot in spots:
        spot.link = stored[spot.found.digest]
    LinkSpot.objects.bulk_create(spots)
