"""Pages at a million events, of a dossier, an event, a country, a year, what comes: all is answered from an index."""

from datetime import date
from types import MappingProxyType
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers.reading.neighbours import places
from dossiers.reading.relations import related, ties
from taskforces.models import Country, Dossier, DossierResult
from taskforces.models.live_links import DossierCountry, DossierOrganisation, DossierRelation
from tests import make
from tests.explain import know_numbers, whole_tables
from timeline.models import Entry, EntryDocument, EntryDossier, EntryOrganisation
from timeline.models.live_links import EntryTopic, outline_of
from timeline.recount import recount_all

pytestmark = pytest.mark.django_db
LARGE = tuple(
    f"{room}_{model}"
    for room, models in {
        "taskforces": ("dossier", "dossiercountry", "dossierorganisation", "dossierrelation", "dossierdocument"),
        "timeline": ("entry", "entrydossier", "entryorganisation", "entrydocument", "entry_topics"),
    }.items()
    for model in models
)
DOSSIERS, EACH = 300, 15
TODAY = timezone.datetime(2015, 6, 1).date()


@pytest.fixture(scope="module")
def dossiers(module_db):
    """So many dossiers that a database chooses as it does with very many; each third event stands in two of them."""
    given = {"edition_number": 1, "published_at": timezone.now(), "updated_at": timezone.now(), "status": "ongoing"}
    kind = make.event_type()
    rows = [
        Dossier(pk=UUID(int=n), title=f"Pact {n}", slug=f"pact-{n}", start=str(2000 + n % 20) if n % 7 else "", **given)
        for n in range(1, DOSSIERS + 1)
    ]
    del given["status"]
    entries = [
        Entry(
            pk=UUID(int=n), title=f"Meeting {n}", slug=f"m-{n}", date=f"{2000 + n % 20}-05" if n % 50 else "", **given
        )
        for n in range(1, DOSSIERS * EACH + 1)
    ]
    for row in [*rows, *entries]:
        row.fill_columns()
    for entry in entries:
        entry.type = kind
    Dossier.objects.bulk_create(rows)
    Entry.objects.bulk_create(entries)
    stands = [(n, entry) for n, entry in enumerate(entries)] + [(n + 1, entry) for n, entry in enumerate(entries[::3])]
    EntryDossier.objects.bulk_create(
        EntryDossier(entry=entry, dossier=rows[n % DOSSIERS].pk, sort_key=entry.sort_key, **outline_of(entry))
        for n, entry in stands
    )
    DossierRelation.objects.bulk_create(
        DossierRelation(dossier=one, other=other.pk, kind="continues")
        for one, other in zip(rows[1:], rows, strict=False)
    )
    organisations = [make.organisation(f"Institute {n}") for n in range(30)]
    link(EntryOrganisation, "entry", entries, "organisation", organisations)
    link(DossierOrganisation, "dossier", rows, "organisation", organisations)
    link(EntryTopic, "entry", entries, "topic", [make.topic(f"Topic {n}") for n in range(30)], {})
    link(EntryDocument, "entry", entries, "document", [make.document() for _n in range(30)])
    link(DossierCountry, "dossier", rows, "country", [*Country.objects.all()[:30]])
    know_numbers()
    return rows


def link(model, name, rows, other_name, others, given=MappingProxyType({"position": 0})):
    """Tie each row to one of the others."""
    model.objects.bulk_create(
        model(**given, **{name: row, other_name: others[n % len(others)]}) for n, row in enumerate(rows)
    )


ASKED = {
    "related": lambda dossier, entry: related(dossier),
    "ties": lambda dossier, entry: list(ties([dossier.pk, UUID(int=8), UUID(int=9)])),
    "neighbours": lambda dossier, entry: places(entry),
    "latest and coming": lambda dossier, entry: list(Entry.objects.latest_and_coming(TODAY, 5, 3).newest_first()),
    "ongoing": lambda dossier, entry: list(Dossier.objects.latest_ongoing(6)),
    "a dossier's page": lambda dossier, entry: f"/taskforces/{dossier.slug}/",
    "an event's page": lambda dossier, entry: f"/events/{entry.slug}/",
}


