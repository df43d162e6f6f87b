"""What its editor chose where two had changed the same: their own words, or those of somebody else."""

from editing.merge.sending import set_sent
from editing.merge.states import OWN
from editing.merge.three_way import REMOVED
from editing.merge.values import same, sent_values

MINE, THEIRS = "mine", "theirs"


def choice_name(prefix, key, name):
    """The name of the buttons of a question. No hyphen before the key: Django numbers such names anew."""
    return f"whose:{prefix}:{key}:{name}"


def apply_choices(asked, typed, data):
    """Let what was typed be what was chosen.

    Gives what is still to be answered, as it was asked; and the words that were not chosen: [(place, whose, value)].
    """
    unanswered, dropped = [], []
    for question in asked:
        *place, value = question
        choice = data.get(choice_name(*place))
        choose = _choose_row if place[2] == REMOVED else _choose_words
        answer = choose(place, choice, value, typed, data)
        if answer is None:
            unanswered.append(question)
        else:
            dropped += answer
    return unanswered, dropped


def _choose_words(place, choice, value, typed, data):
    """The words that were not chosen for a field; None where nothing was chosen."""
    prefix, key, name = place
    row = typed.state.get(prefix, {}).get(key, {})
    if choice == MINE or name not in row:  # its editor took the row out
        return [(place, THEIRS, value)]
    if same(row[name], value):
        return []
    if choice != THEIRS:
        return None
    dropped, row[name] = [(place, MINE, row[name])], value
    set_sent(data, name if prefix == OWN else f"{prefix}-{typed.places[prefix][key]}-{name}", sent_values(value))
    return dropped


def _choose_row(place, choice, value, typed, data):
    """The words of a row that goes; nothing where it stays; None where nothing was chosen."""
    prefix, key, name = place
    removed = typed.removed.get(prefix, {})
    if key not in removed:
        return []
    if choice == THEIRS:
        del data[f"{prefix}-{typed.places[prefix][key]}-{name}"]
        typed.state[prefix][key] = removed.pop(key)
        typed.sort(prefix)
        return []
    return [(place, THEIRS, value)] if choice == MINE else None
