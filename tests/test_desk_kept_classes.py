"""Classes of forms, and their empty rows, are made once in a process: nobody finds in them what is another one's."""

import pytest
from django.contrib import admin
from django.forms.models import ModelFormMetaclass

from publishing.roles import Role
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_classes_are_kept():
    for desk_of_model in admin.site._registry.values():
        vars(desk_of_model).pop("kept_classes", None)


@pytest.fixture
def item():
    taskforce = make.taskforce("Pact", organisations=[make.organisation()], objectives=["First"])
    return make.published(make.event(taskforces=[taskforce], type=make.event_type(), documents=[make.document()]))


def opened(client, row, **query):
    page = client.get(desk.address(row), query)
    assert page.status_code == 200
    return page


def test_form_that_was_opened_before_makes_no_class(editor, item, monkeypatch):
    made, make_class = [], ModelFormMetaclass.__new__
    rows = (item, item.taskforces.get())
    for row in rows:
        opened(editor, row)
    monkeypatch.setattr(ModelFormMetaclass, "__new__", lambda *words: made.append(words[1]) or make_class(*words))
    for row in rows:
        opened(editor, row)
    assert made == []


def test_each_right_has_classes_of_its_own(client, item):
    signs = {}
    for role in (Role.ADMINISTRATOR, Role.EDITOR, Role.VIEWER, Role.ADMINISTRATOR):
        client.force_login(make.person(role, username=f"{role.name}-{len(signs)}"))
        text = opened(client, item).content.decode()
        signs.setdefault(role, []).append(("add-related" in text, "delete_id_type" in text, 'name="title"' in text))
    assert signs[Role.ADMINISTRATOR][0] == signs[Role.ADMINISTRATOR][1]
    assert signs[Role.ADMINISTRATOR][0] != signs[Role.EDITOR][0]
    assert signs[Role.VIEWER] == [(False, False, False)]


def test_right_that_is_taken_is_not_shown_any_more(client, item):
    person = make.person(Role.EDITOR)
    client.force_login(person)
    assert "add_id_organisation_links-0-organisation" in opened(client, item).content.decode()
    person.groups.clear()
    make.grant(person, "timeline.change_event", "timeline.view_event", "timeline.change_eventorganisation")
    assert "add_id_organisation_links-0-organisation" not in opened(client, item).content.decode()


def test_what_one_request_says_of_a_form_is_not_there_in_the_next(editor, item):
    page = editor.post(desk.address(item), desk.filled(opened(editor, item)) | {"slug": "", "title": "", "date": "x"})
    assert page.context["errors"]
    again = opened(editor, item).context["adminform"].form
    assert not again.errors
    assert (again.refused, again.conflicts, again.button.name) == ({}, {}, "_save")
    again.fields["title"].widget.attrs["data-odd"] = again.fields["type"].widget.attrs["data-odd"] = "odd"
    assert "data-odd" not in opened(editor, item).content.decode()


def test_empty_row_belongs_to_the_item_whose_form_it_is_in(editor):
    for title in ("One", "Two"):
        item = make.taskforce(title, objectives=["First"])
        sent = desk.filled(opened(editor, item))
        assert {value for name, value in sent.items() if name.endswith("-taskforce")} == {str(item.pk)}
        desk.send(editor, desk.address(item), objectives__1__text="Second")
        assert [each.text for each in item.objectives.all()] == ["First", "Second"]


def test_what_is_suggested_for_a_new_event_is_suggested_in_no_other_form(editor, item):
    host = make.organisation("Usual host")
    for number in range(3):
        given = {"taskforces": [item.taskforces.get()], "organisations": [host], "date": "2021"}
        make.published(make.event(f"Meeting {number}", **given))
    query = {"taskforces": str(item.taskforces.get().pk)}
    for _time in range(2):
        assert "Usual host" in editor.get(desk.adding(Event), query).content.decode()
        assert "Usual host" not in opened(editor, item, **query).content.decode()
        assert "Usual host" not in editor.get(desk.adding(Event)).content.decode()
