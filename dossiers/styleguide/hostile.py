"""Samples as hard as content gets: endless words and addresses, many countries, organisations and years."""

from datetime import date, timedelta

from dossiers.styleguide.samples import EVENTS, dossier, dossiers, entry, sources

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
ADDRESS = "https://example.org/" + "a" * 280
COUNTRIES = ["AT", "BA", "BG", "CY", "GB", "GR", "LU", "MK"]
NUMBER, YEARS = 150, 15
BACKGROUND = f"""<h2>{WORD}</h2><p>Ευρώπη, България: {WORD} <a href="{ADDRESS}">{ADDRESS}</a></p>
<ul><li>{WORD}</li><li>{ADDRESS}</li></ul>
<table><tr><th>{WORD}</th><td>{ADDRESS}</td><td>2024</td></tr></table><h3>{WORD}</h3><p>{WORD}</p>"""


def hostile_dossiers():
    """The samples with a first dossier in which every text is one long word or an address."""
    result = {"id": "1", "text": f"{WORD} {ADDRESS}", "state": "achieved", "date": "2015", "objectives": ["1"]}
    row = dossier(
        f"{WORD} {WORD}",
        COUNTRIES,
        [f"{WORD} {number}" for number in range(1, 13)],
        status="ongoing",
        start="2011",
        region=WORD,
        summary=f"{WORD} {ADDRESS[:200]}",
        background=BACKGROUND,
        objectives=[{"id": "1", "text": f"{WORD} {ADDRESS}"}, {"id": "2", "text": WORD}],
        results=[result, result | {"id": "2", "state": "expected", "date": "", "objectives": []}],
        sources=[sources()[0] | {"title": f"{WORD} {ADDRESS}", "address": ADDRESS}],
        confirmed_by=WORD,
        confirmed_on=date(2025, 5, 1),
    )
    row.event_count, row.latest_date, row.coming_date = NUMBER, "2025-12-01", ""
    return [row, *dossiers()[1:]]


def hostile_entries(picture):
    """A long timeline, newest first, of which the first event has everything and every text is long."""
    days = [date(2025, 12, 1) - timedelta(YEARS * 365 * number // NUMBER) for number in range(NUMBER)]
    rows = [
        entry(number, day.isoformat(), EVENTS[number % 9][1], EVENTS[number % 9][2], f"{number} {WORD}")
        for number, day in enumerate(days)
    ]
    full = {"summary": f"{WORD} {ADDRESS[:200]}", "body": BACKGROUND, "picture": picture, "place": WORD}
    link = {"address": ADDRESS, "label": ""}
    film = {"address": "https://youtu.be/abcdefghijk", "language": "fr", "subtitles": []}
    for name, value in (full | {"video": film, "link": link, "country_id": "BA", "document_count": 12}).items():
        setattr(rows[0], name, value)
    return rows
