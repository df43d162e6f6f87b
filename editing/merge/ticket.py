"""What travels with an open form: what its editor began with, signed, so that nothing is kept between two requests."""

import time
from dataclasses import dataclass, field

from django.core import signing

SALT = "editing.merge"


@dataclass
class Ticket:
    """What an editor has in front of them.

    `of` names the row, `version` all that its form shows, `file` the file that it tells of, `opened` when it was read
    (seconds). `base` is the state that it was in; `shown` what the form showed, where that is something else since a
    merge. `asked`: [[prefix, key, field, their value]], still to be answered. `dropped`: words that were not chosen,
    for the history. `taken`, `renewed`: names of what came from somebody else, and of what they had taken out.
    """

    of: str
    version: str = ""
    file: str = ""
    opened: float = field(default_factory=time.time)
    base: dict = field(default_factory=dict)
    shown: dict | None = None
    asked: list = field(default_factory=list)
    dropped: list = field(default_factory=list)
    taken: list = field(default_factory=list)
    renewed: list = field(default_factory=list)

    def sign(self):
        """The ticket as one short text."""
        return signing.dumps(vars(self), salt=SALT, compress=True)

    @classmethod
    def read(cls, text, of):
        """The ticket that was sent. One of another row, or one that is not ours, says nothing about what was seen."""
        try:
            ticket = cls(**signing.loads(text, salt=SALT))
        except (signing.BadSignature, TypeError, ValueError):
            return cls(of)
        return ticket if ticket.of == of else cls(of)
