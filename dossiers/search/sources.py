"""What the search index is made of: for each kind of row, which rows, their words, and what they name.

Words of other rows are not copied: a row holds tokens of those that it names, "@o…" for an organisation, and a question
is asked for the tokens of what is called so. So whoever renames a type of 20,000 events writes one row of the index.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import CharField, TextField, Value
from django.db.models.functions import Cast

from dossiers.search.kinds import KINDS
from dossiers.search.tokens import of_dossier, of_entry, of_name, token
from publishing.models.prepared import KEYS, Prepared
from taskforces.models.live_links import DossierCountry, DossierDocument, DossierOrganisation
from taskforces.models.reference import Country, Organisation
from taskforces.models.regions import Region, region_slug
from text.folding import search_text
from timeline.models.live_links import EntryDocument, EntryDossier, EntryOrganisation, EntryTopic
from timeline.models.reference import EventType, Topic

# These are found while something public names them: they come and go with what is published.
FOLLOWING = {"o", "m"}
NO_TEXT = Value("", TextField())


@dataclass(frozen=True, eq=False)
class Source:
    """One kind of row: `links` are (model, column of the row, column of what is named, letter of that).

    Others name a row by its `key`, as `spelt` has it. Where that may change, all rows are made anew with each.
    """

    letter: str
    rows: object
    name: str
    links: tuple = ()
    kind: str = ""
    tokens: object = lambda row: []
    key: str = "pk"
    spelt: object = str

    @property
    def number(self):
        """Of its kind of results; None for what is none."""
        return [*KINDS].index(self.kind) if self.kind else None

    @property
    def is_made_anew(self):
        """Whether one row that changed is not enough."""
        return self.key != "pk"

    @property
    def followers(self):
        """The sources of what comes and goes with its rows."""
        return [BY_LETTER[letter] for *_columns, letter in self.links if letter in FOLLOWING]

    def tokens_of(self, keys):
        """By what others name rows."""
        return [token(self.letter, self.spelt(key)) for key in keys]

    def words(self, keys):
        """For each of these rows that readers may find: {token: (day, name, words)}. Two questions."""
        to_python = self.rows().model._meta.pk.to_python
        rows = self._asked_rows.ask([to_python(key) for key in keys])
        named = self._named([row.pk for row in rows])
        day = KINDS[self.kind].day if self.kind else ""
        return {
            token(self.letter, self.spelt(getattr(row, self.key))): (
                getattr(row, day) if day else None,
                getattr(row, self.name),
                " ".join([row.folded if self.kind else "", *named[token("", row.pk)], *self._own(row)]),
            )
            for row in rows
        }

    def _own(self, row):
        return [*([f"@k{self.letter}"] if self.kind else []), *self.tokens(row), ""]

    @cached_property
    def _asked_rows(self):
        return Prepared(lambda keys: self.rows().filter(pk__among=keys).order_by(), KEYS)

    @cached_property
    def _asked_links(self):
        return Prepared(self._all_links, KEYS)

    def _all_links(self, keys):
        first, *others = (
            model.objects.filter(**{f"{owner}__among": keys})
            .order_by()
            .values_list(_text(owner), Value(letter, CharField()), _text(target), _shown_as(model))
            for model, owner, target, letter in self.links
        )
        return first.union(*others, all=True) if others else first

    def _named(self, keys):
        """The tokens of what rows name, and what they call it: {key: [words]}."""
        found = defaultdict(list)
        for owner, letter, target, shown_as in self._asked_links.ask(keys) if self.links and keys else ():
            found[token("", owner)] += [search_text(shown_as), token(letter, target)]
        return found


def _text(column):
    return Cast(column, TextField())


def _shown_as(model):
    return _text("shown_as") if hasattr(model, "shown_as") else NO_TEXT


def _region_spelt(name):
    return region_slug(str(name))


# By what the one door calls them; what others name comes first.
SOURCES = {
    "country": Source("c", Country.objects.all, "sort_name", tokens=of_name),
    "eventtype": Source("t", EventType.objects.all, "sort_name", tokens=of_name),
    "topic": Source("p", Topic.objects.all, "sort_name", tokens=of_name),
    "region": Source("r", Region.objects.all, "sort_name", tokens=of_name, key="name", spelt=_region_spelt),
    "taskforce": Source(
        "d",
        KINDS["taskforces"].rows,
        "sort_title",
        (
            (DossierCountry, "dossier", "country", "c"),
            (DossierOrganisation, "dossier", "organisation", "o"),
            (DossierDocument, "dossier", "document", "m"),
        ),
        "taskforces",
        of_dossier,
    ),
    "event": Source(
        "e",
        KINDS["events"].rows,
        "sort_title",
        (
            (EntryTopic, "entry", "topic", "p"),
            (EntryOrganisation, "entry", "organisation", "o"),
            (EntryDossier, "entry", "dossier", "d"),
            (EntryDocument, "entry", "document", "m"),
        ),
        "events",
        of_entry,
    ),
    "organisation": Source(
        "o",
        KINDS["organisations"].rows,
        "sort_name",
        ((Organisation.countries.through, "organisation", "country", "c"),),
        "organisations",
        of_name,
    ),
    "document": Source("m", KINDS["documents"].rows, "sort_title", (), "documents"),
}
BY_LETTER = {source.letter: source for source in SOURCES.values()}
