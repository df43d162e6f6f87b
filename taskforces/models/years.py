"""The years in which taskforces were under way."""

from publishing.models.tallies import as_value

# The last year of what goes on: later than any that dates of this site may have.
GOES_ON = 9999


def years_of(dossier, last_event, open_event):
    """The first year in which a dossier is under way, the last one, and the one in which something began that goes on.

    A taskforce without an end goes on while its status says so; otherwise it lasted until the last day that is known of
    it, its events and its results. None of all that where its start is not known.
    """
    start, end = dossier.start_lower, dossier.end_upper
    if not start:
        return None, None, None
    if end or dossier.goes_on:
        return start.year, end.year if end else GOES_ON, None
    last = max(filter(None, [start, dossier.last_result, last_event]))
    open_day = max(filter(None, [dossier.open_result, open_event]), default=None)
    return start.year, last.year, open_day and open_day.year


def year_facets(dossier):
    """These years, as lists count by them: {(facet, value)}; empty where the start is not known."""
    years = (dossier.first_year, dossier.last_year, dossier.open_year)
    return {("year", as_value(*years))} if dossier.first_year else set()
