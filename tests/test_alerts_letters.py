"""Letters of news, by a real mail server: who is told what, when, once; and what the server's answers do."""

import os
import re
import signal
from datetime import datetime
from io import StringIO
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from alerts.changes import changes_of
from alerts.models import News, Subject, Subscription
from publishing.editions import withdraw
from tests import make, prepared, running
from tests.mailbox import mail_server, text_of

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
ADA = "ada@example.org"


@pytest.fixture
def pact(db):
    return make.published(make.taskforce("Technology Pact"))


@pytest.fixture
def clock(time_machine):
    """Sets the clock of the site: `clock(4, 6, 59)` is 6:59 on 4 March 2026, a Wednesday."""
    return lambda day, hour, minute=0, month=3: time_machine.move_to(
        datetime(2026, month, day, hour, minute, tzinfo=BRUSSELS), tick=False
    )


def send():
    """Run the command; gives what it says."""
    said = StringIO()
    call_command("send_alerts", stdout=said)
    return said.getvalue()


def beside(job):
    """Does it in a thread of its own, and waits for it: the mail server's own may ask no database."""

    def run(_word):
        thread = Thread(target=job)
        thread.start()
        thread.join()

    return run


def happen(title, *taskforces, note="", **given):
    """An event is published."""
    return make.published(make.event(title, taskforces=taskforces, **given), note=note)


def test_news_of_a_dossier_say_what_changed_and_why_and_how_to_leave(mailbox, pact, settings):
    make.subscription("/taskforces/technology-pact/")
    happen("Kick-off", pact, date="2026-05-04", note="The first meeting took place.")
    make.published(make.event("Elsewhere"))
    pact.summary = "Better"
    pact.save()
    make.touched(pact)
    make.published(pact, note="Summary made clearer.")
    said = send()
    assert "Letters: 1 with news." in said
    (letter,) = mailbox.letters
    assert (letter["To"], letter["Subject"]) == (ADA, "Technology Pact: 2 changes – Taskforce Dossiers")
    text = text_of(letter)
    assert text.index("Summary made clearer.") < text.index("* Kick-off (4 May 2026)\n  New, ")
    assert "The first meeting took place.\n  http://testserver/events/kick-off/" in text
    assert "* Technology Pact\n  Changed, " in text
    assert "because you asked for it" in text
    assert "Elsewhere" not in text
    (leave,) = re.findall(r"http://testserver/alerts/\S+/leave/", text)
    assert letter["List-Unsubscribe"].strip() == f"<{leave}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    html = letter.get_body(("html",)).get_content()
    assert '<a href="http://testserver/events/kick-off/">Kick-off</a>' in html
    assert "<img" not in html


def test_nothing_is_told_twice_nor_what_was_there_before(mailbox, pact):
    happen("Before", pact)
    make.subscription("/taskforces/technology-pact/")
    assert "Letters: none." in send()
    happen("After", pact)
    send()
    assert "Letters: none." in send()
    (letter,) = mailbox.letters
    assert "After" in text_of(letter)
    assert "Before" not in text_of(letter)


def test_corrections_of_details_are_not_told(mailbox, pact):
    make.subscription("/taskforces/technology-pact/")
    make.published(make.event("Kick-off", taskforces=[pact]), minor=True)
    send()
    assert mailbox.letters == []


def test_several_editions_of_a_thing_are_one_item_with_all_notes(mailbox, pact):
    make.subscription("/taskforces/technology-pact/")
    meeting = happen("Kick-off", pact, note="Announced.")
    meeting.summary = "It took place"
    meeting.save()
    make.touched(meeting)
    make.published(meeting, note="Report added.")
    send()
    (letter,) = mailbox.letters
    assert letter["Subject"].startswith("Kick-off")
    assert text_of(letter).count("* Kick-off") == 1
    assert text_of(letter).index("Report added.") < text_of(letter).index("Announced.")


