"""Taskforces at the desk: their parts in order, and the panel of their events."""

import threading

import pytest
from django.contrib.admin import ModelAdmin
from django.db import connection
from django.test import Client
from django.urls import reverse

from editing.inlines import PartInline
from taskforces.models import Taskforce
from tests import desk, make
from timeline.models import Entry, Event

pytestmark = pytest.mark.django_db


def texts(parts):
    return list(parts.values_list("text", flat=True))


def test_organisations_keep_the_order_that_was_typed(editor):
    first, second = make.organisation("AlertEducation"), make.organisation("Institut de Locarn")
    item = make.taskforce(organisations=[first, second])
    desk.send(editor, desk.address(item), organisation_links__0__number="2", organisation_links__1__number="1")
    assert [link.organisation for link in item.organisation_links.all()] == [second, first]
    item.refresh_from_db()
    assert item.desk_digest
    assert item.state == "draft"


def test_an_empty_row_with_a_number_is_no_row(editor):
    item = make.taskforce(objectives=["Bring them together"])
    assert desk.send(editor, desk.address(item), objectives__1__number="2").status_code == 302
    assert item.objectives.count() == 1


def test_a_new_row_without_a_number_comes_last(editor):
    item = make.taskforce(objectives=["First", "Second"])
    desk.send(editor, desk.address(item), objectives__2__text="Third")
    assert texts(item.objectives) == ["First", "Second", "Third"]
    assert list(item.objectives.values_list("position", flat=True)) == [0, 1, 2]


def test_a_taskforce_that_continues_itself_is_told_and_nothing_typed_is_lost(editor):
    item, other = make.taskforce(), make.taskforce("Another pact")
    item.relations.create(kind="continues", other=other)
    page = desk.send(editor, desk.address(item), relations__0__other=str(item.pk), summary="Typed words")
    assert desk.errors(page) == {"relations-0-other": ["A taskforce cannot continue itself."]}
    assert desk.filled(page)["summary"] == "Typed words"


def test_removing_a_row_closes_the_gap(editor):
    item = make.taskforce(objectives=["First", "Second", "Third"])
    desk.send(editor, desk.address(item), objectives__0__DELETE="on")
    assert list(item.objectives.values_list("text", "position")) == [("Second", 0), ("Third", 1)]


def test_results_name_objectives_by_the_numbers_they_have_after_saving(editor):
    item = make.taskforce(objectives=["First", "Second"], results=["A network"])
    desk.send(
        editor,
        desk.address(item),
        objectives__0__number="2",
        objectives__1__number="1",
        objectives__2__text="Third, new",
        results__0__answers="1, 3",
    )
    assert texts(item.results.get().objectives) == ["Second", "Third, new"]


def test_a_result_whose_numbers_were_not_touched_keeps_its_objectives(editor):
    item = make.taskforce(objectives=["First", "Second"], results=["A network"])
    item.results.get().objectives.set([item.objectives.get(text="Second")])
    assert 'value="2"' in editor.get(desk.address(item)).content.decode()
    desk.send(editor, desk.address(item), objectives__0__number="2", objectives__1__number="1")
    assert texts(item.results.get().objectives) == ["Second"]


@pytest.mark.parametrize("answers", ["3", "0", "one", "1.5", "²", "99999"])
def test_a_number_that_no_objective_has_is_told_beside_the_result(editor, answers):
    item = make.taskforce(objectives=["First", "Second"], results=["A network"])
    response = desk.send(editor, desk.address(item), results__0__answers=answers)
    assert list(desk.errors(response)) == ["results-0-answers"]


def test_the_dates_of_a_taskforce_and_its_results_are_read_as_people_type_them(editor):
    item = make.taskforce(results=["A network"])
    desk.send(editor, desk.address(item), start="May 2020", end="about 2023", results__0__date="10 December 2021")
    item.refresh_from_db()
    assert (item.start, item.end, item.results.get().date) == ("2020-05", "2023~", "2021-12-10")


def test_an_end_before_the_start_is_told_in_the_form(editor):
    item = make.taskforce()
    response = desk.send(editor, desk.address(item), start="May 2020", end="2018")
    assert desk.errors(response)["end"] == ["The end is before the start."]


def test_the_panel_lists_events_newest_first_with_their_state(editor):
    item = make.taskforce()
    make.event("Undated", taskforces=[item])
    make.event("Old", taskforces=[item], date="2018")
    make.published(make.event("New", taskforces=[item], date="2022-08-24"))
    words = desk.text(editor.get(desk.address(item)))
    places = [words.index(part) for part in ("24 August 2022 New published", "2018 Old draft", "Undated draft")]
    assert places == sorted(places)


