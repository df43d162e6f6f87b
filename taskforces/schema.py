"""What a snapshot of a taskforce holds, and how an older one is raised. Pure: knows no model."""

from django.utils.translation import gettext_lazy as _

from publishing.schema import Schema
from publishing.schema_fields import Day, Field, ForeignKey, OldAddresses, RichText
from publishing.schema_parts import NamingParts, Parts
from publishing.schema_relations import Links, ManyToMany
from text.dates import written
from text.languages import language_name


def with_language(snapshot: dict) -> dict:
    """Schema 1 said the language beside the body only, where a change of it was no change."""
    return snapshot | {"schema": 2, "body": {**snapshot["body"], "language": snapshot.get("language", "en")}}


def with_documents(snapshot: dict) -> dict:
    """Schema 2 knew no documents of a taskforce's own."""
    return snapshot | {"schema": 3, "body": {**snapshot["body"], "documents": []}}


def with_identifiers(snapshot: dict) -> dict:
    """Schema 3 knew nothing of what others call a taskforce."""
    return snapshot | {"schema": 4, "body": {**snapshot["body"], "wikidata": "", "cordis": ""}}


def with_sources(snapshot: dict) -> dict:
    """Schema 4 knew no sources."""
    return snapshot | {"schema": 5, "body": {**snapshot["body"], "sources": []}}


SCHEMA = Schema(
    kind="taskforce",
    number=5,
    fields=(
        Field("language", words=language_name),
        *map(Field, ("slug", "title", "summary")),
        RichText("background"),
        *map(Field, ("status", "region")),
        Field("start", words=written),
        Field("end", words=written),
        ManyToMany("countries", "countries", live=False),
        Links("organisations", "organisation_links", "organisation", "organisations", words=("shown_as",)),
        Parts("objectives", "text"),
        Parts("results", "text", "state", Field("date", words=written), others=("objectives",)),
        NamingParts(
            "sources",
            *map(Field, ("name", "title", "address")),
            Day("seen", words=written),
            Field("archived"),
            named=ForeignKey("document", "documents", "title", empty=""),
            instead="address",
        ),
        Links("relations", "relations", "other", "taskforces", "title", key="taskforce", words=("kind",)),
        Links("documents", "document_links", "document", "documents", "title"),
        *map(Field, ("wikidata", "cordis")),
        ForeignKey("cover", "pictures", "alt"),
        Day("confirmed_on", words=written),
        Field("confirmed_by"),
        OldAddresses(),
    ),
    raises={1: with_language, 2: with_documents, 3: with_identifiers, 4: with_sources},
    labels={
        "language": _("Language"),
        "slug": _("Address"),
        "title": _("Title"),
        "summary": _("Summary"),
        "background": _("Background"),
        "status": _("Status"),
        "region": _("Region"),
        "start": _("Start"),
        "end": _("End"),
        "countries": _("Countries"),
        "organisations": _("Requesting organisations"),
        "objectives": _("Objectives"),
        "results": _("Results"),
        "sources": _("Sources"),
        "relations": _("Related taskforces"),
        "documents": _("Documents"),
        "wikidata": "Wikidata",
        "cordis": "CORDIS",
        "cover": _("Picture"),
        "confirmed_on": _("Confirmed as still true"),
        "confirmed_by": _("Confirmed by"),
        "old_addresses": _("Old addresses"),
    },
)
