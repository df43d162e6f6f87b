"""When what pages show was last changed in more than a detail, for all pages of a kind in one question: what the foot
of each page says, too. Of a year, of which a page shows a part, it is not known at so little cost.
"""

from django.db.models import CharField, Func, Max, OuterRef, Subquery

from dossiers.reading.countries import with_pages
from dossiers.reading.organisations import public
from publishing.models import Term, Text
from taskforces.models.live import Dossier
from taskforces.models.reference import Country, Organisation
from timeline.models.live import Entry
from timeline.models.live_links import EntryOrganisation
from timeline.ordering import LINK

# So many taskforces, events and organisations stand on the page of an organisation or a country.
LISTED = 20
PAGE = OuterRef(OuterRef("pk"))


class Written(Func):
    """A moment as machines write it, to the second: the database does so sooner for thousands."""

    output_field = CharField()

    def as_sqlite(self, compiler, connection, **extra):
        """It is kept so but for the letter and the zone."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"substr({sql}, 1, 10) || 'T' || substr({sql}, 12, 8) || '+00:00'", [*params, *params]

    def as_postgresql(self, compiler, connection, **extra):
        """By its own words."""
        template = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')"""
        return self.as_sql(compiler, connection, template=template, **extra)


def latest(model):
    """That of all rows of a live model; None where there are none."""
    return model.objects.order_by("-updated_at").values_list("updated_at", flat=True).first()


def of_texts():
    """Of the site's own words: {key: moment}."""
    return dict(Text.objects.order_by().values_list("pk", "touched_at"))


def of_terms():
    """Of the words that are explained."""
    return Term.objects.aggregate(at=Max("touched_at"))["at"]


def of_organisations():
    """Of the pages of organisations: [(slug, moment)], by slug."""
    named = Dossier.objects.filter(organisation_links__organisation=PAGE)
    links = EntryOrganisation.objects.filter(organisation=PAGE).order_by(*LINK)
    rows = public().order_by("slug").annotate(dossiers_at=_of(named), entries_at=_of(links, Entry, "entry"))
    return _moments(rows, "slug", "touched_at")


def of_countries():
    """Of the pages of countries: [(code, moment)]."""
    named = Dossier.objects.filter(country_links__country=PAGE)
    held = Entry.objects.filter(country=PAGE).newest_first()
    bodies = public().filter(countries=PAGE).values("pk")[: LISTED + 1]
    bodies = Organisation.objects.filter(pk__in=bodies).exclude(touched_at=None).order_by("-touched_at")
    rows = with_pages(Country.objects.all()).annotate(
        dossiers_at=_of(named), entries_at=_of(held, Entry), bodies_at=Subquery(bodies.values("touched_at")[:1])
    )
    return _moments(rows, "pk", "bodies_at")


def _of(rows, model=Dossier, key="pk"):
    """For a query of pages: that of the first live rows which stand there."""
    rows = rows.newest_first() if model is Dossier else rows
    listed = model.objects.filter(pk__in=rows.values(key)[:LISTED])
    return Subquery(listed.order_by("-updated_at").values("updated_at")[:1])


def _moments(rows, name, own):
    told = rows.values_list(name, own, "dossiers_at", "entries_at")
    return [(key, max(filter(None, moments), default=None)) for key, *moments in told]
