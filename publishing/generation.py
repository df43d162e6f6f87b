"""The one door: every change that a reader can see is noted here, in the transaction that makes it.

Live rows change in `refresh`, which notes; reference rows, texts, pictures and documents note themselves
(`editing.models.NotedModel`). Nothing else announces a change.
"""

import time

from publishing.models import Change


def note(kind, keys):
    """Note that readers may see other rows from now on: `kind` is an item's kind or a model's name ("organisation").

    An empty key stands for any row of the kind.
    """
    Change.objects.append(kind, keys)


def note_other_database() -> None:
    """Note that a backup took the place of the whole database: whatever was read before is to be read anew.

    Its own count of changes is one that was had before, so it goes on from a number that no database has had.
    """
    Change.objects.create(times=time.time_ns() // 1_000_000)


def now() -> int:
    """The generation: a number that has grown whenever readers may see something else than before.

    Compare it for being the same. Who keeps what was read asks before reading.
    """
    return Change.objects.generation()
