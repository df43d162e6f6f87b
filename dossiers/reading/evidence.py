"""What shows that a taskforce did something: the documents, films and links of its events. Pure."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Shelf:
    """The evidence of a dossier by kind, newest first; each with its entry: [(Document, Entry)], [Entry], [Entry]."""

    documents: list = field(default_factory=list)
    films: list = field(default_factory=list)
    links: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.documents or self.films or self.links)


def shelf(entries):
    """The evidence of entries, which come with their `document_links`. A document of several events stands once."""
    seen, filled = set(), Shelf()
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
