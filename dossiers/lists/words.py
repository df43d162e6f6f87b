"""Words on a list: the search index finds the rows that have them, narrowed by what else was asked, so far as it knows.

Of words that more rows have than are counted, the first ones in the order of the index are listed: the newest.
"""

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast
from django.utils.functional import cached_property

from dossiers.search.hits import first_keys, of_kind
from dossiers.search.tokens import token
from publishing.models.prepared import Stored

# The lists, and what the search calls their rows.
LISTS = {"dossiers": "taskforces", "events": "events", "organisations": "organisations"}


class FoundByWords:
    """Mixed into a faceted filterset. `search_kind` is what the search calls its rows.

    `tokens` are the groups of which the index has tokens: {group: letter}, or a function of the values; `named` are
    those whose values are addresses of rows: {group: model}.
    """

    search_kind, tokens, named = "", {}, {}

    @property
    def has_words(self):
        """Whether rows are looked for by words."""
        return "q" in self.selected

    @cached_property
    def found(self):
        """The keys of rows that have the words, of those without one of the groups, and of other lists:
        {"": [key], group: [key], "in …": [key]}."""
        groups = [name for name in self.facets if name in self.selected]
        narrowings = {name: self._narrowings(without=name) for name in ["", *groups]}
        narrowings |= {f"in {name}": of_kind(LISTS[name]) for name in self._other_lists}
        return first_keys(self.selected["q"], narrowings)

    @cached_property
    def in_title(self):
        """The keys of rows that have the words in their titles."""
        return first_keys(self.selected["q"], {"": self._narrowings()}, in_title=True)[""]

    def found_keys(self, groups):
        """The keys that are left, by group; what the index has no token of is asked of the rows."""
        known = {name: self.found[name] for name in groups}
        if self.selected.keys() & self.facets.keys() - self.tokens.keys():
            known = {name: self._let_through(keys, name) for name, keys in known.items()}
        return {name: Stored(keys) for name, keys in known.items()}

    @property
    def numbers_elsewhere(self):
        """How many rows of other lists have the words: {name of the list: number}."""
        return {name: len(self.found[f"in {name}"]) for name in self._other_lists} if self.has_words else {}

    def best_first(self, rows):
        """Rows with the words in their titles before the others, each in the order of before."""
        order = rows.query.order_by or rows.model._meta.ordering
        if self.in_title:  # of nothing, an order would be the number of a column
            order = (Case(When(pk__in=self.in_title, then=0), default=1), *order)
        return rows.order_by(*order)

    @property
    def _other_lists(self):
        return [name for name, kind in LISTS.items() if kind != self.search_kind]

    def _let_through(self, keys, name):
        rows = {str(key).replace("-", "") for key in self.narrowed(name).order_by().values_list("pk", flat=True)}
        return [key for key in keys if key in rows]

    def _narrowings(self, without=None):
        """The groups of tokens of all that narrows the list, but for one group."""
        groups = [forms for name, forms in self._forms.items() if name != without]
        return [*of_kind(self.search_kind), *groups]

    @cached_property
    def _forms(self):
        """The tokens of what was chosen, as forms of a group: {group: [(token, False)]}. A question for named rows."""
        chosen = {name: self.selected[name] for name in self.tokens if name in self.selected}
        found = {name: [] for name in chosen if name in self.named}
        for name, key in _keys({name: (self.named[name], chosen[name]) for name in found}):
            found[name].append(key)
        return {name: [(each, False) for each in self._tokens(name, found.get(name, chosen[name]))] for name in chosen}

    def _tokens(self, name, values):
        made = self.tokens[name]
        return made(values) if callable(made) else [token(made, value) for value in values]


def _keys(asked):
    """The keys of rows that have these addresses: [(group, key)]. `asked`: {group: (model, addresses)}."""
    parts = [
        model.objects.filter(slug__in=slugs)
        .order_by()
        .values_list(Value(name, CharField()), Cast(F("pk"), CharField()))
        for name, (model, slugs) in asked.items()
    ]
    return parts[0].union(*parts[1:], all=True) if parts else []
