"""The lists at any size: of some thousand rows every question is answered from an index, on both databases."""

import random
import re
from collections import Counter
from uuid import UUID

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers.lists.questions import EventQuestion
from dossiers.reading.near_matches import near_matches
from dossiers.search.indexing import rebuild_all
from publishing.editions import publish, withdraw
from publishing.models import Tally
from publishing.refresh import rebuild
from taskforces.models import Dossier, DossierCountry, DossierOrganisation
from tests import make
from tests.explain import know_numbers, plan, whole_tables
from tests.reading import read
from timeline.models import Entry, EntryDossier, EntryOrganisation
from timeline.models.live_links import EntryTopic
from timeline.recount import recount_all

pytestmark = pytest.mark.django_db
LARGE = (
    "timeline_entry",
    "timeline_entry_topics",
    "timeline_entrydossier",
    "timeline_entryorganisation",
    "dossiers_searchrow",
)
# Not those that leave a fifth of these few rows: a database reads so small a table whole.
EVENTS = (
    "",
    "?page=50",
    "?page=51",
    "?order=oldest",
    "?order=oldest&page=50",
    "?type=type-0",
    "?type=type-0&page=20",
    "?order=oldest&type=type-0",
    "?organisation=body-0",
    "?country=FR",
    "?year=2015",
    "?has=film",
    "?has=story",
    "?organisation=body-0&year=2015",
    "?topic=topic-1&organisation=body-1",
    "?topic=topic-1&organisation=body-1&order=oldest",
    "?organisation=body-0&organisation=body-1",
    "?organisation=body-0&organisation=body-1&order=oldest&country=FR",
)
DOSSIERS = ("", "?page=2", "?sort=title", "?sort=latest-event", "?country=FR", "?year=2012")
WORDS = (
    "/events/?q=meeting+399",
    "/events/?q=meeting&country=FR&has=story",
    "/events/?q=meeting+399&type=type-0&organisation=body-0",
    "/taskforces/?q=pact&sort=title",
    "/taskforces/?q=body",
)
PAGES = (*(f"/events/{query}" for query in EVENTS), *(f"/taskforces/{query}" for query in DOSSIERS), "/organisations/")
# Forms for machines, which also ask for what a page does not show. A calendar of all would read a fourth of these rows.
FORMS = (
    "/updates.atom",
    "/events.atom?country=FR",
    "/events.ics?organisation=body-0",
    "/api/v1/events",
    "/api/v1/events?country=FR",
    "/api/v1/taskforces",
)
SEARCHED = (
    "meeting",
    "meet",
    "meeting%2017",
    "type",
    '"meeting%2017"',
    "meeting&kind=events&year=2015",
    "pact&country=FR",
)
MOST = 6


@pytest.fixture(scope="module")
def furnished(module_db):
    """So many live rows that a database chooses as it does with a million."""
    types, topics = [make.event_type(f"Type {n}") for n in range(3)], [make.topic(f"Topic {n}") for n in range(5)]
    bodies = [make.organisation(f"Body {n}") for n in range(50)]
    dossiers = Dossier.objects.bulk_create(dossier(n) for n in range(200))
    entries = Entry.objects.bulk_create(entry(n, types) for n in range(4000))
    link(EntryTopic, entries, "topic", topics)
    link(EntryOrganisation, entries, "organisation", bodies)
    link(EntryDossier, entries, "dossier", [row.pk for row in dossiers])
    link(DossierOrganisation, dossiers, "organisation", bodies, owner="dossier")
    DossierCountry.objects.bulk_create(
        DossierCountry(dossier=row, country_id=("FR", "NO")[n % 2], position=0) for n, row in enumerate(dossiers)
    )
    recount_all()
    rebuild_all()
    know_numbers()


def stamped(number):
    now = timezone.now()
    return {"pk": UUID(int=number), "edition_number": 1, "published_at": now, "updated_at": now}


def dossier(number):
    given = {"title": f"Pact {number}", "slug": f"p-{number}", "start": str(2005 + number % 15), "status": "ongoing"}
    return Dossier(**given, **stamped(number))


