"""The filters of the desk's lists stay short, however many rows there are to choose from."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taskforces.models import Organisation, Result, Taskforce
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db

BY_TASKFORCE = "taskforces__id__exact"


def changelist(client, model, **query):
    return client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), query)


def choices(response, title):
    """What the filter of this title offers as links."""
    spec = next(spec for spec in response.context["cl"].filter_specs if str(spec.title) == title)
    return [choice["display"] for choice in spec.choices(response.context["cl"])]


def many_taskforces(number=21, **given):
    return [make.taskforce(f"Taskforce {n:02}", **given) for n in range(number)]


def test_few_taskforces_are_links(admin_client):
    one, _unused = make.taskforce("Bretagne"), make.taskforce("Norway")
    event = make.event(taskforces=[one])
    make.event("Other")
    response = changelist(admin_client, Event)
    assert choices(response, "taskforces") == ["All", "Bretagne", "-"]
    assert "choice-filter" not in response.content.decode()
    assert list(changelist(admin_client, Event, **{BY_TASKFORCE: one.pk}).context["cl"].queryset) == [event]


def test_of_many_taskforces_one_is_found_by_typing(admin_client):
    taskforces = many_taskforces()
    make.event(taskforces=taskforces)
    response = changelist(admin_client, Event, q="kick", mode__exact="online")
    assert choices(response, "taskforces") == ["All", "-"]
    form = next(form for form in desk.tree(response).iter("form") if form.get("class") == "choice-filter")
    kept = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert kept == {"q": "kick", "mode__exact": "online"}
    box = next(form.iter("select"))
    assert (box.get("name"), box.get("data-field-name")) == (BY_TASKFORCE, "taskforces")
    chosen = changelist(admin_client, Event, **{BY_TASKFORCE: taskforces[3].pk})
    assert choices(chosen, "taskforces") == ["All", "Taskforce 03", "-"]
    assert chosen.context["cl"].result_count == 1


def test_what_is_offered_is_asked_of_ties_alone_and_by_its_name(admin_client):
    make.event(taskforces=many_taskforces(3), topics=[make.topic()])
    with CaptureQueriesContext(connection) as queries:
        changelist(admin_client, Event)
    taskforces, topics = (
        next(query["sql"] for query in queries if f'"timeline_event_{name}" U0' in query["sql"])
        for name in ("taskforces", "topics")
    )
    assert '"title"' in taskforces
    assert '"background"' not in taskforces
    assert '"timeline_event"' not in taskforces + topics


@pytest.mark.parametrize("nonsense", ["bad", "", "9" * 40, "00000000-0000-0000-0000-000000000000"])
def test_a_taskforce_that_cannot_be_is_answered(admin_client, nonsense):
    make.event(taskforces=many_taskforces())
    assert changelist(admin_client, Event, **{BY_TASKFORCE: nonsense}).status_code in (200, 302)


@pytest.fixture(scope="module")
def many(module_db):
    """So many of each that no filter could list them."""
    countries = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT"]
    countries += ["LU", "LV", "MT", "NL", "PL"]
    taskforces = many_taskforces(30, countries=countries, results=["A network"])
    types, topics = ([maker(f"Word {n}") for n in range(30)] for maker in (make.event_type, make.topic))
    for number, country in enumerate([*countries, *countries]):
        make.organisation(f"Ministry {number}", countries=[country], kind=f"kind {number}")
        make.event(f"Event {number}", taskforces=taskforces, topics=topics, type=types[number % 30])


@pytest.mark.parametrize("model", [Taskforce, Event, Result, Organisation])
def test_no_filter_is_longer_than_its_title_says(many, admin_client, model):
    response = changelist(admin_client, model)
    specs = response.context["cl"].filter_specs
    assert specs
    assert max(len(list(spec.choices(response.context["cl"]))) for spec in specs) <= 22


def test_words_in_other_letters_stand_in_the_same_order_each_time(admin_client):
    kinds = ["GOVERNMENT", "GOvernment", "Government", "governmenT", "governmENT", "government"]
    for kind in reversed(kinds):
        make.organisation(f"Ministry of {kind}", kind=kind)
    shown = choices(changelist(admin_client, Organisation), "kind")
    assert [word for word in shown if word in kinds] == sorted(kinds)


@pytest.mark.parametrize("number", [5, 25])
def test_filters_ask_no_more_for_many(admin_client, number, django_assert_num_queries):
    make.event(taskforces=many_taskforces(number), topics=[make.topic(f"Topic {n}") for n in range(number)])
    with django_assert_num_queries(11):
        changelist(admin_client, Event)
