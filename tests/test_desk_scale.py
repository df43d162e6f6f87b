"""The desk at a million events: every question it asks is answered from an index, on both databases."""

import re
from urllib.parse import parse_qs

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Record
from dossier_site.attention.faults import RANKS
from editing.models import Finding
from editing.uses import ProtectedWhileUsed, incoming
from publishing.models import Remark, ReviewStep, ScheduledAct
from publishing.roles import Role
from taskforces.models import Taskforce
from tests import desk, make
from tests.explain import know_numbers, plan, whole_tables
from timeline.models import Event, Topic
from upkeep.models import ExternalLink, LinkSpot

pytestmark = pytest.mark.django_db
EVENTS, TASKFORCES = "/admin/timeline/event/", "/admin/taskforces/taskforce/"
ATTENTION, REMARKS, AUDIT = "/admin/editing/finding/", "/admin/publishing/remark/", "/admin/audit/record/"
TYPES = "/admin/timeline/eventtype/"
AUTOCOMPLETE = "/admin/autocomplete/?app_label=timeline&model_name=event_taskforces&field_name={}&term="
# Not those that are published or done with: nearly all are, and then the first 10,001 of a table are counted as fast.
PAGES = {
    "the first page": "/admin/",
    "events": EVENTS,
    "events, a later page": f"{EVENTS}?p=3",
    "events by date": f"{EVENTS}?o=4",
    "events by date, backwards": f"{EVENTS}?o=-4",
    "events by last change": f"{EVENTS}?o=6",
    "events by last change, backwards": f"{EVENTS}?o=-6",
    "drafts": f"{EVENTS}?state=draft",
    "changed events": f"{EVENTS}?state=changed",
    "withdrawn events": f"{EVENTS}?state=withdrawn",
    "events of a type": f"{EVENTS}?type__id__exact={{type}}",
    "events without a type": f"{EVENTS}?type__isnull=True",
    "events of a topic": f"{EVENTS}?topics__id__exact={{topic}}",
    "events of a taskforce": f"{EVENTS}?taskforces__id__exact={{taskforce}}",
    "online events": f"{EVENTS}?mode__exact=online",
    "events of a year": f"{EVENTS}?sort_day__year=2015",
    "drafts of a month": f"{EVENTS}?state=draft&sort_day__year=2015&sort_day__month=3",
    "taskforces": TASKFORCES,
    "taskforces by last change": f"{TASKFORCES}?o=6",
    "draft taskforces": f"{TASKFORCES}?state=draft",
    "taskforces of a year": f"{TASKFORCES}?start_lower__year=2015",
    "what needs attention": ATTENTION,
    "what needs attention, a later page": f"{ATTENTION}?p=3",
    "one fault": f"{ATTENTION}?fault=no-status",
    "what somebody worked on": f"{ATTENTION}?whose=mine",
    "what is right as it is": f"{ATTENTION}?said=right",
    "remarks": REMARKS,
    "remarks, a later page": f"{REMARKS}?p=2",
    "remarks of readers": f"{REMARKS}?origin__exact=reader",
    "the audit log": AUDIT,
    "the audit log, a later page": f"{AUDIT}?p=3",
    "what was erased": f"{AUDIT}?kind__exact=erased",
    "what is coming": "/admin/scheduled/",
    "types in use": f"{TYPES}?used=yes",
    "types not in use": f"{TYPES}?used=no",
    "an event to choose": AUTOCOMPLETE.format("event"),
    "a taskforce to choose": AUTOCOMPLETE.format("taskforce"),
    "a taskforce's form": f"{TASKFORCES}{{taskforce}}/change/",
    "a taskforce's withdrawal": f"{TASKFORCES}{{public}}/withdraw/",
    "a page of its events": f"{TASKFORCES}{{taskforce}}/events/?_events=2",
}
LARGE = (
    "audit_record",
    "editing_finding",
    "publishing_remark",
    "publishing_reviewstep",
    "publishing_scheduledact",
    "upkeep_externallink",
    "upkeep_linkspot",
    "timeline_entry",
    "timeline_entrydossier",
    "timeline_event",
    "timeline_event_taskforces",
    "timeline_event_topics",
    "taskforces_taskforce",
)
MOST = 20
FORM = 30


