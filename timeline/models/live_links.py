"""What ties an entry to topics, dossiers, organisations and documents.

A column has no index of its own where another one begins with it.
"""

from uuid import UUID

from django.db import models

from library.models import Document
from publishing.models.covering import CoveringIndex
from publishing.models.json_rows import json_rows
from taskforces.models.reference import Organisation, OrganisationLink
from text.fields import PlainOrderField
from timeline.models.reference import EventType, Topic
from timeline.ordering import LINK, LONGEST


class EntryTopic(models.Model):
    """A topic of an entry."""

    entry = models.ForeignKey("timeline.Entry", models.CASCADE, related_name="topic_links", db_index=False)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", db_index=False)
    sort_key = PlainOrderField(max_length=LONGEST)  # the entry's, so that an index has those of a topic in their order

    class Meta:
        db_table = "timeline_entry_topics"
        default_permissions = ()
        ordering = ("topic__position", "topic__sort_name")
        unique_together = (("entry", "topic"),)
        indexes = (models.Index(fields=("topic", *LINK), name="entry_topic_order"),)


# What the page of a dossier tells of each of its entries outside of their own places.
OUTLINE = ("slug", "language", "own_heading", "date", "type", "results", "evidence")


class EntryDossier(models.Model):
    """That an entry stands in a dossier's timeline, whether that dossier can be read or not.

    It repeats the entry's outline, so that an index has a whole timeline in its order (0054).
    """

    repeated = ("type",)  # who looks for what has a type, asks the entries

    entry = models.ForeignKey("timeline.Entry", models.CASCADE, related_name="dossier_links", db_index=False)
    dossier = models.UUIDField()
    sort_key = PlainOrderField(max_length=LONGEST)
    slug = models.CharField(max_length=120, default="")
    language = models.CharField(max_length=12, default="")
    own_heading = models.CharField(max_length=300, default="")
    date = models.CharField(max_length=40, default="")
    type = models.ForeignKey(EventType, models.PROTECT, null=True, related_name="+", db_index=False)
    results = models.TextField(default="")  # the ids of those that it shows, apart by blanks
    evidence = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("entry", "dossier"), name="entry_dossier_once"),)
        indexes = (CoveringIndex(fields=("dossier", *LINK), beside=OUTLINE, name="entry_dossier_outline"),)


class EntryOrganisation(OrganisationLink):
    """An organisation that published or hosted an event."""

    entry = models.ForeignKey("timeline.Entry", models.CASCADE, related_name="organisation_links")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    sort_key = PlainOrderField(max_length=LONGEST)

    class Meta(OrganisationLink.Meta):
        default_permissions = ()
        indexes = (models.Index(fields=("organisation", *LINK), name="entry_organisation_order"),)


class EntryDocument(models.Model):
    """A document in its place among an entry's documents."""

    entry = models.ForeignKey("timeline.Entry", models.CASCADE, related_name="document_links")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ("position",)


def dossier_rows():
    """For a query of entries: the dossiers in which they stand."""
    return json_rows(EntryDossier, "entry", dossier="dossier")


def dossier_keys_of(entry):
    """The ids of the dossiers in which an entry stands, whether they can be read or not."""
    if not hasattr(entry, "dossier_rows"):
        return [link.dossier for link in entry.dossier_links.all()]
    return [UUID(row["dossier"]) for row in entry.dossier_rows or ()]


def outline_of(entry):
    """What the rows that tie an entry to dossiers repeat of it."""
    names = ("slug", "language", "own_heading", "date", "type_id", "evidence")
    return {name: getattr(entry, name) for name in names} | {"results": " ".join(entry.results)}


def links_of(entry, body):
    """The unsaved rows that tie an entry to what its body names: {relation: (model, [row])}."""
    documents = [
        EntryDocument(entry=entry, document_id=UUID(key), position=n) for n, key in enumerate(body["documents"])
    ]
    keyed = {"entry": entry, "sort_key": entry.sort_key}
    outlined = keyed | outline_of(entry)
    return {
        "topic_links": (EntryTopic, [EntryTopic(topic_id=UUID(key), **keyed) for key in body["topics"]]),
        "dossier_links": (EntryDossier, [EntryDossier(dossier=UUID(key), **outlined) for key in body["taskforces"]]),
        "document_links": (EntryDocument, documents),
        "organisation_links": (EntryOrganisation, EntryOrganisation.of(body, **keyed)),
    }
