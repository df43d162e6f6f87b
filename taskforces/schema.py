"""What a snapshot of a taskforce holds, and how an older one is raised. Pure: knows no model."""

from publishing.schema import Schema
from publishing.schema_fields import Day, Field, ForeignKey, OldAddresses
from publishing.schema_relations import Links, ManyToMany, Parts


def with_language(snapshot: dict) -> dict:
    """Schema 1 said the language beside the body only, where a change of it was no change."""
    return snapshot | {"schema": 2, "body": {**snapshot["body"], "language": snapshot.get("language", "en")}}


def with_documents(snapshot: dict) -> dict:
    """Schema 2 knew no documents of a taskforce's own."""
    return snapshot | {"schema": 3, "body": {**snapshot["body"], "documents": []}}


SCHEMA = Schema(
    kind="taskforce",
    number=3,
    fields=(
        *map(Field, ("language", "slug", "title", "summary", "background", "status", "region", "start", "end")),
        ManyToMany("countries", "countries", live=False),
        Links("organisations", "organisation_links", "organisation", "organisations", words=("shown_as",)),
        Parts("objectives", "text"),
        Parts("results", "text", "state", "date", others=("objectives",)),
        Links("relations", "relations", "other", "taskforces", "title", key="taskforce", words=("kind",)),
        Links("documents", "document_links", "document", "documents", "title"),
        ForeignKey("cover", "pictures", "alt"),
        Day("confirmed_on"),
        Field("confirmed_by"),
        OldAddresses(),
    ),
    raises={1: with_language, 2: with_documents},
)
