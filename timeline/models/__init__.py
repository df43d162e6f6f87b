"""Reference rows (types, topics), the desk (what staff edit) and the live rows (what the public reads)."""

from timeline.models.desk import Event, EventDocument, EventOrganisation
from timeline.models.live import Entry
from timeline.models.live_links import EntryDocument, EntryDossier, EntryOrganisation
from timeline.models.periods import TimelinePeriod
from timeline.models.reference import EventType, Mode, Topic

__all__ = [
    "Entry",
    "EntryDocument",
    "EntryDossier",
    "EntryOrganisation",
    "Event",
    "EventDocument",
    "EventOrganisation",
    "EventType",
    "Mode",
    "TimelinePeriod",
    "Topic",
]
