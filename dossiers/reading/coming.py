"""What happens next: events to come, results that are expected, and those whose day has passed."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile

from django.utils.translation import gettext_lazy as _

from dossiers.lists.pages import WALKED, KeysFirst
from dossiers.reading.relations import attach_dossiers
from taskforces.models.live_links import DossierResult
from text.dates import bounds
from timeline.models.live import Entry
from timeline.ordering import turned

EXPECTED = "expected"


@dataclass(frozen=True)
class Part:
    """One part of what happens next: what it is called, its rows for a day, in order, and what draws those of keys."""

    label: str
    rows: object
    draw: object

    def first(self, today, number):
        """So many of its first rows, and whether there are more."""
        keys = list(self.rows(today).values_list("pk", flat=True)[: number + 1])
        return self.shown(keys[:number]), len(keys) > number

    def pages(self, today, per_page):
        """Its pages, of so many rows as readers turn through."""
        keys = self.rows(today).values_list("pk", flat=True)
        return KeysFirst(keys, per_page, count=keys[: WALKED + 1].count(), draw=self.shown)

    def shown(self, keys):
        """The rows of so few keys, in their order."""
        keys = list(keys)
        rows = self.draw(keys) if keys else {}
        return [rows[key] for key in keys if key in rows]


def _events(today):
    """Events from today on, soonest first. What is known by its year or month begins on the first day it can mean."""
    return Entry.objects.filter(sort_key__lt=turned(today - timedelta(1))).order_by("-sort_key", "-pk")


def _expected(today):
    return DossierResult.objects.filter(state=EXPECTED, due__gte=today).order_by("due", "pk")


def _overdue(today):
    """The latest first: who is late for years is known by now."""
    return DossierResult.objects.filter(state=EXPECTED, due__lt=today).order_by("-due", "-pk")


def _entries(keys):
    return {entry.pk: entry for entry in attach_dossiers(Entry.objects.filter(pk__in=keys).for_cards())}


def _results(keys):
    rows = DossierResult.objects.filter(pk__in=keys).select_related("dossier")
    words = ("slug", "title", "language", "results", "updated_at")
    return rows.only("result", "due", *(f"dossier__{name}" for name in words)).in_bulk()


PARTS = {
    "events": Part(_("Coming events"), _events, _entries),
    "expected": Part(_("Expected results"), _expected, _results),
    "overdue": Part(_("Overdue results"), _overdue, _results),
}


@dataclass(frozen=True)
class Next:
    """What happens next in one dossier: the next event, the next expected result, and the results that are overdue."""

    event: object
    result: dict | None
    overdue: list

    def __bool__(self):
        return bool(self.event or self.result or self.overdue)


def next_of(results, entries, today):
    """What happens next, of the results that a dossier holds and of its `entries`, newest first. Pure."""
    coming = takewhile(lambda entry: entry.sort_date and entry.sort_date >= today, entries)
    expected = sorted((due, result["id"], result) for result in results if (due := due_day(result)))
    return Next(
        event=min(coming, key=lambda entry: entry.sort_date, default=None),
        result=next((result for due, _key, result in expected if due >= today), None),
        overdue=[result for due, _key, result in expected if due < today],
    )


def due_day(result):
    """The last day that the date of an expected result can mean; None for an achieved one, or without a date."""
    lower, upper = bounds(result["date"])
    return upper or lower if result["state"] == EXPECTED else None