@pytest.fixture(scope="module")
def rows(module_db):
    """Enough of them that a database chooses as it does with a million; the keys that the pages name."""
    kinds, topics = [make.event_type(f"Type {n}") for n in range(5)], [make.topic(f"Topic {n}") for n in range(5)]
    taskforces = Taskforce.objects.bulk_create(
        Taskforce(title=f"Pact {n}", slug=f"pact-{n}", start=str(2000 + n % 20), touched_at=timezone.now(), **state(n))
        for n in range(300)
    )
    events = Event.objects.bulk_create(event(n, kinds) for n in range(4000))
    Finding.objects.bulk_create(finding(n, each) for n, each in enumerate(events))
    links = ExternalLink.objects.bulk_create(external_link(n) for n in range(4000))
    LinkSpot.objects.bulk_create(LinkSpot(link=each, kind="timeline.event", key="x", is_public=True) for each in links)
    Remark.objects.bulk_create(remark(n, each) for n, each in enumerate(events))
    Record.objects.bulk_create(Record(kind=Record.Kind.values[n % 7], what=f"Pact {n}") for n in range(4000))
    ScheduledAct.objects.bulk_create(scheduled(n, each) for n, each in enumerate(events))
    ReviewStep.objects.bulk_create(step(n, each) for n, each in enumerate(events))
    link(Event.taskforces.through, events, "taskforce", taskforces)
    link(Event.topics.through, events, "topic", topics)
    know_numbers()
    return {"type": kinds[0].pk, "topic": topics[0].pk, "taskforce": taskforces[0].pk, "public": taskforces[3].pk}


@pytest.fixture
def furnished(client, db, rows):
    """A desk with many rows, opened by an administrator; the keys that the pages name."""
    client.force_login(make.person(Role.ADMINISTRATOR))
    return rows


def state(number):
    """The columns of a draft, of a changed one, or of one that is public as it is."""
    kinds = {0: ("a", "", 0), 1: ("b", "a", 1), 2: ("a", "", 2)}
    desk_digest, live_digest, edition_number = kinds.get(number % 100, ("a", "a", 1))
    return {"desk_digest": desk_digest, "live_digest": live_digest, "edition_number": edition_number}


def event(number, kinds):
    day = f"{2000 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}" if number % 50 else ""
    given = {"type": kinds[number % 6] if number % 6 < 5 else None, "mode": "online" if number % 200 == 3 else ""}
    return Event(
        title=f"Meeting {number}", slug=f"m-{number}", date=day, touched_at=timezone.now(), **given, **state(number)
    )


def finding(number, item):
    fault = [*RANKS][number % len(RANKS)]
    own = {"key": item.pk, "title": item.title, "is_right": number % 50 == 7}
    return Finding(fault=fault, rank=RANKS[fault], model="event", **own)


def external_link(number):
    """One of forty does not work."""
    link = ExternalLink.of(f"https://example.org/{number}")
    if number % 40 == 0:
        link.failure, link.failures, link.failed_days, link.failed_at = "not-found", 3, 3, timezone.now()
    return link


def remark(number, item):
    """One of forty is open."""
    done = timezone.now() if number % 40 else None
    own = {"kind": item.kind, "key": item.pk, "text": f"Wrong {number}", "done_at": done}
    return Remark(origin=Remark.Origin.values[number % 3], **own)


def scheduled(number, item):
    """One of forty is still to come."""
    state = ScheduledAct.State.DONE if number % 40 else ScheduledAct.State.WAITING
    own = {"kind": item.kind, "key": item.pk, "digest": item.desk_digest}
    return ScheduledAct(act=ScheduledAct.Act.PUBLISH, due_at=timezone.now(), state=state, **own)


def step(number, item):
    """One of forty reviews is not over."""
    own = {"kind": item.kind, "key": item.pk, "digest": item.desk_digest, "asked_digest": item.desk_digest}
    return ReviewStep(act=ReviewStep.Act.ASKED, is_open=number % 40 == 0, **own)


def link(model, events, name, others):
    """Tie each event to one of the others. Taskforces get a dozen each, topics many."""
    model.objects.bulk_create(
        model(event=each, **{name: others[number % len(others)]}) for number, each in enumerate(events)
    )


