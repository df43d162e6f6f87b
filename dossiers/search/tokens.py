"""Tokens: how the search index says what a row names, and what it can be narrowed by."""

import re

from django.utils import timezone

from taskforces.models.regions import region_slug

# Whatever goes on has a token for each year up to this one, which stands for all later ones.
LAST_YEAR = 2100
# The mark of the words of what others name: they find those others.
NAMING = "@n"
# The token of a status that is not stated.
NOT_STATED = "not-stated"
NO_SIGN = re.compile("[^a-z0-9]")


def token(letter, key):
    """What a row is called in the words of those that name it."""
    return f"@{letter}{NO_SIGN.sub('', str(key).lower())}"


def of_name(row):
    """The words by which those that name a row are found."""
    return [NAMING + word for word in row.folded.split() if word[0] != "^"]


def year_token(letter, year):
    """The token of what has to do with a year."""
    return f"@{letter}{min(year, LAST_YEAR)}"


def of_years(years):
    """The tokens of what stands under one of some years."""
    return [year_token("y", int(year)) for year in years]


def of_years_under_way(years):
    """The tokens of what was under way in one of some years: what goes on is so until today, and no longer."""
    this_year = timezone.localdate().year
    return of_years(years) + [year_token("l", int(year)) for year in years if int(year) <= this_year]


def of_entry(row):
    """Its type, its country, its year, what stands behind it; and its days, by which the years of its dossiers go."""
    days = (row.date_lower, row.date_upper)
    span = "x".join(f"{day:%Y%m%d}" if day else "" for day in days)
    year = [year_token("y", row.sort_date.year)] if row.sort_date else []
    references = (("t", row.type_id), ("c", row.country_id))
    contents = {"film": row.has_film, "documents": row.document_count, "story": row.has_story}
    has = [token("h", name) for name, there in contents.items() if there]
    return [f"@s{span}", *year, *has, *(token(letter, key) for letter, key in references if key)]


def of_dossier(row):
    """Its status, its region, and the years in which it was under way; "l" where it is unless it is to come. See
    `underway`."""
    region = [token("a", row.status or NOT_STATED), *([token("r", region_slug(row.region))] if row.region else [])]
    if not row.first_year:
        return region
    last = min(max(row.last_year, row.open_year or 0), LAST_YEAR)
    years = [year_token("y", year) for year in range(row.first_year, last + 1)]
    lasting = range(row.first_year, LAST_YEAR + 1) if row.open_year else ()
    return [*region, *years, *(year_token("l", year) for year in lasting)]
