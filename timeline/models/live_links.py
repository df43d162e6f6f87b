"""What ties an entry to topics, dossiers, organisations and documents; what a card says of a dossier's events."""

from django.db import models
from django.db.models import Count, OuterRef, Subquery

from library.models import Document
from taskforces.models.reference import OrganisationLink
from text.fields import FoldedField, PlainOrderField
from timeline.models.reference import Topic
from timeline.ordering import LINK, LONGEST


class EntryTopic(models.Model):
    """A topic of an entry."""

    entry = models.ForeignKey("timeline.Entry", models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")

    class Meta:
        db_table = "timeline_entry_topics"
        default_permissions = ()
        ordering = ("topic__position", "topic__sort_name")
        unique_together = (("entry", "topic"),)


class EntryDossier(models.Model):
    """That an entry stands in a dossier's timeline, whether that dossier can be read or not."""

    entry = models.ForeignKey("timeline.Entry", models.CASCADE, related_name="dossier_links")
    dossier = models.UUIDField()
    sort_key = PlainOrderField(max_length=LONGEST)  # the entry's, so that an index has a timeline in its order

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("entry", "dossier"), name="entry_dossier_once"),)
        indexes = (models.Index(fields=("dossier", *LINK), name="entry_dossier_order"),)


class EntryOrganisation(OrganisationLink):
    """An organisation that published or hosted an event."""

    entry = models.ForeignKey("timeline.Entry", models.CASCADE, related_name="organisation_links")
    folded = FoldedField("shown_as")

    class Meta(OrganisationLink.Meta):
        default_permissions = ()


class EntryDocument(models.Model):
    """A document in its place among an entry's documents."""

    entry = models.ForeignKey("timeline.Entry", models.CASCADE, related_name="document_links")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ("position",)


def with_events(dossiers, today):
    """`dossiers` (a QuerySet of Dossier) with what a card says of their events.

    `event_count`; `latest_event`, a day to sort by, and `latest_date`, of the last one that has begun; `coming_date` of
    the next one. The two dates are as staff gave them, so that a year is never shown as 1 January.
    """
    links = EntryDossier.objects.filter(dossier=OuterRef("pk"))
    counted = links.order_by().values("dossier").annotate(number=Count("pk"))
    begun = links.filter(entry__sort_date__lte=today).order_by(*LINK)
    coming = links.filter(entry__sort_date__gt=today).order_by("-sort_key", "-entry")
    return dossiers.annotate(
        event_count=Subquery(counted.values("number")),
        latest_event=Subquery(begun.values("entry__sort_date")[:1]),
        latest_date=Subquery(begun.values("entry__date")[:1]),
        coming_date=Subquery(coming.values("entry__date")[:1]),
    )
