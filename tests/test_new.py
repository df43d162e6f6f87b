"""What is new since a day, over everything, in words."""

import pytest
from django.utils import timezone

from publishing.editions import publish, withdraw
from publishing.models import Edition
from publishing.touch import touch
from tests import make
from tests.explain import know_numbers, whole_tables
from tests.reading import faults, read, words

pytestmark = pytest.mark.django_db


def change(item, title, **how):
    """The item under another title, published."""
    item.title = title
    item.save()
    touch(item)
    publish(item, **how)


def lines(page):
    """What the page says, group by group."""
    sections = page.all("section")
    return {words(section.find("h2")): [words(row) for row in section.find("ul")] for section in sections}


def test_changes_are_told_by_dossier_with_their_notes(client, time_machine):
    time_machine.move_to("2026-04-01 12:00")
    pact = make.published(make.taskforce("Pact"))
    gone = make.published(make.event("Gone", taskforces=[pact]))
    time_machine.move_to("2026-05-02 12:00")
    change(pact, "The pact", note="A better title")
    make.published(make.event("Meeting", taskforces=[pact]))
    make.published(make.event("Alone"))
    withdraw(gone, reason="in_error", note="Wrong day")
    page = read(client, "/new/?since=2026-05-01")
    assert page.texts("h1") == ["New since 1 May 2026"]
    assert lines(page) == {
        "Without a taskforce": [
            "Event withdrawn: /events/gone/ 2 May 2026: published in error: Wrong day",
            "New event: Alone 2 May 2026",
        ],
        "The pact": ["New event: Meeting 2 May 2026", "Taskforce updated 2 May 2026: A better title"],
    }
    assert faults(page) == []


def test_several_changes_of_one_stand_together(client):
    item = make.published(make.taskforce("Pact"))
    change(item, "Pact 2", note="Second")
    change(item, "Pact 3", note="Third")
    change(item, "Pact 4", note="Only a comma", minor=True)
    (rows,) = lines(read(client, "/new/")).values()
    assert rows[0].startswith("New taskforce")
    assert "Third" in rows[0]
    assert "Second" in rows[0]
    assert "comma" not in rows[0]


def test_words_of_what_is_withdrawn_are_not_told(client):
    item = make.published(make.event("Secret meeting", slug="m"), note="Secret note")
    withdraw(item, reason="in_error")
    page = read(client, "/new/")
    assert "Secret" not in page.main
    assert page.links()["/events/m/"] == "/events/m/"


def test_only_what_came_since_that_day_is_told(client, time_machine):
    time_machine.move_to("2026-04-30 12:00")
    make.published(make.taskforce("Early"))
    time_machine.move_to("2026-05-20 12:00")
    assert (
        "Nothing was published, updated or withdrawn since 1 May 2026." in read(client, "/new/?since=2026-05-01").main
    )
    assert "Early" in read(client, "/new/").main
    assert "Early" in read(client, "/new/?since=2026-04-30").main
    assert "Early" in read(client, "/new/?since=0001-01-01").main


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("x", "Write the day as year, month and day: 2026-05-01."),
        ("2026-13-01", "Write the day as year, month and day: 2026-05-01."),
        ("07/12/2017", "Write the day as year, month and day: 2026-05-01."),
        ("<b>\x00", "Write the day as year, month and day: 2026-05-01."),
        ("9999-12-31", "This day is still to come."),
    ],
)
def test_day_that_makes_no_sense_gets_a_clear_sentence(client, day, sentence):
    make.published(make.taskforce("Pact"))
    page = read(client, "/new/", query_params={"since": day})
    assert sentence in page.main
    assert "Pact" not in page.main
    assert faults(page) == []


def test_long_news_have_pages(client, monkeypatch):
    monkeypatch.setattr("dossiers.reading.news.MOST", 2)
    for number in range(5):
        make.published(make.taskforce(f"Pact {number}"))
    address, seen = "/new/?since=2020-01-01", []
    while address:
        page = read(client, address)
        seen += page.texts("h2")
        address = page.links().get("Older")
    assert seen == [f"Pact {number}" for number in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize("number", [1, 3, 40])
def test_page_asks_the_same_few_questions(client, number, django_assert_num_queries):
    for each in range(number):
        item = make.published(make.taskforce(f"Pact {each}"))
        make.published(make.event(f"Meeting {each}", taskforces=[item], organisations=[make.organisation(f"O {each}")]))
        withdraw(make.published(make.event(f"Gone {each}")), reason="in_error")
    with django_assert_num_queries(6):
        client.get("/new/")


@pytest.mark.parametrize("before", ["x", "-1", "0", "9" * 40, "\u0663", "1;drop"])
def test_page_that_there_is_not_is_404(client, before):
    assert client.get("/new/", {"since": "2020-01-01", "before": before}).status_code == 404


def test_news_are_read_from_an_index(client, django_assert_num_queries):
    now = timezone.now()
    item = make.published(make.taskforce("Pact"))
    Edition.objects.bulk_create(
        Edition(kind="taskforce", key=item.pk, number=number, published_at=now, snapshot={}) for number in range(2, 900)
    )
    know_numbers()
    last = Edition.objects.order_by("pk")[500].pk
    with django_assert_num_queries(3) as queries:
        assert client.get("/new/", {"since": "2020-01-01", "before": last}).status_code == 200
    of_record = [query["sql"] for query in queries if "publishing_edition" in query["sql"]]
    assert [plan for sql in of_record for plan in whole_tables(sql, ("publishing_edition",))] == []
