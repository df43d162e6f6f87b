"""What is exported of a country. Knows countries, and nothing of how they are asked for or written."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from dossiers.exports.parts import LANGUAGE
from dossiers.formats.jsonld import address
from dossiers.reading.countries import with_pages
from publishing.models.tallies import number_of
from taskforces.models.live import Dossier
from taskforces.models.reference import Country, country_name
from timeline.models.live import Entry

KIND = "countries"
FACET = "country"
# The columns of a table, each with its path in `record`.
COLUMNS = {name: name for name in ("code", "name", "url", "taskforces", "events")}


def load(keys):
    """The countries of these codes, in their order, with how much is told of each: one question."""
    rows = Country.objects.defer("folded").annotate(
        dossier_count=Coalesce(number_of(Dossier.schema.kind, FACET, "pk"), 0),
        event_count=Coalesce(number_of(Entry.schema.kind, FACET, "pk"), 0),
        has_page=Exists(with_pages(Country.objects.filter(pk=OuterRef("pk")))),
    )
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def record(row):
    """A country: how many taskforces it has, how many events were held there, and its page, where there is one."""
    return {
        "type": "country",
        "code": row.pk,
        "name": country_name(row.pk, LANGUAGE),
        "url": address(row.get_absolute_url()) if row.has_page else None,
        "taskforces": row.dossier_count,
        "events": row.event_count,
    }