def test_what_is_withdrawn_is_told_with_the_reason(mailbox, pact):
    make.subscription("/taskforces/technology-pact/")
    meeting = happen("Kick-off", pact)
    send()
    withdraw(meeting, reason="in_error", note="It was another taskforce.")
    send()
    withdraw(pact, reason="not_kept")
    send()
    first, event, dossier = map(text_of, mailbox.letters)
    assert "New, " in first
    assert "* Kick-off\n  Withdrawn: published in error, " in event
    assert "It was another taskforce." in event
    assert "* Technology Pact\n  Withdrawn: no longer kept, " in dossier


def test_what_came_and_went_is_no_news_of_a_list(mailbox):
    make.subscription("/events/")
    withdraw(happen("In error"), reason="in_error")
    assert "Letters: none." in send()
    assert mailbox.letters == []
    assert "Letters: none." in send()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/events/", {"Girls in Norway", "Pact in Spain"}),
        ("/events/?country=NO", {"Girls in Norway"}),
        ("/events/?type=tools&country=NO&country=ES", {"Pact in Spain"}),
        ("/events/?q=girl", {"Girls in Norway"}),
        ("/events/?topic=chemistry", {"Girls in Norway"}),
        ("/events/?organisation=institut-de-locarn&year=2021", {"Pact in Spain"}),
        ("/events/?has=story&order=oldest", {"Girls in Norway"}),
        ("/taskforces/", {"Pact of girls"}),
        ("/taskforces/?country=FR&view=table", {"Pact of girls"}),
        ("/taskforces/?country=NO", set()),
        ("/taskforces/?status=ongoing&year=2021&organisation=institut-de-locarn", {"Pact of girls"}),
        ("/search/?q=girls", {"Girls in Norway", "Pact of girls"}),
        ("/search/?q=girls&kind=events", {"Girls in Norway"}),
        ("/search/?q=pact&year=2021&country=ES", {"Pact in Spain"}),
        ('/search/?q="in Norway"', {"Girls in Norway"}),
        ("/search/?q=chemistry", {"Girls in Norway"}),
        ("/search/?q=pact&within=technology-pact", {"Pact in Spain"}),
    ],
)
def test_news_of_a_list_are_what_it_would_show(mailbox, pact, address, told):
    locarn, tools, chemistry = make.organisation(), make.event_type("Tools"), make.topic("Chemistry")
    make.published(make.taskforce("Before", countries=["NO"], status="ongoing", organisations=[locarn]))
    happen("Before", topics=[chemistry], organisations=[locarn], type=tools, country_id="NO", date="2021")
    happen("Also", country_id="ES", body="<p>Story</p>", date="2021")
    make.subscription(address)
    happen("Girls in Norway", country_id="NO", topics=[chemistry], body="<p>A story</p>", date="2020")
    happen("Pact in Spain", pact, country_id="ES", type=tools, organisations=[locarn], date="2021")
    given = {"countries": ["FR"], "organisations": [locarn], "status": "ongoing", "start": "2020"}
    make.published(make.taskforce("Pact of girls", **given))
    send()
    said = [line.partition(" (")[0] for letter in mailbox.letters for line in text_of(letter).split("\n* ")[1:]]
    assert {line.partition("\n")[0] for line in said} == told


@pytest.mark.parametrize(("frequency", "morning"), [("daily", 5), ("weekly", 9)])
def test_a_day_s_or_week_s_news_come_in_the_morning_in_one_letter(mailbox, pact, clock, frequency, morning):
    clock(4, 6, 30)
    make.subscription("/taskforces/technology-pact/", frequency=frequency)
    happen("First", pact)
    clock(4, 7, 30)
    send()
    assert mailbox.letters == []
    clock(4, 23, 59)
    happen("Second", pact)
    send()
    clock(5, 0, 1)
    happen("Third", pact)
    send()
    clock(morning, 6, 59)
    send()
    assert mailbox.letters == []
    clock(morning, 7)
    send()
    (letter,) = mailbox.letters
    assert letter["Subject"].startswith("Technology Pact: 3 changes")
    happen("Fourth", pact)
    send()
    clock(morning, 22)
    send()
    assert len(mailbox.letters) == 1


