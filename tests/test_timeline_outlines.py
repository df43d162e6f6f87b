"""What a timeline tells of its events outside of their own places, as it is kept with the links to dossiers."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from dossiers.reading.outlined import ROWS, outlined
from publishing.merging import merge, unmerge
from tests import make
from timeline.models import Entry
from timeline.models.live_links import OUTLINE, EntryDossier, outline_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def taskforces():
    return [make.published(make.taskforce(f"Pact {number}", results=["One", "Two"])) for number in range(2)]


@pytest.fixture
def item(taskforces):
    """An event of both, with all that is told of it."""
    results = [part for taskforce in taskforces for part in taskforce.results.all()]
    given = {"type": make.event_type(), "date": "2021-05", "documents": [make.document()], "results": results}
    return make.published(make.event("Meeting", language="fr", taskforces=taskforces, **given))


def assert_links_are_right(number):
    links = list(EntryDossier.objects.select_related("entry"))
    assert len(links) == number
    for link in links:
        assert {name: getattr(link, name) for name in outline_of(link.entry)} == outline_of(link.entry)


def test_links_repeat_the_outline_of_their_entry(item):
    assert_links_are_right(2)
    link = EntryDossier.objects.first()
    assert all(getattr(link, name) for name in OUTLINE)
    changes = [("title", ""), ("summary", "In short"), ("type", None), ("title", "Again"), ("date", "")]
    for name, value in [*changes, ("link_address", "https://example.org/")]:
        make.published(make.touched(changed(item, name, value)))
        assert_links_are_right(2)
    item.taskforces.set([])
    make.published(make.touched(item))
    assert_links_are_right(0)


def changed(item, name, value):
    setattr(item, name, value)
    item.save()
    return item


def test_a_timeline_is_told_as_its_rows_tell_it(item, taskforces):
    make.published(make.event("", summary="In short", date="2020", taskforces=taskforces))
    make.published(make.event("", type=item.type, taskforces=taskforces[:1]))
    entries = list(Entry.objects.of([taskforces[0].pk]).for_cards().newest_first())
    names = ("slug", "language", "heading", "has_own_heading", "date", "date_upper", "sort_date", "results")
    for told, entry in zip(outlined(taskforces[0].pk), entries, strict=True):
        assert [getattr(told, name) for name in names] == [getattr(entry, name) for name in names]
        assert told.pk == str(entry.pk)
        assert (told.brings_evidence, told.get_absolute_url()) == (entry.brings_evidence, entry.get_absolute_url())
        assert str(told.type) == str(entry.type)


def test_a_merge_of_types_is_in_the_links_and_taken_back(item):
    gone, kept = item.type, make.event_type("Kept")
    merge(gone, kept)
    assert {link.type for link in EntryDossier.objects.all()} == {kept}
    unmerge(gone)
    assert {link.type for link in EntryDossier.objects.all()} == {gone}


def test_an_upgrade_fills_the_links_of_before(item, taskforces):
    make.published(make.event("", summary="In short", date="2020", taskforces=taskforces[:1]))
    EntryDossier.objects.update(
        **dict.fromkeys(("slug", "language", "own_heading", "date", "results"), ""), type=None, evidence=0
    )
    import_module("timeline.migrations.0020_outlines_beside_links").fill(apps, connection.schema_editor())
    assert_links_are_right(3)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks at the rows, too")
def test_an_index_alone_answers_for_a_whole_timeline(item, taskforces):
    _compiler, sql, params = ROWS.compiled
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        steps = [step for *_numbers, step in cursor.fetchall()]
    assert "SEARCH timeline_entrydossier USING COVERING INDEX entry_dossier_outline (dossier=?)" in steps
    assert not any("TEMP B-TREE" in step or "timeline_entry " in step for step in steps)
