"""The table of events: its columns, in the order in which people read them."""

from django.utils.translation import gettext as _

from dossier_site.tables import naming
from dossier_site.tables.columns import Column, Kept
from dossier_site.tables.items import NOTE, ItemResource
from dossier_site.tables.references import One, Several, Tied
from dossier_site.tables.widgets import Cell, Choice, Codes, Lines, Number, Story, When
from text.folding import fold
from timeline.models import Event, EventOrganisation

FIELD = Event._meta.get_field
VIDEO = {"address": "video_address", "language": "video_language", "subtitles": "video_subtitles"}
LINK = {"address": "link_address", "label": "link_label"}


class EventResource(ItemResource):
    """Events. Taskforces are named by their addresses, organisations by their names; several between semicolons."""

    slug = Kept("slug", Cell(FIELD("slug")))
    title = Column("title", Cell(FIELD("title")))
    type = Column("type", One(naming.event_types()))
    date = Column("date", When(FIELD("date")))
    taskforces = Column("taskforces", Several(naming.taskforces()))
    organisations = Column(
        "organisations",
        Tied(naming.organisations(), "organisation", "shown_as", Cell(EventOrganisation._meta.get_field("shown_as"))),
    )
    topics = Column("topics", Several(naming.topics()))
    place = Column("place", Cell(FIELD("place")))
    country = Column("country", One(naming.countries(), empty=""))
    mode = Column("mode", Choice(FIELD("mode")))
    summary = Column("summary", Cell(FIELD("summary")))
    body = Column("body", Story(FIELD("body")), is_rich=True)
    results = Column("results", Several(naming.results()))
    documents = Column("documents", Several(naming.documents(), in_order=True))
    picture = Column("picture", One(naming.pictures()))
    video_address = Column("video_address", Cell(FIELD("video_address")))
    video_language = Column("video_language", Cell(FIELD("video_language")))
    video_subtitles = Column("video_subtitles", Codes(FIELD("video_subtitles")))
    link_address = Column("link_address", Cell(FIELD("link_address")))
    link_label = Column("link_label", Cell(FIELD("link_label")))
    language = Kept("language", Cell(FIELD("language")))
    position = Column("position", Number(FIELD("position")))
    old_addresses = Column("old_addresses", Lines(FIELD("old_addresses")))
    internal_note = Column(NOTE, Cell(FIELD(NOTE)))

    class Meta:
        model = Event

    def identity(self, words):
        """Its heading."""
        organisations = tuple(part["organisation"] for part in words["organisations"])
        return fold(words["title"]), words["type"], words["date"], organisations

    def flat(self, body):
        """A body with each column by itself."""
        words = {name: data for name, data in body.items() if name not in ("video", "link")}
        for columns, part in ((VIDEO, body["video"]), (LINK, body["link"])):
            words |= {column: (part or {}).get(name, "") for name, column in columns.items()}
        return words | {"video_subtitles": words["video_subtitles"] or []}

    def body_of(self, draft):
        """The body that a draft stands for."""
        words = draft.words
        parts = [{name: words[column] for name, column in columns.items()} for columns in (VIDEO, LINK)]
        video, link = parts[0] if any(parts[0].values()) else None, parts[1] if parts[1]["address"] else None
        return {
            field.name: {"video": video, "link": link}.get(field.name, words.get(field.name))
            for field in Event.schema.fields
        }

    def constraint_faults(self, draft):
        """Nothing is known of what has no title, no type, no organisation and no date."""
        words = draft.words
        if not (words["title"] or words["type"] or words["date"] or words["organisations"]):
            text = _("Give a title, or at least a type, an organisation or a date to know the event by.")
            return {"title": text}
        if words["link_label"] and not words["link_address"]:
            return {"link_address": _("The link has a text, and no address.")}
        return {}
