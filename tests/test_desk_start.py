"""The first page of the desk: the taskforces that somebody works on, each with the way to a new event."""

import re

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType

from editing.recent import ACTS, recent_acts
from taskforces.models import Taskforce
from tests import desk, make
from tests.explain import know_numbers
from timeline.models import Event

pytestmark = pytest.mark.django_db


def listed(client):
    """The titles of the taskforces that stand on the first page."""
    return [row["item"].title for row in client.get("/admin/").context["your_taskforces"]]


def test_taskforces_that_an_editor_worked_on_stand_first_page_latest_first(editor):
    first, second, _other = (make.taskforce(title) for title in ("First", "Second", "Another's"))
    for item in (first, second, first):
        desk.send(editor, desk.address(item), region="Riga")
    assert listed(editor) == ["First", "Second"]


def test_who_worked_on_an_event_works_on_its_taskforces(editor):
    item, other = make.taskforce("Bretagne"), make.taskforce("Riga")
    event = make.event(taskforces=[item])
    desk.send(editor, desk.address(other), region="Riga")
    desk.send(editor, desk.address(event), place="Rennes")
    assert listed(editor) == ["Bretagne", "Riga"]


def test_what_was_deleted_since_is_left_out(editor):
    item, gone = make.taskforce("Bretagne"), make.taskforce("Gone")
    for each in (item, gone):
        desk.send(editor, desk.address(each), region="Riga")
    gone.delete()
    assert listed(editor) == ["Bretagne"]


def test_a_new_colleague_reads_what_was_changed_last(editor, time_machine):
    for day, title in enumerate(("Old", "New"), 1):
        time_machine.move_to(f"2026-01-0{day}T12:00:00Z")
        make.taskforce(title)
    assert listed(editor) == ["New", "Old"]


def test_each_taskforce_leads_to_its_form_and_to_a_new_event_in_its_timeline(editor):
    item = make.taskforce("Bretagne")
    page = editor.get("/admin/")
    links = {link.get("href"): "".join(link.itertext()) for link in desk.tree(page).iter("a")}
    assert links[desk.address(item)] == "Bretagne"
    adding = f"{desk.adding(Event)}?taskforces={item.pk}"
    assert " ".join(links[adding].split()) == "Add an event to Bretagne"
    assert desk.filled(editor.get(adding))["taskforces"] == str(item.pk)


@pytest.mark.parametrize(("rights", "reads", "adds"), [(["view_picture"], 0, False), (["view_taskforce"], 1, False)])
def test_nobody_is_shown_what_they_may_not_do(client, rights, reads, adds):
    make.taskforce("Bretagne")
    person = User.objects.create_user("helper", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(person)
    page = client.get("/admin/")
    assert len(page.context["your_taskforces"]) == reads
    assert ("Add an event" in page.content.decode()) == adds


def act(person, kind, key):
    return LogEntry(
        user=person, content_type_id=kind, object_id=str(key), object_repr="…", action_flag=CHANGE, change_message="[]"
    )


def test_a_long_log_is_looked_at_no_further_than_some_days(editor):
    kind, person = ContentType.objects.get_for_model(Taskforce).pk, User.objects.get()
    old, new = make.taskforce("Long ago"), make.taskforce("Lately")
    LogEntry.objects.bulk_create([act(person, kind, old.pk), *(act(person, kind, new.pk) for _each in range(ACTS))])
    assert listed(editor) == ["Lately"]


@pytest.mark.parametrize("number", [1, 12])
def test_the_first_page_asks_the_same_number_of_questions_for_any_number_of_rows(
    editor, number, django_assert_num_queries
):
    for count in range(number):
        item = make.taskforce(f"Pact {count}")
        desk.send(editor, desk.address(make.event(taskforces=[item])), place="Riga")
    editor.get("/admin/")  # what Django reads once and keeps
    with django_assert_num_queries(10):
        assert editor.get("/admin/").status_code == 200


def test_the_log_is_read_through_an_index(editor):
    kind, person = ContentType.objects.get_for_model(Taskforce).pk, User.objects.get()
    others = User.objects.bulk_create(User(username=f"other {number}") for number in range(20))
    LogEntry.objects.bulk_create(act(someone, kind, n) for n in range(250) for someone in (*others, person))
    know_numbers()
    plan = recent_acts(person).explain()
    assert not re.search("SCAN (TABLE )?django_admin_log$|Seq Scan on django_admin_log", plan, re.MULTILINE), plan
