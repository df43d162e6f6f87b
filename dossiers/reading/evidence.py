"""What shows that a taskforce did something: what came of each objective, and documents, films and links. Pure."""

from dataclasses import dataclass, field
from datetime import date

from dossiers.reading.results import shown_results
from text.dates import bounds


@dataclass(frozen=True)
class Shelf:
    """The evidence of a dossier by kind, newest first; each with its entry: [(Document, Entry)], [Entry], [Entry].

    Documents of the dossier's own come first, without an entry: (Document, None).
    """

    documents: list = field(default_factory=list)
    films: list = field(default_factory=list)
    links: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.documents or self.films or self.links)


def shelf(entries, documents=()):
    """The evidence of entries, which come with their `document_links`, and `documents` of the dossier's own.

    A document that stands in several places is told once.
    """
    seen, filled = {document.pk for document in documents}, Shelf([(document, None) for document in documents])
    for entry in entries:
        for link in entry.document_links.all():
            if link.document_id not in seen:
                seen.add(link.document_id)
                filled.documents.append((link.document, entry))
        if entry.film:
            filled.films.append(entry)
        if entry.link:
            filled.links.append(entry)
    return filled


@dataclass(frozen=True)
class Outcome:
    """An objective with what came of it, the earliest first; of the results that answer none, `number` is 0."""

    number: int
    text: str
    results: list


def outcomes(objectives, results, entries):
    """What came of each objective and when, each result with the entries that show it: [Outcome]."""
    shown = sorted(shown_results(results, objectives, entries), key=lambda result: _day(result.date))
    answers = [
        Outcome(number, objective["text"], [result for result in shown if number in result.objectives])
        for number, objective in enumerate(objectives, 1)
    ]
    others = [result for result in shown if not result.objectives]
    return answers + ([Outcome(0, "", others)] if others else [])


def _day(edtf):
    lower, upper = bounds(edtf)
    return lower or upper or date.max


def has_evidence(entries):
    """Whether entries bring any document, film or link."""
    return any(entry.brings_evidence for entry in entries)
