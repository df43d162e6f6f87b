"""Two clicks are one: what a page sends twice is done once, and the second time gets the answer of the first."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django.utils import timezone

from editing.models import Submission
from publishing.models import Edition
from taskforces.models import Organisation, Taskforce
from tests import desk, make
from tests.at_once import while_waiting
from timeline.models import Event

pytestmark = pytest.mark.django_db
EVENTS = "/admin/timeline/event/"


@pytest.fixture
def editor(client):
    client.force_login(make.editor())
    return client


@pytest.fixture
def staff(transactional_db, client):
    """Somebody who may do everything."""
    client.force_login(User.objects.create_superuser("ada", password="a password for tests"))
    return client


def told(response):
    return response["Location"], [str(message) for message in get_messages(response.wsgi_request)]


def twice(client, where, sent):
    """What is told when the same is sent a second time; it is what was told the first time."""
    first, second = (told(client.post(where, sent)) for _ in range(2))
    assert first == second
    return second


def opened(client, where, **typed):
    typed = {name.replace("__", "-"): value for name, value in typed.items()}
    return desk.filled(client.get(where)) | typed


@pytest.mark.parametrize("button", ["_save", "_continue", "_publish"])
def test_new_event_sent_twice_is_one_event(editor, button):
    sent = opened(editor, desk.adding(Event), title="Kick-off") | {button: "1"}
    _place, messages = twice(editor, desk.adding(Event), sent)
    assert "Kick-off" in messages[-1]
    assert Event.objects.count() == 1
    assert Edition.objects.count() == (button == "_publish")


def test_link_in_what_is_told_is_a_link_the_second_time_too(editor):
    sent = opened(editor, desk.adding(Event), title="Kick-off <b>") | {"_publish": "1"}
    twice(editor, desk.adding(Event), sent)
    page = editor.get(desk.adding(Event)).content.decode()
    assert 'Public now: <a href="/events/kick-off-b/">Kick-off &lt;b&gt;</a>' in page


def test_change_sent_twice_is_no_conflict_with_oneself(editor):
    item = make.taskforce("Pact", objectives=["First"])
    sent = opened(editor, desk.address(item), title="Other", objectives__1__text="Second") | {"_continue": "1"}
    twice(editor, desk.address(item), sent)
    assert Taskforce.objects.get().objectives.count() == 2


@pytest.mark.parametrize("button", ["_save", "_publish"])
def test_two_clicks_at_the_same_moment_are_one(staff, button):
    sent = opened(staff, desk.adding(Event), title="Kick-off") | {button: "1"}
    with while_waiting(lambda: staff.post(desk.adding(Event), sent)) as answers:
        first = staff.post(desk.adding(Event), sent)
    assert told(first) == told(answers[0])
    assert Event.objects.count() == 1
    assert Edition.objects.count() == (button == "_publish")


def test_second_click_does_what_was_undone_at_the_first(staff):
    sent = opened(staff, desk.adding(Event), title="Kick-off") | {"_save": "1"}
    with transaction.atomic():
        assert staff.post(desk.adding(Event), sent).status_code == 302
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    assert staff.post(desk.adding(Event), sent).status_code == 302
    assert Event.objects.get().title == "Kick-off"


def test_form_that_was_refused_may_be_sent_again(editor):
    make.event("First", slug="kick-off")
    sent = opened(editor, desk.adding(Event), title="Second", slug="kick-off") | {"_save": "1"}
    for _ in range(2):
        assert desk.errors(editor.post(desk.adding(Event), sent))["slug"]
    Event.objects.get().delete()
    assert editor.post(desk.adding(Event), sent).status_code == 302
    assert Event.objects.get().title == "Second"


def test_what_only_looks_uses_nothing_up(editor):
    sent = opened(editor, desk.adding(Event), title="Kick-off", date="May 2020")
    for button in ("_preview", "_check", "_preview"):
        assert editor.post(desk.adding(Event), sent | {button: "1"}).status_code == 200
    assert not Submission.objects.exists()
    assert editor.post(desk.adding(Event), sent | {"_save": "1"}).status_code == 302


def test_other_words_from_a_page_that_was_saved_make_no_second_event_unasked(editor):
    sent = opened(editor, desk.adding(Event), title="Kick-off") | {"_save": "1"}
    editor.post(desk.adding(Event), sent)
    answer = editor.post(desk.adding(Event), sent | {"title": "Kick-off meeting"})
    assert desk.errors(answer)[""][0].startswith("You saved this form already, at ")
    assert desk.filled(answer)["title"] == "Kick-off meeting"
    assert Event.objects.get().title == "Kick-off"
    assert editor.post(desk.adding(Event), desk.filled(answer) | {"_save": "1"}).status_code == 302
    assert Event.objects.count() == 2


def test_every_page_may_send_its_own(editor):
    for number in range(2):
        sent = opened(editor, desk.adding(Event), title="Kick-off", date=f"{number + 1} May 2020")
        assert editor.post(desk.adding(Event), sent | {"_save": "1"}).status_code == 302
    assert Event.objects.count() == 2


def test_nobody_gets_the_answer_of_somebody_else(editor):
    sent = opened(editor, desk.adding(Event), title="Secret") | {"_save": "1"}
    editor.post(desk.adding(Event), sent)
    other = Client()
    other.force_login(make.editor("other"))
    answer = other.post(desk.adding(Event), sent | {"title": "Mine"})
    assert "Secret" not in str(told(answer))
    assert {event.title for event in Event.objects.all()} == {"Secret", "Mine"}


def test_address_of_another_item_is_another_form(editor):
    first, second = make.taskforce("First"), make.taskforce("Second")
    sent = opened(editor, desk.address(first), region="Riga") | {"_save": "1"}
    editor.post(desk.address(first), sent)
    answer = editor.post(desk.address(second), sent)
    assert "First" not in str(told(answer) if answer.status_code == 302 else "")


def test_window_that_was_opened_beside_a_form_is_answered_alike(editor):
    where = f"{desk.adding(Organisation)}?_popup=1"
    sent = opened(editor, where, name="Institut de Locarn") | {"_save": "1"}
    first, second = (editor.post(where, sent).content for _ in range(2))
    assert first == second
    assert str(Organisation.objects.get().pk) in first.decode()


def test_withdrawal_sent_twice(editor):
    item = make.published(make.event("Kick-off"))
    where = desk.address(item, "withdraw")
    sent = {"csrfmiddlewaretoken": desk.token(editor.get(where)), "reason": "in_error", "act": "withdraw"}
    place, messages = twice(editor, where, sent)
    assert (place, messages) == (desk.address(item), ["Withdrawn: “Kick-off”."])
    assert item.editions().count() == 2


def test_withdrawal_that_was_refused_may_be_sent_again(editor):
    item = make.published(make.event("Kick-off"))
    where = desk.address(item, "withdraw")
    sent = {"csrfmiddlewaretoken": desk.token(editor.get(where)), "reason": "replaced"}
    for _ in range(2):
        assert "Say what replaces it" in desk.text(editor.post(where, sent))
    assert not Submission.objects.exists()


def test_deletion_sent_twice(staff):
    item = make.event("Kick-off")
    where = desk.address(item, "delete")
    sent = {"csrfmiddlewaretoken": desk.token(staff.get(where)), "post": "yes"}
    _place, messages = twice(staff, where, sent)
    assert "is in the trash" in messages[0]


def test_action_of_a_list_sent_twice(editor):
    item = make.event("Kick-off")
    where, sent = desk.ready_to_publish(editor, item, csrfmiddlewaretoken=desk.token(editor.get(EVENTS)))
    _place, messages = twice(editor, where, sent)
    assert messages == ["1 was published."]
    assert Edition.objects.count() == 1


def test_new_account_sent_twice(staff):
    where = desk.adding(User)
    password = "quite a long password"
    sent = opened(staff, where, username="bea", password1=password, password2=password) | {"_save": "1"}
    twice(staff, where, sent)
    assert User.objects.filter(username="bea").count() == 1
    assert password not in str(Submission.objects.values())


def test_password_of_an_account_sent_twice(staff):
    where = f"/admin/auth/user/{User.objects.create_user('bea').pk}/password/"
    sent = {"csrfmiddlewaretoken": desk.token(staff.get(where)), "usable_password": "true", "set-password": "1"}
    twice(staff, where, sent | {"password1": "quite a long password", "password2": "quite a long password"})
    assert LogEntry.objects.count() == 1


def test_what_was_sent_yesterday_is_forgotten(editor):
    sent = opened(editor, desk.adding(Event), title="Kick-off") | {"_save": "1"}
    editor.post(desk.adding(Event), sent)
    Submission.objects.update(created_at=timezone.now() - timedelta(hours=25))
    sent = opened(editor, desk.adding(Event), title="Second") | {"_save": "1"}
    editor.post(desk.adding(Event), sent)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "é" * 5000])
def test_token_that_is_none_of_ours(editor, token):
    sent = opened(editor, desk.adding(Event), title="Kick-off") | {"_save": "1", "csrfmiddlewaretoken": token}
    assert editor.post(desk.adding(Event), sent).status_code == 302
