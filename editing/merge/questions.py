"""Where two changed the same: both texts above the field, side by side, and a choice. Works without a script."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext

from editing.merge.choices import MINE, THEIRS, choice_name
from editing.merge.names import worded
from editing.merge.states import OWN
from editing.merge.three_way import REMOVED
from editing.merge.values import is_rich, typed_value
from text.marking import marked_blocks, marked_words


@dataclass
class Side:
    """One of two texts: its lines are runs of words, each with whether the other text differs there."""

    value: str
    label: str
    lines: list
    note: str = ""


def put_questions(meeting, form, formsets):
    """Let each field that is asked about draw its question above itself."""
    rows = {(formset.prefix, str(row.instance.pk)): row for formset in formsets for row in formset.initial_forms}
    rows[OWN, OWN] = form
    for prefix, key, name, value in meeting.ticket.asked:
        if row := rows.get((prefix, key)):
            is_row, place = name == REMOVED, (prefix, key, name)
            field = next(iter(meeting.names.fields[prefix])) if is_row else name
            sides = _removed_row(meeting.names, place, value) if is_row else _words(row, name, value)
            _draw_above(row.fields[field].widget, _question(place, meeting, sides, row.data))


def _question(place, meeting, sides, data):
    (mine, my_note), (theirs, their_note) = sides
    return {
        "name": choice_name(*place),
        "place": meeting.names.place(place, meeting.ticket.shown or {}),
        "sides": [
            Side(MINE, gettext("My words"), mine, my_note),
            Side(THEIRS, meeting.savers.words(), theirs, their_note),
        ],
        "chosen": data.get(choice_name(*place)),
        "keeps_field": place[2] != REMOVED,
    }


def _words(row, name, value):
    """What I typed and what they saved, each with a note."""
    field = row.fields[name]
    mine = typed_value(field, row.data, row.add_prefix(name))
    if is_rich(field):
        sides = marked_blocks(mine, value)
        differs = any(differs for side in sides for line in side for _words, differs in line)
        note = "" if differs else gettext("Only the formatting differs.")
        return [(side, note) for side in sides]
    texts = [worded(field, each) for each in (mine, value)]
    return [([runs], "" if runs else gettext("Nothing")) for runs in marked_words(*texts)]


def _removed_row(names, place, value):
    return ([], gettext("I took this out.")), ([[(names.words(place, value), True)]], "")


def _draw_above(widget, question):
    render = widget.render

    def render_with_question(*args, **kwargs):
        return render_to_string("admin/editing/_question.html", question) + render(*args, **kwargs)

    widget.render = render_with_question
