"""Two clicks are one: what a page sends twice is done once, and the second time gets the answer of the first."""

from copy import deepcopy
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from editing.models import Submission
from publishing.merging import merge
from publishing.models import Edition
from publishing.trash import discard
from taskforces.models import Organisation, Taskforce
from tests import desk, make
from tests.at_once import while_waiting
from timeline.models import Event

pytestmark = pytest.mark.django_db
EVENTS = "/admin/timeline/event/"


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


def new_password(client):
    where = "/admin/password_change/"
    new = "quite a long password"
    sent = {"old_password": "a password for tests", "new_password1": new, "new_password2": new}
    return where, sent | {"csrfmiddlewaretoken": desk.token(client.get(where))}


@pytest.mark.parametrize("answer_arrived", [True, False])
def test_new_password_of_ones_own_sent_twice(editor, answer_arrived):
    where, sent = new_password(editor)
    session = editor.cookies["sessionid"].value
    first = told(editor.post(where, sent))
    if not answer_arrived:  # the browser dropped it, and with it the new session
        editor.cookies["sessionid"] = session
    assert told(editor.post(where, sent)) == first
    assert "Your password was changed." in desk.text(editor.get(first[0]))


def test_two_new_passwords_at_the_same_moment_are_one(staff):
    where, sent = new_password(staff)
    second = Client()  # the second click knows no answer yet
    second.cookies = deepcopy(staff.cookies)
    with while_waiting(lambda: second.post(where, sent)) as answers:
        first = staff.post(where, sent)
    assert told(first) == told(answers[0])
    assert staff.get(answers[0]["Location"]).status_code == 200


def test_who_has_an_old_page_of_a_new_password_is_not_signed_in(editor):
    where, sent = new_password(editor)
    editor.post(where, sent)
    user = User.objects.get(username="editor")
    user.set_password("yet another long password")
    user.save()
    answer = editor.post(where, sent, follow=True)
    assert "This was not done" in desk.text(answer)


def forms_of(client, where):
    """What the forms of a page send, and where to, with what each asks for filled in; but for signing out."""
    for form in desk.tree(client.get(where)).iter("form"):
        to = form.get("action") or where
        if form.get("method") == "post" and to != "/admin/logout/":
            yield urljoin(where, to), desk.fields(form)
            buttons = {button.get("formaction", "") for button in form.iter("button")} - {""}
            yield from ((address, desk.fields(form)) for address in buttons)


def test_whatever_form_of_the_desk_is_sent_twice_is_answered_alike(admin_client):
    kept, gone = make.organisation("Kept"), make.organisation("Gone")
    merged = make.topic("Merged")
    merge(merged, make.topic("Other"))
    public, draft = make.published(make.event("Public")), make.event("Draft")
    discard(make.event("Trashed"))
    rows = [make.taskforce("Pact"), public, draft, kept, merged, make.picture(), make.document(), make.event_type()]
    pages = [desk.address(row, name) for row in rows for name in ("change", "delete")]
    pages += [desk.adding(type(row)) for row in rows]
    pages += [f"{desk.address(gone, 'merge')}?into={kept.pk}", desk.address(merged, "merge")]
    pages += [
        desk.address(public, "withdraw"),
        "/admin/publishing/trasheditem/",
        "/admin/publishing/trasheditem/empty/",
    ]
    pages += [
        EVENTS,
        "/admin/timeline/event/from/",
        "/admin/password_change/",
        "/admin/publishing/text/contact/change/",
    ]
    done = set()
    for where in pages:
        for to, sent in forms_of(admin_client, where):
            with transaction.atomic():
                first, second = (admin_client.post(to, sent) for _ in range(2))
                assert first.status_code == second.status_code, to
                if first.status_code == 302:
                    assert told(first) == told(second), to
                    done.add(to)
                transaction.set_rollback(True)
    assert {desk.address(gone, "merge"), desk.address(merged, "merge")} <= {to.partition("?")[0] for to in done}
    assert {desk.address(draft, "delete"), desk.address(kept), "/admin/publishing/trasheditem/empty/"} <= done
    assert any(to.endswith("/bring-back/") for to in done)


def test_what_was_sent_yesterday_is_forgotten(editor):
    sent = opened(editor, desk.adding(Event), title="Kick-off") | {"_save": "1"}
    editor.post(desk.adding(Event), sent)
    Submission.objects.update(created_at=timezone.now() - timedelta(hours=25))
    sent = opened(editor, desk.adding(Event), title="Second") | {"_save": "1"}
    editor.post(desk.adding(Event), sent)
    assert Submission.objects.count() == 2
    call_command("forget_old_forms")
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "é" * 5000])
def test_token_that_is_none_of_ours(editor, token):
    sent = opened(editor, desk.adding(Event), title="Kick-off") | {"_save": "1", "csrfmiddlewaretoken": token}
    assert editor.post(desk.adding(Event), sent).status_code == 302
