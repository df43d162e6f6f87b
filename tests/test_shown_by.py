"""Which entries and dossiers show a row: found by index, for every kind of row that readers see change."""

import re

import pytest
from django.apps import apps
from django.db import connection

from editing.models import ANY, NotedModel
from publishing.models import Publishable, Term, Text
from taskforces.models import Country, Dossier, Region
from tests import make
from timeline.models import Entry
from timeline.shown_by import shown_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """Dossiers A (continued by B) and C, which shares an event with A; each names another row of each kind."""
    rows = {
        "organisation": make.organisation(),
        "eventtype": make.event_type(),
        "topic": make.topic(),
        "picture": make.picture(),
        "document": make.document(),
        "country": Country.objects.get(pk="FR"),
    }
    a, c = (
        make.taskforce("A", countries=["FR"], documents=[rows["document"]]),
        make.taskforce("C", cover=rows["picture"]),
    )
    b = make.taskforce("B", organisations=[rows["organisation"]])
    b.relations.create(kind="continues", other=a)
    named = {"organisations": [rows["organisation"]], "topics": [rows["topic"]], "documents": [rows["document"]]}
    both = make.event("Both", taskforces=[a, c], country=rows["country"], **named)
    typed = make.event("Typed", taskforces=[b], type=rows["eventtype"], picture=rows["picture"])
    alone = make.event("Alone", taskforces=[a])
    for item in (a, b, c, both, typed, alone):
        make.published(item)
    return rows | {item.title: item for item in (a, b, c, both, typed, alone)}


def shown(kind, *keys):
    """The titles of entries and of dossiers that show these rows."""
    entries, dossiers = shown_by(kind, keys)
    return {
        *Entry.objects.filter(pk__in=entries).values_list("title", flat=True),
        *Dossier.objects.filter(pk__in=dossiers).values_list("title", flat=True),
    }


def test_reference_row_is_shown_where_it_is_named_and_on_the_timelines_of_these_events(site):
    named = {
        "organisation": {"Both", "A", "B", "C"},
        "eventtype": {"Typed", "B"},
        "topic": {"Both", "A", "C"},
        "picture": {"Typed", "B", "C"},
        "document": {"Both", "A", "C"},
        "country": {"Both", "A", "C"},
    }
    assert {kind: shown(kind, site[kind].pk) for kind in named} == named
    assert shown("organisation", make.organisation("Nobody").pk) == set()
    kinds = {model._meta.model_name for model in apps.get_models() if issubclass(model, NotedModel)}
    assert kinds == {*named, Text._meta.model_name, Term._meta.model_name, Region._meta.model_name}


def test_event_is_shown_on_its_timelines_and_a_dossier_at_its_events_and_relations(site):
    assert shown("event", site["Both"].pk) == {"Both", "A", "C"}
    assert shown("taskforce", site["A"].pk) == {"A", "Both", "Alone", "B", "C"}
    assert shown("taskforce", site["B"].pk) == {"B", "Typed", "A"}
    assert shown("taskforce", site["C"].pk, site["B"].pk) == {"A", "B", "C", "Both", "Typed"}


def test_text_of_every_dossier_is_shown_by_all_of_them_and_any_row_by_everything(site):
    assert shown("text", Text.Key.CONTACT) == set()
    assert shown("text", "timeline-introduction") == {"A", "B", "C"}
    assert shown("topic", ANY) == {"A", "B", "C", "Both", "Typed", "Alone"}


def test_no_table_is_read_from_end_to_end(site):
    """Where the planner may: it reads a small table whole when nobody forbids it. What is asked for is read whole."""
    kinds = {desk.kind: site[title].pk for desk, title in zip(Publishable.kinds(), ("A", "Both"), strict=True)}
    kinds |= {kind: row.pk for kind, row in site.items() if kind.islower()}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    for kind, key in kinds.items():
        for rows in shown_by(kind, [key]):
            assert not re.search(r"Seq Scan|^\d+ \d+ \d+ SCAN (?!\(|json_each )", rows.explain(), re.MULTILINE), (
                kind,
                rows.explain(),
            )