def asked_by(client, page):
    """The questions about large tables that a page asks."""
    client.get(page)  # what Django reads once and keeps
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page)
    assert answer.status_code == 200
    assert len(queries) <= (FORM if "/change/" in page else MOST)
    large = [query["sql"] for query in queries if any(f'"{table}"' in query["sql"] for table in LARGE)]
    return [sql for sql in large if "SELECT DISTINCT" not in sql]  # without the choices of a filter


def test_every_question_is_answered_from_an_index(client, furnished, subtests):
    for name, page in PAGES.items():
        with subtests.test(name):
            asked = asked_by(client, page.format(**furnished))
            assert asked
            found = {sql: whole_tables(sql, LARGE) for sql in asked}
            assert {sql: lines for sql, lines in found.items() if lines} == {}


def orders_of(client, page):
    """The addresses by which a list offers other orders."""
    links = [link.get("href", "") for link in desk.tree(client.get(page)).iter("a")]
    return {page + link for link in links if "o" in parse_qs(link.partition("?")[2])}


def test_every_order_that_a_list_offers_has_its_index(client, furnished, subtests):
    offered = {link for page in (EVENTS, TASKFORCES, ATTENTION, REMARKS, AUDIT) for link in orders_of(client, page)}
    assert {link.partition("?")[0] for link in offered} == {EVENTS, TASKFORCES, REMARKS, AUDIT}
    for page in offered:
        with subtests.test(page):
            found = {sql: whole_tables(sql, LARGE) for sql in asked_by(client, page)}
            assert {sql: lines for sql, lines in found.items() if lines} == {}


def test_years_above_a_list_with_the_dates_of_others_are_read_from_their_index(client, furnished):
    lines = [line for sql in asked_by(client, "/admin/taskforces/country/") for line in plan(sql)]
    assert lines
    assert [line for line in lines if "TEMP B-TREE" in line or line.startswith("Sort")] == []


def test_list_is_sorted_by_the_column_that_was_clicked_last_alone(client, furnished):
    lists = [client.get(f"{EVENTS}?o={order}").context["cl"] for order in ("6", "6.-4")]
    assert [each.get_ordering_field_columns() for each in lists] == [{6: "asc"}] * 2
    assert len({str(each.queryset.query) for each in lists}) == 1


def test_list_is_not_sorted_by_a_column_that_offers_no_order(client, furnished):
    usual = client.get(EVENTS).context["cl"].queryset.query.order_by
    for order in ("3", "99", "-99", "x", "", "3.6"):
        assert client.get(f"{EVENTS}?o={order}").context["cl"].queryset.query.order_by == usual


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts its tables, and plans another way")
def test_events_that_stay_public_are_found_by_their_dossier(client, furnished):
    asked = asked_by(client, PAGES["a taskforce's withdrawal"].format(**furnished))
    (lines,) = (plan(sql) for sql in asked if "timeline_entrydossier" in sql)
    assert [line for line in lines if "timeline_event " in line] == [
        "SEARCH timeline_event USING INDEX sqlite_autoindex_timeline_event_1 (id=?)"
    ]


def test_whatever_names_a_row_that_is_kept_while_used_is_found_by_an_index():
    kept = [model for model, desk in admin.site._registry.items() if isinstance(desk, ProtectedWhileUsed)]
    columns = {(each.related_model._meta.db_table, each.field.column) for model in kept for each in incoming(model)}
    assert len(columns) > 20
    with connection.cursor() as cursor:
        for table, column in columns:
            constraints = connection.introspection.get_constraints(cursor, table).values()
            assert any(each["index"] and each["columns"][:1] == [column] for each in constraints), (table, column)


UNINDEXED = (
    'SELECT * FROM "timeline_event" WHERE "summary" = \'a\' LIMIT 5',
    'SELECT * FROM "timeline_event" ORDER BY "summary" LIMIT 5',
    'SELECT COUNT(*) FROM "timeline_event" WHERE "live_digest" <> "desk_digest"',
    'SELECT * FROM "timeline_eventtype" WHERE "name" IN (SELECT U0."title" FROM "timeline_event" U0 LIMIT 5)',
)