def entry(number, types):
    """An event; of each fifty one without a date."""
    day = f"{2000 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}" if number % 50 else ""
    video = {"address": "https://example.org/film"} if number % 10 == 0 else None
    given = {
        "title": f"Meeting {number}",
        "slug": f"m-{number}",
        "date": day,
        "video": video,
        "document_count": number % 3,
    }
    row = Entry(**given, **stamped(number), type=types[number % 3], country_id="FR" if number % 20 == 1 else None)
    row.body = "<p>Long.</p>" if number % 2 else ""
    row.fill_columns()
    return row


def link(model, rows, name, others, owner="entry"):
    """Tie each row to one of the others."""
    pairs = ((row, others[number % len(others)]) for number, row in enumerate(rows))
    model.objects.bulk_create(model(**{owner: row, name: other}) for row, other in pairs)


def asked_by(client, page, most=MOST):
    """The questions about large tables that a page asks."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    assert len(queries) <= most
    return [query["sql"] for query in queries if any(f'"{table}"' in query["sql"] for table in LARGE)]


def test_every_list_is_read_from_an_index(client, furnished, subtests):
    client.get("/events/")  # what Django reads once and keeps
    for page in PAGES:
        with subtests.test(page):
            found = {sql: whole_tables(sql, LARGE) for sql in asked_by(client, page)}
            assert {sql: lines for sql, lines in found.items() if lines} == {}


def test_of_two_groups_whose_links_hold_the_order_only_one_is_read_in_it(client, furnished):
    for order in ("", "&order=oldest"):
        questions = asked_by(client, f"/events/?topic=topic-1&organisation=body-1{order}", most=9)
        ordered = [re.findall(r"entry_\w+_order", "\n".join(plan(sql))) for sql in questions if "ORDER BY" in sql]
        assert max(map(len, ordered)) == 1


def test_lists_of_words_are_read_from_an_index(client, furnished, subtests):
    client.get("/events/")
    for page in WORDS:
        with subtests.test(page):
            found = {sql: whole_tables(sql, LARGE) for sql in asked_by(client, page, most=9)}
            assert {sql: lines for sql, lines in found.items() if lines} == {}


def test_what_was_meant_by_an_address_is_read_from_an_index(furnished):
    with CaptureQueriesContext(connection) as queries:
        assert [row.title for row in near_matches("/events/zzz-399-meeting/")] == []
        assert len(near_matches("/events/meet-399/")) == 5
    assert len(queries) <= 14
    assert [line for query in queries for line in whole_tables(query["sql"], LARGE)] == []


def test_forms_for_machines_are_read_from_an_index(client, furnished, subtests):
    following = client.get("/api/v1/events?limit=100").json()["next"].removeprefix("http://testserver")
    for form in (*FORMS, following):
        with subtests.test(form):
            found = {sql: whole_tables(sql, LARGE) for sql in asked_by(client, form, most=9)}
            assert {sql: lines for sql, lines in found.items() if lines} == {}


def test_search_reads_what_it_shows_and_sorts_nothing(client, furnished, subtests):
    client.get("/search/?q=meeting")
    for words in SEARCHED:
        with subtests.test(words):
            found = {sql: whole_tables(sql, LARGE) for sql in asked_by(client, f"/search/?q={words}", most=9)}
            assert len(found) > 2
            assert {sql: lines for sql, lines in found.items() if lines} == {}


@pytest.mark.parametrize("query", ["", "&topic=topic-0", "&type=type-1", "&topic=topic-0&organisation=body-0"])
def test_list_turned_round_ends_with_what_has_no_date(furnished, query):
    filterset = EventQuestion(QueryDict(f"order=oldest{query}")).filterset
    whole = list(filterset.rows().values_list("pk", flat=True))
    pages = [filterset.keys()[first : first + 70] for first in range(0, len(whole), 70)]
    assert len({*whole}) == len(whole) > 70
    assert [key for page in pages for key in page] == whole


def test_list_is_walked_only_so_far_and_says_so(client, furnished):
    page = read(client, "/events/?page=50")
    assert len(page.all("h3", "entry-title")) == 20
    assert "Page 50 of 50 Only the first 1000 are listed. Narrow the list to find others." in page.main
    assert "Next" not in page.links()
    beyond = read(client, "/events/?page=200")
    assert beyond.all("h3", "entry-title") == []
    assert "Only the first 1000" in beyond.main
    assert beyond.links()["Previous"] == "?page=50"
    assert "Nothing" not in beyond.main
    assert client.get("/events/?page=201").status_code == 404


def test_numbers_are_known_of_all_and_counted_among_few(client, furnished):
    assert read(client, "/events/").texts("p", "sentence") == ["4000 events"]
    assert read(client, "/events/?type=type-0").texts("p", "sentence") == ["1334 events, type: Type 0"]
    many = read(client, "/events/?type=type-0&type=type-1")
    assert many.texts("p", "sentence") == ["More than 1000 events, type: Type 0 or Type 1"]
    numbers = {group: label for label in many.all("label", "choice") for group in [label[0].get("name")]}
    assert numbers["type"].find("span") is not None
    assert numbers["topic"].find("span") is None
    assert read(client, "/events/?type=type-0&topic=topic-0").texts("p", "sentence") == [
        "267 events, type: Type 0, on Topic 0"
    ]


def test_words_that_many_have_are_narrowed_among_all_of_them(client, furnished):
    def sentence(query):
        return read(client, f"/events/?q=meeting{query}").texts("p", "sentence")

    assert sentence("") == ["More than 1000 events match “meeting”"]
    assert sentence("&country=FR") == ["200 events, held in France, matching “meeting”"]
    assert sentence("&type=type-0&has=story&organisation=body-1") == [
        "27 events, type: Type 0, by Body 1, with a full story, matching “meeting”"
    ]
    assert read(client, "/events/?q=meeting+3997").texts("h3", "entry-title") == ["Meeting 3997"]


def test_organisation_that_is_not_among_the_most_used_is_found_by_words(client, furnished):
    def boxes(page):
        return {
            label[0].get("value") for label in page.all("label", "choice") if label[0].get("name") == "organisation"
        }

    assert len(boxes(read(client, "/events/"))) == 20
    assert boxes(read(client, "/events/?find=body+49")) == {"body-49"}
    assert boxes(read(client, "/events/?find=body+49&type=type-0&topic=topic-4")) == {"body-49"}


def counted():
    """What lists say of all rows: tallies and columns of dossiers."""
    tallies = Counter()
    for row in Tally.objects.all():
        tallies[row.kind, row.facet, row.value] += row.times
    columns = ("slug", *Dossier.followed)
    return {key: number for key, number in tallies.items() if number}, [
        *Dossier.objects.order_by("pk").values(*columns)
    ]


def test_what_is_counted_stays_right_whatever_is_published_in_whatever_order():
    chance = random.Random(11)
    bodies, kind, topic = [make.organisation(f"Body {n}") for n in range(3)], make.event_type(), make.topic()
    taskforces = [
        make.taskforce(f"Pact {n}", start="2015", organisations=bodies[:n], countries=["FR"]) for n in range(3)
    ]
    given = {"type": kind, "topics": [topic], "country_id": "FR", "body": "<p>Long.</p>"}
    dates = ["", "2019", "2020-05/..", "2031", "2024-02-01"]
    events = [make.event(f"Event {n}", date=date, organisations=bodies, **given) for n, date in enumerate(dates)]
    for _step in range(60):
        change(chance, chance.choice([*taskforces, *events]), taskforces, dates)
    before = counted()
    assert before[0]
    recount_all()
    assert counted() == before
    Tally.objects.fold()
    assert counted() == before
    rebuild()
    assert counted() == before


def change(chance, item, taskforces, dates):
    """Publish or withdraw something, perhaps after it was changed."""
    item.refresh_from_db()
    if item.kind == "event" and chance.random() < 0.5:
        item.taskforces.set(chance.sample(taskforces, chance.randint(0, 3)))
        item.date = chance.choice(dates)
        make.touch(item)
    if item.kind == "taskforce":
        item.status = chance.choice(["", "ongoing", "finalised"])
        make.touch(item)
    if item.live_digest and chance.random() < 0.4:
        withdraw(item, reason="in_error")
    else:
        publish(item)
