"""What a snapshot of an event holds, and how an older one is raised. Pure: knows no model."""

from publishing.schema import Schema
from publishing.schema_fields import Field, ForeignKey, OldAddresses
from publishing.schema_relations import Links, ManyToMany
from taskforces.schema import with_language


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


class WebLink(Field):
    """A link to another page, and its words; None for none."""

    shape = ({"address": str, "label": str}, None)

    def read(self, item):
        return {"address": item.link_address, "label": item.link_label} if item.link_address else None

    def write(self, item, data):
        link = data or {"address": "", "label": ""}
        item.link_address, item.link_label = link["address"], link["label"]


SCHEMA = Schema(
    kind="event",
    number=2,
    fields=(
        *map(Field, ("language", "slug", "title", "date", "place", "mode", "summary", "body")),
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
)
