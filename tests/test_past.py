"""History for readers: every edition, each as it stood, and a dossier with its timeline as of a day."""

from datetime import datetime
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publishing.editions import publish, withdraw
from publishing.models import Edition
from publishing.refresh import rebuild, refresh
from taskforces.models import Organisation
from tests import make
from tests.explain import know_numbers, whole_tables
from tests.reading import Page, faults, read
from timeline.models import TimelinePeriod

pytestmark = pytest.mark.django_db
ADDRESS = "/taskforces/bretagne/"


def change(item, day, note="", minor=False, **values):
    """Publish an item anew on a day."""
    for name, value in values.items():
        setattr(item, name, value)
    item.save()
    make.touch(item)
    with time_machine.travel(f"{day} 12:00", tick=False):
        return publish(item, note=note, minor=minor)


def made(day, item):
    with time_machine.travel(f"{day} 12:00", tick=False):
        return make.published(item)


@pytest.fixture
def taskforce(db):
    """One of three editions: of March 2020, May 2020 and June 2021."""
    ptvt = make.organisation("PTvT", slug="ptvt")
    item = made("2020-03-01", make.taskforce("Bretagne", organisations=[ptvt], background="<p>Once.</p>"))
    change(item, "2020-05-03", "Says who pays.", summary="Paid by PTvT.")
    change(item, "2021-06-01", "A comma.", minor=True, title="Bretagne, today", background="<p>Now.</p>")
    return item


def meeting(taskforce, day="2020-03-02", title="Meeting", **given):
    return made(day, make.event(title, taskforces=[taskforce], date="2020-02", **given))


def titles(page):
    return page.texts("h4", "entry-title")


def test_editions_are_listed_newest_first_with_day_and_note(client, taskforce):
    page = read(client, f"{ADDRESS}editions/")
    assert faults(page) == []
    rows = [(words, link) for words, link in page.links().items() if "/editions/" in link and words.isdigit()]
    assert rows == [(str(number), f"{ADDRESS}editions/{number}/") for number in (3, 2, 1)]
    assert page.texts("td") == [
        *("1 June 2021", "A comma. (minor change) Compare edition 3 with the one before"),
        *("3 May 2020", "Says who pays. Compare edition 2 with the one before"),
        *("1 March 2020", "First edition."),
    ]
    assert [meta.get("content") for meta in page.all("meta") if meta.get("name") == "robots"] == ["noindex"]


def test_each_page_leads_to_its_editions(client, taskforce):
    meeting(taskforce)
    for address in (ADDRESS, "/events/meeting/"):
        assert f"{address}editions/" in read(client, address).links().values()
        assert read(client, f"{address}editions/").main


def test_many_editions_have_pages(client, taskforce):
    last = Edition.objects.of(taskforce.kind, taskforce.pk).first()
    own = {"kind": last.kind, "key": last.key, "published_at": last.published_at, "snapshot": last.snapshot}
    Edition.objects.bulk_create(Edition(number=last.number + 1 + number, **own) for number in range(59))
    change(taskforce, "2022-01-01", summary="60", edition_number=last.number + 59)
    assert len(read(client, f"{ADDRESS}editions/").all("td")) == 2 * 50
    assert len(read(client, f"{ADDRESS}editions/?page=2").all("td")) == 2 * 13
    for wrong in ("3", "0", "x"):
        assert client.get(f"{ADDRESS}editions/?page={wrong}").status_code == 404


def test_withdrawal_between_two_editions_is_told_with_its_reason(client, taskforce):
    with time_machine.travel("2021-07-01 12:00"):
        withdraw(taskforce, reason="in_error", note="Wrong numbers.")
    change(taskforce, "2021-08-01")
    page = read(client, f"{ADDRESS}editions/")
    assert "Withdrawn: published in error. Wrong numbers." in page.texts("td")
    for address in (f"{ADDRESS}editions/4/", f"{ADDRESS}?as-of=2021-07-10"):
        page = read(client, address)
        assert "It was withdrawn on 1 July 2021: published in error." in page.main
        assert faults(page) == []


@pytest.mark.parametrize("path", ["", "editions/", "editions/1/", "?as-of=2020-06-01"])
def test_what_is_withdrawn_is_withdrawn_in_history_too(client, taskforce, path):
    withdraw(taskforce, reason="in_error")
    assert client.get(f"{ADDRESS}{path}").status_code == 410


def test_edition_is_the_page_of_that_day_and_says_so(client, taskforce):
    page = read(client, f"{ADDRESS}editions/2/")
    assert faults(page) == []
    assert page.texts("h1") == ["Bretagne"]
    assert "Once." in page.main
    assert "Paid by PTvT." in page.main
    (mark,) = page.texts("aside", "preview")
    assert mark == "As it stood on 3 May 2020. This is edition 2. Read today's page · All editions"
    assert page.texts("title") == ["Bretagne, edition 2 of 3 May 2020 – Taskforce Dossiers"]
    assert page.links()["Read today's page"] == ADDRESS
    assert page.all("link", rel="canonical")[0].get("href") == f"http://testserver{ADDRESS}editions/2/"
    assert page.facts["Last updated"] == "3 May 2020"


