"""Pages that are drawn once: they are kept, and never tell anything that is no longer true."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing import generation
from publishing.editions import publish, withdraw
from publishing.models import DrawnPage, Text
from taskforces.models import Country
from tests import desk, make

pytestmark = pytest.mark.django_db
PACT, OTHER, KICK_OFF, LATER = "/taskforces/pact/", "/taskforces/other-pact/", "/events/kick-off/", "/events/later/"
PAGES = ("/", PACT, OTHER, KICK_OFF, LATER)


@pytest.fixture
def rows():
    """Two dossiers that hang together, with two events of the first; each shows all that a page can show."""
    found = {"organisation": make.organisation(), "type": make.event_type(), "topic": make.topic()}
    found |= {"picture": make.picture(credit="Anna"), "document": make.document()}
    given = {"organisations": [found["organisation"]], "status": "ongoing", "start": "2020", "cover": found["picture"]}
    found["pact"] = make.taskforce("Pact", countries=["FR"], results=["A map"], documents=[found["document"]], **given)
    found["other"] = make.taskforce("Other pact", **given)
    found["other"].relations.create(kind="continues", other=found["pact"])
    given = {"type": found["type"], "organisations": [found["organisation"]], "topics": [found["topic"]]}
    given |= {"picture": found["picture"], "documents": [found["document"]], "country_id": "FR"}
    pacts = [found["pact"]]
    found["kick_off"] = make.event("Kick-off", taskforces=pacts, date="2021", results=pacts[0].results.all(), **given)
    found["later"] = make.event("Later", taskforces=[*pacts, found["other"]], date="2022", **given)
    for name in ("pact", "other", "kick_off", "later"):
        make.published(found[name])
    return found


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def republish(item, **values):
    change(item, **values)
    publish(item)


CHANGES = {
    "organisation": lambda rows: change(rows["organisation"], name="Another institute"),
    "type": lambda rows: change(rows["type"], name="Another type"),
    "topic": lambda rows: change(rows["topic"], name="Another topic"),
    "picture": lambda rows: change(rows["picture"], credit="Somebody else"),
    "document": lambda rows: change(rows["document"], title="Another document"),
    "country": lambda rows: change(Country.objects.get(pk="FR"), name="Another country"),
    "text": lambda rows: change(Text.objects.get(pk="what-are-taskforces"), title="Another text"),
    "event": lambda rows: republish(rows["later"], title="Another event"),
    "event's date": lambda rows: republish(rows["later"], date="2019"),
    "dossier": lambda rows: republish(rows["other"], title="Another title"),
    "new event": lambda rows: make.published(make.event("New", date="2021-12", taskforces=[rows["pact"]])),
    "withdrawn event": lambda rows: withdraw(rows["later"], reason="wrong"),
    "withdrawn dossier": lambda rows: withdraw(rows["other"], reason="wrong"),
}


def read(client, page):
    answer = client.get(page)
    return answer.status_code, answer.content


@pytest.mark.parametrize("name", CHANGES)
def test_no_page_tells_what_is_no_longer_true(client, rows, name):
    before = {page: read(client, page) for page in PAGES}
    assert DrawnPage.objects.count() == len(PAGES)
    CHANGES[name](rows)
    after = {page: read(client, page) for page in PAGES}
    DrawnPage.objects.all().delete()
    assert after == {page: read(client, page) for page in PAGES}
    assert after != before


def test_page_is_read_in_two_questions_and_as_it_was_drawn(client, rows, django_assert_num_queries):
    drawn = {page: read(client, page) for page in PAGES}
    for page in PAGES:
        with django_assert_num_queries(2):
            assert read(client, page) == drawn[page]


def test_only_whole_public_pages_are_kept(admin_client, client, rows):
    assert b"Preview." in admin_client.get(desk.address(rows["pact"], "preview")).content
    for page in (f"{PACT}?order=oldest", f"{PACT}?utm_source=x", "/taskforces/nothing/", "/events/?q=a"):
        client.get(page)
    assert not DrawnPage.objects.exists()


def test_page_is_not_kept_when_something_changed_while_it_was_drawn(client, rows, monkeypatch):
    numbers = iter(range(10))
    monkeypatch.setattr(generation, "now", lambda: next(numbers))
    monkeypatch.setattr(generation, "count", lambda names: 1)
    assert client.get(PACT).status_code == 200
    assert not DrawnPage.objects.exists()


def test_page_is_read_where_nothing_can_be_written(client, rows):
    def refuse(execute, sql, *args):
        if sql.startswith("INSERT"):
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, *args)

    with connection.execute_wrapper(refuse):
        assert [client.get(page).status_code for page in PAGES] == [200] * len(PAGES)
    assert not DrawnPage.objects.exists()


def test_next_day_is_told_on_every_page(client, rows, monkeypatch):
    for page in PAGES:
        client.get(page)
    tomorrow = timezone.localtime() + timedelta(days=800)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    with CaptureQueriesContext(connection) as queries:
        event = client.get(KICK_OFF).content.decode()
    assert len(queries) == 2
    assert f"read on {tomorrow.day} {tomorrow:%B %Y}" in event
    dossier = client.get(PACT).content.decode()
    assert f"read on {tomorrow.day} {tomorrow:%B %Y}" in dossier
    assert "nothing reported since" in dossier
    assert "\0" not in event + dossier


def test_page_that_was_drawn_in_another_way_is_drawn_anew(client, rows, settings):
    client.get(KICK_OFF)
    DrawnPage.objects.update(look="of an older version", html=b"")
    assert b"Kick-off" in client.get(KICK_OFF).content
