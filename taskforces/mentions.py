"""Which organisations a text names, by their names and other names as whole words."""

import re
from collections import defaultdict
from uuid import UUID

from taskforces.models import Organisation
from text.folding import question_words

# Who took part stands near the beginning.
LONGEST = 20_000
MOST = 12


def mentioned(text: str) -> tuple[list[UUID], list[str]]:
    """The organisations that a text names, in its order; and names that several share: of these none is taken.

    A longer name goes before one that is a part of it. One question, whatever the text.
    """
    text = text[:LONGEST]
    searched = f" {' '.join(question_words(text))} "
    found, shared = {}, []
    for key, (name, ids) in sorted(_candidates(text, searched).items(), key=lambda pair: -len(pair[0])):
        place = searched.find(key)
        if place < 0:
            continue
        # What this name stands on is taken; the words around it keep their places.
        searched = searched.replace(key, f" {'|' * (len(key) - 2)} ")
        if len(ids) > 1:
            shared.append(name)
        else:
            found.setdefault(*ids, place)
    return sorted(found, key=found.get)[:MOST], shared


def _candidates(text: str, searched: str) -> dict[str, tuple[str, set]]:
    """The names that stand in a text: {folded name: (name, ids)}."""
    words = set(searched.split())
    names = defaultdict(lambda: ("", set()))
    for id, name, other_names, folded in Organisation.objects.values_list("pk", "name", "other_names", "folded"):
        # Most rows are done with here: folding their names takes longer than all else.
        if not other_names and words.isdisjoint(folded.split(maxsplit=2)[:2]):
            continue
        for each in (name, *other_names.splitlines()):
            parts = question_words(each)
            key = f" {' '.join(parts)} "
            if parts and words.issuperset(parts) and key in searched and (len(parts) > 1 or _stands_alone(each, text)):
                names[key] = (names[key][0] or each, names[key][1] | {id})
    return names


def _stands_alone(name: str, text: str) -> bool:
    """Whether a name of one word stands in a text just as it is written: "Real" is no "real"."""
    return len(name.strip()) > 2 and re.search(rf"(?<!\w){re.escape(name.strip())}(?!\w)", text) is not None
