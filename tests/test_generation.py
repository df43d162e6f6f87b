"""The one door: whatever readers can see changes with a note of it, in the same transaction."""

import shutil

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection, models, transaction
from django.urls import reverse

from dossier_site.ops.loading import load
from editing.models import ANY, NotedModel, NotedQuerySet
from library.models import Document, Picture
from publishing import generation
from publishing.editions import publish, withdraw
from publishing.generation import ANYTHING, EVERYTHING, MOST, name_of, names_for
from publishing.models import ChangeCount, Edition, Term, Text
from publishing.models.changes import FOLDED_AT
from publishing.refresh import rebuild, refresh
from publishing.touch import touch
from taskforces.models import Country, Dossier, Organisation, Region
from tests import desk, make
from tests.at_once import while_waiting
from timeline.models import EventType, Topic
from timeline.models.outlines import DATES, OUTLINE, SOME, TIES, ties_and_dates
from timeline.models.outlines import outlines as outlines_of

pytestmark = pytest.mark.django_db

# How a row of each kind is made, and one of its columns.
KINDS = {
    Organisation: (make.organisation, "website", "https://example.org"),
    EventType: (make.event_type, "icon", "tool"),
    Topic: (make.topic, "position", 7),
    Country: (lambda: Country.objects.create(code="QZ", name="Nowhere"), "name", "Somewhere"),
    Text: (lambda: Text.objects.get(pk="contact"), "title", "Write to us"),
    Region: (lambda: Region.objects.create(name="Bretagne", other_names="Brittany"), "other_names", "Breizh"),
    Term: (make.term, "explanation", "Other words"),
    Picture: (make.picture, "credit", "Anna Lind"),
    Document: (make.document, "contact", "Anna Lind"),
}
WAYS = {
    "save": lambda row, name, value: (setattr(row, name, value), row.save()),
    "save of one column": lambda row, name, value: (setattr(row, name, value), row.save(update_fields=[name])),
    "update": lambda row, name, value: type(row).objects.filter(pk=row.pk).update(**{name: value}),
    "update of what is found by that": lambda row, name, value: (
        type(row).objects.filter(**{name: getattr(row, name)}).update(**{name: value})
    ),
    "update past the usual manager": lambda row, name, value: (
        type(row)._base_manager.filter(pk=row.pk).update(**{name: value})
    ),
    "bulk_update": lambda row, name, value: (
        setattr(row, name, value),
        type(row).objects.bulk_update([row], [name]),
    ),
    "update_or_create": lambda row, name, value: type(row).objects.update_or_create(pk=row.pk, defaults={name: value}),
    "delete": lambda row, name, value: row.delete(),
    "delete of a queryset": lambda row, name, value: type(row).objects.filter(pk=row.pk).delete(),
    "delete past the usual manager": lambda row, name, value: type(row)._base_manager.filter(pk=row.pk).delete(),
    "bulk_create": lambda row, name, value: (
        type(row).objects.filter(pk=row.pk).delete(),
        ChangeCount.objects.all().delete(),
        type(row).objects.bulk_create([row]),
    ),
}


def noted():
    return set(ChangeCount.objects.values_list("name", flat=True)) - {ANYTHING}


def note_of(row):
    return name_of(row._meta.model_name, row.pk)


@pytest.fixture
def from_here():
    """Forget what was noted while the test was prepared."""
    return lambda: ChangeCount.objects.all().delete()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_row_that_is_true_at_once_is_noted_however_it_changes(model, way, from_here):
    make_row, name, value = KINDS[model]
    row = make_row()
    note = note_of(row)
    from_here()
    WAYS[way](row, name, value)
    assert note in noted()
    assert generation.now() > 0


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_row_that_is_made_is_noted(model, from_here):
    from_here()
    row = KINDS[model][0]()
    assert model is Text or note_of(row) in noted()


def test_row_that_may_have_been_there_already_is_noted_too(from_here):
    row = make.topic(slug="steam")
    from_here()
    again = Topic(name="STEAM", slug="steam")
    Topic.objects.bulk_create([again], update_conflicts=True, unique_fields=["slug"], update_fields=["name"])
    assert Topic.objects.get().pk == row.pk
    assert name_of("topic", ANY) in noted()


