"""Samples of rows: made up for the living page of components, and never saved."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import NAMESPACE_URL, uuid5

from library.models import Document
from publishing.models import Edition
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierCountry, DossierDocument, DossierOrganisation
from taskforces.models.reference import Organisation
from text.dates import bounds
from timeline.models.live import Entry
from timeline.models.live_links import EntryOrganisation
from timeline.models.reference import EventType

TODAY = date(2026, 5, 9)
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LONG = "A taskforce whose name is as long as names get: school and company cooperation for STEM in regions and islands"
WORDS = "Schools and companies already meet, but what they do is scattered. The taskforce wants one scheme for all."
# Every kind of date that an event may have, with a type, an icon, and a title: "" is an event without one.
EVENTS = (
    ("2026-05-04", "Meeting report", "meeting", "A day"),
    ("2026-03", "Tools", "tool", "A month"),
    ("2025-22", "Study", "study", "A season"),
    ("2025", "Policy and strategy", "policy", "A year"),
    ("2024-08-24/2024-08-25", "Meeting report", "meeting", ""),
    ("2023-06/2023-09", "Programme", "programme", "A range of months"),
    ("2022~", "News", "news", "About a year"),
    ("2021/..", "Monitor", "monitor", "A range with an open end"),
    ("../2019", "Video", "video", "A range with an open start"),
    ("", "", "", "Without date and type: Ευρώπη, България, Île-de-France"),
)


def with_links(row, **links):
    """The row with what is linked to it, as after `prefetch_related`: nobody asks the database."""
    row._prefetched_objects_cache = links
    return row


def key(name):
    return uuid5(NAMESPACE_URL, name)


def organisation(name, **columns):
    return Organisation(pk=key(name), name=name, slug="design", **columns)


def dossier(title, countries=(), organisations=(), source_documents=(), **columns):
    """A dossier that was never published. `source_documents`: [(number of a source, Document)]."""
    columns = {"published_at": NOON, "updated_at": NOON, "edition_number": 1, "slug": f"design-{key(title)}"} | columns
    row = Dossier(pk=key(title), title=title, **columns)
    row.start_lower, row.start_upper = bounds(row.start)
    row.end_lower, row.end_upper = bounds(row.end)
    organisation_links = [DossierOrganisation(organisation=organisation(name)) for name in organisations]
    return with_links(
        row,
        country_links=[DossierCountry(country_id=code) for code in countries],
        organisation_links=organisation_links,
        document_links=[DossierDocument(source=number, document=document) for number, document in source_documents],
    )


def sources():
    """One with all that a source may have, one with little, and one that is a document."""
    words = ("title", "archived", "seen", "address", "document")
    page = {"id": "1", "name": "Ministry 2021", **dict.fromkeys(words, ""), "address": "https://example.org/report"}
    full = {"title": "Schools and companies", "seen": "2021-05-03", "archived": "https://example.org/archived"}
    return [page | full, page | {"id": "2"}, page | {"id": "3", "address": "", "title": "Minutes, page 4"}]


def dossiers():
    """One of each status, full and bare, with short and long titles and in other alphabets."""
    full = {"start": "2020-05", "summary": WORDS, "organisations": ["L'Institut de Locarn", "AlertEducation"]}
    result = {"id": "1", "text": WORDS, "state": "achieved", "date": "2022-06", "objectives": ["1", "2"]}
    result |= {"sources": [1, 2]}
    table = "<table><tr><th>Year</th><td>2024</td></tr></table>"
    background = f"<p>{WORDS}</p><h3>Part</h3><ul><li>Schools</li></ul>{table}"
    parts = {
        "background": background,
        "objectives": [{"id": number, "text": WORDS, "sources": [int(number)]} for number in "12"],
        "sources": sources(),
        "source_documents": [(3, documents()[0])],
        "results": [result, result | {"id": "2", "state": "expected", "date": "", "objectives": []}],
        "confirmed_on": TODAY,
        "confirmed_by": "EU STEM Coalition",
    }
    rows = [
        dossier("Pact", ["FR"], status="ongoing", region="Bretagne", **full, **parts),
        dossier(LONG, ["DK", "NO", "MT"], status="planned", start="2027", end="2029-06"),
        dossier("Програма за България", ["BG"], status="paused", start="2018~", summary="Учители и предприятия."),
        dossier("Στρατηγική STEM", ["GR", "CY"], status="finalised", start="2016", end="2019-06", summary="Σχολεία."),
        dossier("Bare"),
    ]
    for number, row in enumerate(reversed(rows)):
        row.event_count, row.latest_date, row.coming_date = 3 * number, "2026-05" if number else "", ""
    rows[0].coming_date = "2026-09-14/2026-09-15"
    rows[0].updated_at = datetime(2026, 5, 9, 12, tzinfo=UTC)
    return rows


def entries(picture):
    """An event of each kind of date and type, newest first; the first with all that an entry may have."""
    rows = [entry(number, *event) for number, event in enumerate(EVENTS)]
    full = {"summary": WORDS, "picture": picture, "place": "Fréhel", "country_id": "FR", "mode": "hybrid"}
    film = {"address": "https://youtu.be/abcdefghijk", "language": "fr", "subtitles": ["en", "nl"]}
    for name, value in (full | {"video": film, "document_count": 2, "results": ["1"]}).items():
        setattr(rows[0], name, value)
    return rows


def entry(number, edtf, type_name, icon, title):
    """An event that was never published."""
    kind = EventType(pk=key(type_name), name=type_name, slug=icon, icon=icon) if icon else None
    row = Entry(pk=key(str(number)), title=title, slug=f"design-{number}", type=kind, date=edtf)
    lower, upper = bounds(edtf)
    row.sort_date, row.document_count, row.updated_at, row.published_at = lower or upper, 0, NOON, NOON
    by = [EntryOrganisation(organisation=organisation("EU STEM Coalition"))] if number % 2 == 0 else []
    return with_links(row, organisation_links=by, topic_links=[])


def documents():
    """One to open, one that must be asked for, and one of which only the title is here."""
    return [
        Document(
            title="Report of the meeting",
            file=f"documents/{key('report').hex}.pdf",
            kind="pdf",
            size=1_200_000,
            language="en",
        ),
        Document(title="Figures by school", access="on_request", contact="office@example.org", language="nl"),
        Document(title="Minutes", language="nl"),
    ]


def withdrawal():
    """The edition that took something off the site."""
    return Edition(published_at=NOON, reason="replaced", note="A newer strategy says the same in fewer words.")


def marked(row):
    """A request of somebody at the desk, for whom a row is not public yet."""
    return SimpleNamespace(preview={row.pk})
