"""What a snapshot of an event holds, and how an older one is raised. Pure: knows no model."""

from django.utils.translation import gettext_lazy as _

from publishing.schema import Schema
from publishing.schema_fields import Field, ForeignKey, OldAddresses, RichText
from publishing.schema_relations import Links, ManyToMany
from taskforces.schema import with_language
from text.dates import written
from text.languages import language_name


class Video(Field):
    """A film elsewhere: its address, the language that is spoken, and those of its subtitles; None for no film."""

    shape = ({"address": str, "language": str, "subtitles": [str]}, None)

    def read(self, item):
        subtitles = item.video_subtitles.split()
        if not (item.video_address or item.video_language or subtitles):
            return None
        return {"address": item.video_address, "language": item.video_language, "subtitles": subtitles}

    def write(self, item, data):
        video = data or {"address": "", "language": "", "subtitles": []}
        item.video_address, item.video_language = video["address"], video["language"]
        item.video_subtitles = " ".join(video["subtitles"])

    def items(self, data, names):
        if data is None:
            return {}
        languages = [language_name(code) for code in (data["language"], *data["subtitles"]) if code]
        return {"": ", ".join(filter(None, [data["address"], *languages]))}


class WebLink(Field):
    """A link to another page, and its words; None for none."""

    shape = ({"address": str, "label": str}, None)

    def read(self, item):
        return {"address": item.link_address, "label": item.link_label} if item.link_address else None

    def write(self, item, data):
        link = data or {"address": "", "label": ""}
        item.link_address, item.link_label = link["address"], link["label"]

    def items(self, data, names):
        return {"": " ".join(filter(None, [data["label"], data["address"]]))} if data else {}


SCHEMA = Schema(
    kind="event",
    number=2,
    fields=(
        Field("language", words=language_name),
        *map(Field, ("slug", "title")),
        Field("date", words=written),
        *map(Field, ("place", "mode", "summary")),
        RichText("body"),
        Field("position", shape=int),
        ForeignKey("type", "types"),
        ManyToMany("topics", "topics", live=False),
        ManyToMany("taskforces", "taskforces", "title", live=False),
        ManyToMany("results", "results", "text"),
        Links("documents", "document_links", "document", "documents", "title"),
        Links("organisations", "organisation_links", "organisation", "organisations", words=("shown_as",)),
        ForeignKey("country", "countries", empty=""),
        ForeignKey("picture", "pictures", "alt"),
        Video("video"),
        WebLink("link"),
        OldAddresses(),
    ),
    raises={1: with_language},
    labels={
        "language": _("Language"),
        "slug": _("Address"),
        "title": _("Title"),
        "date": _("Date"),
        "place": _("Place"),
        "mode": _("On site or online"),
        "summary": _("Summary"),
        "body": _("Story"),
        "position": _("Position among events of one day"),
        "type": _("Type"),
        "topics": _("Topics"),
        "taskforces": _("Taskforces"),
        "results": _("Results that it shows"),
        "documents": _("Documents"),
        "organisations": _("Organisations"),
        "country": _("Held in"),
        "picture": _("Picture"),
        "video": _("Film"),
        "link": _("Link"),
        "old_addresses": _("Old addresses"),
    },
)
