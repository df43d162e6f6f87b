"""Made-up dossiers for the benchmark: copies that nothing tells from what was published one by one."""

from datetime import date
from itertools import islice
from random import Random
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from dossier_site.ops.generated import moulds
from dossier_site.ops.generated.bodies import Rows, event_body
from dossier_site.ops.generated.generating import generate
from dossier_site.ops.generated.moulds import tables
from dossier_site.ops.generated.numbers import FIRST, ORGANISATION, OWN, SECOND, event_key
from dossiers.models import SearchRow
from dossiers.search.hits import hits, rows_of
from dossiers.search.places import KINDS, first_of_day, free_steps, is_near, kind_at, place_of
from publishing import generation
from publishing.models import Edition, Publishable, Spelling
from publishing.refresh import rebuild
from publishing.snapshots import body_digest
from taskforces.models import Dossier, Taskforce
from tests import make
from tests.search_index import is_as_if_made_anew
from text.word_index.beginnings import MARK
from text.word_index.names import names
from text.word_index.sqlite import DROPPED, keep
from timeline.models import Entry, EntryDossier, Event

DOSSIERS, EVENTS, MEASURED = 8, 5, (2, 30)


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """A database with made-up dossiers, the same for all tests here."""
    with django_db_blocker.unblock(), transaction.atomic():
        make.event_type(), make.topic(), make.document(), make.picture()
        before = generation.now()
        generate(dossiers=DOSSIERS, events=EVENTS, measured=MEASURED)
        yield before
        transaction.set_rollback(True)


def rows():
    """Every row that an item can have, but for numbers that the database gives."""
    return {
        model: sorted(map(repr, model._base_manager.values_list(*(f.attname for f in moulds._copied(model)))))
        for model in tables()
    }


def items():
    return [item for kind in Publishable.kinds() for item in kind.objects.all()]


@pytest.mark.django_db
def test_made_up_dossiers_have_the_events_that_were_asked_for(filled):
    counts = {
        dossier.slug: EntryDossier.objects.filter(dossier=dossier.pk).count() for dossier in Dossier.objects.all()
    }
    assert {counts.pop(f"taskforce-{number:07}") for number in MEASURED} == {*MEASURED}
    assert len(counts) == DOSSIERS
    assert min(counts.values()) >= EVENTS
    assert sum(counts.values()) > DOSSIERS * EVENTS, "some stand in two dossiers"
    assert generation.now() > filled


@pytest.mark.django_db
def test_copies_are_what_building_and_rebuilding_makes_of_the_same_desk(filled):
    written = rows()
    for item in items():
        edition = item.editions().get()
        assert edition.snapshot == item.build()
        assert edition.digest == item.desk_digest == item.live_digest == body_digest(edition.snapshot["body"])
    rebuild()
    assert rows() == written


@pytest.mark.django_db
def test_copies_name_only_rows_that_are_there(filled):
    connection.check_constraints()


@pytest.mark.django_db
def test_copies_are_found_by_all_that_they_say(filled):
    assert is_as_if_made_anew()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL indexes what stands in the rows")
@pytest.mark.parametrize("model", [SearchRow, Event, Taskforce])
def test_copies_are_indexed_as_they_would_be_row_by_row(model, filled):
    copied = indexed(model)
    with connection.cursor() as cursor:
        cursor.execute(DROPPED.format(names(model)[0]))
        keep(cursor, model)
    assert copied == indexed(model)
    assert len({number for _word, number, _place in copied}) == model.objects.count()


def indexed(model):
    """What the index of a model has: {(word, number of a row, place in it)}; beginnings stand in no order."""
    words = names(model)[0]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE VIRTUAL TABLE temp.found USING fts5vocab(main, '{words}', 'instance')")
        cursor.execute('SELECT term, doc, "offset" FROM temp.found')
        found = {(word, number, place if word[0] != MARK else None) for word, number, place in cursor.fetchall()}
        cursor.execute("DROP TABLE temp.found")
    return found


def test_copies_stand_in_the_search_index_where_nothing_of_any_day_stands():
    one, other = (first_of_day(place_of(day, "a", 1, "@e1")) for day in (date(2020, 5, 1), date(2024, 5, 1)))
    free = [*islice(free_steps([one, other + 2 * KINDS]), 3)]
    assert free == [KINDS, 3 * KINDS, 4 * KINDS]
    assert all(is_near(one + step, one) and kind_at(one + step) == 1 for step in free)


@pytest.mark.django_db
def test_copies_are_found_by_their_words_and_so_is_what_comes_after_them(filled):
    titles = [title for title in Entry.objects.values_list("title", flat=True) if "meeting" in title.lower()]
    assert SearchRow.objects.filter(token__startswith="@e", folded__contains=" ^meeting").count() == len(titles) > 0
    assert len(hits({"q": "meeting"}, ["events"])["events"].places) >= len(titles)
    assert Spelling.objects.filter(word="meeting").exists()
    make.published(make.event("Meeting in Bilbao"))
    assert SearchRow.objects.filter(token__startswith="@e", folded__contains=" ^meeting").count() == len(titles) + 1
    assert [row.title for _kind, row in rows_of(hits({"q": "bilbao meeting"})[""].places)][:1] == ["Meeting in Bilbao"]


@pytest.mark.django_db
def test_words_that_look_like_a_pattern_are_copied_as_they_are():
    links = {"taskforces": [], "organisations": [], "results": []}
    body = event_body(Random(1), Rows([], [], [], [])) | links | {"title": f"50 % of {OWN} %s", "place": "%d"}
    mould = moulds.cast(Event(pk=UUID(event_key(OWN))), body)
    step = next(free_steps(SearchRow.objects.values_list("place", flat=True)))
    mould.write([("9000007", FIRST, SECOND, ORGANISATION, step)])
    event = Event.objects.get(pk=event_key("9000007"))
    assert (event.title, event.place) == ("50 % of 9000007 %s", "%d")
    assert event.editions().get().snapshot == event.build()


@pytest.mark.django_db
def test_copies_have_all_that_an_item_can_have(filled):
    bodies = [edition.snapshot["body"] for edition in Edition.objects.filter(kind="event")]
    assert {name for body in bodies for name, value in body.items() if value} == bodies[0].keys() - {"old_addresses"}
    assert max(len(body["taskforces"]) for body in bodies) == 2
    assert Dossier.objects.filter(relations__other__in=Dossier.objects.values("pk")).exists()
    assert Entry.objects.values("date").distinct().count() > 15


@pytest.mark.django_db
def test_site_with_content_of_its_own_is_left_alone(filled):
    with pytest.raises(CommandError, match="content of its own"):
        call_command("generate")
