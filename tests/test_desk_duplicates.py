"""The same thing twice: who saves a name that another row has is asked whether it is that one."""

import pytest
from django.contrib.admin.models import LogEntry

from taskforces.models import Organisation
from tests import desk, make
from timeline.models import EventType, Topic

pytestmark = pytest.mark.django_db

NAMED = pytest.mark.parametrize("model", [Organisation, Topic, EventType])
ONE = "There is one with this name already. Is it the one you mean?"


def made(model, name, **given):
    makers = {Organisation: make.organisation, Topic: make.topic, EventType: make.event_type}
    return makers[model](name, **given)


def typed(model, name, **given):
    """What is typed for a new row of this name."""
    return {"name": name} | ({} if model is Organisation else {"slug": "new-one", "position": "1"}) | given


@NAMED
@pytest.mark.parametrize("name", ["Éducation Supérieure", "education superieure", "ÉDUCATION-SUPERIEURE", "older name"])
def test_a_name_that_another_one_has_is_asked_about(editor, model, name):
    there = made(model, "Éducation supérieure", other_names="Older Name\nES")
    response = desk.send(editor, desk.adding(model), **typed(model, name))
    assert desk.errors(response) == {"another": [ONE]}
    assert model.objects.count() == 1
    page = response.content.decode()
    assert f'<a href="{desk.address(there)}">Use this one</a>' in page
    assert name in page


@NAMED
def test_an_other_name_that_another_one_has_is_asked_about(editor, model):
    made(model, "Éducation supérieure")
    response = desk.send(editor, desk.adding(model), **typed(model, "New", other_names="Short\neducation superieure"))
    assert desk.errors(response) == {"another": [ONE]}


@NAMED
def test_it_is_saved_once_it_is_said_to_be_another_one(editor, model):
    made(model, "Éducation supérieure")
    asked = desk.send(editor, desk.adding(model), **typed(model, "Education superieure"))
    sent = desk.filled(asked) | {"another": "on", "_save": "1"}
    assert editor.post(desk.adding(model), sent).status_code == 302
    second = model.objects.get(name="Education superieure")
    assert desk.send(editor, desk.address(second), other_names="Something new").status_code == 302
    assert "another" not in LogEntry.objects.first().change_message


@NAMED
def test_renaming_to_the_name_of_another_one_is_asked_about(editor, model):
    made(model, "Study")
    row = made(model, "Report")
    assert desk.errors(desk.send(editor, desk.address(row), name="STUDY")) == {"another": [ONE]}
    assert desk.send(editor, desk.address(row), name="report").status_code == 302


@NAMED
def test_a_piece_of_a_name_is_no_name(editor, model):
    made(model, "Higher education of Norway")
    made(model, "Education")
    assert desk.send(editor, desk.adding(model), **typed(model, "Higher education")).status_code == 302


@NAMED
def test_in_a_window_of_another_form_the_one_that_is_there_is_taken(editor, model):
    there = made(model, "Study")
    asked = desk.send(editor, f"{desk.adding(model)}?_popup=1", **typed(model, "study"))
    assert f'name="_use" value="{there.pk}"' in asked.content.decode()
    taken = editor.post(f"{desk.adding(model)}?_popup=1", desk.filled(asked) | {"_use": str(there.pk)})
    assert str(there.pk) in taken.context["popup_response_data"]
    assert model.objects.count() == 1


@NAMED
@pytest.mark.parametrize("key", ["bad", "00000000-0000-0000-0000-000000000000", "9" * 40])
def test_what_can_be_no_row_is_not_taken(editor, model, key):
    sent = typed(model, "", _use=key, _popup="1")
    response = editor.post(f"{desk.adding(model)}?_popup=1", sent)
    assert "name" in desk.errors(response)
    assert not model.objects.exists()


def test_names_without_a_letter_and_many_names_are_compared(editor):
    make.organisation("★ ★")
    assert "another" in desk.errors(desk.send(editor, desk.adding(Organisation), name="★  ★"))
    many = "\n".join(f"Name number {number} of a very long list of other names" for number in range(300))
    assert desk.send(editor, desk.adding(Organisation), name="Long", other_names=many).status_code == 302


def test_a_name_is_looked_for_in_one_question(editor, django_assert_num_queries):
    for number in range(30):
        make.organisation(f"Ministry of education {number}")
    with django_assert_num_queries(1):
        assert len(Organisation.objects.called(["ministry of education 7", "Ministry of Education 8", "No such"])) == 2
