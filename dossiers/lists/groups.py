"""A group of choices as the form of a list shows it."""

from dataclasses import dataclass

from django.forms.boundfield import BoundField

# So many choices of a group are in view at once.
FIRST = 8


@dataclass(frozen=True)
class Group:
    """A form field with its choices: the first ones and what is chosen, and behind a fold all others."""

    field: BoundField
    choices: list

    @property
    def first(self):
        return [choice for number, choice in enumerate(self.choices) if number < FIRST or choice.chosen]

    @property
    def others(self):
        return [choice for choice in self.choices[FIRST:] if not choice.chosen]