def test_attaching_changes_the_desk_of_the_event_only(editor):
    item, event = make.published(make.taskforce()), make.published(make.event("Kick-off"))
    event.summary = "In short."
    event.save()
    desk.send(editor, desk.address(item), attach=[str(event.pk)])
    event.refresh_from_db()
    item.refresh_from_db()
    assert (event.state, item.state) == ("changed", "published")
    assert "Not public yet: summary, taskforces." in desk.text(editor.get(desk.address(item)))
    assert Entry.objects.get().dossier_links.count() == 0


def test_detaching_changes_the_desk_of_the_event(editor):
    item = make.taskforce()
    event = make.published(make.event("Kick-off", taskforces=[item]))
    desk.send(editor, desk.address(item), detach=[str(event.pk)])
    event.refresh_from_db()
    assert event.state == "changed"
    assert not event.taskforces.exists()


def test_an_event_is_attached_once(editor):
    item = make.taskforce()
    event = make.event("Kick-off", taskforces=[item])
    response = desk.send(editor, desk.address(item), attach=[str(event.pk)])
    assert response.status_code == 302
    assert event.taskforces.count() == 1


def test_an_event_can_be_published_from_the_panel(editor):
    item = make.taskforce()
    event = make.event("Kick-off", taskforces=[item])
    opened = desk.filled(editor.get(desk.address(item)))
    response = editor.post(desk.address(item), opened | {"region": "Bretagne", "_publish_event": str(event.pk)})
    assert response.url == f"{desk.address(item)}#events"
    item.refresh_from_db()
    assert (Entry.objects.get().pk, item.region, item.state) == (event.pk, "Bretagne", "draft")


def test_an_event_of_another_taskforce_cannot_be_published_from_the_panel(editor):
    item, event = make.taskforce(), make.event("Kick-off")
    opened = desk.filled(editor.get(desk.address(item)))
    response = editor.post(desk.address(item), opened | {"_publish_event": str(event.pk)})
    assert "does not stand in this timeline any more" in str(desk.errors(response))
    assert not Entry.objects.exists()


def test_what_refuses_an_event_in_the_panel_names_it(editor):
    item = make.taskforce()
    event = make.event("", taskforces=[item])
    opened = desk.filled(editor.get(desk.address(item)))
    response = editor.post(desk.address(item), opened | {"region": "Bretagne", "_publish_event": str(event.pk)})
    assert "Give a title" in desk.errors(response)[""][0]
    item.refresh_from_db()
    assert item.region == ""


def test_adding_an_event_from_the_panel_comes_back_to_the_taskforce(editor):
    item = make.taskforce()
    opened = desk.filled(editor.get(desk.address(item)))
    there = editor.post(desk.address(item), opened | {"region": "Bretagne", "_add_event": "1"}).url
    assert there.startswith(reverse("admin:timeline_event_add"))
    response = desk.send(editor, there, title="Kick-off", date="24–25 August 2022")
    assert response.url == f"{desk.address(item)}#events"
    assert list(item.events.values_list("title", "date")) == [("Kick-off", "2022-08-24/2022-08-25")]


def test_a_taskforce_is_published_with_the_events_that_are_ticked(editor):
    item = make.taskforce()
    first, second = (make.event(title, taskforces=[item]) for title in ("Kick-off", "Second meeting"))
    desk.send(editor, desk.address(item), "_publish", also=[str(first.pk)])
    assert list(Entry.objects.values_list("pk", flat=True)) == [first.pk]
    second.refresh_from_db()
    assert second.state == "draft"


def test_an_event_that_is_refused_keeps_the_taskforce_back_too(editor):
    item = make.taskforce()
    event = make.event("", taskforces=[item])
    response = desk.send(editor, desk.address(item), "_publish", also=[str(event.pk)])
    assert "Give a title" in desk.errors(response)["also"][0]
    item.refresh_from_db()
    assert item.state == "draft"


def test_deleting_a_draft_changes_the_desk_of_what_named_it(admin_client):
    item, later = make.taskforce("First pact"), make.taskforce("Second pact")
    later.relations.create(kind="continues", other=item)
    make.published(later)
    event = make.published(make.event("Kick-off", taskforces=[item]))
    admin_client.post(desk.address(item, "delete"), {"post": "yes"})
    assert list(Taskforce.objects.values_list("title", flat=True)) == ["Second pact"]
    assert [each.state for each in (Taskforce.objects.get(), Event.objects.get(pk=event.pk))] == ["changed", "changed"]


def test_a_draft_is_deleted_with_all_its_parts(admin_client):
    item = make.taskforce(organisations=[make.organisation()], objectives=["First"], results=["A network"])
    event = make.event("Kick-off", taskforces=[item], results=item.results.all())
    assert admin_client.post(desk.address(item, "delete"), {"post": "yes"}).status_code == 302
    assert not Taskforce.objects.exists()
    event.refresh_from_db()
    assert event.to_body()["results"] == []


