"""Fields that name rows of another formset by their numbers: merged by the rows that are meant. Pure.

A formset says so by `refers`: {its field: the prefix of the other formset}.
"""

import re


def with_keys(state, refers, shown=None):
    """A state whose numbers are the keys of the rows that are meant; what cannot be read stays as it was typed.

    Numbers that nobody touched mean what they meant in the state that the form showed.
    """
    state = {prefix: {key: dict(row) for key, row in rows.items()} for prefix, rows in state.items()}
    for prefix, name, other in _references(state, refers):
        for key, row in state[prefix].items():
            untouched = shown and shown.get(prefix, {}).get(key, {}).get(name) == row[name]
            row[name] = _keys(row[name], list((shown if untouched else state).get(other, ())))
    return state


def write_numbers(state, removed, refers):
    """Write the keys in a state, and in rows that are asked about, as they are typed.

    A row that is not there any more has no number. `removed`: [(prefix, row)].
    """
    for prefix, name, other in _references(state, refers):
        numbers = {key: number for number, key in enumerate(state[other], 1)}
        for row in (*state[prefix].values(), *(row for place, row in removed if place == prefix)):
            if isinstance(row[name], list):
                row[name] = ", ".join(map(str, sorted(numbers[key] for key in row[name] if key in numbers)))


def _references(state, refers):
    return [
        (prefix, name, other)
        for prefix, names in refers.items()
        for name, other in names.items()
        if prefix in state and other in state
    ]


def _keys(text, order):
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    if not all(word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= len(order) for word in words):
        return text
    return list(dict.fromkeys(order[int(word[:4]) - 1] for word in words))
