"""Parts of a page: each is drawn for itself, so that it can change while the rest of the page stands (0052)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.template.loader import get_template


@dataclass(frozen=True)
class Part:
    """A part: its template, and what that is given. What it `shows` of what may change, while the rest of the page
    stands, are plain values: while they are the same, so is the part, but for what the events are called that are
    `named` in it."""

    template: str
    shows: object
    context: Callable[[], dict]
    named: list = field(default_factory=list)

    def draw(self) -> str:
        """The part as everybody gets it."""
        return get_template(self.template).render(self.context())
