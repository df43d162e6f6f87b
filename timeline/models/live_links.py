"""What ties an entry to topics, dossiers, organisations and documents.

A column has no index of its own where another one begins with it.
"""

from uuid import UUID

from django.db import models

from library.models import Document
from publishing.models.json_rows import json_rows
from taskforces.models.reference import Organisation, OrganisationLink
from text.fields import PlainOrderField
from timeline.models.reference import Topic
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


class EntryDossier(models.Model):
    """That an entry stands in a dossier's timeline, whether that dossier can be read or not."""

    entry = models.ForeignKey("timeline.Entry", models.CASCADE, related_name="dossier_links", db_index=False)
    dossier = models.UUIDField()
    sort_key = PlainOrderField(max_length=LONGEST)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("entry", "dossier"), name="entry_dossier_once"),)
        indexes = (models.Index(fields=("dossier", *LINK), name="entry_dossier_order"),)


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


def links_of(entry, body):
    """The unsaved rows that tie an entry to what its body names: {relation: (model, [row])}."""
    documents = [
        EntryDocument(entry=entry, document_id=UUID(key), position=n) for n, key in enumerate(body["documents"])
    ]
    keyed = {"entry": entry, "sort_key": entry.sort_key}
    return {
        "topic_links": (EntryTopic, [EntryTopic(topic_id=UUID(key), **keyed) for key in body["topics"]]),
        "dossier_links": (EntryDossier, [EntryDossier(dossier=UUID(key), **keyed) for key in body["taskforces"]]),
        "document_links": (EntryDocument, documents),
        "organisation_links": (EntryOrganisation, EntryOrganisation.of(body, **keyed)),
    }