@pytest.mark.parametrize("number", ["0", "4", "99999999999999999999999", "x"])
def test_edition_that_there_is_not_is_not_found(client, taskforce, number):
    assert client.get(f"{ADDRESS}editions/{number}/").status_code == 404


def test_old_address_of_an_edition_leads_to_it(client, taskforce):
    change(taskforce, "2022-01-01", slug="brittany")
    for form in ("editions/", "editions/2/"):
        response = client.get(f"{ADDRESS}{form}")
        assert (response.status_code, response["Location"]) == (301, f"/taskforces/brittany/{form}")
    assert read(client, "/taskforces/brittany/editions/2/").links()["Read today's page"] == "/taskforces/brittany/"


def test_what_an_edition_names_and_is_gone_stands_there_by_its_name(client, taskforce):
    taskforce.organisation_links.all().delete()
    change(taskforce, "2022-01-01")
    hidden = read(client, f"{ADDRESS}editions/1/")
    assert hidden.facts["Requesting organisation"] == "PTvT"
    assert "PTvT" not in hidden.links()
    Organisation.objects.all().delete()
    page = read(client, f"{ADDRESS}editions/1/")
    assert page.facts["Requesting organisation"] == "PTvT (removed)"
    assert faults(page) == []


def test_edition_of_an_event_names_what_is_gone(client, taskforce):
    tools, topic, document = make.event_type("Tools"), make.topic(), make.document(title="Minutes")
    item = meeting(taskforce, type=tools, topics=[topic], documents=[document], body="<p>Then.</p>")
    item.document_links.all().delete()
    item.topics.clear()
    change(item, "2021-01-01", type=None, body="<p>Later.</p>")
    for row in (tools, topic, document):
        row.delete()
    page = read(client, "/events/meeting/editions/1/")
    assert faults(page) == []
    for words in ("Then.", "Tools (removed)", "Secondary Education (removed)", "Minutes (removed)"):
        assert words in page.main
    assert page.all("aside", "preview")
    assert titles(read(client, f"{ADDRESS}editions/2/")) == ["Meeting"]


def test_edition_of_an_older_schema_is_raised(client, taskforce):
    edition = taskforce.editions().get(number=1)
    body = {name: value for name, value in edition.snapshot["body"].items() if name not in ("documents", "language")}
    snapshot = edition.snapshot | {"schema": 1, "body": body, "language": "fr"}
    with connection.cursor() as cursor:
        value = Edition._meta.get_field("snapshot").get_db_prep_save(snapshot, connection)
        cursor.execute("UPDATE publishing_edition SET snapshot = %s WHERE id = %s", [value, edition.pk])
    page = read(client, f"{ADDRESS}editions/1/")
    assert page.all("h1")[0].get("lang") == "fr"


def test_timeline_as_of_a_day_is_that_of_the_day(client, taskforce):
    item = meeting(taskforce)
    change(item, "2020-09-01", title="Kick-off")
    meeting(taskforce, "2021-02-01", "Second")
    other = meeting(taskforce, "2020-03-05", "Moved away")
    other.taskforces.clear()
    change(other, "2020-12-01")
    days = {
        "2020-03-01": [],
        "2020-03-02": ["Meeting"],
        "2020-10-01": ["Kick-off", "Moved away"],
        "2020-12-01": ["Kick-off"],
        "2021-12-31": ["Kick-off", "Second"],
    }
    for day, expected in days.items():
        page = read(client, f"{ADDRESS}?as-of={day}")
        assert (day, sorted(titles(page))) == (day, expected)
        assert faults(page) == []
    page = read(client, f"{ADDRESS}?as-of=2020-08-31")
    assert titles(page) == ["Meeting", "Moved away"]
    assert page.links()["Meeting"] == "/events/meeting/editions/1/"
    assert page.texts("aside", "preview")[0].startswith("As it stood on 31 August 2020. This is edition 2.")
    assert page.texts("title")[0].startswith("Bretagne, as of 31 August 2020")
    assert page.meta("robots") == "noindex"


def test_event_that_is_withdrawn_stands_on_no_timeline_of_the_past(client, taskforce):
    item = meeting(taskforce)
    assert titles(read(client, f"{ADDRESS}?as-of=2020-04-01")) == ["Meeting"]
    withdraw(item, reason="in_error")
    assert titles(read(client, f"{ADDRESS}?as-of=2020-04-01")) == []
    assert client.get("/events/meeting/editions/1/").status_code == 410


