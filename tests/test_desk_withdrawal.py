"""Withdrawing at the desk: what stays public is shown and can go, too; what was said then can be corrected."""

import uuid

import pytest
from django.contrib.auth.models import Permission

from dossier_site import remaining_events
from publishing import generation
from publishing.desk import withdrawal
from publishing.editions import publish, withdraw
from publishing.models import Address, Edition
from taskforces.models import Dossier, Taskforce
from tests import desk, make
from timeline.models import Entry, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def taskforce(db):
    return make.published(make.taskforce("Pact"))


def stand(taskforce, title="Meeting", **given):
    """A published event in the timeline of a taskforce."""
    return make.published(make.event(title, date="2020-06-12", taskforces=[taskforce], **given))


def page(item):
    return desk.address(item, "withdraw")


def live():
    return {*Dossier.objects.values_list("title", flat=True), *Entry.objects.values_list("title", flat=True)}


def test_events_that_stay_public_are_shown_with_where_they_also_stand_and_their_documents(editor, taskforce):
    other, draft = make.published(make.taskforce("Strategy")), make.taskforce("Hidden")
    make.published(
        make.event(
            "Shared", date="2021", taskforces=[taskforce, other, draft], documents=[make.document(title="Minutes")]
        )
    )
    stand(taskforce)
    make.event("Draft", taskforces=[taskforce])
    stand(other, "Elsewhere")
    words = desk.text(editor.get(page(taskforce)))
    assert "2 events of its timeline stay public" in words
    assert "Shared, 2021 · also in the timeline of: Strategy · with the documents: Minutes" in words
    assert "Meeting, 12 June 2020" in words
    assert not any(word in words for word in ("Draft", "Hidden", "Elsewhere"))


def test_what_readers_find_in_the_timeline_counts_and_not_the_desk(editor, taskforce):
    event = stand(taskforce)
    event.taskforces.clear()
    make.touch(event)
    assert "1 event of its timeline stays public" in desk.text(editor.get(page(taskforce)))


def test_what_is_ticked_goes_with_it_and_the_rest_stays(editor, taskforce):
    gone, stays = stand(taskforce, "Gone"), stand(taskforce, "Stays")
    answer = editor.post(page(taskforce), {"reason": "in_error", "note": "Too early", "also": [gone.pk]}, follow=True)
    assert live() == {"Stays"}
    assert "Withdrawn: “Pact”, “Gone”." in desk.text(answer)
    assert [(each.reason, each.note) for each in (gone.editions().first(), taskforce.editions().first())] == [
        ("in_error", "Too early")
    ] * 2
    assert stays.editions().count() == 1


def test_nothing_is_ticked_before_somebody_does(editor, taskforce):
    stand(taskforce)
    assert b"checked" not in editor.get(page(taskforce)).content
    editor.post(page(taskforce), {"reason": "in_error"})
    assert live() == {"Meeting"}


def test_what_replaces_a_taskforce_does_not_replace_its_events(editor, taskforce):
    event, new = stand(taskforce), make.published(make.taskforce("New pact"))
    editor.post(page(taskforce), {"reason": "replaced", "replacement": new.pk, "also": [event.pk]})
    edition = event.editions().first()
    assert (edition.reason, edition.replacement) == ("not_kept", None)
    assert Address.objects.resolve("/taskforces/pact/") == "taskforces/new-pact"


def test_events_of_other_taskforces_cannot_be_sent_along(editor, taskforce):
    stand(taskforce)
    other = stand(make.published(make.taskforce("Strategy")), "Elsewhere")
    for keys in ([other.pk], [uuid.uuid4()], ["x"], ["\x00"], [taskforce.pk]):
        answer = editor.post(page(taskforce), {"reason": "in_error", "also": keys})
        assert "also" in answer.context["form"].errors
    assert live() == {"Pact", "Strategy", "Meeting", "Elsewhere"}


