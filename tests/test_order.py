"""Titles and names stand in the order of their folded text, the same on both databases, wherever they are listed."""

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from taskforces.models import Dossier, Organisation, Taskforce
from tests import make
from tests.reading import read, words
from text.fields import SortField
from text.folding import fold
from timeline.models import Event, EventType, Topic

pytestmark = pytest.mark.django_db
# Machines sort these in other ways: with accents last, spaces and hyphens left out, or capitals first.
NAMES = [
    "Ålesund",
    "Bergen",
    "de Facto",
    "defacto",
    "Île-de-France",
    "Île de Ré",
    "Zagreb",
    "Zürich-West",
    "Żory",
    "Ωmega",
]
IN_ORDER = sorted(NAMES, key=fold)


def desk(client, model, **query):
    changelist = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return [str(row) for row in client.get(changelist, query).context["cl"].queryset if str(row) in NAMES]


@pytest.fixture(scope="module")
def furnished(module_db):
    """Taskforces, organisations, types and topics with these names, all in one event's company."""
    organisations = [make.organisation(name) for name in reversed(NAMES)]
    taskforces = [make.taskforce(name, start="2020", organisations=organisations) for name in reversed(NAMES)]
    first = taskforces[0]
    for item in taskforces[1:]:
        item.relations.create(kind="builds_on", other=first)
    for item in taskforces:
        make.published(item)
    for number, name in enumerate(reversed(NAMES)):
        kind, topic = make.event_type(name, slug=f"a{number}"), make.topic(name, slug=f"a{number}")
        given = {"type": kind, "topics": [topic], "organisations": organisations, "taskforces": taskforces}
        make.published(make.event(name, date="2021", **given))


def test_order_of_names_is_that_of_their_folded_text():
    assert sorted(NAMES, key=lambda name: fold(name).encode()) == IN_ORDER
    assert IN_ORDER.index("Île-de-France") < IN_ORDER.index("Ωmega") < IN_ORDER.index("Zagreb")


@pytest.mark.parametrize("query", ["?sort=title", "", "?sort=oldest", "?sort=latest-event"])
def test_taskforces_stand_by_title(client, furnished, query):
    assert read(client, f"/taskforces/{query}").texts("h2", "card-title") == IN_ORDER


def test_organisations_stand_by_name(client, furnished):
    assert [link for link in read(client, "/organisations/").links() if link in NAMES] == IN_ORDER


@pytest.mark.parametrize("group", ["type", "topic", "organisation"])
def test_choices_stand_by_name(client, furnished, group):
    boxes = read(client, "/events/").all("label", "choice")
    shown = [words(box).rsplit(None, 1)[0] for box in boxes if box[0].get("name") == group]
    assert shown == IN_ORDER


def test_events_of_one_day_stand_by_title(client, furnished):
    assert read(client, "/events/").texts("h3", "entry-title") == IN_ORDER


def test_dossiers_of_an_event_stand_by_title(client, furnished):
    entry = read(client, "/events/").all("p", "entry-dossiers")[0]
    assert [words(link) for link in entry.iter("a")] == IN_ORDER
    page = read(client, "/events/bergen/")
    assert [words(place.find("h3")) for place in page.all("section", "place")] == IN_ORDER


def test_relations_stand_by_title(client, furnished):
    others = [name for name in IN_ORDER if name != "Ωmega"]
    groups = {
        words(group.find("dt")): group.findall("dd") for group in read(client, "/taskforces/omega/").all("dl")[-1]
    }
    assert [words(fact.find("a")) for fact in groups["Taken up by"]] == others
    assert list(groups) == ["Taken up by"]
    shared = read(client, "/taskforces/zagreb/").all("dl")[-1][-1]
    assert [words(fact.find("a")) for fact in shared.findall("dd")] == [name for name in others if name != "Zagreb"]


def test_types_on_a_timeline_stand_by_name(client, furnished):
    links = read(client, "/taskforces/omega/").links()
    assert [name.rsplit(None, 1)[0] for name, address in links.items() if "?type=" in str(address)] == IN_ORDER


@pytest.mark.parametrize("model", [Taskforce, Organisation, EventType, Topic], ids=lambda model: model.__name__)
def test_lists_of_the_desk_stand_by_name(admin_client, furnished, model):
    assert desk(admin_client, model) == IN_ORDER
    assert desk(admin_client, model, o="1") == IN_ORDER
    assert desk(admin_client, model, o="-1") == IN_ORDER[::-1]


def test_events_of_one_day_stand_by_title_at_the_desk(admin_client, furnished):
    assert desk(admin_client, Event) == IN_ORDER


def test_countries_stand_by_name_at_the_desk(admin_client):
    shown = admin_client.get(reverse("admin:taskforces_country_changelist")).context["cl"].queryset
    names = [country.name for country in shown]
    assert names == sorted(names, key=fold)
    assert names.index("Åland Islands") < names.index("Albania")


def test_boxes_to_choose_from_stand_by_name(admin_client, furnished):
    for model, name in ((Event, "taskforces"), (Event, "type"), (Event, "topics")):
        asked = {"app_label": "timeline", "model_name": "event", "field_name": name, "term": ""}
        answer = admin_client.get(reverse("admin:autocomplete"), asked).json()
        assert [row["text"] for row in answer["results"] if row["text"] in NAMES] == IN_ORDER, model


def test_countries_of_a_card_stand_by_their_name(client):
    make.published(make.taskforce("Dansk", countries=["AT", "DE", "CH", "AX"]))
    assert read(client, "/taskforces/").texts("ul", "marks") == ["Åland Islands, Austria, Germany, Switzerland"]
    links = read(client, "/taskforces/dansk/").links()
    assert [name for name in links if name in {"Åland Islands", "Germany"}] == ["Åland Islands", "Germany"]


def test_every_column_to_sort_by_is_compared_letter_by_letter():
    """The machine's own order may be any, also on the machine of a test."""
    columns = [
        field for model in apps.get_models() for field in model._meta.local_fields if isinstance(field, SortField)
    ]
    assert len(columns) >= 8
    with connection.cursor() as cursor:
        for field in columns:
            described = connection.introspection.get_table_description(cursor, field.model._meta.db_table)
            (column,) = [column for column in described if column.name == field.column]
            assert column.collation == {"postgresql": "C", "sqlite": None}[connection.vendor], field


def test_documents_are_sorted_by_title_at_the_desk(admin_client):
    rows = [make.document(title=name) for name in reversed(NAMES)]
    assert desk(admin_client, type(rows[0]), o="1") == IN_ORDER


@given(
    titles=st.lists(
        st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=20),
        min_size=2,
        max_size=6,
    )
)
def test_any_titles_stand_by_their_folded_text(titles):
    Dossier.objects.all().delete()
    rows = [
        Dossier.objects.create(
            id=f"00000000-0000-0000-0000-{number:012}",
            slug=f"s{number}",
            title=title,
            edition_number=1,
            published_at="2020-01-01T00:00Z",
            updated_at="2020-01-01T00:00Z",
        )
        for number, title in enumerate(titles)
    ]
    in_order = sorted(rows, key=lambda row: (fold(row.title), row.pk))
    assert list(Dossier.objects.values_list("slug", flat=True)) == [row.slug for row in in_order]
