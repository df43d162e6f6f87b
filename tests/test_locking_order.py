"""Two who publish several items at once, in one act each, wait for each other at most; never both."""

import threading

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from publishing import editions, together
from publishing.desk import actions, publish_all
from publishing.models import Edition
from tests import desk, make
from tests.at_once import waits_for_me
from timeline.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff():
    client = Client()
    client.force_login(User.objects.create_superuser("ada", password="a password for tests"))
    return client


def sent_at_once(first, second, monkeypatch):
    """Send one form; once its first item is published, the other one, until that waits or is done. Both answers."""
    answers, mine = {}, threading.current_thread()

    def send(name, act):
        answers[name] = act()
        connection.close()

    other = threading.Thread(target=send, args=("second", second))

    def start_other():
        if threading.current_thread() is mine and not other.ident:
            other.start()
            while connection.vendor == "postgresql" and other.is_alive() and not waits_for_me():
                pass

    def publish_one(item, **how):
        edition = editions.publish(item, **how)
        start_other()
        return edition

    def publish_first(items, **how):
        """One item before the others, which takes its locks anew."""
        outcomes = together.publish_together(items[:1], **how)
        start_other()
        return outcomes | together.publish_together(items[1:], **how)

    monkeypatch.setattr(actions, "publish", publish_one)
    monkeypatch.setattr(publish_all, "publish_together", publish_first)
    answers["first"] = first()
    other.join()
    return answers["first"], answers["second"]


def test_lists_are_published_whose_events_meet_in_two_dossiers_in_another_order(staff, monkeypatch):
    one, two = sorted((make.published(make.taskforce(f"Pact {n}")) for n in range(2)), key=lambda item: item.pk)
    places = (two, "Solar bridges"), (one, "Lunar canals"), (one, "Lunar canals"), (two, "Solar bridges")
    events = [
        make.event(title, taskforces=[place], id=f"{n}0000000-0000-4000-8000-000000000000")
        for n, (place, title) in enumerate(places, 1)
    ]
    forms = [desk.ready_to_publish(staff, *pair) for pair in (events[:2], events[2:])]
    pages = sent_at_once(*(lambda form=form: Client.post(staff, *form, follow=True) for form in forms), monkeypatch)
    assert ["2 were published." in page.content.decode() for page in pages] == [True, True]
    assert Entry.objects.count() == 4
    assert [taskforce.live_model().objects.get(pk=taskforce.pk).event_count for taskforce in (one, two)] == [2, 2]


def test_two_taskforces_are_published_each_with_an_event_of_both(staff, monkeypatch):
    one, two = (make.taskforce(f"Pact {n}") for n in range(2))
    for taskforce in (one, two):
        make.published(taskforce)
    make.event("Kick-off", taskforces=[one, two])
    make.event("Study", taskforces=[one, two])
    forms = []
    for taskforce in (one, two):
        page = staff.get(desk.address(taskforce))
        forms.append(desk.filled(page) | {"summary": "New", "also_all": "on", "_publish": "1"})
    first, second = (
        lambda item=item, form=form: Client.post(staff, desk.address(item), form, follow=True)
        for item, form in zip((one, two), forms, strict=True)
    )
    pages = sent_at_once(first, second, monkeypatch)
    assert ["errornote" in page.content.decode() for page in pages] == [False, False]
    assert Edition.objects.count() == 6
