"""How far a file has got, for the page that waits for it: told beside the database, where what is under way shows."""

import time

from django.utils.translation import gettext_lazy as _

from dossier_site.tables.keeping import cache

SECOND, MINUTE = 1, 60
READ, WRITTEN = _("Read: %(number)s of %(total)s rows."), _("Written: %(number)s of %(total)s rows.")


class Progress:
    """Tells at most once a second. `word` is what the page of this person asks by."""

    def __init__(self, person, word):
        self.key, self.next = _key(person, word), 0

    def __call__(self, words, number, total):
        """So many rows of all are read or written."""
        if time.monotonic() >= self.next:
            self.next = time.monotonic() + SECOND
            sentence = str(words % {"number": number, "total": total})
            cache().set(self.key, {"number": number, "total": total, "words": sentence}, MINUTE)


def quiet(words, number, total):
    """Nobody waits."""


def told(items, tell, words):
    """The same items, one after the other; each that is done with is told."""
    total = len(items)
    for number, item in enumerate(items, 1):
        yield item
        tell(words, number, total)


def progress_of(person, word):
    """What was told last; nothing where nothing is under way."""
    return cache().get(_key(person, word)) or {}


def _key(person, word):
    return f"table-progress:{person.pk}:{word[:40]}"
