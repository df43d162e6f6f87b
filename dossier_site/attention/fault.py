"""A fault: one small function that finds it, and the sentences that tell it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse


@dataclass(frozen=True)
class Fault:
    """Something missing or odd in rows of a model.

    `find` takes a row and says whether it has the fault; a text is the detail that is told. One that is found
    `by_night` takes nothing and gives pairs of a row and a detail. `words` tell it of one row, `sentence` of several;
    `place` is where in the form it is mended, an id. Where it is mended elsewhere, `mend` gives the address for a
    finding, and `mending` the words that lead there.
    """

    find: Callable
    model: type[Model]
    words: str
    sentence: str
    place: str = ""
    by_night: bool = False
    told: Callable[[str], str] = str
    mend: Callable | None = None
    mending: str = ""

    @property
    def name(self):
        """What it is called in the table of findings and in addresses."""
        return self.find.__name__.replace("_", "-")

    def details(self, row):
        """What there is to tell of a row: nothing, or one detail, perhaps empty."""
        found = self.find(row)
        return [found if isinstance(found, str) else ""] if found else []

    def address(self, finding):
        """The form of the row in which it was found, there where it is mended."""
        meta = self.model._meta
        place = f"#{self.place}" if self.place else ""
        return f"{reverse(f'admin:{meta.app_label}_{meta.model_name}_change', args=[finding.key])}{place}"


def fault(model, words, sentence, **options):
    """Declare the fault that the decorated function finds."""
    return lambda find: Fault(find, model, words, sentence, **options)
