"""By what lists count entries."""

from django.db.models import Value
from django.db.models.functions import ExtractYear

from publishing.models.tallies import as_value
from timeline.models.live_links import EntryOrganisation, EntryTopic

# The facet of the country in which something happened in a year: "2022:FR".
HELD = "held"


class Year(ExtractYear):
    """The year of a date."""

    def as_sqlite(self, compiler, connection):
        """As the text says, for SQLite calls Python for each row otherwise."""
        sql, values = compiler.compile(self.lhs)
        return f"CAST(SUBSTR({sql}, 1, 4) AS integer)", values


def facets_of(entry):
    """What an entry counts by: {(facet, value)}."""
    contents = {"film": entry.has_film, "story": entry.has_story, "documents": entry.document_count}
    year = entry.sort_date and entry.sort_date.year
    given = {
        "type": [entry.type_id],
        "country": [entry.country_id],
        "year": [year],
        HELD: [as_value(year, entry.country_id)] if year and entry.country_id else [],
        "topic": [link.topic_id for link in entry.topic_links.all()],
        "organisation": [link.organisation_id for link in entry.organisation_links.all()],
        "has": [name for name, holds in contents.items() if holds],
    }
    return {(facet, as_value(each)) for facet, values in given.items() for each in values if each}


def facet_rows(entries):
    """The same of all `entries` (a QuerySet): [(facet, queryset of values)]."""
    held = entries.filter(country__isnull=False)
    return [
        ("type", entries.values_list("type")),
        ("country", held.values_list("country")),
        ("year", entries.values_list(Year("sort_date"))),
        (HELD, held.values_list(Year("sort_date"), "country")),
        ("topic", EntryTopic.objects.values_list("topic")),
        ("organisation", EntryOrganisation.objects.values_list("organisation")),
        ("has", entries.filter(has_film=True).values_list(Value("film"))),
        ("has", entries.filter(has_story=True).values_list(Value("story"))),
        ("has", entries.filter(document_count__gt=0).values_list(Value("documents"))),
    ]
