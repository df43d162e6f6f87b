"""What happened last, and what is coming up."""


def latest_and_coming(entries, today, latest, coming):
    """Of a QuerySet of Entry so many of the last that have begun, newest first, and so many of the next, soonest first.

    An event known by its year or month begins on the first day that it can mean; one without a date is neither. As many
    questions as one list of these entries takes.
    """
    rows = list(entries.latest_and_coming(today, latest, coming).newest_first())
    begun = [entry for entry in rows if entry.sort_date <= today]
    return begun, rows[: len(rows) - len(begun)][::-1]
