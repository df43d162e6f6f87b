"""State, saving, publishing, preview and withdrawal at the desk."""

import pytest

from publishing.models import Address, Edition
from taskforces.models import Dossier, Taskforce
from tests import desk, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = make.editor(first_name="Anna", last_name="Lind")
    client.force_login(person)
    return client


def test_saving_changes_the_desk_only(editor):
    item = make.published(make.taskforce("Bretagne programme"))
    desk.send(editor, desk.address(item), title="Programme of Bretagne")
    item.refresh_from_db()
    assert (item.title, item.state) == ("Programme of Bretagne", "changed")
    assert Dossier.objects.get().title == "Bretagne programme"


def test_publishing_saves_and_lets_the_public_read_it(editor):
    item = make.taskforce("Bretagne programme")
    desk.send(editor, desk.address(item), "_publish", title="Programme of Bretagne", note="First words", minor="on")
    edition = Edition.objects.get()
    assert Dossier.objects.get().title == "Programme of Bretagne"
    assert (edition.note, edition.minor, edition.by_name) == ("First words", True, "Anna Lind")


def test_a_new_item_can_be_published_at_once(editor):
    desk.send(editor, desk.adding(Taskforce), "_publish", title="Danish Technology Pact")
    assert Dossier.objects.get().slug == "danish-technology-pact"


@pytest.mark.parametrize(("note", "lost"), [("Again", ": the change note was not kept."), ("", ".")])
def test_publishing_what_readers_have_already_says_so_and_whether_a_note_was_not_kept(editor, note, lost):
    item = make.published(make.event("Kick-off"))
    desk.send(editor, desk.address(item), "_publish", note=note)
    assert f"Readers have all of this already{lost}" in desk.text(editor.get(desk.address(item)))
    assert item.editions().count() == 1


def test_a_refused_publication_changes_nothing_and_says_where(editor):
    make.published(make.event("Kick-off"))
    item = make.event("Second meeting")
    response = desk.send(
        editor, desk.address(item), "_publish", title="Third meeting", slug="kick-off", summary="Words"
    )
    assert list(desk.errors(response)) == ["slug"]
    assert 'value="Third meeting"' in response.content.decode()
    item.refresh_from_db()
    assert (item.title, item.summary, item.state) == ("Second meeting", "", "draft")


def test_an_event_that_nobody_could_name_is_saved_but_not_published(editor):
    item = make.event("")
    response = desk.send(editor, desk.address(item), "_publish", place="Brussels")
    assert list(desk.errors(response)) == ["title"]
    assert desk.send(editor, desk.address(item), place="Brussels").status_code == 302


def test_an_old_address_of_another_item_is_told_on_a_plain_save(editor):
    make.published(make.taskforce("Bretagne", old_addresses="/node/4858"))
    item = make.taskforce("Norway")
    response = desk.send(editor, desk.address(item), old_addresses="https://old.example.org/node/4858/")
    assert list(desk.errors(response)) == ["old_addresses"]


def test_withdrawing_asks_why_and_takes_it_from_the_public(editor):
    item, other = make.published(make.taskforce("Old pact")), make.published(make.taskforce("New pact"))
    page = desk.address(item, "withdraw")
    assert editor.get(page).status_code == 200
    refused = editor.post(page, {"reason": "replaced", "replacement": "", "note": ""})
    assert "replacement" in refused.context["form"].errors
    editor.post(page, {"reason": "replaced", "replacement": str(other.pk), "note": "See the new one."})
    assert not Dossier.objects.filter(pk=item.pk).exists()
    assert Address.objects.resolve("/taskforces/old-pact/") == "taskforces/new-pact"


@pytest.mark.parametrize("number", [1, 30])
def test_withdrawing_asks_the_same_number_of_questions_for_any_number_of_events(
    editor, number, django_assert_num_queries
):
    item, host = make.published(make.event("Kick-off")), make.organisation()
    for day in range(number):
        make.published(make.event("", type=make.event_type(f"Type {day}"), organisations=[host], date="2020"))
    editor.get(desk.address(item, "withdraw"))  # what Django reads once and keeps
    with django_assert_num_queries(4):
        editor.get(desk.address(item, "withdraw"))


