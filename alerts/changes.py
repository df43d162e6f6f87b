"""What changed of a subject, as letters say it: thing by thing, the newest first."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from alerts.models import News, Subject
from publishing.models import Edition
from taskforces.models.live import Dossier
from timeline.models.live import Entry

# So many editions are read for a letter, and so many things are named in it.
READ, MOST = 500, 50


@dataclass
class Change:
    """One dossier or event that changed: what it is called and where it is read, what happened, when, and why."""

    title: str
    address: str
    what: str
    at: datetime
    date: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass
class Changes:
    """What is new of a subject up to an edition, the `last`: its first `items`, of `total`."""

    title: str
    address: str
    last: int
    items: list[Change]
    total: int

    @property
    def others(self):
        """How many there is no room for."""
        return self.total - len(self.items)


def changes_of(subject: Subject, told: int, last: int) -> Changes:
    """The news of a subject after edition `told`, up to the `last`. At most six questions, however much there is."""
    news = News.objects.filter(subject=subject, edition__gt=told, edition__lte=last).order_by("-edition_id")
    editions = Edition.objects.defer("snapshot").in_bulk(list(news.values_list("edition", flat=True)[:READ]))
    grouped = {}
    for _number, edition in sorted(editions.items(), reverse=True):
        grouped.setdefault((edition.kind, edition.key), []).append(edition)
    rows = _rows(subject, [key for _kind, key in grouped])
    gone = _titles([group[0] for group in grouped.values() if group[0].reason])
    items = [_change(group, rows.get(key), gone.get(key, "")) for (_kind, key), group in grouped.items()]
    items = [item for item in items if item]
    title, address = _named(subject, rows)
    return Changes(title, address, last, items[:MOST], len(items))


def _rows(subject, keys):
    """What can be read of these now, by key; and the dossier itself that is followed."""
    keys = [*keys, subject.about] if subject.kind == Subject.Kind.TASKFORCE else keys
    dossiers = Dossier.objects.only("title", "slug").in_bulk(keys)
    return dossiers | Entry.objects.for_cards().in_bulk(keys)


def _titles(withdrawals):
    """What was called how before it was withdrawn."""
    if not withdrawals:
        return {}
    earlier = Edition.objects.filter(key__in=[each.key for each in withdrawals], reason="").order_by("number")
    return dict(earlier.values_list("key", "snapshot__body__title"))


def _change(editions, row, gone):
    """What happened to one thing, of its editions, the newest first; None where it cannot be read any more."""
    latest = editions[0]
    if not latest.reason and row is None:
        return None
    what = _("Changed")
    if latest.reason:
        what = _("Withdrawn: %(reason)s") % {"reason": latest.get_reason_display()}
    elif any(each.number == 1 for each in editions):
        what = _("New")
    title = (row.heading if isinstance(row, Entry) else row.title) if row else gone or _("Without a title")
    date = row.date if isinstance(row, Entry) else ""
    notes = [each.note for each in editions if each.note]
    return Change(title, row.get_absolute_url() if row else "", what, latest.published_at, date, notes)


def _named(subject, rows):
    """What the subject is called now, and where it is read."""
    dossier = next((row for row in rows.values() if str(row.pk) == subject.about), None)
    return (dossier.title, dossier.get_absolute_url()) if dossier else (subject.title, subject.get_absolute_url())
