"""The table of taskforces: its columns, in the order in which people read them."""

from contextlib import ExitStack

from django.utils.translation import gettext as _

from dossier_site.tables import naming
from dossier_site.tables.cells import LINES
from dossier_site.tables.columns import Column, Kept, Parts, Results
from dossier_site.tables.items import NOTE, ItemResource
from dossier_site.tables.progress import WRITTEN, told
from dossier_site.tables.references import One, Several, Tied
from dossier_site.tables.widgets import Cell, Choice, Day, Lines, Numbers, Story, When
from publishing.history import keep_state
from taskforces.models import Objective, Result, Source, Taskforce, TaskforceOrganisation, TaskforceRelation
from text import dates
from text.folding import fold
from timeline.membership import touching_referrers

FIELD = Taskforce._meta.get_field
SOURCE = Source._meta.get_field


class TaskforceResource(ItemResource):
    """Taskforces. Objectives, results, sources and relations stand one a line, several others between semicolons."""

    slug = Kept("slug", Cell(FIELD("slug")))
    title = Column("title", Cell(FIELD("title")))
    status = Column("status", Choice(FIELD("status")))
    countries = Column("countries", Several(naming.countries()))
    region = Column("region", Cell(FIELD("region")))
    start = Column("start", When(FIELD("start")))
    end = Column("end", When(FIELD("end")))
    organisations = Column(
        "organisations",
        Tied(
            naming.organisations(),
            "organisation",
            "shown_as",
            Cell(TaskforceOrganisation._meta.get_field("shown_as")),
        ),
    )
    summary = Column("summary", Cell(FIELD("summary")))
    background = Column("background", Story(FIELD("background")), is_rich=True)
    objectives = Parts("objectives", {"text": Cell(Objective._meta.get_field("text"))}, known="text")
    results = Results(
        "results",
        {
            "state": Choice(Result._meta.get_field("state")),
            "date": When(),
            "objectives": Numbers(),
            "text": Cell(Result._meta.get_field("text")),
        },
        known="text",
    )
    sources = Parts(
        "sources",
        {
            "name": Cell(SOURCE("name")),
            "title": Cell(SOURCE("title")),
            "address": Cell(SOURCE("address")),
            "seen": Day(),
            "archived": Cell(SOURCE("archived")),
            "document": One(naming.documents(), empty=""),
        },
        known="name",
    )
    relations = Column(
        "relations",
        Tied(
            naming.taskforces(),
            "taskforce",
            "kind",
            Choice(TaskforceRelation._meta.get_field("kind")),
            between=LINES,
            word_first=True,
        ),
    )
    documents = Column("documents", Several(naming.documents(), in_order=True))
    cover = Column("cover", One(naming.pictures()))
    wikidata = Column("wikidata", Cell(FIELD("wikidata")))
    cordis = Column("cordis", Cell(FIELD("cordis")))
    confirmed_on = Column("confirmed_on", Day())
    confirmed_by = Column("confirmed_by", Cell(FIELD("confirmed_by")))
    language = Kept("language", Cell(FIELD("language")))
    old_addresses = Column("old_addresses", Lines(FIELD("old_addresses")))
    internal_note = Column(NOTE, Cell(FIELD(NOTE)))

    class Meta:
        model = Taskforce

    def identity(self, words):
        """Its title."""
        return fold(words["title"])

    def constraint_faults(self, draft):
        """What the tables themselves refuse: no title, an end before the start, sources that are nowhere."""
        words, faults = draft.words, {}
        start, end = dates.bounds(words["start"])[0], dates.bounds(words["end"])[1]
        if not words["title"]:
            faults["title"] = _("Give a title.")
        if start and end and start > end:
            faults["end"] = _("The end is before the start.")
        if any(not source["address"] and not source["document"] for source in words["sources"]):
            faults["sources"] = _("A source needs an address or a document.")
        if any(relation["taskforce"] == words["id"] for relation in words["relations"]):
            faults["relations"] = _("A taskforce cannot continue itself.")
        return faults

    def body_of(self, draft):
        """The body that a draft stands for; an objective that went is no more what a result answers to."""
        body = super().body_of(draft)
        keys = {part["id"] for part in body["objectives"]}
        results = [
            part | {"objectives": [key for key in part["objectives"] if key in keys]} for part in body["results"]
        ]
        return body | {"results": results}

    def write(self, drafts):
        """Put drafts on the desk, one by one: events that showed a result which goes change with it."""
        for draft in told(drafts, self.tell, WRITTEN):
            item = draft.item
            item.internal_note = draft.words[NOTE]
            with ExitStack() as stack:
                if draft.before:
                    keep_state(item, item.to_body())
                    stack.enter_context(touching_referrers(item))
                item.write(item.snapshot_of(self.body_of(draft)))
            keep_state(item, item.to_body(), by=self.person)
