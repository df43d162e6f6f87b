"""The buttons of the desk's forms are rows of one table: what stands there is drawn, asked for, done and answered."""

import re

import pytest
from django.contrib import admin
from django.forms import BaseFormSet

from dossier_site.events_panel import PER_PAGE
from dossier_site.taskforce_admin import TaskforceWithEventsAdmin
from publishing.desk.buttons import Button
from publishing.models import Edition
from taskforces.models import Taskforce
from tests import desk, make
from timeline.admin import EventAdmin
from timeline.models import Event

pytestmark = pytest.mark.django_db
TASKFORCES = admin.site._registry[Taskforce]


def offered(response):
    """The names of the buttons on a page, each once, as a browser finds them."""
    return set(re.findall(r'name="(_[a-z_]+)"', response.content.decode())) - {"_popup"}


def test_every_button_of_the_table_is_drawn_and_no_other(editor):
    item = make.taskforce()
    for number in range(PER_PAGE + 1):  # so many have pages to turn
        make.event(f"Event {number}", taskforces=[item])
    assert offered(editor.get(desk.address(item))) == {button.name for button in TaskforceWithEventsAdmin.buttons}
    assert offered(editor.get(desk.adding(Event))) == {button.name for button in EventAdmin.buttons}


def test_a_window_beside_another_form_offers_only_what_closes_it_or_checks(editor):
    in_popup = {button.name for button in TaskforceWithEventsAdmin.buttons if button.in_popup}
    assert offered(editor.get(f"{desk.adding(Taskforce)}?_popup=1")) == in_popup == {"_save", "_check"}


def test_all_that_a_row_names_is_there():
    for button in TASKFORCES.buttons:
        permission = button.permission and f"has_{button.permission}_permission"
        for name in filter(None, (permission, button.action, button.response, button.refused)):
            assert callable(getattr(TASKFORCES, name))


def test_a_new_row_is_all_that_a_new_button_needs(editor, monkeypatch):
    archive = Button("_archive", "Save and archive", permission="archive", action="archive", response="to_events")
    monkeypatch.setattr(TaskforceWithEventsAdmin, "buttons", (*TaskforceWithEventsAdmin.buttons, archive))
    monkeypatch.setattr(TaskforceWithEventsAdmin, "has_archive_permission", lambda *given: True, raising=False)
    archived = []
    monkeypatch.setattr(
        TaskforceWithEventsAdmin,
        "archive",
        lambda _admin, _request, form: archived.append(form.instance),
        raising=False,
    )
    item = make.taskforce()
    assert desk.send(editor, desk.address(item), "_archive", region="Riga").url.endswith("#events")
    assert archived == [item]
    monkeypatch.setattr(TaskforceWithEventsAdmin, "has_archive_permission", lambda *given: False)
    assert "_archive" not in offered(editor.get(desk.address(item)))
    assert desk.send(editor, desk.address(item), "_archive").status_code == 403


@pytest.fixture
def checks(monkeypatch):
    """How often the rows of each kind are checked."""
    counts, full_clean = {}, BaseFormSet.full_clean

    def counted(formset):
        if formset.is_bound:
            counts[formset.prefix] = counts.get(formset.prefix, 0) + 1
        full_clean(formset)

    monkeypatch.setattr(BaseFormSet, "full_clean", counted)
    return counts


def test_a_refusal_checks_every_row_once_and_keeps_what_was_typed(editor, checks):
    item = make.taskforce(objectives=["First", "Second"], results=["A network"])
    nameless = make.event("", taskforces=[item])
    typed = {"objectives__0__DELETE": "on", "objectives__2__text": "Third", "results__0__answers": "1"}
    page = desk.send(
        editor, desk.address(item), "_publish", region="Riga", also=[str(nameless.pk)], note="New", **typed
    )
    assert "Give a title" in desk.errors(page)["also"][0]
    assert set(checks.values()) == {1}
    kept = desk.filled(page)
    assert (kept["region"], kept["note"], kept["also"]) == ("Riga", "New", str(nameless.pk))
    assert (kept["objectives-0-DELETE"], kept["objectives-2-text"], kept["results-0-answers"]) == ("on", "Third", "1")
    assert list(item.objectives.values_list("text", flat=True)) == ["First", "Second"]
    assert not Edition.objects.exists()


def test_what_was_refused_can_be_sent_again_as_it_stands(editor):
    item = make.taskforce(objectives=["First", "Second"], results=["A network"])
    nameless = make.event("", taskforces=[item])
    typed = {"objectives__0__DELETE": "on", "objectives__2__text": "Third", "results__0__answers": "1"}
    page = desk.send(editor, desk.address(item), "_publish", region="Riga", also=[str(nameless.pk)], **typed)
    again = desk.filled(page)
    again.pop("also")
    assert editor.post(desk.address(item), again | {"_publish": "1"}).status_code == 302
    item.refresh_from_db()
    assert (item.region, list(item.objectives.values_list("text", flat=True))) == ("Riga", ["Second", "Third"])
    assert item.results.get().objectives.get().text == "Second"
    assert item.state == "published"


def test_a_new_item_that_was_refused_can_be_sent_again_as_it_stands(editor):
    typed = {"place": "Brussels", "organisation_links__0__number": "1"}
    page = desk.send(editor, desk.adding(Event), "_publish", title="", type="", **typed)
    assert list(desk.errors(page)) == ["title"]
    assert not Event.objects.exists()
    again = editor.post(desk.adding(Event), desk.filled(page) | {"title": "Kick-off", "_publish": "1"})
    assert again.status_code == 302
    assert (Event.objects.get().place, Event.objects.get().state) == ("Brussels", "published")