def test_a_draft_is_not_deleted_by_whoever_may_not(editor):
    item = make.taskforce(results=["A network"])
    assert editor.post(desk.address(item, "delete"), {"post": "yes"}).status_code == 403
    assert Taskforce.objects.get().results.count() == 1


def test_a_result_is_never_deleted_by_itself(admin_client):
    result = make.taskforce(results=["A network"]).results.get()
    assert admin_client.get(desk.address(result, "delete")).status_code == 403
    assert "delete_selected" not in admin_client.get(reverse("admin:taskforces_result_changelist")).content.decode()


def test_removing_a_result_changes_the_desk_of_the_events_that_show_it(editor):
    item = make.taskforce(results=["A network"])
    event = make.published(make.event("Kick-off", results=item.results.all()))
    desk.send(editor, desk.address(item), results__0__DELETE="on")
    event.refresh_from_db()
    assert event.state == "changed"


def test_countries_and_organisations_are_found_without_accents(editor):
    make.organisation("Région Bretagne")
    look_up = reverse("admin:autocomplete")
    for model, field, term, found in (
        ("taskforce", "countries", "COTE D'IV", "Côte d’Ivoire"),
        ("taskforceorganisation", "organisation", "region bret", "Région Bretagne"),
    ):
        query = {"app_label": "taskforces", "model_name": model, "field_name": field, "term": term}
        assert [row["text"] for row in editor.get(look_up, query).json()["results"]] == [found]


def test_nothing_typed_is_lost_in_a_very_large_form(editor):
    numbers = range(PartInline.max_num)
    item = make.taskforce(objectives=map("Objective {}".format, numbers), results=map("Result {}".format, numbers))
    events = Event.objects.bulk_create(Event(title=f"Event {number}") for number in range(500))
    link = Event.taskforces.through
    link.objects.bulk_create(link(taskforce=item, event=event) for event in events)
    assert desk.send(editor, desk.address(item), region="Bretagne").status_code == 302
    item.refresh_from_db()
    assert item.region == "Bretagne"


@pytest.mark.django_db(transaction=True)
def test_two_who_attach_the_same_pair_from_both_ends_never_block_each_other(monkeypatch):
    item, event, person = make.taskforce(), make.event(), make.editor()
    forms = {item: {"attach": [str(event.pk)]}, event: {"taskforces": [str(item.pk)]}}
    saved = ModelAdmin.save_model
    both = threading.Barrier(2, timeout=30)
    answers = {}

    def save_model(*args):
        # Each has its own row now. Where writers take turns, as in SQLite, the second is not even here.
        if connection.features.has_select_for_update:
            both.wait()
        saved(*args)

    def attach(where, typed):
        client = Client()
        client.force_login(person)
        try:
            answers[where] = desk.send(client, desk.address(where), **typed).status_code
        finally:
            connection.close()

    monkeypatch.setattr(ModelAdmin, "save_model", save_model)
    threads = [threading.Thread(target=attach, args=each) for each in forms.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Who came second to the pair is told, and keeps what was typed.
    assert sorted(answers.values()) in ([200, 302], [302, 302])
    assert list(event.taskforces.all()) == [item]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions_for_any_number_of_rows(editor, number, django_assert_num_queries):
    for count in range(number):
        make.taskforce(f"Pact {count}", countries=["NO", "DK"])
    with django_assert_num_queries(10):
        editor.get("/admin/taskforces/taskforce/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_form_asks_the_same_number_of_questions_for_any_number_of_events(editor, number, django_assert_num_queries):
    item, host = make.taskforce(objectives=["First"], results=["A network"]), make.organisation()
    for count in range(number):
        make.event("", type=make.event_type(f"Type {count}"), taskforces=[item], organisations=[host])
        changed = make.published(make.event(f"Changed {count}", taskforces=[item], organisations=[host]))
        desk.send(editor, desk.address(changed), summary="In short.")
    editor.get(desk.address(item))  # what Django reads once and keeps
    with django_assert_num_queries(28):
        editor.get(desk.address(item))


@pytest.mark.parametrize("number", [1, 30])
def test_saving_asks_the_same_number_of_questions_for_any_number_of_events(editor, number, django_assert_num_queries):
    item = make.taskforce()
    for day in range(number):
        make.event(f"Event {day}", taskforces=[item])
    opened = desk.filled(editor.get(desk.address(item)))
    with django_assert_num_queries(32):
        assert editor.post(desk.address(item), opened | {"region": "Bretagne", "_save": "1"}).status_code == 302
