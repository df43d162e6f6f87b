"""Words that were not chosen when two had changed the same: kept in the history of the row, where staff find them."""

import json

NOT_CHOSEN = "not_chosen"


def with_not_chosen(message, meeting):
    """What the history says about a save, with the words that were not chosen in it. Django passes over such parts."""
    dropped = meeting.ticket.dropped
    who = meeting.savers.words() if dropped else ""
    return [*message, *({NOT_CHOSEN: words | {"who": who}} for words in dropped)]


def not_chosen(entry):
    """The words that were not chosen at a save."""
    try:
        parts = json.loads(entry.change_message or "[]")
    except json.JSONDecodeError:  # a sentence
        return []
    return [part[NOT_CHOSEN] for part in parts if isinstance(part, dict) and NOT_CHOSEN in part]