def test_row_that_the_other_end_of_a_reference_changes_is_noted(from_here):
    row, logo = make.organisation(), make.picture()
    from_here()
    logo.organisation_set.add(row)
    assert note_of(row) in noted()
    from_here()
    logo.organisation_set.clear()
    assert note_of(row) in noted()


def test_every_model_that_is_true_at_once_is_tried_here_and_keeps_the_rule():
    noting = {model for model in apps.get_models() if issubclass(model, NotedModel)}
    assert noting == set(KINDS)
    for model in noting:
        assert isinstance(model._default_manager.all(), NotedQuerySet)
        assert isinstance(model._base_manager.all(), NotedQuerySet)
        references = [field for field in model._meta.concrete_fields if field.remote_field]
        assert all(field.remote_field.on_delete is models.PROTECT for field in references), "it could go by cascade"


def test_form_of_the_desk_is_noted(admin_client, from_here):
    for row in (make.organisation(), make.event_type(), make.topic(), Text.objects.get(pk="contact"), make.document()):
        from_here()
        typed = {"title" if hasattr(row, "title") else "name": "Other words"}
        assert desk.send(admin_client, desk.address(row), **typed).status_code == 302
        assert note_of(row) in noted()
    picture = make.picture()
    from_here()
    desk.send(admin_client, desk.address(picture), credit="Anna Lind")
    assert note_of(picture) in noted()


@pytest.mark.parametrize(
    "model", [model for model in KINDS if model not in (Country, Text)], ids=lambda model: model.__name__
)
def test_deleting_at_the_desk_is_noted(admin_client, model, from_here):
    row = KINDS[model][0]()
    note = note_of(row)
    from_here()
    admin_client.post(desk.address(row, "delete"), {"post": "yes"})
    assert note in noted()
    ticked = KINDS[model][0]()
    changelist = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    sent = {"action": "delete_selected", ACTION_CHECKBOX_NAME: [str(ticked.pk)], "post": "yes"}
    admin_client.post(changelist, sent)
    assert note_of(ticked) in noted()
    assert not model.objects.exists()


def test_what_the_loader_brings_is_noted(from_here, tmp_path):
    shutil.copytree(settings.BASE_DIR / "fixtures", tmp_path, dirs_exist_ok=True)
    for path in sorted(tmp_path.glob("events/*.json"))[3:]:
        path.unlink()
    from_here()
    load(tmp_path)
    kinds = {name.partition(" ")[0] for name in noted()}
    names = {model._meta.model_name for model in KINDS if model is not Country and model.objects.exists()}
    assert kinds >= names | {"taskforce", "event"}


@pytest.mark.parametrize("make_item", [make.taskforce, make.event])
def test_publishing_withdrawing_and_drawing_anew_is_noted(make_item, from_here):
    item = make_item()
    note = name_of(item.kind, item.pk)
    acts = [publish, lambda item: refresh(item.kind, item.pk), lambda _item: rebuild()]
    for act in [*acts, lambda item: withdraw(item, reason="in_error"), publish]:
        from_here()
        act(item)
        assert note in noted()


def test_desk_that_changes_without_being_published_is_not_noted(from_here):
    item = make.published(make.taskforce())
    from_here()
    item.title = "Other words"
    touch(item)
    assert noted() == set()


def test_live_row_without_an_edition_goes_with_a_note(from_here):
    item = make.published(make.taskforce())
    stray = Dossier.objects.get(pk=item.pk)
    stray.pk, stray.slug = "0b2a4d1e-0000-4000-8000-000000000000", "stray"
    stray.save(force_insert=True)
    from_here()
    rebuild()
    assert name_of("taskforce", stray.pk) in noted()


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_noted_of_what_did_not_happen(way):
    row = make.organisation()
    before = generation.now()
    with transaction.atomic():
        WAYS[way](row, "website", "https://example.org")
        transaction.set_rollback(True)
    assert generation.now() == before


def test_generation_grows_with_each_change_however_many_there_were():
    numbers = [generation.now()]
    for _again in range(3):
        make.topic(slug=f"topic-{len(numbers)}")
        numbers.append(generation.now())
    assert numbers == sorted(set(numbers))


