"""The other forms of a page: the same for feed readers, calendars, spreadsheets and programs."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dossiers.formats import pdf


class Form(NamedTuple):
    """A form by its suffix: its media type, and what readers know it as."""

    media_type: str
    label: str


FORMS = {
    "atom": Form("application/atom+xml", _("Feed (Atom)")),
    "feed.json": Form("application/feed+json", _("Feed (JSON)")),
    "ics": Form("text/calendar", _("Calendar (iCalendar)")),
    "csv": Form("text/csv", _("Table (CSV)")),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _("Spreadsheet (Excel)")),
    "json": Form("application/json", _("Data (JSON)")),
    "pdf": Form("application/pdf", _("To print or to keep (PDF)")),
    "zip": Form("application/zip", _("Archive, to read without the net (ZIP)")),
}
# What can be listed; a dossier has all forms.
OF_LISTS = tuple(suffix for suffix in FORMS if suffix not in ("pdf", "zip"))
FEEDS = ("atom", "feed.json")


class Alternate(NamedTuple):
    """One other form of a page."""

    address: str
    media_type: str
    label: str
    is_feed: bool


def feeds_of_everything():
    """The feeds of all that is new."""
    return alternates(FEEDS, reverse("home.atom").removesuffix(".atom"))


def alternates(suffixes, path, query=""):
    """The forms of these suffixes of the page at a path: a suffix stands in place of the final slash."""
    end = f"?{query}" if query else ""
    there = [name for name in suffixes if name != "pdf" or pdf.is_there()]
    return [Alternate(f"{path.rstrip('/')}.{name}{end}", *FORMS[name], name in FEEDS) for name in there]
