"""What was sent with a form, changed to say what came of a merge: then everything goes the way of any other save."""

import re

from editing.merge.states import OWN, sent_rows
from editing.merge.three_way import REMOVED
from editing.merge.values import same, sent_values


def send_merged(data, formsets, outcome, typed, theirs):
    """Write what came of a merge into what was sent. Gives the state as the form shows it then."""
    shown = dict(outcome.state)
    for name, value in outcome.state[OWN][OWN].items():
        if not same(value, typed.state[OWN][OWN][name]):
            set_sent(data, name, sent_values(value))
    for formset in formsets:
        if formset.prefix in typed.places and sent_rows(formset, data) is not None:
            shown[formset.prefix] = _send_rows(data, formset, outcome, typed, theirs[formset.prefix])
    return shown


def _send_rows(data, formset, outcome, typed, theirs):
    """The rows of one formset: first those that are saved already, as Django wants them."""
    prefix = formset.prefix
    rows, removed, places = outcome.state[prefix], typed.removed[prefix], typed.places[prefix]
    sent = _take_out(data, prefix)
    saved = [key for key in theirs if key in rows or key in removed]
    new = [key for key in rows if key not in theirs]
    empty = [place for place in sent if place not in places.values()]
    lines = [_line(formset, outcome, typed, key, sent.get(places.get(key), {})) for key in (*saved, *new)]
    lines += [sent[place] for place in empty]
    for key, line in zip([*saved, *new], lines, strict=False):
        line[formset.model._meta.pk.name] = [key] if key in theirs else []
    for place, line in enumerate(lines):
        for name, values in line.items():
            set_sent(data, f"{prefix}-{place}-{name}", values)
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = len(lines), len(saved)
    places = {key: f"+{place}" for place, key in enumerate(new, len(saved))}
    return {places.get(key, key): row for key, row in rows.items()}


def _line(formset, outcome, typed, key, sent):
    """What is sent of one row, but for its key: {field: values}."""
    prefix, line = formset.prefix, dict(sent)
    rows, typed_row = outcome.state[prefix], typed.state[prefix].get(key, {})
    row = rows.get(key) or outcome.questions.get((prefix, key, REMOVED), {})
    for name, value in row.items():
        if name not in typed_row or not same(value, typed_row[name]):
            line[name] = sent_values(value)
    if key in rows:
        line.pop(REMOVED, None)
    if key in rows and "number" in formset.empty_form.fields:
        line["number"] = [str(list(rows).index(key) + 1)]
    return line | {formset.fk.name: [str(formset.instance.pk)]}


def _take_out(data, prefix):
    """Take the rows of a formset out of what was sent: {place: {field: values}}."""
    pattern, sent = re.compile(rf"{re.escape(prefix)}-(\d{{1,5}})-(.+)"), {}
    for match in filter(None, map(pattern.fullmatch, list(data))):
        sent.setdefault(int(match[1]), {})[match[2]] = data.getlist(match[0])
        del data[match[0]]
    return dict(sorted(sent.items()))


def set_sent(data, name, values):
    """Let a name have these values; none at all is not sent."""
    if values:
        data.setlist(name, values)
    else:
        data.pop(name, None)