@pytest.mark.django_db(transaction=True)
def test_the_table_of_changes_stays_small_by_itself_and_the_numbers_stay_right():
    for _again in range(FOLDED_AT + 1):
        generation.note("text", ["a", "b"])
    assert generation.now() == FOLDED_AT + 1
    assert generation.count(names_for("text", "a", "b")) == 2 * (FOLDED_AT + 1)
    assert ChangeCount.objects.count() < FOLDED_AT


def test_page_of_a_row_hangs_on_its_changes_on_those_of_any_row_and_on_other_databases():
    counts = []
    for change in (
        lambda: None,
        lambda: generation.note("text", ["a"]),
        lambda: generation.note("text", ["b"]),
        lambda: generation.note("text", [ANY]),
        lambda: generation.note("text", range(MOST + 1)),
        generation.note_other_database,
    ):
        change()
        counts.append((generation.count(names_for("text", "a")), generation.now()))
    pages, anything = zip(*counts, strict=True)
    assert pages[0] < pages[1] == pages[2] < pages[3] < pages[4] < pages[5]
    assert anything == tuple(sorted(set(anything)))
    assert EVERYTHING in noted()
    assert len(noted()) < 14


def test_change_is_noted_of_the_pages_that_show_it_before_and_after(from_here):
    first, second = make.published(make.taskforce("First")), make.published(make.taskforce("Second"))
    organisation = make.organisation()
    event = make.published(make.event(taskforces=[first], organisations=[organisation]))
    event.taskforces.set([second])
    touch(event)
    from_here()
    publish(event)
    shown = {name_of(item.kind, item.pk) for item in (event, first, second)}
    outlines = {name_of(*pair) for pair in outlines_of([event.pk, first.pk, second.pk])}
    others = {name_of(*pair) for pair in ties_and_dates([first.pk, second.pk])}
    assert noted() == {*shown, *outlines, *others, note_of(organisation), name_of(OUTLINE, SOME)}
    from_here()
    make.event_type()
    assert not {*shown} & noted()
    organisation.save()
    assert noted() >= {name_of("event", event.pk), name_of("taskforce", second.pk)}
    assert name_of("taskforce", first.pk) not in noted()


def test_what_shows_on_too_many_pages_is_noted_of_all(from_here, monkeypatch):
    monkeypatch.setattr("timeline.shown_by.MOST", 3)
    kind = make.event_type()
    for title in ("A", "B", "C"):
        make.published(make.event(title, type=kind))
    from_here()
    kind.save()
    assert name_of("event", ANY) not in noted()
    make.published(make.event("D", type=kind))
    from_here()
    kind.save()
    assert {name_of(page, ANY) for page in ("event", "taskforce", "organisation", OUTLINE)} <= noted()
    assert len(noted()) == 10


OTHER_WORDS = {"body": "<p>Another story</p>", "place": "Rennes", "mode": "online", "summary": "Another"}
OTHERS = {
    **{"title": "Another", "date": "2022", "body": "", "position": 3, "language": "fr"},
    **{"slug": "another", "link_address": "https://example.org", "country_id": "NO"},
}


@pytest.mark.parametrize("name", OTHER_WORDS)
def test_other_words_of_an_event_leave_outlines_as_they_are(name, from_here):
    dossier = make.published(make.taskforce())
    event = make.published(make.event(taskforces=[dossier], body="<p>A story</p>"))
    change(event, from_here, **{name: OTHER_WORDS[name]})
    assert noted() == {name_of(item.kind, item.pk) for item in (event, dossier)}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_shown_of_an_event_elsewhere_changes_outlines(name, from_here):
    dossier = make.published(make.taskforce())
    event = make.published(make.event(taskforces=[dossier], body="<p>A story</p>", date="2021"))
    change(event, from_here, **{name: OTHERS[name]})
    assert {name_of(*pair) for pair in outlines_of([event.pk, dossier.pk])} <= noted()


FACTS = {"link_address": {TIES}, "date": {DATES}, "taskforces": {TIES, DATES}}


