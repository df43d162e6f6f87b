"""Two reference rows that are the same thing become one, and two again: at the desk, in public, and in the record."""

import pytest
from django.db.models import Sum

from publishing.bringing_back import bring_back
from publishing.editions import publish, withdraw
from publishing.merging import merge, unmerge
from publishing.models import Edition, Tally
from publishing.refresh import rebuild
from publishing.trash import discard
from taskforces.models import Organisation
from tests import make
from tests.reading import read
from timeline.models import Entry, Event, EventType, Topic
from timeline.recount import recount_all

pytestmark = pytest.mark.django_db

KINDS = {Organisation: make.organisation, Topic: make.topic, EventType: make.event_type}
EACH = pytest.mark.parametrize("model", KINDS)
STATE = ("desk_digest", "live_digest", "edition_number")


def named(model, *rows, **given):
    """An event that names rows of a model."""
    links = {Organisation: {"organisations": rows}, Topic: {"topics": rows}, EventType: {"type": rows[0]}}[model]
    return make.event(**links, **given)


def names_of(item):
    """The keys that an item's desk names, and those that its live row does."""
    event, live = Event.objects.get(pk=item.pk), Entry.objects.filter(pk=item.pk).first()
    links = ("organisation_links__organisation", "topics")
    return tuple({each.type_id, *(key for name in links for key in keys(each, name))} for each in (event, live) if each)


def keys(item, name):
    return type(item).objects.filter(pk=item.pk).exclude(**{name: None}).values_list(name, flat=True)


def state(item):
    item.refresh_from_db()
    return [getattr(item, name) for name in STATE]


@EACH
def test_draft_from_the_trash_names_the_one_that_stays(model):
    gone, kept = KINDS[model]("Ministry of Education"), KINDS[model]("Education Ministry")
    draft = named(model, gone, title="Draft")
    trashed, _others = discard(draft)
    merge(gone, kept)
    done = bring_back(trashed)
    assert done.sentences == []
    assert kept.pk in names_of(draft)[0]
    assert gone.pk not in names_of(draft)[0]


@EACH
def test_every_link_leads_to_the_one_that_stays_without_an_edition(model):
    gone, kept = KINDS[model]("Ministry of Education"), KINDS[model]("Education Ministry")
    item, draft = make.published(named(model, gone)), named(model, gone, title="Draft")
    merge(gone, kept)
    assert names_of(item) == (names_of(item)[0], names_of(item)[0])
    assert kept.pk in names_of(item)[0]
    assert gone.pk not in names_of(item)[0]
    assert kept.pk in names_of(draft)[0]
    item.refresh_from_db()
    assert item.state == item.State.PUBLISHED
    assert Edition.objects.count() == 1
    kept.refresh_from_db()
    assert kept.other_names == "Ministry of Education"


@EACH
@pytest.mark.parametrize("undone", [False, True])
def test_rebuilding_draws_what_stands_and_publishing_again_has_nothing_new(model, undone):
    gone, kept = KINDS[model]("One"), KINDS[model]("Two")
    item = make.published(named(model, gone))
    merge(gone, kept)
    if undone:
        unmerge(gone)
    before = names_of(item)
    Entry.objects.all().delete()
    rebuild()
    assert names_of(item) == before
    item.refresh_from_db()
    assert (item.state, item.edition_number) == (item.State.PUBLISHED, 1)
    assert (gone if undone else kept).pk in names_of(item)[1]
    assert publish(item) is None


@EACH
def test_undoing_brings_everything_back(model):
    gone, kept = KINDS[model]("One", other_names="Uno"), KINDS[model]("Two", other_names="Due")
    items = [make.published(named(model, row, title=row.name)) for row in (gone, kept)]
    before = [(names_of(item), state(item)) for item in items]
    rows = model.objects.order_by("pk").values("pk", "name", "slug", "other_names", "former_slugs", "merged_into")
    were = list(rows.all())
    merge(gone, kept)
    assert list(rows.all()) != were
    unmerge(gone)
    assert [(names_of(item), state(item)) for item in items] == before
    assert list(rows.all()) == were


@EACH
def test_undoing_finds_links_that_were_written_anew_meanwhile(model):
    gone, kept = KINDS[model]("One"), KINDS[model]("Two")
    items = [named(model, row, title=row.name) for row in (gone, kept)]
    before = [names_of(item) for item in items]
    merge(gone, kept)
    for item in Event.objects.all():
        item.write(item.build())
    unmerge(gone)
    assert [names_of(item) for item in items] == before


def test_of_two_in_one_item_the_first_place_stays_and_comes_back():
    gone, kept, other = (make.organisation(name) for name in ("Gone", "Kept", "Other"))
    item = make.published(make.event(organisations=[gone, other, kept], topics=[make.topic()]))
    before = item.to_body()
    links = list(item.organisation_links.values("organisation", "position", "shown_as"))
    merge(gone, kept)
    assert [link.organisation for link in item.organisation_links.all()] == [kept, other]
    live = Entry.objects.get(pk=item.pk)
    assert [link.organisation for link in live.organisation_links.all()] == [kept, other]
    item.refresh_from_db()
    assert item.state == item.State.PUBLISHED
    unmerge(gone)
    item = Event.objects.get(pk=item.pk)
    assert list(item.organisation_links.values("organisation", "position", "shown_as")) == links
    assert item.to_body() == before
    assert item.state == item.State.PUBLISHED


