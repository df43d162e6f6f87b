"""Which links to other sites are asked for and when, what is remembered of each, and what is told of it."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from editing.only_run import only_run
from publishing.models import Text
from tests import make
from tests.internet import Internet
from timeline.models import Event
from upkeep.checking import Check, Unreachable
from upkeep.gathering import gather
from upkeep.models import ExternalLink, LinkSpot
from upkeep.visits import Failure, Outcome, Turns

pytestmark = pytest.mark.django_db
WORKS, NOT_FOUND, SILENT = Outcome("", 200), Outcome(Failure.NOT_FOUND, 404), Outcome(Failure.SILENT)


def spots():
    rows = LinkSpot.objects.select_related("link")
    return {(spot.kind.partition(".")[2], spot.field, spot.words, spot.link.url): spot for spot in rows}


def link(url="http://site.example/page", **given):
    row = ExternalLink.of(url)
    for name, value in given.items():
        setattr(row, name, value)
    row.save()
    return row


def run(visit=lambda url: WORKS, **given):
    return Check(visit, **{"threads": 4, **given}).run()


@pytest.fixture
def written():
    """A desk with an address at each place where one may stand."""
    taskforce = make.taskforce(
        background='<p><a href="http://a.example/?x=1&amp;y=2#part">The <em>plan</em></a>, <a href="/events/">here</a>,'
        ' <a href="mailto:ada@example.org">Ada</a>, <a href="http://testserver/events/">here, too</a></p>'
    )
    taskforce.sources.create(
        name="Law", title="The law", address="http://b.example/law", archived="http://c.example/law"
    )
    event = make.event(
        taskforces=[taskforce],
        body='<p><a title="A &gt; B" href="http://a.example/?x=1&amp;y=2">Plan</a></p>',
        video_address="https://youtu.be/x",
        link_address="http://e.example/",
        link_label="Report",
    )
    make.organisation(website="http://f.example/")
    Text.objects.filter(pk="contact").update(body='<p><a href="http://g.example/">Write</a></p>')
    return taskforce, event


def test_every_address_is_found_once_with_the_places_where_it_stands(written):
    gather()
    found = spots()
    assert found.keys() == {
        ("taskforce", "background", "The plan", "http://a.example/?x=1&y=2"),
        ("taskforce", "sources-0-address", "The law", "http://b.example/law"),
        ("taskforce", "sources-0-archived", "The law", "http://c.example/law"),
        ("event", "body", "Plan", "http://a.example/?x=1&y=2"),
        ("event", "video_address", "", "https://youtu.be/x"),
        ("event", "link_address", "Report", "http://e.example/"),
        ("organisation", "website", "", "http://f.example/"),
        ("text", "body", "Write", "http://g.example/"),
    }
    assert ExternalLink.objects.count() == 7
    assert {spot.kind for spot in found.values() if spot.is_public} == {"taskforces.organisation", "publishing.text"}


def test_what_readers_still_see_stays_until_it_is_published_and_what_is_gone_goes(written):
    taskforce, event = written
    make.published(taskforce)
    make.published(event)
    gather()
    assert all((spot.is_at_desk, spot.is_public) == (True, True) for spot in LinkSpot.objects.all())
    taskforce.background = '<p><a href="http://new.example/">New</a></p>'
    make.touched(taskforce).sources.all().delete()
    make.touched(taskforce)
    gather()
    marks = {spot.link.url: (spot.is_at_desk, spot.is_public) for spot in LinkSpot.objects.of(taskforce)}
    assert marks["http://new.example/"] == (True, False)
    assert marks["http://b.example/law"] == marks["http://a.example/?x=1&y=2"] == (False, True)
    make.published(taskforce)
    gather()
    assert [spot.link.url for spot in LinkSpot.objects.of(taskforce)] == ["http://new.example/"]
    assert not ExternalLink.objects.filter(url__contains="law").exists()


def test_a_large_site_is_gone_through_in_pieces_and_what_did_not_change_is_not_written():
    for number in range(5):
        make.event(f"Event {number}", link_address=f"http://site.example/{number}")
    gather(size=2)
    assert LinkSpot.objects.count() == ExternalLink.objects.count() == 5
    before = list(LinkSpot.objects.order_by("pk").values_list("pk", "key"))
    last = Event.objects.order_by("-pk").first()
    Event.objects.filter(pk=last.pk).update(link_address="")
    gather(size=2)
    assert list(LinkSpot.objects.order_by("pk").values_list("pk", "key")) == [
        row for row in before if row[1] != str(last.pk)
    ]


def test_a_passing_fault_is_no_news_and_what_stays_is_told_on_the_third_day():
    row, met = link(), []
    with time_machine.travel("2026-03-01 03:00Z") as clock:
        for outcome, days in [(NOT_FOUND, 0), (NOT_FOUND, 0), (WORKS, 1), (NOT_FOUND, 1), (SILENT, 1), (NOT_FOUND, 1)]:
            clock.shift(timedelta(days=days, minutes=1))
            row.note(outcome, timezone.now())
            row.refresh_from_db()
            met.append((row.failures, row.failed_days, bool(row.told_at)))
    assert met == [(1, 1, False), (2, 1, False), (0, 0, False), (1, 1, False), (2, 2, False), (3, 3, True)]
    assert (row.worked_at.day, row.failed_at.day, row.failure, row.status) == (2, 3, "not-found", 404)
    assert row.archived == "https://web.archive.org/web/20260302/http://site.example/page"
    assert ExternalLink.objects.broken().count() == 1


def test_what_works_is_asked_weekly_and_what_is_newly_wrong_each_day(settings):
    now = timezone.now()
    waits = []
    for outcome, days in [(WORKS, 0), (NOT_FOUND, 0), (NOT_FOUND, 2)]:
        row = link(failed_days=days, failure="gone" if days else "", failures=days)
        row.note(outcome, now)
        waits.append(row.due_at - now)
        row.delete()
    assert waits == [timedelta(days=7), timedelta(hours=20), timedelta(days=7)]


def test_page_that_moved_works_and_a_fault_of_one_day_does_not_tell_it_as_broken():
    row, now = link(), timezone.now()
    for day in range(3):
        row.note(Outcome(Failure.MOVED, 200, "http://new.example/"), now + timedelta(days=day))
    row.refresh_from_db()
    assert (bool(row.told_at), row.moved_to, row.worked_at) == (True, "http://new.example/", now + timedelta(days=2))
    row.note(SILENT, now + timedelta(days=3))
    row.refresh_from_db()
    assert (bool(row.told_at), row.failed_days) == (False, 1)


def test_what_is_right_as_it_is_is_told_again_when_something_else_is_wrong():
    row = link(failure="refused", failures=3, failed_days=3, failed_at=timezone.now())
    row.accept("refused")
    assert not ExternalLink.objects.broken()
    row.note(NOT_FOUND, timezone.now())
    assert ExternalLink.objects.broken().get() == row


def test_a_run_that_is_killed_goes_on_where_it_was():
    for number in range(6):
        link(f"http://{number}.example/")
    asked = []

    def die(counts):
        if counts.total() == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(lambda url: asked.append(url) or WORKS, threads=1, tell=die)
    assert run(lambda url: asked.append(url) or WORKS, threads=1).total() == 3
    assert sorted(asked) == [f"http://{number}.example/" for number in range(6)]
    assert run().total() == 0


def test_a_run_ends_when_its_time_is_over_and_the_next_one_begins_with_what_waits_longest():
    late = link("http://late.example/", due_at=timezone.now() - timedelta(days=2))
    link("http://later.example/")
    assert run(threads=1, is_over=lambda: ExternalLink.objects.exclude(checked_at=None).exists()).total() == 1
    assert ExternalLink.objects.exclude(checked_at=None).get() == late


def test_host_that_asks_to_wait_is_left_alone_with_all_its_pages():
    for number in range(3):
        link(f"http://site.example/{number}")
    assert run(lambda url: Outcome(Failure.REFUSED, 429, wait=7200)).total() == 1
    soon = timezone.now() + timedelta(seconds=7100)
    assert not ExternalLink.objects.filter(due_at__lt=soon).exists()


def test_where_nothing_outside_answers_nothing_is_noted():
    for number in range(30):
        link(f"http://{number}.example/")
    with pytest.raises(Unreachable):
        run(lambda url: SILENT)
    assert not ExternalLink.objects.exclude(checked_at=None).exists()
    link("http://works.example/", status=200, checked_at=timezone.now(), due_at=timezone.now() + timedelta(days=1))
    counts = run(lambda url: WORKS if "works" in url else SILENT)  # who answered lately does so now
    assert counts == {"silent": 30}


def test_few_sites_that_are_dead_are_believed_and_private_ones_at_once():
    link("http://dead.example/")
    link("http://10.0.0.1/")
    assert run(lambda url: SILENT if "dead" in url else Outcome(Failure.PRIVATE)) == {"silent": 1, "private": 1}


@pytest.fixture
def internet(monkeypatch, tmp_path, settings):
    settings.LINK_CHECK_PAUSE = 0
    internet = Internet(monkeypatch, tmp_path)
    yield internet
    internet.close()


def test_the_command_asks_several_sites_at_once_and_each_for_one_thing_at_a_time(internet):
    internet.server.meeting = threading.Barrier(3)
    body = "".join(f'<p><a href="http://{site}.example/{n}">{n}</a></p>' for site in "abc" for n in range(200, 203))
    make.event(body=body)
    out = StringIO()
    call_command("check_links", stdout=out)
    assert out.getvalue() == "Checked: 9, something is wrong with 0. Left for later: 0.\n"
    assert len(internet.server.asked) == 9
    assert internet.server.together == {f"{site}.example": 1 for site in "abc"}
    out.isatty, was = lambda: True, out.getvalue()
    ExternalLink.objects.update(due_at=timezone.now())
    internet.server.meeting = None
    call_command("check_links", stdout=out)
    assert "\rChecked: 9, something is wrong with 0 …\n" in out.getvalue().removeprefix(was)


def test_two_runs_at_once_are_one(internet):
    make.event(link_address="http://a.example/")
    out = StringIO()
    begun, ended = threading.Event(), threading.Event()

    def run_first():
        with only_run("links"):
            begun.set()
            ended.wait(10)
        connection.close()

    first = threading.Thread(target=run_first)
    first.start()
    begun.wait(10)
    call_command("check_links", stdout=out)
    ended.set()
    first.join()
    assert (out.getvalue(), internet.server.asked) == ("Another run is under way: nothing was done.\n", [])


def test_machine_that_may_ask_nobody_is_told_so(internet, monkeypatch):
    make.event(body="".join(f'<p><a href="http://{n}.example:81/">{n}</a></p>' for n in range(20)))
    with pytest.raises(CommandError, match="No site answers"):
        call_command("check_links", stdout=StringIO())


def test_turns_at_one_host_do_not_hold_up_another():
    rests = []
    turns = Turns(5, sleep=rests.append, clock=lambda: 100)
    for host in "aab":
        with turns.at(host):
            pass
    assert rests == [5]
