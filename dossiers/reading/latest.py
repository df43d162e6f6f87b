"""What happened last, and what is coming up."""


def latest_and_coming(entries, today, latest, coming):
    """Of entries, newest first, so many of the last that have begun, and so many of the next, soonest first.

    An event known by its year or month begins on the first day that it can mean; one without a date is neither.
    """
    dated = [entry for entry in entries if entry.sort_date]
    begun = [entry for entry in dated if entry.sort_date <= today]
    return begun[:latest], dated[: len(dated) - len(begun)][::-1][:coming]
