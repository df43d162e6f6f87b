"""Boxes to choose rows from: what is found, in which order, and what stands beside each name."""

import uuid

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from library.models import Document
from taskforces.models import Taskforce
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db


def found(client, field, term="", **limits):
    """What a box finds: [(text, all that is known of it)]."""
    model = field.model._meta
    asked = {"app_label": model.app_label, "model_name": model.model_name, "field_name": field.name, "term": term}
    return client.get(reverse("admin:autocomplete"), asked | limits).json()["results"]


def texts(*asked, **limits):
    return [row["text"] for row in found(*asked, **limits)]


RESULTS, TYPE = (Event._meta.get_field(name) for name in ("results", "type"))
ASKED = Taskforce._meta.get_field("organisation_links").related_model._meta.get_field("organisation")


def test_results_are_named_with_their_taskforce(editor):
    one, _other = (make.taskforce(title, results=["A network"]) for title in ("Bretagne", "Norway"))
    assert texts(editor, RESULTS, "network") == ["Bretagne: A network", "Norway: A network"]
    event = make.event(taskforces=[one], results=[one.results.get()])
    form = editor.get(desk.address(event)).content.decode()
    assert "Bretagne: A network" in form
    assert 'data-limited-by="taskforces"' in form


def test_results_are_limited_to_the_taskforces_of_the_event(editor):
    one, _two, three = (make.taskforce(name, results=["A network"]) for name in ("Bretagne", "Norway", "Serbia"))
    assert texts(editor, RESULTS, "network", taskforces=[one.pk, three.pk]) == [
        "Bretagne: A network",
        "Serbia: A network",
    ]
    assert texts(editor, RESULTS, taskforces=[uuid.uuid4()]) == []


@pytest.mark.parametrize("nonsense", ["", "bad", "9" * 40, "' OR 1=1"])
def test_what_can_be_no_taskforce_limits_nothing(editor, nonsense):
    make.taskforce("Bretagne", results=["A network"])
    assert texts(editor, RESULTS, taskforces=[nonsense]) == ["Bretagne: A network"]


def test_naming_results_asks_no_more_for_many(editor, django_assert_max_num_queries):
    for number in range(15):
        make.taskforce(f"Taskforce {number}", results=["A network"])
    with django_assert_max_num_queries(7):
        assert len(texts(editor, RESULTS, "network")) == 15


def test_organisations_are_found_by_whole_words_first(editor):
    for name in ("Ecosystem Partners", "Stemming the Tide", "EU STEM Coalition"):
        make.organisation(name)
    assert texts(editor, ASKED, "stem") == ["EU STEM Coalition", "Stemming the Tide"]


def test_a_type_is_found_with_its_icon(editor):
    kind = make.event_type("Tool", icon="tool")
    assert [(row["text"], row["icon"]) for row in found(editor, TYPE)] == [("Tool", "tool")]
    form = editor.get(desk.address(make.event(type=kind))).content.decode()
    assert f'<option value="{kind.pk}" selected data-icon="tool">' in form


LONG = 15


def long_selects(response):
    """The boxes of a page with more choices than one reads, by name, but for those that are found by typing."""
    boxes = [box for box in desk.tree(response).iter("select") if len(list(box.iter("option"))) > LONG]
    found = ("findable", "admin-autocomplete")
    return {box.get("name") for box in boxes if not {*found} & {*box.get("class", "").split()}}


def test_every_box_with_many_choices_is_found_by_typing(admin_client):
    for number in range(LONG + 1):
        make.organisation(f"Organisation {number:02}")
        make.event_type(f"Type {number:02}")
        make.topic(f"Topic {number:02}")
        make.document(title=f"Document {number:02}")
    drawn = {model: admin_client.get(desk.adding(model)) for model in admin.site._registry}
    forms = {model: page for model, page in drawn.items() if page.status_code == 200}
    assert {Taskforce, Event, Document, Group} <= {*forms}
    assert {model: names for model, page in forms.items() if (names := long_selects(page))} == {}
    assert "desk/findable.js" in forms[Document].content.decode()