def test_all_of_it_is_withdrawn_or_nothing(editor, taskforce, monkeypatch):
    event, last = stand(taskforce), stand(taskforce, "Last")
    asked = editor.get(page(taskforce)).context["form"].fields["also"].queryset
    keys = sorted([event.pk, last.pk])
    withdraw_first = Event.objects.get(pk=keys[-1])

    def meanwhile(item, **how):
        if item.pk == taskforce.pk:  # somebody else is faster by a moment
            withdraw(withdraw_first, reason="not_kept")
        return withdraw(item, **how)

    monkeypatch.setattr(withdrawal, "withdraw", meanwhile)
    answer = editor.post(page(taskforce), {"reason": "in_error", "also": keys})
    assert "Only what is published can be withdrawn." in desk.text(answer)
    assert asked.count() == 2
    assert live() == {"Pact", "Meeting", "Last"}


def test_who_may_not_withdraw_events_sees_them_and_cannot_take_them_along(client, taskforce):
    person = make.editor("limited")
    person.groups.clear()
    names = ["view_taskforce", "change_taskforce", "withdraw_taskforce"]
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(person)
    event = stand(taskforce)
    words = client.get(page(taskforce))
    assert "Meeting, 12 June 2020" in desk.text(words)
    assert b'name="also"' not in words.content
    client.post(page(taskforce), {"reason": "in_error", "also": [event.pk]})
    assert live() == {"Meeting"}


@pytest.mark.parametrize("number", [1, 30])
def test_page_asks_the_same_number_of_questions_for_any_number_of_events(
    editor, taskforce, number, django_assert_num_queries
):
    other = make.published(make.taskforce("Strategy"))
    for n in range(number):
        make.published(
            make.event(f"Event {n}", taskforces=[taskforce, other], documents=[make.document()], date=f"{1990 + n}")
        )
    editor.get(page(taskforce))  # what Django reads once and keeps
    with django_assert_num_queries(9):
        editor.get(page(taskforce))


def test_of_very_many_events_the_newest_are_shown(editor, taskforce, monkeypatch):
    monkeypatch.setattr(remaining_events, "MOST", 2)
    for year in (2018, 2019, 2020):
        stand(taskforce, f"Of {year}")
        event = Event.objects.get(title=f"Of {year}")
        event.date = str(year)
        event.save()
    words = desk.text(editor.get(page(taskforce)))
    assert "3 events of its timeline stay public" in words
    assert "Only the newest 2 are shown" in words
    assert "Of 2018" not in words


def test_taskforce_without_events_and_an_event_offer_nothing_more(editor, taskforce):
    for item in (taskforce, make.published(make.event("Alone"))):
        assert b'fieldset class="form-row field-also' not in editor.get(page(item)).content


# --- Correcting ---------------------------------------------------------------------------------------------------


def test_a_withdrawal_is_corrected_and_a_replacement_added_later(editor, client, taskforce):
    editor.post(page(taskforce), {"reason": "not_kept", "note": "Old."})
    before = generation.now()
    opened = editor.get(page(taskforce))
    assert "Correct the withdrawal" in desk.text(opened)
    assert opened.context["form"].initial == {"reason": "not_kept", "replacement": None, "note": "Old."}
    new = make.published(make.taskforce("New pact"))
    editor.post(
        page(taskforce), {"act": "correct", "reason": "replaced", "replacement": new.pk, "note": "See the new one."}
    )
    editions = taskforce.editions()
    assert [(each.number, each.reason, each.note) for each in editions][:2] == [
        (3, "replaced", "See the new one."),
        (2, "not_kept", "Old."),
    ]
    assert Address.objects.resolve("/taskforces/pact/") == "taskforces/new-pact"
    assert generation.now() > before
    taskforce.refresh_from_db()
    assert (taskforce.state, taskforce.edition_number) == ("withdrawn", 3)


def test_readers_at_the_old_address_read_the_corrected_note(editor, client, taskforce):
    withdraw(taskforce, reason="in_error", note="Wrong word")
    editor.post(page(taskforce), {"act": "correct", "reason": "in_error", "note": "Right word"})
    answer = client.get("/taskforces/pact/")
    assert answer.status_code == 410
    assert b"Right word" in answer.content
    assert b"Wrong word" not in answer.content


