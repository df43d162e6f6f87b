"""A new event from minutes, a link or a calendar file: what is understood, what is asked, and that nothing is saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from taskforces.mentions import mentioned
from tests import desk, make
from text import richtext
from timeline.models import Event
from timeline.sources import read_calendar, read_link, read_minutes
from timeline.sources.dates import first_date

MINUTES = (
    "<h3>Minutes of the kick-off</h3><p>Date: Tuesday 5 March 2024, 10:00–12:00</p>"
    "<p>Place: Maison de la région, Rennes</p>"
    "<p>Present: the Institut de Locarn and <strong>Région Bretagne</strong>.</p><ul><li><p>All agreed.</p></li></ul>"
)


def send(client, query="", **what):
    return client.post(reverse("admin:timeline_event_from") + query, what)


def told(response):
    return [str(message) for message in response.context["messages"]]


def calendar(*lines):
    body = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"))
    return read_calendar(body)


@pytest.mark.django_db
def test_minutes_fill_in_the_form_and_save_nothing(editor):
    make.organisation("Institut de Locarn")
    make.organisation("Conseil régional de Bretagne", other_names="Région Bretagne\nBrittany")
    taskforce = make.taskforce()
    back = f"?taskforces={taskforce.pk}&next=/admin/"
    page = send(editor, back, text=MINUTES)
    form = desk.filled(page)
    assert (form["title"], form["date"], form["place"]) == (
        "Minutes of the kick-off",
        "5 March 2024",
        "Maison de la région, Rennes",
    )
    assert form["body"].startswith("<p>Date: Tuesday 5 March 2024")
    assert form["taskforces"] == str(taskforce.pk)
    assert told(page) == ["Filled in: title, date, place, full story, 2 organisations. Check it; nothing is saved yet."]
    assert not Event.objects.exists()
    action = next(each for each in desk.tree(page).iter("form") if each.get("id") == "event_form").get("action")
    assert editor.post(action, form | {"_save": "1"}).url == "/admin/"
    event = Event.objects.get()
    assert [str(link) for link in event.organisation_links.all()] == [
        "Institut de Locarn",
        "Conseil régional de Bretagne",
    ]
    assert (event.date, list(event.taskforces.all())) == ("2024-03-05", [taskforce])


@pytest.mark.django_db
def test_calendar_file_fills_in_the_form(editor):
    make.organisation("Technopôle Brest")
    lines = "\r\n".join(
        (
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Steering group\\, second meeting",
            "DTSTART;TZID=Europe/Paris:20240305T100000\r\nDTEND;TZID=Europe/Paris:20240305T120000",
            "LOCATION:Zoom\r\nDESCRIPTION:With Technopôle\r\n  Brest.\\nSee www.example.org",
            "BEGIN:VALARM\r\nDESCRIPTION:Reminder\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR",
        )
    )
    page = send(editor, file=SimpleUploadedFile("invitation.ics", lines.encode()))
    form = desk.filled(page)
    assert (form["title"], form["date"]) == ("Steering group, second meeting", "5 March 2024")
    assert (form["place"], form["mode"]) == ("Zoom", "online")
    assert form["body"] == "<p>With Technopôle Brest.</p><p>See www.example.org</p>"
    assert "1 organisation." in told(page)[0]


@pytest.mark.django_db
def test_link_alone_is_kept_and_nothing_is_fetched(editor):
    page = send(editor, text="<p>https://www.example.org/news/2024/national-plan_agreed.html</p>")
    form = desk.filled(page)
    assert form["title"] == "National plan agreed"
    assert form["link_address"] == "https://www.example.org/news/2024/national-plan_agreed.html"
    assert "The page was not opened." in told(page)[1]


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ({}, "Paste a text or a link, or choose a calendar file."),
        ({"text": "\u200b <p></p>"}, "Paste a text or a link, or choose a calendar file."),
        ({"text": "a\0b"}, "There is a character in it that cannot be kept."),
        ({"text": "x" * 300_001}, "This text is too long for one event."),
        ({"file": SimpleUploadedFile("a.ics", b"")}, "This file is empty."),
        ({"file": SimpleUploadedFile("a.ics", b"\0\xff\xfeMZ")}, "This is no calendar file."),
        ({"file": SimpleUploadedFile("a.ics", b"BEGIN:VCALENDAR" + b"x" * 1024**2)}, "This file is too large."),
    ],
    ids=["nothing", "nothing to see", "null", "too long", "empty", "no calendar", "too large"],
)
@pytest.mark.django_db
def test_what_cannot_be_read_is_told_in_a_sentence(editor, what, sentence):
    for each in what.values():
        if hasattr(each, "seek"):
            each.seek(0)
    page = send(editor, **what)
    assert page.status_code == 200
    assert sentence in desk.text(page)
    assert "form" in page.context


@pytest.mark.django_db
def test_page_is_for_those_who_may_add_events(client):
    client.force_login(make.editor())
    assert client.get(reverse("admin:timeline_event_from")).status_code == 200
    client.force_login(make.User.objects.create_user("guest", is_staff=True))
    assert client.get(reverse("admin:timeline_event_from")).status_code == 403
    assert send(client, text="a").status_code == 403


@pytest.mark.django_db
def test_the_page_is_found_from_where_editors_are(editor):
    taskforce = make.taskforce()
    there = reverse("admin:timeline_event_from")
    assert "For: Bretagne programme" in desk.text(editor.get(f"{there}?taskforces={taskforce.pk},x"))
    assert "For:" not in desk.text(editor.get(f"{there}?taskforces=x"))
    for address in ("/admin/", "/admin/timeline/event/"):
        assert reverse("admin:timeline_event_from") in editor.get(address).content.decode()
    page = editor.get(desk.address(taskforce)).content.decode()
    assert f"{reverse('admin:timeline_event_from')}?taskforces={taskforce.pk}&amp;next=" in page


@pytest.mark.django_db
def test_organisations_are_found_by_whole_words_and_the_longest_name(django_assert_num_queries):
    ministry = make.organisation("Ministry of Education")
    research = make.organisation("Ministry of Education and Research", other_names="KD")
    real = make.organisation("Real")
    sirius = make.organisation("Norwegian Centre for Talent", other_names="SIRIUS")
    make.organisation("Act")
    make.organisation("Århus Tech")
    make.organisation("Tech Hub", other_names="TECH HUB")
    make.organisation("Tech Hub")
    text = "The MINISTRY of education and research, Sirius, SIRIUS and Aarhus Techs acted: a real act of the Tech Hub."
    with django_assert_num_queries(1):
        assert mentioned(text) == ([research.pk, sirius.pk], ["Tech Hub"])
    assert mentioned("Real met the Ministry of Education.")[0] == [real.pk, ministry.pk]
    assert mentioned("") == ([], [])


@pytest.mark.parametrize(
    ("line", "edtf"),
    {
        "Date: 24-25 August 2022": "2022-08-24/2022-08-25",
        "held in Rennes on Tuesday, 5th of March 2024 at 10:00": "2024-03-05",
        "Rennes, le 5 mars 2024": "2024-03-05",
        "30 August – 2 September 2022, Brussels": "2022-08-30/2022-09-02",
        "2024-03-05 10:00": "2024-03-05",
        "March 5, 2024": "2024-03-05",
        "Meeting of May 2020": "2020-05",
        "25.12.2017": "2017-12-25",
        "In room 2020 there were 12 people": "",
        "": "",
    }.items(),
)
def test_date_is_found_in_a_line(line, edtf):
    assert first_date(line)[0] == edtf


def test_date_that_cannot_be_known_is_asked_about():
    reading = read_minutes("Meeting\nDate: 07/12/2017")
    assert reading.date == ""
    assert "7 December 2017 or 12 July 2017" in reading.doubts[0]


def test_date_without_a_label_is_told_to_be_checked():
    reading = read_minutes("Kick-off\n\nPlan signed on 1 May 2021.\n\nThe meeting was held on 5 March 2024.")
    assert (reading.title, reading.date) == ("Kick-off", "2024-03-05")
    assert reading.doubts == ["The date was taken from “The meeting was held on 5 March 2024.”. Check it."]


def test_plain_text_keeps_its_paragraphs_and_is_no_markup():
    reading = read_minutes("Kick-off\n\nWhere:\nOslo & online, hybrid\n\n3 < 5 <script>x</script>\nnext line")
    assert (reading.place, reading.mode) == ("Oslo & online, hybrid", "hybrid")
    assert reading.body == (
        "<p>Where:<br>Oslo &amp; online, hybrid</p><p>3 &lt; 5 &lt;script&gt;x&lt;/script&gt;<br>next line</p>"
    )


@pytest.mark.parametrize(
    ("lines", "edtf"),
    [
        (["DTSTART;VALUE=DATE:20240305", "DTEND;VALUE=DATE:20240306"], "2024-03-05"),
        (["DTSTART;VALUE=DATE:20240305", "DTEND;VALUE=DATE:20240308"], "2024-03-05/2024-03-07"),
        (["DTSTART:20240305T233000Z", "DTEND:20240306T003000Z"], "2024-03-06"),
        (
            ["DTSTART;TZID=America/New_York:20240305T200000", "DTEND;TZID=America/New_York:20240306T000000"],
            "2024-03-05",
        ),
        (["DTSTART;VALUE=DATE:20240305", "DURATION:P3D"], "2024-03-05/2024-03-07"),
        (["DTSTART:20240305T100000", "DURATION:PT2H"], "2024-03-05"),
        (["DTSTART:20240305T100000", "DTEND:20240301T100000"], "2024-03-05"),
        (["DTSTART:20240231T100000"], ""),
        (["DTSTART:00000000"], ""),
        (["DTSTART:99991231T235900Z", "DURATION:P9999D"], ""),
        (["DTSTART:tomorrow"], ""),
        ([], ""),
    ],
)
def test_days_of_a_calendar_file_are_those_that_people_mean(lines, edtf):
    assert calendar(*lines).date == edtf


def test_only_the_first_of_several_events_is_read_and_that_is_told():
    reading = calendar(
        "SUMMARY:One", "DTSTART:20240305", "END:VEVENT", "BEGIN:VEVENT", "SUMMARY:Two", "RRULE:FREQ=DAILY"
    )
    assert (reading.title, reading.doubts) == ("One", ["The file holds 2 events. Only the first was read."])


def test_what_was_cancelled_or_is_repeated_is_told():
    reading = calendar("DTSTART:20240305", "RRULE:FREQ=WEEKLY", "STATUS:CANCELLED")
    assert reading.doubts == ["It is repeated. The first time was read.", "The file says that it was cancelled."]


def test_what_is_no_calendar_or_link_is_none():
    assert read_calendar("Minutes of BEGIN:VCALENDAR") is None
    assert read_link("see https://example.org") is None
    assert read_link("https://[").link_address == "https://["


def test_calendar_that_was_pasted_as_text_is_read_with_its_long_lines():
    reading = read_calendar(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A long\nand winding title\nDTSTART:20240305\nEND:VEVENT"
    )
    assert (reading.title, reading.date) == ("A longand winding title", "2024-03-05")


PIECES = ["BEGIN:VCALENDAR\n", "BEGIN:VEVENT\n", "END:VEVENT\n", 'SUMMARY;X="a:b":c\n', "DTSTART:", "DTEND;TZID="]
PIECES += ["2024", "0305T", "100000", "Z\n", " ", "\n", "\\n", "DURATION:P1W", "Date: ", "Place: ", "5 March ", "\0"]
PIECES += ["<p>", "</p>", "<h3>", "<br>", "https://", "www."]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=25).map("".join))
def test_whatever_is_given_is_read_without_a_fault(text):
    for read in (read_calendar, read_link, read_minutes):
        if reading := read(text):
            assert richtext.clean(reading.body) == reading.body
            assert len(reading.title) <= 200
            assert len(reading.place) <= 200
