"""What records of several kinds have in common."""

from dossiers.formats.jsonld import address
from taskforces.models.reference import country_name
from text import dates
from text.identifiers import identifiers_of

# Names of countries stand in this language in every file, whoever asks.
LANGUAGE = "en"


def date(edtf):
    """An imprecise date: EDTF, and the first and the last day that it can mean (null: open); None for no date."""
    if not edtf:
        return None
    earliest, latest = (day and day.isoformat() for day in dates.bounds(edtf))
    return {"edtf": edtf, "earliest": earliest, "latest": latest}


def country(code):
    """A country by its code of ISO 3166-1 and its English name; None for none."""
    return {"code": code, "name": country_name(code, LANGUAGE)} if code else None


def named(row, name, value):
    """A row that another one names: its stable id, what it is called there (`name` says how), and where it is read."""
    return {"id": str(row.pk), name: value, "url": address(row.get_absolute_url())}


def label(row):
    """A type or a topic; None for none."""
    return row and {"id": str(row.pk), "name": row.name, "slug": row.slug}


def organisations(links):
    """Organisations in their order, each under the name by which it is shown there."""
    return [named(link.organisation, "name", str(link)) for link in links]


def identifiers(row, *registers):
    """What others call a row, as the addresses of its pages in these registers; None where it has none."""
    return dict.fromkeys(registers) | {each.field: each.url for each in identifiers_of(row)}


def document(row):
    """A document; the file of one that is given on request has no address."""
    return {
        "id": str(row.pk),
        "title": row.title,
        "language": row.language,
        "kind": row.kind,
        "bytes": row.size,
        "access": row.access,
        "url": address(row.get_absolute_url()) if row.is_open else None,
    }


def edition(row):
    """Which edition of the record a live row is drawn from, and when it changed last in more than a detail."""
    return {
        "number": row.edition_number,
        "date": row.updated_at.isoformat(timespec="seconds"),
        "first_published": row.published_at.isoformat(timespec="seconds"),
    }


# The columns of `edition` in a table.
EDITION = {
    "edition": "edition.number",
    "edition_date": "edition.date",
    "first_published": "edition.first_published",
}


def date_columns(name):
    """The columns of an imprecise date in a table."""
    return {name: f"{name}.edtf", f"{name}_earliest": f"{name}.earliest", f"{name}_latest": f"{name}.latest"}