def test_taskforces_are_moved_too_and_their_links_shown_as_before():
    gone, kept = make.organisation("Gone"), make.organisation("Kept")
    pact = make.taskforce("Pact", organisations=[gone])
    pact.organisation_links.update(shown_as="Then")
    make.published(pact)
    merge(gone, kept)
    link = pact.organisation_links.get()
    assert (link.organisation, link.shown_as) == (kept, "Then")
    pact.refresh_from_db()
    assert pact.state == pact.State.PUBLISHED


def test_an_old_edition_is_restored_with_the_one_that_stays():
    gone, kept = make.organisation("Gone"), make.organisation("Kept")
    item = make.event(organisations=[gone])
    edition = publish(item)
    merge(gone, kept)
    item.organisation_links.all().delete()
    item = Event.objects.get(pk=item.pk)
    item.write(edition.snapshot)
    assert item.organisation_links.get().organisation == kept
    assert item.state == item.State.PUBLISHED


def test_merging_twice_leads_to_the_last_and_is_undone_in_any_order():
    one, two, three = (make.organisation(name) for name in ("One", "Two", "Three"))
    item = make.published(make.event(organisations=[one]))
    merge(one, two)
    merge(Organisation.objects.get(pk=two.pk), three)
    assert item.organisation_links.get().organisation == three
    unmerge(one)
    assert item.organisation_links.get().organisation == one
    unmerge(two)
    item.refresh_from_db()
    assert item.state == item.State.PUBLISHED
    assert not Organisation.objects.exclude(merged_into=None).exists()
    assert {row.other_names for row in Organisation.objects.exclude(name="Two")} == {""}


def test_what_was_published_since_stays_and_shows_as_changed_after_undoing():
    gone, kept = make.organisation("Gone"), make.organisation("Kept")
    item = make.published(make.event(organisations=[gone]))
    merge(gone, kept)
    item = Event.objects.get(pk=item.pk)
    item.title = "Renamed"
    item.save()
    publish(item)
    unmerge(gone)
    item.refresh_from_db()
    assert item.state == item.State.CHANGED


def test_where_desk_and_public_named_one_each_they_say_the_same_until_it_is_undone():
    gone, kept = make.organisation("Gone"), make.organisation("Kept")
    item = make.published(make.event(organisations=[kept]))
    item.organisation_links.update(organisation=gone)
    item = Event.objects.get(pk=item.pk)
    make.touch(item)
    for act, expected in (
        (lambda: merge(gone, kept), item.State.PUBLISHED),
        (lambda: unmerge(gone), item.State.CHANGED),
    ):
        act()
        assert Event.objects.get(pk=item.pk).state == expected
        rebuild()
        assert Event.objects.get(pk=item.pk).state == expected


def test_what_is_withdrawn_keeps_its_state():
    gone, kept = make.organisation("Gone"), make.organisation("Kept")
    item = make.published(make.event(organisations=[gone]))
    withdraw(item, reason="not_kept")
    merge(gone, kept)
    item.refresh_from_db()
    assert item.state == item.State.WITHDRAWN
    assert item.organisation_links.get().organisation == kept


def test_old_addresses_and_filters_lead_on(client):
    gone, kept = make.organisation("Gone"), make.organisation("Kept")
    make.published(make.event(organisations=[gone]))
    make.published(make.taskforce("Pact", organisations=[gone]))
    merge(gone, kept)
    response = client.get("/organisations/gone/")
    assert (response.status_code, response["Location"]) == (301, "/organisations/kept/")
    for page in ("/taskforces/", "/events/"):
        response = client.get(f"{page}?organisation=gone")
        assert (response.status_code, response["Location"]) == (302, f"{page}?organisation=kept")
    assert "Gone" not in read(client, "/organisations/").links()
    unmerge(gone)
    assert client.get("/organisations/gone/").status_code == 200
    assert client.get("/organisations/kept/").status_code == 404


@pytest.mark.parametrize(("maker", "name"), [(make.topic, "topic"), (make.event_type, "type")])
def test_filters_by_topic_and_type_lead_on(client, maker, name):
    gone, kept = maker("Gone"), maker("Kept")
    make.published(make.event(**{"topics": [gone]} if name == "topic" else {"type": gone}))
    merge(gone, kept)
    assert client.get(f"/events/?{name}=gone")["Location"] == f"/events/?{name}=kept"


@EACH
def test_lists_count_what_stands_after_a_merge_and_after_its_undoing(model):
    gone, kept = KINDS[model]("One"), KINDS[model]("Two")
    taskforces = [make.taskforce(f"Pact {number}") for number in range(2)]
    for rows in [(gone,), (gone, kept), (kept, gone), (kept,)][:: 1 if model is not EventType else 3]:
        make.published(named(model, *rows, taskforces=taskforces))
    for act in (lambda: merge(gone, kept), lambda: unmerge(gone)):
        act()
        counted = numbers()
        recount_all()
        assert numbers() == counted


def numbers():
    """What lists count, by facet and value."""
    rows = Tally.objects.values("kind", "facet", "value").order_by().annotate(number=Sum("times"))
    return {(row["kind"], row["facet"], row["value"]): row["number"] for row in rows if row["number"]}


def test_the_type_for_new_events_stays_chosen():
    gone, kept = make.event_type("Gone", is_default=True), make.event_type("Kept")
    merge(gone, kept)
    assert EventType.objects.get(is_default=True) == kept
    unmerge(gone)
    assert EventType.objects.get(is_default=True) == gone
