"""One save merged with what somebody else saved meanwhile."""

from dataclasses import replace

from editing.merge.choices import MINE, apply_choices
from editing.merge.names import Names
from editing.merge.numbers import with_keys, write_numbers
from editing.merge.sending import send_merged
from editing.merge.states import current_state, shown_row, typed_state
from editing.merge.three_way import REMOVED, fuse_twins, merge_states
from editing.merge.ticket import Ticket


def merge(ticket, form, formsets, data):
    """Merge what was sent, `data`, with what stands there now, which `form` and `formsets` show without data.

    Changes `data`, and gives the ticket of the form as it is then. Where that asks nothing, it can be saved.
    """
    base, theirs = ticket.base, current_state(form, formsets)
    typed, names = typed_state(form, formsets, data), Names(form, formsets)
    for formset in formsets:
        fuse_twins(base, typed, theirs, formset.prefix, twin_field(formset), shown_row(formset.empty_form, formset))
    unanswered, dropped = apply_choices(ticket.asked, typed, data)
    outcome = _merge_named(ticket, base, typed, theirs, names)
    shown = send_merged(data, formsets, outcome, typed, theirs)
    taken = [names.place(place, outcome.state, base) for place in outcome.taken]
    return Ticket(
        of=ticket.of,
        opened=ticket.opened,
        base=theirs,
        shown=shown,
        asked=_asked(outcome.questions, unanswered, theirs),
        dropped=ticket.dropped + [_dropped(names, each, outcome.state, base) for each in dropped],
        taken=list(dict.fromkeys(ticket.taken + taken)),
        renewed=ticket.renewed + [names.place(place, outcome.state) for place in outcome.renewed],
    )


def _asked(questions, unanswered, theirs):
    """What has to be chosen: what is new, and what was asked before, of rows that are still there."""
    there = [question for question in unanswered if question[1] in theirs.get(question[0], ())]
    before = [question for question in there if tuple(question[:3]) not in questions]
    return [[*place, value] for place, value in questions.items()] + before


def twin_field(formset):
    """What two rows of one item cannot both have: the organisation, the document. "" where there is no such field."""
    model, own = formset.model._meta, formset.fk.name
    constraints = [*model.unique_together, *(constraint.fields for constraint in model.total_unique_constraints)]
    others = [[name for name in names if name != own] for names in constraints if own in names]
    return next((names[0] for names in others if len(names) == 1), "")


def _merge_named(ticket, base, typed, theirs, names):
    """Merge three states by the rows that their numbers mean."""
    refers = {prefix: formset.refers for prefix, formset in names.formsets.items()}
    named = replace(typed, state=with_keys(typed.state, refers, ticket.shown or base))
    outcome = merge_states(with_keys(base, refers), named, with_keys(theirs, refers), names.fields)
    removed = [(place[0], value) for place, value in outcome.questions.items() if place[2] == REMOVED]
    write_numbers(outcome.state, removed, refers)
    return outcome


def _dropped(names, dropped, *states):
    """Words that were not chosen, as the history keeps them."""
    place, whose, value = dropped
    return {
        "name": names.place(place, *states),
        "own": whose == MINE,
        "words": names.words(place, value),
        "rich": names.is_rich(place),
    }
