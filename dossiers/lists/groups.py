"""A group of choices as the form of a list shows it."""

from dataclasses import dataclass

from django.forms.boundfield import BoundField

from dossiers.lists.fields import printable

# So many choices of a group are in view at once.
FIRST = 8


@dataclass(frozen=True)
class Group:
    """A form field with its choices: the first ones and what is chosen, and behind a fold all others."""

    field: BoundField
    choices: list
    # Whether there may be more choices, found by words, and those that were typed.
    is_searched: bool = False
    words: str = ""

    @classmethod
    def of(cls, filterset, name, choices):
        most = filterset.facets[name].most
        words = printable(filterset.form["find"].value() or "")[:200] if most else ""
        return cls(filterset.form[name], choices, bool(most and (len(choices) >= most or words)), words)

    def __bool__(self):
        return bool(len(self.choices) > 1 or self.is_searched or self.field.errors or self.field.value())

    @property
    def first(self):
        return [choice for number, choice in enumerate(self.choices) if number < FIRST or choice.chosen]

    @property
    def others(self):
        return [choice for choice in self.choices[FIRST:] if not choice.chosen]
