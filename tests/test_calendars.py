"""Calendars: days that are known, read back by somebody else's parser."""

from datetime import date

import icalendar
import pytest
import time_machine

from publishing.editions import withdraw
from tests import make

pytestmark = pytest.mark.django_db


def read(client, address):
    """The events of a calendar, by their titles."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8"), response.content
    calendar = icalendar.Calendar.from_ical(response.content)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


@pytest.fixture
def bretagne():
    item = make.published(make.taskforce("Bretagne", countries=["FR"]))
    given = {"type": make.event_type("Tools"), "organisations": [make.organisation()], "country_id": "FR"}
    given |= {"place": "Rennes, town hall; room 2", "summary": "Line & more"}
    make.published(make.event("Conference", date="2020-08-27/2020-08-28", taskforces=[item], **given))
    make.published(make.event("Meeting", date="2020-05-01"))
    return item


def test_event_of_several_days_ends_before_the_day_after(client, bretagne):
    event = read(client, "/events.ics")["Conference"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2020, 8, 27), date(2020, 8, 29))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert "TZID" not in event["DTSTART"].params
    meeting = read(client, "/events.ics")["Meeting"]
    assert (meeting["DTSTART"].dt, meeting["DTEND"].dt) == (date(2020, 5, 1), date(2020, 5, 2))


def test_event_says_what_it_is(client, bretagne):
    event = read(client, "/events.ics")["Conference"]
    assert event["URL"] == "http://testserver/events/conference/"
    assert event["LOCATION"] == "Rennes, town hall; room 2, France"
    assert event["DESCRIPTION"] == "Line & more\nOrganisations: Institut de Locarn"
    assert event["CATEGORIES"].cats == ["Tools"]
    assert event["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize(
    "when", ["", "2020", "2020-05", "2020-21", "2020~", "2020-05-01~", "2020/2021", "2020-05-01/..", "../2020-05-01"]
)
def test_date_that_is_no_known_day_is_left_out(client, when):
    make.published(make.event("Vague", date=when))
    make.published(make.event("Meeting", date="2020-05-01"))
    assert [*read(client, "/events.ics")] == ["Meeting"]
    assert client.get("/events/vague.ics").status_code == 404


def test_calendars_of_a_dossier_of_its_list_and_of_one_event(client, bretagne):
    for address in ("/taskforces/bretagne.ics", "/taskforces.ics?country=FR", "/events/conference.ics"):
        assert [*read(client, address)] == ["Conference"]
    assert [*read(client, "/events.ics?year=2020&q=meeting")] == ["Meeting"]
    assert read(client, "/taskforces.ics?country=NO") == {}


def test_event_of_two_timelines_stands_once(client, bretagne):
    other = make.published(make.taskforce("Other"))
    make.published(make.event("Shared", date="2021-01-01", taskforces=[bretagne, other]))
    assert client.get("/taskforces.ics").content.count(b"SUMMARY:Shared") == 1


def test_calendar_is_the_same_whenever_it_is_asked_for(client, bretagne):
    first = client.get("/events.ics")
    with time_machine.travel("2031-01-01"):
        again = client.get("/events.ics", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_event_keeps_its_uid_and_gets_a_new_stamp_with_a_new_edition(client):
    with time_machine.travel("2021-01-01T12:00Z", tick=False):
        event = make.published(make.event("Meeting", date="2020-05-01"))
    before = read(client, "/events/meeting.ics")["Meeting"]
    event.date = "2020-05-02"
    event.save()
    make.published(event)
    after = read(client, "/events/meeting.ics")["Meeting"]
    assert (before["UID"], before["SEQUENCE"] + 1) == (after["UID"], after["SEQUENCE"])
    assert before["DTSTAMP"].dt < after["DTSTAMP"].dt


def test_withdrawn_event_leaves_the_calendar(client, bretagne):
    withdraw(make.published(make.event("Gone", date="2020-05-01")), reason="in_error")
    assert "Gone" not in read(client, "/events.ics")


def test_hostile_title_stays_a_title(client):
    make.published(make.event("A;B,C\\n END:VEVENT", date="2020-05-01"))
    assert [*read(client, "/events.ics")] == ["A;B,C\\n END:VEVENT"]


def test_name_of_a_calendar_is_written_as_a_text(client):
    make.published(make.event("A;B, C", date="2020-05-01", slug="abc"))
    written = client.get("/events/abc.ics").content.decode()
    for name in ("NAME", "X-WR-CALNAME"):
        assert f"\r\n{name}:Taskforce Dossiers: A\\;B\\, C\r\n" in written


def test_bad_value_is_a_problem(client):
    assert client.get("/events.ics?year=x")["Content-Type"] == "application/problem+json"
