"""What lines of a table would have rows of the desk say."""

from dataclasses import dataclass

from django.db.models import Model


@dataclass
class Draft:
    """A row of the desk and what a line of a table would have it say; `before` is what it says now, None for new.

    `blank` is what a new one says before anybody fills it in.
    """

    item: Model
    words: dict
    before: dict | None = None
    blank: dict | None = None

    def __str__(self):
        """Nothing: import-export keeps the name of each row, which may be a question to the database."""
        return ""

    @property
    def old(self):
        """What its words are compared with."""
        return self.blank if self.before is None else self.before


class Drafts:
    """The rows of the desk that a table means, all read at once: what import-export calls an instance loader."""

    def __init__(self, resource, dataset):
        self.resource = resource
        resource.begin(dataset)

    def get_instance(self, row):
        """The draft of the row of the desk that a line means; None for a new one."""
        return self.resource.meant(row)
