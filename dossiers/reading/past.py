"""Dossiers and events as they stood on a day of the past, and what stood on a timeline then."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from dossiers.reading.organisations import public
from library.models import Document
from publishing.models import Edition
from publishing.past import past_rows
from taskforces.models.live_links import DossierDocument
from taskforces.models.reference import Organisation
from timeline.models.live import Entry
from timeline.models.live_links import EntryDocument
from timeline.models.periods import TimelinePeriod

# What a timeline shows beside an entry.
ON_CARDS = ("type", "picture", "organisation_links__organisation")


def end_of(day: date) -> datetime:
    """The moment at which a day ends here."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def past_row(live, edition):
    """The row of one edition, with all that its page shows."""
    return past_rows(live, [edition], open_keys=open_keys)[0]


def past_timeline(dossier, day):
    """The entries that stood on a timeline when a day ended, as they stood there, newest first.

    What is withdrawn today stands nowhere. An entry that is another one today knows the address of its edition.
    """
    editions = list(_standing(dossier, end_of(day)))
    rows = past_rows(Entry, editions, open_keys=open_keys, lookups=ON_CARDS) if editions else []
    for row, edition in zip(rows, editions, strict=True):
        row.slug = edition.slug
        if edition.number != edition.latest:
            row.edition_url = reverse("event_edition", args=[edition.slug, edition.number])
    return sorted(rows, key=lambda row: row.in_order)


def _standing(dossier, moment):
    """The editions of events that stood there, with today's `slug` and `latest` number of each."""
    periods = TimelinePeriod.objects.on(dossier, moment)
    own = periods.filter(event=OuterRef("key"), number=OuterRef("number"))
    today = Entry.objects.filter(pk=OuterRef("key"))
    return (
        Edition.objects.filter(Exists(own), kind="event", key__in=periods.values("event"))
        .annotate(slug=Subquery(today.values("slug")), latest=Subquery(today.values("edition_number")))
        .exclude(slug=None)
        .order_by()
    )


def open_keys(model, keys):
    """Those of these rows of a model that have a page or a file which readers can open; others need none."""
    if model is Organisation:
        return public().filter(pk__in=keys).values_list("pk", flat=True)
    if model is Document:
        links = (live.objects.filter(document__in=keys).order_by() for live in (EntryDocument, DossierDocument))
        named = (rows.values_list("document") for rows in links)
        return [key for (key,) in next(named).union(*named)]
    return keys
