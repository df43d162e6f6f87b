"""Where addresses on other sites may stand: what is read of each kind of item, at the desk and as readers see it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.db import models

from publishing.models import Text
from taskforces.models import Dossier, Organisation, Taskforce
from text.links import links
from timeline.models import Entry, Event

# (the field as the item's form names it, the address, the words of the link)
Told = tuple[str, str, str]


@dataclass(frozen=True)
class Place:
    """A kind of item: its rows at the desk, and those that readers see, which have the same keys.

    Without a second queryset readers see what the desk says.
    """

    desk: models.QuerySet
    read_desk: Callable[[models.Model], Iterator[Told]]
    live: models.QuerySet | None = None
    read_live: Callable[[models.Model], Iterator[Told]] | None = None

    @property
    def kind(self):
        """The name of the model."""
        return self.desk.model._meta.label_lower


def outside(address: str) -> str:
    """An address on another site without its fragment; "" for all others."""
    if not address.lower().startswith(("http://", "https://")):
        return ""
    try:
        whole = urldefrag(address.strip()).url
        return "" if urlsplit(whole).hostname == settings.SITE_HOST else whole
    except ValueError:  # no address at all: that is told
        return address


def in_text(field: str, text: str) -> Iterator[Told]:
    """The links of a rich text."""
    return ((field, address, words) for address, words in links(text))


def in_sources(sources) -> Iterator[Told]:
    """The addresses of sources, each a pair of addresses and words, in their order."""
    for number, (address, archived, words) in enumerate(sources):
        yield f"sources-{number}-address", address, words
        yield f"sources-{number}-archived", archived, words


def of_taskforce(row) -> Iterator[Told]:
    """Those of a taskforce at the desk."""
    yield from in_text("background", row.background)
    yield from in_sources((each.address, each.archived, each.title or each.name) for each in row.sources.all())


def of_dossier(row) -> Iterator[Told]:
    """Those of a taskforce as readers see it."""
    yield from in_text("background", row.background)
    yield from in_sources((each["address"], each["archived"], each["title"] or each["name"]) for each in row.sources)


def of_event(row) -> Iterator[Told]:
    """Those of an event at the desk."""
    yield from in_text("body", row.body)
    yield "video_address", row.video_address, ""
    yield "link_address", row.link_address, row.link_label


def of_entry(row) -> Iterator[Told]:
    """Those of an event as readers see it."""
    yield from in_text("body", row.body)
    yield "video_address", (row.video or {}).get("address", ""), ""
    yield "link_address", (row.link or {}).get("address", ""), (row.link or {}).get("label", "")


PLACES = (
    Place(
        Taskforce.objects.only("background").prefetch_related("sources"),
        of_taskforce,
        Dossier.objects.only("background", "sources"),
        of_dossier,
    ),
    Place(
        Event.objects.only("body", "video_address", "link_address", "link_label"),
        of_event,
        Entry.objects.only("body", "video", "link"),
        of_entry,
    ),
    Place(Organisation.objects.only("website"), lambda row: iter([("website", row.website, "")])),
    Place(Text.objects.only("body"), lambda row: in_text("body", row.body)),
)
KINDS = frozenset(place.kind for place in PLACES)