def asked(what, client):
    """The questions about large tables that something asks."""
    with CaptureQueriesContext(connection) as queries:
        answer = what(Dossier.objects.get(slug="pact-7"), Entry.objects.get(slug="m-3"))
        if isinstance(answer, str):
            assert client.get(answer).status_code == 200
    return [query["sql"] for query in queries if any(f'"{table}"' in query["sql"] for table in LARGE)]


def test_every_question_is_answered_from_an_index(client, dossiers, subtests):
    for name, what in ASKED.items():
        with subtests.test(name):
            questions = asked(what, client)
            assert len(questions) > 2
            found = {sql: whole_tables(sql, LARGE) for sql in questions}
            assert {sql: lines for sql, lines in found.items() if lines} == {}


def steps(ask):
    """How many steps SQLite takes for questions that it was asked before, in hundreds; and the answer."""
    hundreds, _tables_are_known = [], ask()
    connection.connection.set_progress_handler(lambda: hundreds.append(1), 100)
    try:
        return ask(), len(hundreds)
    finally:
        connection.connection.set_progress_handler(None, 0)


only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does not count its steps")


@only_sqlite
def test_latest_and_coming_events_are_found_in_few_steps(dossiers):
    found, hundreds = steps(lambda: list(Entry.objects.latest_and_coming(TODAY, 5, 3)))
    assert len(found) > 5
    assert hundreds < 40 < Entry.objects.count() / 20


@only_sqlite
def test_ties_of_many_dossiers_take_few_steps_for_each_event(dossiers):
    keys = [dossier.pk for dossier in dossiers[:200]]
    found, hundreds = steps(lambda: list(ties(keys)))
    assert {kind for kind, *_pair in found} == {"continues", "shares"}
    assert hundreds < EntryDossier.objects.filter(dossier__in=keys).count()


def test_year_is_read_from_indexes(client, dossiers, django_assert_max_num_queries):
    given = {"state": "achieved", "due": date(2021, 1, 1)}
    DossierResult.objects.bulk_create(
        DossierResult(dossier=row, result=row.pk, begins=date(2000 + n % 20, 5, 1), **given)
        for n, row in enumerate(dossiers)
    )
    recount_all()
    know_numbers()
    large = (*LARGE, "taskforces_dossierresult")
    for address in ("/years/2005/", "/years/2005.xlsx"):
        with django_assert_max_num_queries(20) as queries:
            assert client.get(address).status_code == 200
        asked = [query["sql"] for query in queries if "DISTINCT" not in query["sql"]]
        about_large = [sql for sql in asked if any(f'"{table}"' in sql for table in large)]
        lines = [line for sql in about_large for line in whole_tables(sql, large)]
        assert [line for line in lines if line.startswith(("SCAN", "Seq Scan"))] == []


def test_country_is_read_from_indexes(client, dossiers, django_assert_num_queries):
    code = dossiers[0].country_links.get().country_id.lower()
    recount_all()
    with django_assert_num_queries(8) as queries:
        assert client.get(f"/countries/{code}/").status_code == 200
    about_large = [query["sql"] for query in queries if any(f'"{table}"' in query["sql"] for table in LARGE)]
    found = {sql: whole_tables(sql, LARGE) for sql in about_large}
    assert {sql: lines for sql, lines in found.items() if lines} == {}


@pytest.mark.time_machine("2015-06-01 12:00")
def test_parts_are_read_from_indexes(client, dossiers, django_assert_num_queries):
    day = timezone.localdate()
    rows = [
        DossierResult(dossier=row, result=row.pk, state="expected", begins=day, due=day.replace(year=2000 + n % 30))
        for n, row in enumerate(dossiers)
    ]
    DossierResult.objects.bulk_create(rows)
    with django_assert_num_queries(8) as queries:
        assert client.get("/coming/").status_code == 200
    large = (*LARGE, "taskforces_dossierresult")
    found = {query["sql"]: whole_tables(query["sql"], large) for query in queries}
    assert {sql: lines for sql, lines in found.items() if lines} == {}
