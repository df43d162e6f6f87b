"""E-mail without an account: asked for, confirmed, changed and left by links; nobody is flooded."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from alerts.links import path_to
from alerts.models import Subject, Subscription
from alerts.postman import Away
from alerts.subscribing import invite
from editing import letters
from tests import make
from tests.reading import Page, faults, read

pytestmark = pytest.mark.django_db
ADA, DOSSIER = "ada@example.org", "/taskforces/technology-pact/"
NEW = f"/alerts/new/?about={DOSSIER}"


@pytest.fixture(autouse=True)
def with_mail(settings):
    settings.SENDS_MAIL = True


@pytest.fixture
def pact(db):
    return make.published(make.taskforce("Technology Pact"))


def form_at(client, address=NEW):
    """What the form sends along."""
    return {one.get("name"): one.get("value") for one in read(client, address).all("input", type="hidden")}


def ask(client, address=ADA, at=NEW, frequency="daily", **request):
    """Fill in the form and send it."""
    return client.post(at, form_at(client, at) | {"address": address, "frequency": frequency}, **request)


def test_whole_way_from_the_page_to_leaving(transactional_db, client, mailoutbox):
    make.published(make.taskforce("Technology Pact"))
    at = read(client, DOSSIER).links()["News by e-mail"]
    page = read(client, at)
    assert "Technology Pact" in page.main
    answer = ask(client, at=at)
    assert (answer.status_code, answer.url) == (302, "/alerts/asked/")
    assert "sent an e-mail" in read(client, answer.url).main
    letters.wait()
    (letter,) = mailoutbox
    assert (letter.to, "Technology Pact" in letter.body) == ([ADA], True)
    (confirm,) = re.findall(r"http://testserver(/alerts/\S+/confirm/)", letter.body)
    assert not Subscription.objects.confirmed().exists()
    page = read(client, confirm)
    assert not Subscription.objects.confirmed().exists()  # mail scanners follow links
    (box,) = page.all("input", name=None, type="checkbox")
    manage = client.post(confirm, {"subscription": box.get("value")}).url
    row = Subscription.objects.get()
    assert (row.is_confirmed, row.asked_at, row.frequency) == (True, None, "daily")
    page = Page(client.post(manage, {"frequency": "weekly"}))
    assert "Saved." in page.main
    row.refresh_from_db()
    assert row.frequency == "weekly"
    leave = page.links()["Stop these e-mails"]
    assert read(client, leave).all("button")
    assert Subscription.objects.exists()
    assert "not sent any more" in Page(client.post(leave)).main
    assert not Subscription.objects.exists()
    for link in (confirm, manage, leave):
        gone = client.get(link)
        assert (gone.status_code, "used or is too old" in gone.content.decode()) == (410, True)
    assert client.get(confirm, follow=True).status_code == 410


def test_button_of_a_mail_program_needs_no_cookie_no_page_and_can_be_pressed_twice(pact):
    leave = path_to("leave", make.subscription(DOSSIER))
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = client.post(leave, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert (answer.status_code, answer.cookies) == (200, {})
    assert not Subscription.objects.exists()


def test_one_button_leaves_everything_of_the_address(client, pact):
    row = make.subscription(DOSSIER)
    make.subscription("/events/")
    make.subscription("/events/", address="grace@example.org")
    client.post(path_to("leave", row), {"all": "1"})
    assert Subscription.objects.get().address == "grace@example.org"


@pytest.mark.parametrize("purpose", ["confirm", "manage", "leave"])
def test_links_that_are_none_of_ours_are_not_found(client, pact, purpose, settings):
    row = make.subscription(DOSSIER)
    good = path_to(purpose, row)
    token = good.split("/")[2]
    others = [path_to(other, row).split("/")[2] for other in {"confirm", "manage", "leave"} - {purpose}]
    for wrong in [*others, token[:-1], token.upper(), f"x{token}", "x", "%00", "é", ".", "..", "a.b.c", "x" * 3000]:
        for method in (client.get, client.post):
            answer = method(good.replace(token, wrong))
            assert answer.status_code in (301, 404), wrong
    settings.SECRET_KEY = "that of another site"
    assert client.post(good).status_code == 404
    assert Subscription.objects.exists()


def test_link_to_confirm_is_good_for_three_days(client, pact):
    row = make.subscription(DOSSIER, is_confirmed=False)
    link = path_to("confirm", row)
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        assert client.get(link).status_code == client.post(link, {"subscription": row.pk}).status_code == 410
    assert not Subscription.objects.confirmed().exists()


def test_the_same_is_said_whether_an_address_is_known_or_not(client, pact):
    known = make.subscription(DOSSIER, address="known@example.org", frequency="weekly")
    answers = [ask(client, address) for address in ("known@example.org", "unknown@example.org", ADA, ADA)]
    assert {(answer.status_code, answer.url, answer.content) for answer in answers} == {(302, "/alerts/asked/", b"")}
    known.refresh_from_db()
    assert known.frequency == "weekly"  # only who reads the mailbox changes it


def uninvited():
    """Who will get a letter."""
    return sorted(Subscription.objects.uninvited().values_list("address", flat=True))


def test_a_stranger_gets_one_letter_a_day_whatever_is_asked_for(client, pact):
    for at in (NEW, "/alerts/new/?about=/events/", "/alerts/new/?about=/taskforces/"):
        for network in ("192.0.2.1", "192.0.2.2"):
            assert ask(client, at=at, REMOTE_ADDR=network).status_code == 302
    assert uninvited() == [ADA]
    assert Subscription.objects.count() == 3
    Subscription.objects.all().delete()  # who is erased is not written to again that day, either
    ask(client)
    assert uninvited() == []


def test_the_link_in_a_letter_leads_to_all_that_waits(client, pact):
    ask(client)
    ask(client, at="/alerts/new/?about=/events/")
    first = Subscription.objects.get(subject__kind="taskforce")
    page = read(client, path_to("confirm", first))
    assert "Technology Pact" in page.main
    assert "Events: all" in page.main
    client.post(path_to("confirm", first), {"subscription": str(first.pk)})
    assert [row.pk for row in Subscription.objects.all()] == [first.pk]


def test_somebody_known_is_sent_five_letters_a_day_at_most(client, pact):
    make.subscription("/taskforces/")
    make.published(make.event("Kick-off", country_id="FR", date="2021"))
    for number in range(8):
        ask(client, at=f"/alerts/new/?about=/events/%3Fq%3Dpact{number}", REMOTE_ADDR=f"192.0.2.{number}")
    assert len(uninvited()) == 5


def test_a_network_and_all_together_can_ask_so_often_and_are_told(client, pact, monkeypatch):
    for number in range(10):
        assert ask(client, f"{number}@example.org").status_code == 302
    answer = ask(client)
    assert (answer.status_code, "in an hour" in Page(answer).main) == (429, True)
    assert ADA in answer.content.decode()  # what was typed is not lost
    assert ask(client, REMOTE_ADDR="192.0.2.9").status_code == 302
    monkeypatch.setattr("alerts.subscribing.ASKED_BY_ALL", 11)
    assert ask(client, REMOTE_ADDR="192.0.2.8").status_code == 429


def test_the_table_of_who_waits_has_an_end(client, pact, monkeypatch):
    monkeypatch.setattr("alerts.subscribing.MOST_WAITING", 1)
    monkeypatch.setattr("alerts.subscribing.MOST_OF_ONE", 1)
    ask(client)
    ask(client, at="/alerts/new/?about=/events/")
    assert Subscription.objects.count() == 1
    ask(client, "grace@example.org")
    assert ask(client, "third@example.org").status_code == 429


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada@Example.ORG ", "ada@example.org"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada+stem@example.org", "ada+stem@example.org"),
        (f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.org", f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.org"),
    ],
)
def test_odd_addresses_are_kept_in_one_form(client, pact, typed, kept):
    assert ask(client, typed).status_code == 302
    assert Subscription.objects.get().address == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@localhost@x",
        "ada lovelace@example.org",
        "ada@example.org\nBcc: all@example.org",
        "ada@example.org\r\n\r\nText",
        "ada@example.org, grace@example.org",
        "Ada <ada@example.org>",
        "ädä@example.org",
        f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 59}.org",
        f"ada@{'ü' * 60}.example",
        "ada@\x00.org",
        "ada@‮example.org",
    ],
    ids=ascii,
)
def test_what_is_no_address_is_told_and_kept_in_the_form(client, pact, typed):
    answer = ask(client, typed)
    assert answer.status_code == 200
    assert Page(answer).all("p", "error")
    assert not Subscription.objects.exists()


def test_a_form_that_this_site_did_not_show_does_nothing(client, pact):
    typed = {"address": ADA, "frequency": "daily"}
    stamp = form_at(client)["stamp"]
    elsewhere = form_at(client, "/alerts/new/?about=/events/")["stamp"]
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        late = client.post(NEW, typed | {"stamp": stamp})
    for answer in (client.post(NEW, typed), client.post(NEW, typed | {"stamp": elsewhere}), late):
        assert (answer.status_code, "press the button once more" in Page(answer).main) == (200, True)
    assert client.post(NEW, typed | {"stamp": stamp, "frequency": "hourly"}).status_code == 200
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("address", "about"),
    [
        ("/events/?type=tools&view=x&order=oldest&page=3&utm_source=y", "type=tools"),
        ("/events/?country=fr&country=NO", "country=FR&country=NO"),
        ("/taskforces/?view=table&sort=title&country=FR", "country=FR"),
        ("/search/?q=Pact&kind=&year=2021", "q=Pact&year=2021"),
        ("/events/", ""),
    ],
)
def test_one_list_is_one_subject_however_it_is_looked_at(client, address, about):
    make.published(make.taskforce("Pact", countries=["FR"]))
    for code in ("FR", "NO"):
        make.published(make.event("Kick-off", type=make.event_type("Tools", slug=code and f"{code}"), country_id=code))
    make.published(make.event("Other", type=make.event_type("Tools")))
    assert ask(client, at=f"/alerts/new/?about={address.replace('&', '%26')}").status_code == 302
    assert Subject.objects.get().about == about


@pytest.mark.parametrize(
    "address",
    [
        *("", "/", "/contact/", "/events/kick-off/", "/taskforces/nothing/", "/organisations/", "/search/", "/admin/"),
        *("https://evil.example/events/", "//evil.example/events/", "javascript:alert(1)", "/events/?country=QQ"),
        *("/events/?year=x", "/search/?q=a&kind=documents", f"/events/?q={'x' * 3000}", "/events/\x00", "http://["),
        "/search/?q=%26%26&year=99999",
        *("/countries/fr/", "/years/2022/", "/taskforces/pact/editions/1/"),
    ],
    ids=ascii,
)
def test_what_cannot_be_followed_says_what_can(client, address):
    page = Page(client.get("/alerts/new/", {"about": address}))
    assert "as you like to follow it" in page.main
    assert not page.all("input", type="email")
    assert client.post("/alerts/new/", {"address": ADA}).status_code == 200
    assert not Subject.objects.exists()


def test_a_letter_to_a_stranger_says_nothing_that_somebody_typed(client, pact, mailoutbox):
    ask(client, at="/alerts/new/?about=/search/%3Fq%3Dbuy-at-evil.example")
    ask(client, "grace@example.org", at="/alerts/new/?about=/events/%3Fq%3Dbuy-at-evil.example")
    for row in Subscription.objects.all():
        invite(row.pk)
    assert len(mailoutbox) == 2
    assert not any("evil" in letter.subject + letter.body + letter.alternatives[0][0] for letter in mailoutbox)


def test_pages_keep_the_rules(client, pact, subtests):
    row, waits = make.subscription(DOSSIER), make.subscription("/events/", is_confirmed=False)
    make.subscription("/taskforces/")
    pages = [path_to("manage", row), path_to("leave", row), path_to("confirm", waits)]
    for address in [NEW, "/alerts/new/", "/alerts/asked/", *pages]:
        with subtests.test(address):
            answer = Client().get(address)
            page = Page(answer)
            assert faults(page) == []
            assert page.meta("robots") == "noindex"
            assert "no-store" in answer["Cache-Control"]
            assert "public" not in answer["Cache-Control"]
            assert (answer.cookies, "Cookie" in answer.get("Vary", "")) == ({}, False)


def test_without_mail_there_is_no_form_and_no_link_and_leaving_goes_on(client, pact, settings):
    settings.SENDS_MAIL = False
    make.published(make.event("Kick-off"))
    for address in (DOSSIER, "/taskforces/", "/events/", "/search/?q=pact"):
        assert "News by e-mail" not in read(client, address).links()
    assert {answer.status_code for answer in (client.get(NEW), client.post(NEW), client.get("/alerts/asked/"))} == {404}
    assert client.post(path_to("leave", make.subscription(DOSSIER))).status_code == 200
    assert not Subscription.objects.exists()


def test_dossiers_lists_and_searches_lead_to_the_form(client, pact):
    make.published(make.event("Kick-off of the pact", country_id="FR"))
    for address, title in {
        DOSSIER: "Technology Pact",
        f"{DOSSIER}?order=oldest": "Technology Pact",
        "/taskforces/?q=pact": "Taskforces: “pact”",
        "/events/?country=FR": "Events: France",
        "/search/?q=pact&kind=events": "Search: “pact”, Events",
    }.items():
        assert title in read(client, read(client, address).links()["News by e-mail"]).main
    assert "News by e-mail" not in read(client, "/events/?year=x").links()
    assert "News by e-mail" not in read(client, "/organisations/").links()


def test_who_asks_twice_before_the_letter_is_sent_gets_it(client, pact, mailoutbox):
    ask(client)
    ask(client, REMOTE_ADDR="192.0.2.2")
    assert [invite(row.pk) for row in Subscription.objects.all() for _time in range(2)] == [True, False]
    assert len(mailoutbox) == 1


def test_a_letter_that_cannot_be_sent_is_sent_by_the_next_run(client, pact, mailoutbox, settings):
    ask(client)
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(Away):
        invite(Subscription.objects.get().pk)
    settings.EMAIL_BACKEND = works
    call_command("send_alerts", stdout=StringIO())
    call_command("send_alerts", stdout=StringIO())
    assert [letter.to for letter in mailoutbox] == [[ADA]]


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_for_one_address_have_one_letter_sent(client, mailoutbox):
    make.published(make.taskforce("Technology Pact"))
    stamps = [form_at(client, at) for at in (NEW, NEW)]

    def send(stamp):
        try:
            return Client().post(NEW, stamp | {"address": ADA, "frequency": "daily"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(send, stamps)) == [302, 302]
    letters.wait()
    assert Subscription.objects.count() == len(mailoutbox) == 1