def test_a_save_of_another_day_is_told_with_its_day(editor, time_machine):
    time_machine.move_to("2025-03-01T16:34:00Z")
    item, bo = make.taskforce("Bretagne"), make.editor("bo")
    opened = desk.filled(editor.get(desk.address(item)))
    desk.send(editor, desk.address(item), title="Bretagne, France")
    for moment, told in (("2025-03-01T22:00:00Z", "at 17:34"), ("2025-03-04T08:00:00Z", "on 1 March 2025, 17:34")):
        time_machine.move_to(moment)
        editor.force_login(bo)
        refused = editor.post(desk.address(item), opened | {"title": "Brittany", "_save": "1"})
        assert f"Anna Lind saved this {told}, while you had it open." in desk.errors(refused)[""]


@pytest.mark.parametrize(("state", "count"), [("draft", 1), ("published", 1), ("changed", 1), ("withdrawn", 0)])
def test_the_list_can_be_narrowed_by_state(editor, state, count):
    make.taskforce("Draft")
    make.published(make.taskforce("Public"))
    changed = make.published(make.taskforce("Changed"))
    desk.send(editor, desk.address(changed), title="Changed again")
    response = editor.get("/admin/taskforces/taskforce/", {"state": state})
    assert response.context["cl"].result_count == count


def test_the_form_says_what_is_not_public_yet(editor):
    item = make.published(make.taskforce("Bretagne"))
    desk.send(editor, desk.address(item), summary="In short.", region="Bretagne")
    assert "Saved, but not public yet: summary, region." in desk.text(editor.get(desk.address(item)))


def test_the_form_has_a_word_for_whatever_is_not_public_yet(editor):
    item = make.published(make.taskforce())
    item.sources.create(name="Paper", document=make.document())
    make.touch(item)
    assert "Saved, but not public yet: sources." in desk.text(editor.get(desk.address(item)))


def test_only_what_was_never_published_can_be_deleted(admin_client):
    draft, public = make.taskforce("Draft"), make.published(make.taskforce("Public"))
    assert admin_client.post(desk.address(draft, "delete"), {"post": "yes"}).status_code == 302
    assert admin_client.post(desk.address(public, "delete"), {"post": "yes"}).status_code == 403
    assert list(Taskforce.objects.all()) == [public]


def test_the_form_tells_what_was_published_so_far(editor):
    item = make.taskforce("Bretagne")
    desk.send(editor, desk.address(item), "_publish", note="First words")
    desk.send(editor, desk.address(item), "_publish", title="Bretagne, France", note="Country added", minor="on")
    editor.post(desk.address(item, "withdraw"), {"reason": "in_error", "note": "Too early"})
    words = desk.text(editor.get(desk.address(item)))
    told = ["withdrawn, published in error: Too early", "(minor change): Country added", "Anna Lind: First words"]
    assert [words.index(part) for part in told] == sorted(words.index(part) for part in told)
    assert "Public page" not in words


def test_the_first_page_counts_what_is_not_public(editor):
    make.taskforce("Draft")
    changed = make.published(make.event("Kick-off"))
    desk.send(editor, desk.address(changed), title="Kick-off meeting")
    words = desk.text(editor.get("/admin/"))
    assert "1 taskforce is a draft." in words
    assert "1 event has changes that are not public yet." in words
    make.taskforce("Another draft")
    assert "2 taskforces are drafts." in desk.text(editor.get("/admin/"))


def test_a_withdrawn_item_is_published_again_from_its_form(editor):
    item = make.published(make.taskforce("Bretagne"))
    editor.post(desk.address(item, "withdraw"), {"reason": "not_kept"})
    desk.send(editor, desk.address(item), "_publish")
    assert Dossier.objects.filter(pk=item.pk).exists()