def test_correction_that_says_the_same_makes_no_edition(editor, taskforce):
    withdraw(taskforce, reason="in_error", note="Early")
    answer = editor.post(page(taskforce), {"act": "correct", "reason": "in_error", "note": "Early"}, follow=True)
    assert "it says so already" in desk.text(answer)
    assert taskforce.editions().count() == 2


def test_replacement_of_a_correction_must_be_one_that_readers_find(editor, taskforce):
    withdraw(taskforce, reason="in_error")
    for other in (make.taskforce("Draft"), taskforce):
        sent = {"act": "correct", "reason": "replaced", "replacement": other.pk}
        assert "replacement" in editor.post(page(taskforce), sent).context["form"].errors
    assert taskforce.editions().count() == 2


def test_correction_withdraws_nothing_that_somebody_published_again_meanwhile(editor, taskforce):
    withdraw(taskforce, reason="in_error")
    publish(Taskforce.objects.get(pk=taskforce.pk))
    answer = editor.post(page(taskforce), {"act": "correct", "reason": "not_kept"})
    assert "It is not withdrawn any more." in desk.text(answer)
    assert live() == {"Pact"}


def test_withdrawing_what_somebody_withdrew_meanwhile_says_nothing_else_about_it(editor, taskforce):
    withdraw(taskforce, reason="in_error", note="First")
    answer = editor.post(page(taskforce), {"act": "withdraw", "reason": "not_kept", "note": "Second"}, follow=True)
    assert "“Pact” is not public." in desk.text(answer)
    assert taskforce.editions().first().note == "First"


def test_form_of_what_is_withdrawn_leads_to_the_correction_and_a_draft_to_nothing(editor, taskforce):
    assert "Withdraw…" in desk.text(editor.get(desk.address(taskforce)))
    withdraw(taskforce, reason="in_error")
    assert "Correct the withdrawal…" in desk.text(editor.get(desk.address(taskforce)))
    draft = make.taskforce("Draft")
    assert page(draft) not in editor.get(desk.address(draft)).content.decode()
    assert "“Draft” is not public." in desk.text(editor.get(page(draft), follow=True))


def test_corrected_item_can_be_published_again(editor, taskforce):
    withdraw(taskforce, reason="in_error")
    editor.post(page(taskforce), {"act": "correct", "reason": "not_kept"})
    desk.send(editor, desk.address(taskforce), "_publish")
    assert live() == {"Pact"}
    assert Edition.objects.of("taskforce", taskforce.pk).count() == 4


def test_replacement_is_found_by_typing_and_the_page_lists_none(editor, taskforce):
    for number in range(30):
        make.published(make.taskforce(f"Other pact {number}"))
    response = editor.get(page(taskforce))
    assert "Other pact" not in response.content.decode()
    widget = response.context["form"].fields["replacement"].widget
    asked = {"app_label": "taskforces", "model_name": "taskforcerelation", "field_name": "other", "term": "pact 17"}
    assert {name: widget.attrs.get(f"data-{name.replace('_', '-')}", asked[name]) for name in asked} == asked
    found = editor.get("/admin/autocomplete/", asked).json()["results"]
    assert [each["text"] for each in found] == ["Other pact 17"]


def test_replacement_that_readers_cannot_find_is_told_in_a_sentence(editor, taskforce):
    draft = make.taskforce("Draft pact")
    response = editor.post(page(taskforce), {"reason": "replaced", "replacement": draft.pk})
    assert response.context["form"].errors["replacement"] == [
        "Readers cannot find this one. Choose one that is public."
    ]


def test_event_is_replaced_by_one_that_is_found_by_typing(editor):
    old, new = make.published(make.event("Old talk")), make.published(make.event("New talk"))
    widget = editor.get(page(old)).context["form"].fields["replacement"].widget
    field = widget.field
    asked = {"app_label": field.model._meta.app_label, "model_name": field.model._meta.model_name}
    found = editor.get("/admin/autocomplete/", asked | {"field_name": field.name, "term": "new"}).json()["results"]
    assert [each["id"] for each in found] == [str(new.pk)]
    editor.post(page(old), {"reason": "replaced", "replacement": new.pk})
    assert old.editions().first().replacement == new.pk
