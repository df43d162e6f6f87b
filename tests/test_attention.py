"""What needs attention: found at saving or by night, told in sentences, mended in one place, or right as it is."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.utils import timezone

from dossier_site.attention.faults import FAULTS
from dossier_site.attention.lines import told
from dossier_site.attention.waiting import waiting
from editing.models import Finding
from publishing.editions import withdraw
from publishing.models import Remark
from publishing.trash import discard
from taskforces.models import Organisation
from tests import desk, make, reading
from timeline.models import Event

pytestmark = pytest.mark.django_db
LIST = "/admin/editing/finding/"
WHOLE = {"status": "paused", "summary": "Short.", "countries": ["FR"]}


@pytest.fixture
def editor(client):
    person = make.editor(first_name="Ines", last_name="Costa")
    client.force_login(person)
    return person


def look():
    """Let the timer's command run; what it says."""
    out = StringIO()
    call_command("look_for_faults", stdout=out)
    return out.getvalue()


def found(row):
    """The faults that were found in a row: {name: detail}."""
    return dict(Finding.objects.of(row.pk).values_list("fault", "detail"))


def test_what_is_missing_in_a_taskforce_is_found_at_its_saving_and_gone_once_it_is_there():
    pact = make.taskforce()
    assert found(pact).keys() == {"no-status", "no-summary", "no-country"}
    pact.countries.add("FR")
    pact.status, pact.summary = "ongoing", "Short."
    make.touched(pact)
    assert found(pact) == {}


def day(days):
    return str(date.today() + timedelta(days))


ODD = {
    "first-of-january": [
        ({"date": "2019-01-01"}, True),
        ({"date": "2019-01-01/2019-02"}, True),
        ({"date": "2019"}, False),
        ({"date": "2019-01-02"}, False),
    ],
    "meeting-of-weeks": [
        ({"date": "2019-03-01/2019-03-15", "type": "meeting"}, True),
        ({"date": "2019-03-01/2019-03-14", "type": "meeting"}, False),
        ({"date": "2019-03-01/2019-04-15", "type": "study"}, False),
        ({"date": "2019-03/..", "type": "meeting"}, False),
        ({"date": "2019", "type": "meeting"}, False),
    ],
}


@pytest.mark.parametrize(("fault", "given", "is_odd"), [(name, *case) for name, cases in ODD.items() for case in cases])
def test_odd_date_of_an_event_is_found(fault, given, is_odd):
    kind = given.pop("type", "")
    event = make.event(**given, type=make.event_type(icon=kind) if kind else None)
    given["type"] = kind
    assert (fault in found(event)) == is_odd


@pytest.mark.parametrize(
    ("days", "state", "is_late"), [(-200, "expected", 1), (-100, "expected", 0), (-200, "achieved", 0)]
)
def test_expected_result_that_is_long_past_is_found(days, state, is_late):
    pact = make.taskforce(**WHOLE)
    pact.results.create(text="A network", state=state, date=day(days))
    make.touched(pact)
    assert ("overdue-result" in found(pact)) == is_late


@pytest.mark.parametrize("alt", ["IMG_1234.jpg", "photo", "Picture 3", "—", "pont-de-papier.png"])
def test_words_that_say_nothing_of_a_picture_are_found(alt):
    picture = make.picture(alt=alt)
    assert found(picture).keys() == {"no-alternative-text"}
    picture.alt = "A photo of a bridge of paper"
    picture.save()
    assert found(picture) == {}


def test_ongoing_taskforce_without_an_event_for_a_year_is_found_by_night():
    asleep, awake, new = (
        make.taskforce(title, **WHOLE | {"status": "ongoing"}, start=start)
        for title, start in (("Asleep", "2015"), ("Awake", "2015"), ("New", day(-30)))
    )
    make.event(taskforces=[asleep], date=day(-400))
    make.event(taskforces=[awake], date=day(-300))
    look()
    assert [found(each) for each in (asleep, awake, new)] == [{"no-event-for-a-year": ""}, {}, {}]


def test_new_event_is_not_told_to_be_missing(django_capture_on_commit_callbacks):
    pact = make.taskforce(**WHOLE | {"status": "ongoing"}, start="2015")
    look()
    assert found(pact)
    with django_capture_on_commit_callbacks(execute=True):
        make.event(taskforces=[pact], date=day(-1))
    assert found(pact) == {}


PROSE = "<p>On 12 March 2021 we met; in May 2021 again, and from 3 to 4 June 2021. It began on 1 May 2020, in 2019.</p>"


def test_date_that_a_text_names_and_no_event_has_is_found_by_night():
    given = WHOLE | {"summary": "Signed on 9 July 2021."}
    pact = make.taskforce(**given, start="2020-05-01", background=PROSE, results=["Met on 5 July 2021"])
    make.event(taskforces=[pact], date="2021-05-20")
    make.event(date="2021-03-12")  # of nobody
    look()
    assert found(pact) == {"date-without-event": "2021-07-09 2021-03-12 2021-06-03/2021-06-04 2021-07-05"}


