"""The sources of a dossier, each with the statements that it shows. Pure."""

from dataclasses import dataclass, field

from library.models import Document
from text.source_marks import places


@dataclass(frozen=True)
class Source:
    """A source as the page shows it; `statements` are the ids of the places that name it, in their order."""

    number: int
    id: str
    title: str
    address: str
    seen: str
    archived: str
    document: Document | None
    statements: list = field(default_factory=list)


def sources(dossier):
    """The sources of a dossier `with_documents`, in their order."""
    documents = dossier.source_documents
    return [_source(dossier, number, each, documents.get(number)) for number, each in enumerate(dossier.sources, 1)]


def _source(dossier, number, each, document):
    return Source(
        number=number,
        id=each["id"],
        title=each["title"] or (document.title if document and not each["address"] else each["name"]),
        address=each["address"],
        seen=each["seen"],
        archived=each["archived"],
        document=document,
        statements=_statements(dossier, number),
    )


def _statements(dossier, number):
    objectives = [f"objective_{place}" for place, each in enumerate(dossier.objectives, 1) if _names(each, number)]
    results = [f"result_{each['id']}" for each in dossier.results if _names(each, number)]
    return places(dossier.background, number) + objectives + results


def _names(part, number):
    # What was drawn before there were sources names none.
    return number in part.get("sources", ())
