"""Three states of a form put together: what its editor began with, what they typed, and what somebody else saved."""

from dataclasses import dataclass, field

from editing.merge.states import OWN
from editing.merge.values import merged_value, same
from text.merging import merge_order

REMOVED = "DELETE"  # the name of the box by which a row is taken out


@dataclass
class Outcome:
    """What came of it. A place is (prefix, key, field).

    `questions`: where both changed the same: {place: their value}. `taken`: what of theirs is in the form now; without
    a field it is a whole row, without a key the order of the rows. `renewed`: rows that they took out and I changed.
    """

    state: dict = field(default_factory=dict)
    questions: dict = field(default_factory=dict)
    taken: list = field(default_factory=list)
    renewed: list = field(default_factory=list)


def merge_states(base, typed, theirs, fields):
    """Put three states together. `fields`: {prefix: {name: form field}}."""
    out = Outcome()
    for prefix in typed.state:
        rows = base.get(prefix, {}), typed.state[prefix], theirs.get(prefix, {})
        merged = _merge_rows(out, prefix, *rows, fields[prefix])
        added = [key for key in rows[2] if not any(key in each for each in (*rows[:2], typed.removed.get(prefix, ())))]
        out.taken += [(prefix, key, "") for key in added]
        merged |= {key: rows[2][key] for key in added}
        out.state[prefix] = _in_order(out, prefix, merged, *map(list, rows))
        _ask_about_removed(out, prefix, rows[0], typed.removed.get(prefix, {}), rows[2])
    return out


def fuse_twins(base, typed, theirs, prefix, twin_field, blank):
    """Let a new row that somebody else added too be the row that they saved: one that both typed from nothing."""
    free = {key: row for key, row in theirs[prefix].items() if key not in base.setdefault(prefix, {})}
    state, places = typed.state[prefix], typed.places[prefix]
    for key, row in list(state.items()):
        names = [twin_field] if twin_field else list(row)
        twins = [each for each in free if all(free[each].get(name) == row[name] for name in names)]
        if not key.startswith("+") or not twins or twins[0] in state or not any(row[name] for name in names):
            continue
        base[prefix][twins[0]], places[twins[0]] = blank, places.pop(key)
        typed.numbers[prefix][twins[0]] = typed.numbers[prefix][key]
        state = {twins[0] if each == key else each: values for each, values in state.items()}
    typed.state[prefix] = state


def _merge_rows(out, prefix, base, mine, theirs, fields):
    """The rows that I sent, without those that somebody took out and I left alone."""
    merged = {}
    for key, row in mine.items():
        if key in theirs:
            merged[key] = _merge_row(out, (prefix, key), base.get(key), row, theirs[key], fields)
        elif key in base and all(same(row[name], value) for name, value in base[key].items()):
            out.taken.append((prefix, key, ""))
        else:
            merged[key] = row
            out.renewed += [] if key.startswith("+") else [(prefix, key, "")]
    return merged


def _merge_row(out, place, base, mine, theirs, fields):
    """One row that both have, with my words where both changed the same."""
    merged = dict(mine)
    for name, value in theirs.items():
        ours, other = merged_value(fields[name], base and base.get(name), mine[name], value)
        merged[name] = ours
        if not same(ours, other):
            out.questions[(*place, name)] = other
        if not same(ours, mine[name]):
            out.taken.append((*place, name))
    return merged


def _in_order(out, prefix, rows, base, mine, theirs):
    if prefix == OWN:
        return rows
    order = [key for key in merge_order(base, mine, theirs) if key in rows]
    if [key for key in order if key in mine] != [key for key in mine if key in rows]:
        out.taken.append((prefix, "", ""))
    return {key: rows[key] for key in order}


def _ask_about_removed(out, prefix, base, removed, theirs):
    """Ask about rows that I took out and somebody else changed meanwhile."""
    for key in removed:
        if key in theirs and key in base and any(not same(base[key][name], theirs[key][name]) for name in theirs[key]):
            out.questions[prefix, key, REMOVED] = theirs[key]