ALIKE = [
    ("Ministry of Education", "Ministry of Eduction", True),
    ("Platform Talent voor Technologie", "Technologie: Platform voor Talent", True),
    ("Éducation supérieure", "Education Superieure", True),
    ("Lycée number 7 of Paris", "Lycée number 8 of Paris", False),
    ("University of Riga", "University of Graz", False),
]


@pytest.mark.parametrize(("name", "other", "is_same"), ALIKE)
def test_organisations_of_nearly_one_name_are_found_by_night(name, other, is_same):
    first, second = make.organisation(name), make.organisation(other)
    look()
    assert (found(first), found(second)) == ({}, {"near-duplicate": str(first.pk)} if is_same else {})


def test_ministries_of_two_countries_are_two():
    make.organisation("Ministry of Education", countries=["FR"])
    make.organisation("Ministry of Education", countries=["NO"])
    look()
    assert not Finding.objects.exists()


def test_taskforce_that_nobody_confirmed_for_a_year_is_found(time_machine):
    time_machine.move_to("2025-01-10T12:00:00Z")
    old, fresh, changed = (make.taskforce(f"T {n}", **WHOLE, confirmed_on=day) for n, day in enumerate(DAYS))
    time_machine.move_to("2026-02-01T12:00:00Z")
    look()
    assert [found(each).keys() for each in (old, fresh, changed)] == [{"not-confirmed"}, set(), {"not-confirmed"}]
    changed.region = "Riga"
    make.touched(changed)
    assert found(changed) == {}


DAYS = (date(2025, 1, 9), date(2025, 6, 1), None)


def test_what_is_withdrawn_deleted_or_merged_needs_nothing():
    gone, pact = make.taskforce(), make.published(make.taskforce("Pact"))
    withdraw(pact, reason="in_error")
    discard(gone)
    first, second = make.organisation("Institute of Tests"), make.organisation("Institute of Test")
    look()
    assert found(second)
    second.name = "Something else"
    second.save()
    make.picture(alt="photo").delete()
    assert not Finding.objects.exists()
    assert Organisation.objects.filter(pk=first.pk).exists()


def test_looking_again_changes_nothing_and_keeps_what_was_said(editor):
    pact, event = make.taskforce(), make.event(date="2019-01-01")
    Finding.objects.filter(fault="no-status").say_right(by=editor)
    stored = set(Finding.objects.values_list("pk", "fault", "is_right"))
    look()
    look()
    assert set(Finding.objects.values_list("pk", "fault", "is_right")) == stored
    Event.objects.filter(pk=event.pk).update(date="2019")  # past `touch`, as a script may do
    Finding.objects.filter(fault="no-summary").delete()
    look()
    assert found(event) == {}
    assert "no-summary" in found(pact)
    pact.region = "Riga"
    make.touched(pact)
    assert not Finding.objects.get(fault="no-status").is_right


# The first page and the list.


def test_first_page_tells_what_readers_notice_first_and_leads_to_it(client, editor):
    pact = make.published(make.taskforce())
    desk.send(client, desk.address(pact), region="Riga")
    make.event("New year", date="2019-01-01")
    page = client.get("/admin/")
    told = {row["sentence"]: row for row in page.context["attention"]}
    assert [*told] == [
        "1 taskforce has changes that are not public yet.",
        "1 event is a draft.",
        "1 event is on 1 January: perhaps only its year is known.",
        "1 taskforce has no status.",
        "1 taskforce has no summary.",
        "1 taskforce has no country.",
    ]
    first = told["1 taskforce has changes that are not public yet."]
    assert first["detail"] == "Longest: “Bretagne programme”, for 0\xa0minutes, by Ines Costa."
    assert [row.pk for row in client.get(first["address"]).context["cl"].result_list] == [pact.pk]
    listed = client.get(told["1 taskforce has no status."]["address"])
    assert f"{desk.address(pact)}#id_status" in listed.content.decode()
    assert [row.fault for row in listed.context["cl"].result_list] == ["no-status"]


def test_each_fault_leads_to_where_it_is_mended(client, editor, time_machine):
    time_machine.move_to("2024-06-01T12:00:00Z")
    pact = make.taskforce(background="<p>On 12 March 2021 we met.</p>")
    pact.results.create(text="A network", state="expected", date="2019")
    make.taskforce("Asleep", start="2015", status="ongoing")
    make.event(date="2019-01-01")
    make.event(date="2019-03-01/2019-03-20", type=make.event_type(icon="meeting"))
    make.organisation("Institute of Tests")
    make.organisation("Institute of Test")
    make.picture(alt="photo")
    time_machine.move_to("2026-06-01T12:00:00Z")
    look()
    findings = {finding.fault: finding for finding in Finding.objects.all()}
    assert findings.keys() == FAULTS.keys()
    for name, finding in findings.items():
        fault = FAULTS[name]
        address, _hash, place = fault.address(finding).partition("#")
        page = client.get(address)
        assert page.status_code == 200
        assert bool(place) != bool(fault.mend and client.get(fault.mend(finding)).status_code == 200)
        assert not place or f'id="{place}"' in page.content.decode()
    typed = desk.filled(client.get(FAULTS["date-without-event"].mend(findings["date-without-event"])))
    assert (typed["date"], typed["taskforces"]) == ("12 March 2021", str(pact.pk))


