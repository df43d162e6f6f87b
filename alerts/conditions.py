"""What lists and searches are narrowed by: each condition is asked once, however many subjects have it."""

from django.db.models import IntegerField, Value
from django.http import QueryDict

from alerts.models import Subject
from dossiers.lists.fields import MultipleValueFilter
from dossiers.lists.filtersets import DossierFilterSet, EventFilterSet
from dossiers.search.few import Few
from dossiers.search.kinds import KINDS
from taskforces.models.live import Dossier
from timeline.models.live import Entry

Kind = Subject.Kind
MODELS = {"taskforces": Dossier, "events": Entry}
FILTERSETS = {Kind.TASKFORCES: ("taskforces", DossierFilterSet), Kind.EVENTS: ("events", EventFilterSet)}
# So many conditions are asked in one question.
ASKED = 20


def conditions_of(subject):
    """What a row must fulfil to be news of a subject, by kind of row: {"events": [(list, kind, name, values)]}.

    Groups of a list mean "and", so each is a condition of its own. A kind that cannot be news of it is absent.
    """
    values = {name: tuple(each) for name, each in QueryDict(subject.about).lists()}
    if subject.kind in FILTERSETS:
        kind, _filterset = FILTERSETS[subject.kind]
        return {kind: [(subject.kind, kind, *each) for each in values.items()]}
    kinds = values.pop("kind", MODELS)
    return {kind: [(subject.kind, kind, *each) for each in values.items()] for kind in kinds if kind in MODELS}


class Changed:
    """Rows that changed and can be read, and which of them fulfil the conditions that were asked.

    `keys` are those of what changed, by kind: {"events": [key]}. They are written out in each question: from a table,
    SQLite would read them last.
    """

    def __init__(self, keys):
        rows = {kind: model.objects.filter(pk__in=keys[kind]) for kind, model in MODELS.items()}
        self.keys = {kind: set(rows[kind].values_list("pk", flat=True)) for kind in MODELS}
        self.rows = {kind: model.objects.filter(pk__in=self.keys[kind]) for kind, model in MODELS.items()}
        self.few = Few(self.keys)
        self.filtersets = {name: each(queryset=self.rows[kind]) for name, (kind, each) in FILTERSETS.items()}
        self.known = {}

    def ask(self, conditions):
        """Find out for conditions of kinds in which something changed; those that are known are not asked again."""
        new = [each for each in dict.fromkeys(conditions) if each not in self.known and self.keys[each[1]]]
        self.known |= {each: self.few.having(each[1], each[3][0]) for each in new if each[2] == "q"}
        others = [each for each in new if each[2] != "q"]
        for start in range(0, len(others), ASKED):
            self._ask(others[start : start + ASKED])

    def _ask(self, some):
        """Find out for these, in one question."""
        self.known |= {each: set() for each in some}
        first, *others = (self._labelled(number, each) for number, each in enumerate(some))
        for number, key in first.union(*others, all=True) if others else first:
            self.known[some[number]].add(key)

    def fulfilling(self, conditions):
        """The keys that fulfil all of these: {kind: [condition]}."""
        for kind, some in conditions.items():
            keys = self.keys[kind]
            yield from keys.intersection(*(self.known[each] for each in some)) if keys else ()

    def _labelled(self, number, condition):
        rows = self._narrowed(*condition).order_by()
        return rows.values_list(Value(number, IntegerField()), "pk")

    def _narrowed(self, name, kind, parameter, values):
        if name in self.filtersets:
            each = self.filtersets[name].filters[parameter]
            return each.filter(self.rows[kind], [*values] if isinstance(each, MultipleValueFilter) else values[0])
        return KINDS[kind].fulfilling(self.rows[kind], parameter, values[0])