def test_a_late_run_catches_up_and_the_next_one_is_on_time(mailbox, pact, clock):
    make_daily = {"frequency": "daily"}
    clock(4, 8)
    make.subscription("/taskforces/technology-pact/", **make_daily)
    send()
    happen("First", pact)
    clock(8, 15)
    send()
    assert len(mailbox.letters) == 1
    happen("Second", pact)
    clock(9, 6, 59)
    send()
    assert len(mailbox.letters) == 1
    clock(9, 7)
    send()
    assert len(mailbox.letters) == 2


def test_mornings_are_those_of_the_site_when_clocks_change(mailbox, pact, clock):
    clock(28, 12)
    make.subscription("/taskforces/technology-pact/", frequency="daily")
    send()
    happen("First", pact)
    clock(29, 6, 59)  # summer time began at two
    send()
    assert mailbox.letters == []
    clock(29, 7)
    send()
    assert len(mailbox.letters) == 1


def test_a_server_that_puts_off_is_asked_again_after_an_hour(mailbox, pact, clock):
    clock(4, 8)
    make.subscription("/taskforces/technology-pact/")
    make.subscription("/taskforces/technology-pact/", address="grace@example.org")
    happen("Kick-off", pact)
    mailbox.on_address = lambda address: "451 Later" if address == ADA else None
    assert "1 put off" in send()
    assert len(mailbox.to("grace@example.org")) == 1
    mailbox.on_address = lambda address: None
    assert "Letters: none." in send()
    clock(4, 9)
    happen("Second", pact)
    send()
    (letter,) = mailbox.to(ADA)
    assert "2 changes" in letter["Subject"]
    assert len(mailbox.to("grace@example.org")) == 2


def test_an_address_that_is_refused_on_three_days_is_erased(mailbox, pact, clock):
    clock(4, 8)
    make.subscription("/taskforces/technology-pact/")
    happen("Kick-off", pact)
    mailbox.on_address = lambda address: "550 No such mailbox"
    for day in (4, 5, 6):
        assert Subscription.objects.count() == 1
        clock(day, 8)
        send()
        send()
    assert len(mailbox.asked) == 3
    assert Subscription.objects.count() == 0


def test_one_letter_that_arrives_takes_refusals_back(mailbox, pact, clock):
    clock(4, 8)
    row = make.subscription("/taskforces/technology-pact/")
    happen("Kick-off", pact)
    mailbox.on_address = lambda address: "550 Mailbox full of letters"
    send()
    mailbox.on_address = lambda address: None
    clock(5, 8)
    send()
    row.refresh_from_db()
    assert (len(mailbox.letters), row.refusals, row.retry_at) == (1, 0, None)


def test_a_server_that_hangs_up_in_a_letter_loses_no_other(mailbox, pact, clock):
    clock(4, 8)
    for number in range(3):
        make.subscription("/taskforces/technology-pact/", address=f"{number}@example.org")
    happen("Kick-off", pact)
    mailbox.on_letter = lambda letter: "hang up" if len(mailbox.letters) == 2 else None
    assert "Letters: 2 with news, 1 put off" in send()
    clock(4, 9)
    assert "Letters: 1 with news." in send()
    names = [letter["Message-ID"] for letter in mailbox.letters]
    assert (len(names), len(set(names))) == (4, 3)  # by its name a mailbox knows a letter that comes twice


def test_a_server_that_is_away_ends_the_run_and_the_next_one_goes_on(mailbox, pact, settings):
    make.subscription("/taskforces/technology-pact/")
    happen("Kick-off", pact)
    right, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(CommandError, match="The mail server fails: ConnectionRefusedError"):
        send()
    settings.EMAIL_PORT = right
    send()
    assert len(mailbox.letters) == 1


