"""The one short address of a list, however it was put together, and those with something else asked."""

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.http import urlencode


class ShortAddress:
    """Mixed into a faceted filterset."""

    @property
    def has_shorter_address(self):
        """Whether another address says the same, shorter or as the site writes it: a form names all its fields."""
        return any(self._asked(name) != values for name, values in self._stated.items())

    def address(self, path, **instead):
        """The short address of this list: what was asked, `instead` in place of some.

        Groups and their values stand in one order: however it was put together, it is one address.
        """
        values = self._stated | instead
        values = {name: each if isinstance(each, str) else sorted(each) for name, each in values.items()}
        query = urlencode({name: stated for name, stated in values.items() if stated}, doseq=True)
        return f"{path}?{query}" if query else path

    @cached_property
    def _stated(self):
        """The values of all parameters that say something."""
        return {name: self._values(name) for name in self.filters}

    def _asked(self, name):
        return self.data.getlist(name) if self.data else []

    def _values(self, name):
        """The values of a parameter that say something, each once, in the form that the site gives them."""
        canonical = getattr(self.form.fields[name], "canonical", str)
        renamed = self.renamed.get(name, {})
        values = [canonical(value) for value in self._asked(name)]
        values = dict.fromkeys(renamed.get(value, value) for value in values)
        return [value for value in values if value not in ("", self.usual.get(name))]

    @property
    def removals(self):
        """Each thing that narrows the list, with the query that is left without it: [(label, query)]."""
        words = [(f"“{self.selected['q']}”", self.address("", q=""))] if "q" in self.selected else []
        return words + [
            (
                choice.label,
                self.address("", **{name: [value for value in self.selected[name] if value != choice.value]}),
            )
            for name, choices in self.chosen.items()
            for choice in choices
        ]

    @property
    def everything(self):
        """The query that is left when nothing narrows the list any more; its order and view stay."""
        return self.address("", **{name: "" for name in self.filters if name not in self.usual})

    @property
    def query(self):
        """What was asked, as the short address has it, for links to other pages of the list."""
        return QueryDict(self.address("").removeprefix("?"))

    @cached_property
    def renamed(self):
        """The chosen names of before, by group: {group: {old: new}}. Asks the database only where a name is unknown."""
        unknown = self._unknown(self.selected)
        return {name: self.facets[name].renamed(values) for name, values in unknown.items()}
