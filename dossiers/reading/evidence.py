"""What shows that a taskforce did something: its documents, and the documents, films and links of its events. Pure."""

from dataclasses import dataclass, field


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


def has_evidence(entries):
    """Whether entries `for_cards` bring any document, film or link."""
    return any(entry.document_count or entry.film or entry.link for entry in entries)
