"""What ties a dossier to countries, organisations, earlier taskforces and documents of its own."""

from uuid import UUID

from django.db import models
from django.db.models import F

from library.models import Document
from publishing.models.json_rows import json_rows
from taskforces.models.reference import Country, OrganisationLink
from text.dates import bounds


class DossierCountry(models.Model):
    """A country that a dossier is about."""

    dossier = models.ForeignKey("taskforces.Dossier", models.CASCADE, related_name="country_links", db_index=False)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("dossier", "country"), name="dossier_country_once"),)


class DossierOrganisation(OrganisationLink):
    """An organisation that asked for the taskforce of a dossier."""

    dossier = models.ForeignKey("taskforces.Dossier", models.CASCADE, related_name="organisation_links")

    class Meta(OrganisationLink.Meta):
        default_permissions = ()


class DossierRelation(models.Model):
    """That a dossier continues or builds on another taskforce, published or not."""

    dossier = models.ForeignKey("taskforces.Dossier", models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=20)
    other = models.UUIDField(db_index=True)

    class Meta:
        default_permissions = ()


class DossierDocument(models.Model):
    """A document in its place among a dossier's own documents, or that of a source."""

    # What is needed to draw a document.
    DRAWN = ("title", "file", "kind", "size", "language", "access", "contact")

    dossier = models.ForeignKey("taskforces.Dossier", models.CASCADE, related_name="document_links")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    # The number of the source that it is; 0 for one of the dossier's own.
    source = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ("position",)

    @classmethod
    def of(cls, body, dossier):
        """The unsaved rows of the documents of a body: its own, then those of its sources."""
        named = [(0, key) for key in body["documents"]]
        named += [(number, each["document"]) for number, each in enumerate(body["sources"], 1) if each["document"]]
        return [
            cls(dossier=dossier, document_id=UUID(key), position=position, source=source)
            for position, (source, key) in enumerate(named)
        ]


class DossierResult(models.Model):
    """A dated result of a dossier, by the days that its date can mean; its words are the dossier's."""

    dossier = models.ForeignKey("taskforces.Dossier", models.CASCADE, related_name="dated_results")
    result = models.UUIDField()
    state = models.CharField(max_length=10)
    # The first day that the date can mean, and the last; of an open end, that on which it began.
    begins = models.DateField()
    due = models.DateField()

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=("state", "due", "id"), name="dossier_result_due"),
            models.Index(fields=("state", "begins", "id"), name="dossier_result_begins"),
        )

    @classmethod
    def of(cls, body, dossier):
        """The unsaved rows of the results of a body that have a date."""
        days = [(result, *bounds(result["date"])) for result in body["results"] if result["date"]]
        return [
            cls(
                dossier=dossier,
                result=UUID(result["id"]),
                state=result["state"],
                begins=lower or upper,
                due=upper or lower,
            )
            for result, lower, upper in days
        ]

    @property
    def words(self):
        """What the dossier says of it: its id, text, state and date; None where the dossier names it no more."""
        return next((each for each in self.dossier.results if each["id"] == str(self.result)), None)


def document_rows():
    """For a query of dossiers: what is needed to draw their documents."""
    words = {name: F(f"document__{name}") for name in DossierDocument.DRAWN}
    return json_rows(DossierDocument, "dossier", id="document", position="position", source="source", **words)


def relation_rows():
    """For a query of dossiers: the earlier taskforces that they name."""
    return json_rows(DossierRelation, "dossier", kind="kind", other="other")


def documents_of(dossier):
    """The documents of a dossier in their order, each with the number of the source that it is (0: none)."""
    if not hasattr(dossier, "document_rows"):
        return [(link.source, link.document) for link in dossier.document_links.all()]
    rows = sorted(dossier.document_rows or (), key=lambda row: row["position"])
    drawn = DossierDocument.DRAWN
    return [(row["source"], Document(pk=UUID(row["id"]), **{name: row[name] for name in drawn})) for row in rows]


def earlier_of(dossier):
    """The earlier taskforces that a dossier names: {id: kind}."""
    if not hasattr(dossier, "relation_rows"):
        return {link.other: link.kind for link in dossier.relations.all()}
    return {UUID(row["other"]): row["kind"] for row in dossier.relation_rows or ()}


def links_of(dossier, body):
    """The unsaved rows that tie a dossier to what its body names: {relation: (model, [row])}."""
    countries = [
        DossierCountry(dossier=dossier, country_id=code, position=n) for n, code in enumerate(body["countries"])
    ]
    relations = [
        DossierRelation(dossier=dossier, kind=each["kind"], other=UUID(each["taskforce"])) for each in body["relations"]
    ]
    return {
        "document_links": (DossierDocument, DossierDocument.of(body, dossier)),
        "country_links": (DossierCountry, countries),
        "organisation_links": (DossierOrganisation, DossierOrganisation.of(body, dossier=dossier)),
        "relations": (DossierRelation, relations),
        "dated_results": (DossierResult, DossierResult.of(body, dossier)),
    }