def press(client, finding, name, query=""):
    return client.post(LIST + query, {name: finding.pk}, follow=True)


def test_what_is_right_as_it_is_is_asked_about_no_more_until_the_item_changes(client, editor):
    pact = make.taskforce()
    finding = Finding.objects.get(fault="no-status")
    words = desk.text(press(client, finding, "_right", "?fault=no-status"))
    assert "1 is noted to be right as it is, until the item changes." in words
    assert "1 taskforce has no status." not in desk.text(client.get("/admin/"))
    assert "Right, says Ines Costa (" in desk.text(client.get(f"{LIST}?said=right"))
    press(client, finding, "_again", "?said=right")
    assert "1 taskforce has no status." in desk.text(client.get("/admin/"))
    action = {"action": "say_right", "_selected_action": [str(finding.pk)]}
    client.post(LIST, action)
    assert not Finding.objects.standing().filter(fault="no-status").exists()
    pact.region = "Riga"
    make.touched(pact)
    assert "1 taskforce has no status." in desk.text(client.get("/admin/"))


@pytest.mark.parametrize("key", ["", "bad", "-1", "9" * 30])
def test_what_is_not_there_is_not_answered(client, editor, key):
    make.taskforce()
    assert client.post(LIST, {"_right": key}).status_code in (200, 302)
    assert Finding.objects.standing().count() == 3


def test_what_somebody_worked_on_is_found_in_all(client, editor):
    mine, other = make.taskforce("Mine"), make.taskforce("Another's")
    event = make.event(taskforces=[mine], date="2019-01-01")
    desk.send(client, desk.address(event), place="Riga")
    listed = {row.key for row in client.get(f"{LIST}?whose=mine").context["cl"].result_list}
    assert listed == {mine.pk, event.pk}
    assert other.pk in {row.key for row in client.get(LIST).context["cl"].result_list}


def test_nobody_is_told_of_what_they_may_not_see_or_says_what_they_may_not_change(client):
    make.taskforce()
    make.event(date="2019-01-01")
    person = User.objects.create_user("helper", is_staff=True)
    client.force_login(person)
    assert client.get(LIST).status_code == 403
    assert "Needs attention" not in desk.text(client.get("/admin/"))
    person.user_permissions.set(Permission.objects.filter(codename__in=["view_taskforce", "change_event"]))
    for finding in Finding.objects.all():
        client.post(LIST, {"_right": finding.pk})
    assert [*Finding.objects.filter(is_right=True).values_list("fault", flat=True)] == ["first-of-january"]
    person.user_permissions.set(Permission.objects.filter(codename="view_picture"))
    assert list(client.get(LIST).context["cl"].result_list) == []


def test_list_says_when_everything_was_looked_at(client, editor):
    assert "Not everything was looked at yet" in desk.text(client.get(LIST))
    look()
    assert "Everything was looked at last on" in desk.text(client.get(LIST))


def test_waiting_items_are_told_to_who_may_see_them():
    make.taskforce()
    assert len(told(waiting(make.editor()))[0]) == 1
    assert told(waiting(User.objects.create_user("helper"))) == [[]]


def test_remarks_and_links_that_readers_meet_lead_to_their_lists(client, editor):
    Remark.objects.create(origin=Remark.Origin.READER, text="It was fifty")
    Remark.objects.create(origin=Remark.Origin.GUEST, text="Done", done_at=timezone.now())
    make.broken_link("https://a.example/", is_public=True)
    make.broken_link("https://b.example/")
    lines = reading.read(client, "/admin/").links()
    (remark,) = client.get(lines["1 remark from outside is open."]).context["cl"].result_list
    (spot,) = client.get(lines["1 link that readers meet does not work."]).context["cl"].result_list
    assert (remark.text, spot.link.url) == ("It was fifty", "https://a.example/")


@pytest.mark.parametrize(("address", "asked"), [("/admin/", 10), (LIST, 8)])
def test_pages_ask_the_same_number_of_questions_for_any_number_of_rows(
    client, editor, address, asked, django_assert_num_queries
):
    for state in (make.event("Draft"), event := make.published(make.event("Changed"))):
        state.place = "Riga"
        make.touched(state)
    client.get(address)  # what Django reads once and keeps
    for more in (1, 2, 97):
        for number in range(more):
            make.found(fault=[*FAULTS][number % 3])
            Remark.objects.create(origin=Remark.Origin.READER, text="Wrong")
            make.broken_link(f"https://{more}.example/{number}", item=event, is_public=True)
        with django_assert_num_queries(asked):
            assert client.get(address).status_code == 200
