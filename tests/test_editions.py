"""The life of an item: draft, published, changed, withdrawn, published again."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from publishing.editions import publish, withdraw
from publishing.models import Address, Edition
from publishing.refresh import rebuild, refresh
from publishing.touch import touch
from taskforces.models import Dossier, Taskforce
from tests import make
from timeline.models import Entry, Event

pytestmark = pytest.mark.django_db


def live(item):
    return item.live_model().objects.filter(pk=item.pk).first()


def test_draft_is_seen_by_nobody():
    item = make.taskforce()
    assert item.state == "draft"
    assert live(item) is None
    assert not Address.objects.exists()


def test_publishing_appends_an_edition_and_draws_the_live_row():
    user = make.editor(first_name="Ada", last_name="Byron")
    item = make.published(make.taskforce(status="ongoing", start="2020-05"), by=user, note="First words")
    edition = item.editions().get()
    assert (edition.number, edition.by, edition.by_name, edition.note) == (1, user, "Ada Byron", "First words")
    assert edition.snapshot["body"] == item.to_body()
    assert live(item).title == "Bretagne programme"
    assert str(live(item).start_lower) == "2020-05-01"
    assert item.state == "published"


def test_an_edition_keeps_the_longest_name_that_an_account_can_have():
    user = make.editor(first_name="A" * 150, last_name="B" * 150)
    edition = make.published(make.taskforce(), by=user).editions().get()
    edition.clean_fields()
    assert edition.by_name == user.get_full_name()


def test_saving_the_desk_changes_nothing_that_the_public_reads():
    item = make.published(make.taskforce())
    item.title = "A better title"
    touch(item)
    assert item.state == "changed"
    assert live(item).title == "Bretagne programme"


def test_publishing_what_is_unchanged_adds_no_edition():
    item = make.published(make.taskforce())
    publish(item)
    touch(item)
    publish(item)
    assert item.editions().count() == 1


def test_taking_a_change_back_makes_the_item_published_again():
    item = make.published(make.taskforce())
    for title in ("Other", "Bretagne programme"):
        item.title = title
        touch(item)
    assert item.state == "published"


def test_internal_note_is_no_change_and_never_in_an_edition():
    item = make.published(make.taskforce())
    item.internal_note = "Ask Nelly, the secret word is mimosa"
    touch(item)
    assert item.state == "published"
    item.title = "Another"
    touch(item)
    publish(item)
    assert "mimosa" not in str([edition.snapshot for edition in item.editions()])


def test_withdrawing_takes_the_live_row_and_keeps_the_addresses():
    item = make.published(make.taskforce())
    withdraw(item, reason="not_kept", note="Asked for by the region")
    item.refresh_from_db()
    assert item.state == "withdrawn"
    assert live(item) is None
    assert Address.objects.resolve("/taskforces/bretagne-programme/").note == "Asked for by the region"


def test_withdrawn_item_can_be_published_again_unchanged():
    item = make.published(make.taskforce())
    withdraw(item, reason="in_error")
    publish(item)
    item.refresh_from_db()
    assert (item.state, item.edition_number) == ("published", 3)
    assert Address.objects.resolve("/taskforces/bretagne-programme/") == "taskforces/bretagne-programme"


def test_only_what_is_published_can_be_withdrawn():
    with pytest.raises(ValidationError, match="Only what is published"):
        withdraw(make.taskforce(), reason="in_error")


def test_item_cannot_replace_itself():
    item = make.published(make.taskforce())
    with pytest.raises(ValidationError, match="another item"):
        withdraw(item, reason="replaced", replacement=item)
    assert live(item)


def test_replaced_item_leads_to_its_replacement_also_when_that_moves():
    old, new = make.published(make.taskforce()), make.published(make.taskforce("Successor"))
    withdraw(old, reason="replaced", replacement=new)
    assert Address.objects.resolve("taskforces/bretagne-programme") == "taskforces/successor"
    new.slug = "the-successor"
    touch(new)
    publish(new)
    assert Address.objects.resolve("taskforces/bretagne-programme") == "taskforces/the-successor"


def test_republished_dossier_finds_its_timeline_whole():
    item = make.published(make.taskforce())
    make.published(make.event(taskforces=[item]))
    withdraw(item, reason="in_error")
    assert Entry.objects.of([item.pk]).count() == 1
    publish(item)
    assert Entry.objects.of([item.pk]).get().title == "Kick-off meeting"


def test_order_of_publishing_does_not_matter():
    item = make.taskforce()
    make.published(make.event(taskforces=[item]))
    assert not Dossier.objects.exists()
    make.published(item)
    assert Entry.objects.of([item.pk]).count() == 1


def test_attaching_an_event_changes_the_event_and_not_the_dossier():
    item, event = make.published(make.taskforce()), make.published(make.event())
    event.taskforces.add(item)
    touch(event)
    touch(item)
    assert (event.state, item.state) == ("changed", "published")
    assert not Entry.objects.of([item.pk]).exists()


def test_moved_slug_redirects_for_ever_and_is_given_to_nobody_else():
    item = make.published(make.taskforce())
    for slug in ("second", "third"):
        item.slug = slug
        touch(item)
        publish(item)
    assert Address.objects.resolve("/taskforces/bretagne-programme") == "taskforces/third"
    assert Address.objects.resolve("/taskforces/second/") == "taskforces/third"
    other = make.taskforce("Bretagne programme")
    assert other.slug == "bretagne-programme-2"


def test_slug_that_belongs_to_another_is_refused_at_publication():
    item = make.published(make.taskforce())
    item.slug = "moved-on"
    touch(item)
    publish(item)
    other = make.taskforce("Other", slug="bretagne-programme")
    with pytest.raises(ValidationError) as refused:
        publish(other)
    assert list(refused.value.message_dict) == ["slug"]
    assert live(other) is None


@pytest.mark.parametrize("typed", ["/node/4858", "node/4858/", "https://www.stemcoalition.eu/node/4858/?#top"])
def test_old_address_leads_to_the_item_however_it_was_typed(typed):
    make.published(make.taskforce(old_addresses=typed))
    assert Address.objects.resolve("/node/4858/") == "taskforces/bretagne-programme"


def test_old_address_is_percent_decoded():
    make.published(make.event(old_addresses="/publications/b%C3%A8tatechmentality-model-btm"))
    assert Address.objects.resolve("/publications/bètatechmentality-model-btm") == "events/kick-off-meeting"


def test_old_address_that_the_site_itself_answers_is_refused():
    with pytest.raises(ValidationError) as refused:
        publish(make.taskforce(old_addresses="/admin/"))
    assert list(refused.value.message_dict) == ["old_addresses"]


def test_old_address_that_is_too_long_is_refused():
    item = make.taskforce(old_addresses=f"/{'a' * 401}")
    with pytest.raises(ValidationError, match="at most 400"):
        publish(item)


def test_minor_change_does_not_count_as_an_update():
    item = make.published(make.taskforce())
    first = live(item).updated_at
    item.region = "Bretagne"
    touch(item)
    publish(item, minor=True)
    assert live(item).updated_at == first
    item.region = "Brittany"
    touch(item)
    publish(item)
    assert live(item).updated_at > first
    assert live(item).published_at == first


def test_editions_never_change():
    item = make.published(make.taskforce())
    edition = item.editions().get()
    edition.note = "Rewritten"
    with pytest.raises(TypeError, match="immutable"):
        edition.save()
    with pytest.raises(TypeError, match="immutable"):
        Edition.objects.update(note="Rewritten")
    with pytest.raises(TypeError, match="immutable"):
        Edition.objects.all().delete()


def test_user_who_leaves_stays_named_in_the_record():
    user = make.editor("ada")
    item = make.published(make.taskforce(), by=user)
    user.delete()
    assert (item.editions().get().by, item.editions().get().by_name) == (None, "ada")


def test_rebuild_leaves_every_live_row_the_same_and_withdrawn_ones_withdrawn():
    kept, gone = make.published(make.taskforce(countries=["FR", "NO"])), make.published(make.taskforce("Gone"))
    event = make.published(make.event(taskforces=[kept], organisations=[make.organisation()]))
    withdraw(gone, reason="in_error")
    before = [list(model.objects.order_by("pk").values()) for model in (Dossier, Entry, Address, Taskforce, Event)]
    Dossier.objects.filter(pk=kept.pk).update(title="Broken")
    Entry.objects.all().delete()
    assert rebuild() == 3
    assert [
        list(model.objects.order_by("pk").values()) for model in (Dossier, Entry, Address, Taskforce, Event)
    ] == before
    assert live(event).organisation_links.count() == 1


def test_rebuild_removes_live_rows_without_an_edition():
    item = make.published(make.taskforce())
    stray = live(item)
    stray.pk, stray.slug = "00000000-0000-4000-8000-000000000000", "stray"
    stray.save(force_insert=True)
    rebuild()
    assert list(Dossier.objects.values_list("slug", flat=True)) == ["bretagne-programme"]


def test_refresh_is_safe_to_repeat():
    item = make.published(make.taskforce())
    for _ in range(2):
        refresh(item.kind, item.pk)
    item.refresh_from_db()
    assert item.state == "published"


def test_restoring_an_old_edition_puts_every_word_back():
    first = make.organisation("First")
    item = make.taskforce(countries=["FR"], organisations=[first], objectives=["One", "Two"], results=["Came of it"])
    item.results.get().objectives.set(item.objectives.filter(text="Two"))
    touch(item)
    publish(item)
    before = item.editions().get()
    item.objectives.first().delete()
    item.organisation_links.all().delete()
    item.countries.set([])
    item.title = "Rewritten"
    touch(item)
    item.write(before.snapshot)
    assert item.to_body() == before.snapshot["body"]
    assert item.state == "published"


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_get_two_numbers():
    item = make.taskforce()
    errors = []

    def change_and_publish(title):
        try:
            with transaction.atomic():
                mine = Taskforce.objects.locked().get(pk=item.pk)
                mine.title = title
                touch(mine)
                publish(mine)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=change_and_publish, args=[title]) for title in ("One", "Two", "Three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(item.editions().values_list("number", flat=True)) == [1, 2, 3]
    assert live(item).title == item.editions().first().snapshot["body"]["title"]


def test_edition_number_is_given_once():
    edition = make.published(make.taskforce()).editions().get()
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        Edition.objects.create(
            kind=edition.kind, key=edition.key, number=1, published_at=edition.published_at, snapshot={}
        )