def test_question_without_an_index_is_noticed(furnished):
    assert [sql for sql in UNINDEXED if not whole_tables(sql, LARGE)] == []


def test_list_is_counted_and_turned_only_so_far(client, furnished, monkeypatch):
    monkeypatch.setattr("editing.lists.COUNTED", 120)
    page = client.get(f"{EVENTS}?p=3")
    assert "The first 120 events. Narrow the list to find others." in desk.text(page)
    assert len(page.context["cl"].result_list) == 20
    assert client.get(f"{EVENTS}?p=4").status_code == 302
    assert "The first 120" in desk.text(client.get(f"{EVENTS}?q=meeting"))
    assert "40 events" in desk.text(client.get(f"{EVENTS}?state=draft"))


def searched_pages():
    """Every list and every box of the desk in which folded words are searched: {address: table}."""
    desks = {model: desk for model, desk in admin.site._registry.items() if desk.search_fields == ("folded",)}
    lists = {reverse(f"admin:{m._meta.app_label}_{m._meta.model_name}_changelist") + "?q=": m for m in desks}
    fields = [m._meta.get_field(name) for m, desk in admin.site._registry.items() for name in desk.autocomplete_fields]
    boxes = {
        f"/admin/autocomplete/?app_label={each.model._meta.app_label}&model_name={each.model._meta.model_name}"
        f"&field_name={each.name}&term=": each.remote_field.model
        for each in fields
    }
    return {page: model._meta.db_table for page, model in (lists | boxes).items() if model in desks}


# A table of five rows is read from end to end whatever is asked; PostgreSQL asks any index of one that is empty.
SMALL = ("timeline_eventtype", "timeline_topic", "publishing_text")


def scanned(sql, table):
    """Whether a search reads a table from end to end, or does not ask its index of words."""
    lines = plan(sql, sorts="on")
    if connection.vendor == "postgresql" and table not in LARGE:
        return f"{table}_words" not in connection.introspection.get_constraints(connection.cursor(), table)
    whole = [line for line in lines if re.match(rf'(SCAN|Seq Scan on) "?({table}|U\d+)"?( |$)', line)]
    indexes = (f"{table}_words", "remark_open_of")  # the few remarks that are open may be looked through
    return bool(whole and table not in SMALL) or not any(index in line for line in lines for index in indexes)


def test_every_search_of_the_desk_asks_the_index_of_words(client, furnished, subtests):
    client.force_login(User.objects.create_superuser("chief"))
    pages = searched_pages()
    assert len(pages) > 15
    for page, table in pages.items():
        with subtests.test(page):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"{page}meeting+77").status_code == 200
            # Without what is asked for the rows of one page: these are found by their keys.
            asked = [query["sql"] for query in queries if re.search("(MATCH|@@).*LIMIT", query["sql"], re.DOTALL)]
            assert asked
            assert [sql for sql in asked if scanned(sql, table)] == []


def test_search_looks_for_a_word_once_whole_and_once_as_it_begins_and_not_for_the_rows_of_a_page(client, furnished):
    asked = [len(re.findall("MATCH|@@", sql)) for sql in asked_by(client, f"{EVENTS}?q=meet")]
    assert [number for number in asked if number] == [1, 1]


def test_names_and_addresses_that_are_nearly_so_are_found_by_the_index_of_words(client, furnished):
    with CaptureQueriesContext(connection) as queries:
        Topic.objects.called(["Topic 3"])
    asked = [query["sql"] for query in queries if re.search("MATCH|@@", query["sql"])]
    assert len(asked) == 1
    assert not scanned(asked[0], "timeline_topic")


def test_search_gives_the_best_first_and_ranks_no_more_than_are_shown(client, furnished, monkeypatch):
    make.event("Something of Meeting 7", slug="something")
    monkeypatch.setattr("editing.lists.COUNTED", 60)
    page = client.get(f"{EVENTS}?q=meeting+7&p=1")
    titles = [event.title for event in page.context["cl"].result_list]
    assert {*titles[:2]} == {"Meeting 7", "Something of Meeting 7"}
    assert len(titles) == len({*titles}) == 50 < page.context["cl"].result_count
    assert "The first 60 events" in desk.text(client.get(f"{EVENTS}?q=meeting"))