@pytest.mark.parametrize("name", [*OTHERS, "taskforces"])
def test_ties_and_dates_of_a_dossier_hang_on_facts_of_its_events_and_not_on_what_they_are_called(name, from_here):
    dossier = make.published(make.taskforce())
    event = make.published(make.event(taskforces=[dossier], body="<p>A story</p>", date="2021"))
    if name == "taskforces":
        event.taskforces.clear()
    change(event, from_here, **{key: value for key, value in OTHERS.items() if key == name})
    assert {kind for kind in (TIES, DATES) if name_of(kind, dossier.pk) in noted()} == FACTS.get(name, set())
    assert (name_of(DATES, SOME) in noted()) == (DATES in FACTS.get(name, ()))


def test_ties_and_dates_of_a_dossier_hang_on_the_names_that_its_page_shows(from_here):
    organisation = make.organisation()
    dossier = make.published(make.taskforce(organisations=[organisation]))
    from_here()
    organisation.save()
    assert {name_of(kind, dossier.pk) for kind in (TIES, DATES)} <= noted()


def test_a_summary_is_shown_elsewhere_in_the_place_of_a_title(from_here):
    dossier = make.published(make.taskforce())
    event = make.published(make.event("", taskforces=[dossier], summary="First", date="2021"))
    change(event, from_here, summary="Another")
    assert {name_of(*pair) for pair in outlines_of([event.pk, dossier.pk])} <= noted()


LINKED = {
    "topic": lambda event, _dossier: event.topics.add(make.topic()),
    "organisation": lambda event, _: event.organisation_links.create(organisation=make.organisation(), position=1),
    "document": lambda event, _: event.document_links.create(document=make.document(), position=1),
    "result": lambda event, dossier: event.results.add(dossier.results.get()),
    "taskforce": lambda event, _dossier: event.taskforces.add(make.taskforce("Another")),
}


@pytest.mark.parametrize("act", LINKED)
def test_what_an_event_is_linked_to_changes_outlines(act, from_here):
    dossier = make.published(make.taskforce(results=["r"]))
    event = make.published(make.event(taskforces=[dossier]))
    LINKED[act](event, dossier)
    change(event, from_here)
    assert {name_of(*pair) for pair in outlines_of([event.pk, dossier.pk])} <= noted()


def test_what_nobody_compared_changes_outlines(from_here):
    """A merge notes whole events; a withdrawn one is there no more."""
    dossier = make.published(make.taskforce())
    event = make.published(make.event(taskforces=[dossier]))
    for act in (lambda: generation.note("event", [event.pk]), lambda: withdraw(event, reason="in_error")):
        from_here()
        act()
        assert {name_of(*pair) for pair in outlines_of([event.pk, dossier.pk])} <= noted()


def change(event, from_here, **values):
    for name, value in values.items():
        setattr(event, name, value)
    event.save()
    touch(event)
    from_here()
    publish(event)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_change_that_is_committed_later_than_a_newer_one_still_makes_another_generation():
    first, second = make.organisation("First"), make.organisation("Second")
    seen = []

    def save_second():
        second.save()
        seen.append(generation.now())

    with while_waiting(save_second):
        first.save()  # noted first, committed last
    assert generation.now() == seen[0] + 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_whoever_publishes_at_the_same_moment_does_not_wait_at_the_door():
    first, second = make.taskforce("First"), make.event("Second")

    def publish_second():
        publish(second)
        return Edition.objects.filter(key=first.pk).exists()

    with while_waiting(publish_second) as first_was_there:
        publish(first)
    assert first_was_there == [False]
    assert {name_of("taskforce", first.pk), name_of("event", second.pk)} <= noted()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_page_that_another_publishes_meanwhile_is_noted_after_the_commit():
    """It names the organisation, and whoever renames that cannot see it yet."""
    organisation = make.organisation()
    event = make.event(organisations=[organisation])
    ChangeCount.objects.all().delete()

    def publish_it():
        publish(event)
        return generation.count(names_for("event", event.pk))

    with while_waiting(publish_it) as counted:
        organisation.save()
    assert generation.count(names_for("event", event.pk)) == counted[0] + 1