def test_a_server_that_refuses_everybody_costs_nobody_the_address(mailbox, pact):
    for number in range(30):
        make.subscription("/taskforces/technology-pact/", address=f"{number}@example.org")
    happen("Kick-off", pact)
    mailbox.on_address = lambda address: "550 Relaying denied"
    with pytest.raises(CommandError, match="The mail server fails"):
        send()
    assert len(mailbox.asked) == 10
    assert Subscription.objects.count() == 30


@pytest.mark.django_db(transaction=True)
def test_who_leaves_while_letters_are_sent_gets_none(mailbox, settings):
    pact = make.published(make.taskforce("Technology Pact"))
    for number in range(2):
        make.subscription("/taskforces/technology-pact/", address=f"{number}@example.org")
    happen("Kick-off", pact)

    def leave():
        try:
            Subscription.objects.exclude(address=mailbox.asked[0]).delete()
        finally:
            connection.close()

    mailbox.on_address = beside(leave)
    send()
    assert len(mailbox.asked) == 1


def test_a_second_run_does_nothing_while_one_is_under_way(mailbox, pact):
    said = []

    def run_another():
        try:
            said.append(send())
        finally:
            connection.close()

    make.subscription("/taskforces/technology-pact/")
    happen("Kick-off", pact)
    mailbox.on_letter = beside(run_another)
    assert "1 with news" in send()
    assert said == ["Another run is under way: nothing was done.\n"]


def test_without_mail_the_command_says_so_and_still_erases(pact, settings, clock):
    clock(4, 8)
    make.subscription("/taskforces/technology-pact/", is_confirmed=False)
    clock(7, 9)
    said = send()
    assert "Addresses that nobody confirmed in time: 1 erased." in said
    assert "EMAIL_URL is not set" in said
    assert (Subscription.objects.count(), Subject.objects.count()) == (0, 0)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_letter_asks_the_same_few_questions(pact, number, django_assert_num_queries, mailbox):
    locarn = make.organisation()
    row = make.subscription("/taskforces/technology-pact/", frequency="weekly")
    for each in range(number):
        withdraw(happen(f"Gone {each}", pact), reason="in_error")
        happen(f"Event {each}", pact, organisations=[locarn], type=make.event_type(slug=f"t{each}"))
    send()
    subject, last = row.subject, News.objects.latest("edition_id").edition_id
    with django_assert_num_queries(6):
        changes = changes_of(subject, 0, last)
    assert changes.total == 2 * number
    assert len(changes.items) == min(2 * number, 50)


KILLED = """
import django; django.setup()
from tests import make
pact = make.published(make.taskforce("Technology Pact"))
for number in range(5):
    make.subscription("/taskforces/technology-pact/", address=f"{number}@example.org")
make.published(make.event("Kick-off", taskforces=[pact]))
"""


def test_a_run_that_is_killed_repeats_at_most_the_letter_in_flight(tmp_path):
    django = {"DJANGO_SETTINGS_MODULE": "dossier_site.settings", **prepared.site(tmp_path)}
    ended = running.python(tmp_path, "-c", KILLED, **django)
    assert ended.returncode == 0, ended.stderr
    with mail_server() as mailbox:

        def kill(letter):
            if len(mailbox.letters) == 3:
                os.kill(mailbox.process.pid, signal.SIGKILL)

        mailbox.on_letter = kill
        env = django | {"EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}"}
        mailbox.process = running.start(tmp_path, "manage.py", "send_alerts", **env)
        assert mailbox.process.wait(60) == -signal.SIGKILL
        assert len(mailbox.letters) == 3
        ended = running.manage(tmp_path, "send_alerts", **env)
        assert (ended.returncode, ended.stderr) == (0, "")
        again = running.manage(tmp_path, "send_alerts", **env)
    assert "Letters: 3 with news." in ended.stdout
    assert "Letters: none." in again.stdout
    told = [letter["To"] for letter in mailbox.letters]
    assert (len(told), len(set(told))) == (6, 5)
    assert told[2] in told[3:]