def test_event_that_came_back_was_absent_meanwhile(client, taskforce):
    item = meeting(taskforce)
    with time_machine.travel("2020-06-01 12:00"):
        withdraw(item, reason="in_error")
    change(item, "2020-08-01")
    stood = {day: titles(read(client, f"{ADDRESS}?as-of={day}")) for day in ("2020-05-31", "2020-07-01", "2020-08-01")}
    assert list(stood.values()) == [["Meeting"], [], ["Meeting"]]


def test_a_day_is_a_day_here(client, taskforce, settings):
    settings.TIME_ZONE = "Europe/Brussels"
    item = make.event("Late", taskforces=[taskforce], date="2020-02")
    with time_machine.travel(datetime.fromisoformat("2020-04-10T22:30:00+00:00"), tick=False):  # after midnight here
        make.published(item)
    assert titles(read(client, f"{ADDRESS}?as-of=2020-04-10")) == []
    assert titles(read(client, f"{ADDRESS}?as-of=2020-04-11")) == ["Late"]


def test_filters_of_the_timeline_keep_the_day(client, taskforce):
    meeting(taskforce, type=make.event_type("Tools"))
    meeting(taskforce, title="Other", type=make.event_type("News"))
    page = read(client, f"{ADDRESS}?as-of=2020-06-01&type=tools")
    assert titles(page) == ["Meeting"]
    assert page.links()["News 1"] == f"{ADDRESS}?as-of=2020-06-01&type=news&type=tools#the_timeline"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2021-02-30", "“2021-02-30” is no day."),
        ("zzz", "“zzz” is no day."),
        ("20210101", "“20210101” is no day."),
        ("<b>", "“<b>” is no day."),
        ("2019-12-31", "On 31 December 2019 it was not yet on this site."),
        ("1000-01-01", "it was not yet on this site."),
        ("2999-12-31", "31 December 2999 has not come yet."),
        ("0001-01-01", "“0001-01-01” is no day."),
        ("9999-12-31", "“9999-12-31” is no day."),
        ("0000-00-00", "is no day."),
        ("\x00" * 9, "is no day."),
        ("٢٠٢١-١٢-٣١", "is no day."),
    ],
)
def test_day_that_cannot_be_shown_is_answered_with_a_sentence(client, taskforce, day, sentence):
    page = read(client, ADDRESS, query_params={"as-of": day})
    assert sentence in page.main
    assert faults(page) == []
    assert page.links()["Read today's page"] == ADDRESS


def test_empty_day_is_today(client, taskforce):
    assert not read(client, f"{ADDRESS}?as-of=").all("aside", "preview")


def test_later_taskforces_are_not_told_of_a_day_before_them(client, taskforce):
    later = make.taskforce("Later")
    later.relations.create(kind="continues", other=taskforce)
    make.touch(later)
    make.published(later)
    assert "Later" in read(client, ADDRESS).main
    assert "Later" not in read(client, f"{ADDRESS}editions/1/").main


def test_periods_of_the_past_are_filled_from_the_record(taskforce):
    item = meeting(taskforce)
    change(item, "2020-09-01", title="Kick-off")
    with time_machine.travel("2020-10-01 12:00"):
        withdraw(item, reason="in_error")
    change(item, "2020-11-01")
    meeting(taskforce, "2021-02-01", "Second")
    names = ("event", "number", "taskforce", "since", "until")
    kept = sorted(TimelinePeriod.objects.values_list(*names), key=str)
    assert len(kept) == 4
    TimelinePeriod.objects.all().delete()
    import_module("timeline.migrations.0017_fill_timeline_periods").fill(apps, None)
    assert sorted(TimelinePeriod.objects.values_list(*names), key=str) == kept
    rebuild()
    refresh("event", item.pk)
    assert sorted(TimelinePeriod.objects.values_list(*names), key=str) == kept


def test_timeline_of_a_day_reads_no_edition_of_others(client, taskforce):
    for number in range(20):
        meeting(make.published(make.taskforce(f"Other {number}")), title=f"{number}")
    meeting(taskforce)
    know_numbers()
    large = ("publishing_edition", "timeline_timelineperiod", "timeline_entry", "timeline_entrydossier")
    with CaptureQueriesContext(connection) as queries:
        assert titles(read(client, f"{ADDRESS}?as-of=2021-01-01")) == ["Meeting"]
    questions = [query["sql"] for query in queries if any(f'"{table}"' in query["sql"] for table in large)]
    assert len(questions) == 2
    assert [line for question in questions for line in whole_tables(question, large)] == []


def test_gone_page_says_why(client, taskforce):
    withdraw(taskforce, reason="not_kept")
    response = client.get(f"{ADDRESS}editions/2/")
    assert response.status_code == 410
    assert "no longer kept" in Page(response).main
