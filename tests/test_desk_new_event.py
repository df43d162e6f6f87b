"""The form of a new event asks for little, suggests what is likely, and folds the rest until it is needed."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db


def folded(response):
    """The headings of the parts that are folded."""
    summaries = (part.find("summary") for part in desk.tree(response).iter("details"))
    headings = (summary.find("h2") for summary in summaries if summary is not None)
    return [heading.text for heading in headings if heading is not None]


def options(response, name):
    """The options of a select: [(value, words, whether it is chosen)]."""
    select = next(each for each in desk.tree(response).iter("select") if each.get("name") == name)
    return [(each.get("value"), each.text, "selected" in each.attrib) for each in select.iter("option")]


ALL = [
    "Summary, topics and results",
    "Where it took place",
    "Picture, video and link",
    "Documents",
    "Language, addresses and notes",
]


def test_a_new_event_asks_for_title_type_date_taskforces_organisations_and_story(editor):
    page = editor.get(desk.adding(Event))
    assert folded(page) == ALL
    words = desk.text(page)
    places = [words.index(part) for part in ("Title:", "Type:", "Date:", "Taskforces:", "Who published", "Full story:")]
    assert places == sorted(places)


def test_parts_are_named_at_the_top_and_lead_into_what_is_folded(editor):
    page = editor.get(desk.adding(Event))
    parts = next(each for each in desk.tree(page).iter("nav") if each.get("class") == "parts")
    links = {"".join(link.itertext()): link.get("href") for link in parts.iter("a")}
    assert set(ALL) < set(links)
    assert links["Where it took place"] == "#id_place"
    assert {each.get("id") for each in desk.tree(page).iter()} >= {href.removeprefix("#") for href in links.values()}


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"place": "Rennes"}, "Where it took place"),
        ({"summary": "In short."}, "Summary, topics and results"),
        ({"video_address": "https://www.youtube.com/watch?v=abc"}, "Picture, video and link"),
        ({"language": "fr"}, "Language, addresses and notes"),
        ({"position": 2}, "Language, addresses and notes"),
    ],
)
def test_a_part_that_holds_something_is_unfolded(editor, given, part):
    page = editor.get(desk.address(make.event(**given)))
    assert folded(page) == [each for each in ALL if each != part]


def test_a_part_with_rows_is_unfolded(editor):
    assert "Documents" not in folded(editor.get(desk.address(make.event(documents=[make.document()]))))
    assert "Summary, topics and results" not in folded(editor.get(desk.address(make.event(topics=[make.topic()]))))


def test_the_address_that_every_event_has_unfolds_nothing(editor):
    event = make.event()
    assert event.slug
    assert folded(editor.get(desk.address(event))) == ALL


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ({"video_subtitles": "French"}, "Picture, video and link"),
        ({"old_addresses": "/admin/"}, "Language, addresses and notes"),
        ({"document_links__0__document": "nonsense"}, "Documents"),
    ],
)
def test_a_part_with_a_mistake_is_unfolded(editor, typed, part):
    page = desk.send(editor, desk.adding(Event), title="Kick-off", **typed)
    assert desk.errors(page)
    assert part not in folded(page)


def test_what_was_typed_into_a_part_is_in_view_when_the_form_comes_back(editor):
    page = desk.send(editor, desk.adding(Event), date="07/12/2017", place="Rennes")
    assert "Where it took place" not in folded(page)


def test_who_may_only_look_sees_every_part(client):
    person = User.objects.create_user("helper", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="view_event"))
    client.force_login(person)
    assert folded(client.get(desk.address(make.event()))) == []


def test_the_cursor_stands_in_the_title_of_a_new_event_and_in_no_other(editor):
    assert editor.get(desk.adding(Event)).content.decode().count(" autofocus") == 1
    assert " autofocus" not in editor.get(desk.address(make.event())).content.decode()
    assert " autofocus" not in desk.send(editor, desk.adding(Event), date="07/12/2017").content.decode()


def test_types_that_an_editor_used_last_stand_first(editor):
    kinds = {name: make.event_type(name) for name in ("News", "Study", "Tool", "Video")}
    for name in ("Tool", "Study", "Tool", "Video"):
        desk.send(editor, desk.adding(Event), title=name, type=str(kinds[name].pk))
    page = editor.get(desk.adding(Event))
    assert desk.filled(page)["type"] == str(kinds["Video"].pk)
    assert [words for key, words, _chosen in options(page, "type") if key] == ["Video", "Tool", "Study"]
    query = {"app_label": "timeline", "model_name": "event", "field_name": "type"}
    found = editor.get(reverse("admin:autocomplete"), query | {"term": ""}).json()["results"]
    assert [row["text"] for row in found] == ["Video", "Tool", "Study", "News"]
    found = editor.get(reverse("admin:autocomplete"), query | {"term": "too"}).json()["results"]
    assert [row["text"] for row in found] == ["Tool"]


def test_the_type_that_is_chosen_for_new_events_comes_before_the_last_used(editor):
    usual, other = make.event_type("Meeting report", is_default=True), make.event_type("News")
    desk.send(editor, desk.adding(Event), title="News", type=str(other.pk))
    page = editor.get(desk.adding(Event))
    assert options(page, "type")[1:] == [
        (str(usual.pk), "Meeting report", True),
        (str(other.pk), "News", False),
    ]


def test_another_editors_types_are_not_suggested(editor, client):
    desk.send(editor, desk.adding(Event), title="News", type=str(make.event_type("News").pk))
    client.force_login(make.editor("another"))
    assert [words for key, words, _chosen in options(client.get(desk.adding(Event)), "type") if key] == []


def test_organisations_of_a_timeline_are_suggested_the_most_named_first(editor):
    often, once, asked = (make.organisation(name, kind="company") for name in ("Often", "Once", "Asked"))
    item = make.taskforce(organisations=[asked])
    make.event(taskforces=[item], date="2020", organisations=[once, often])
    make.event(taskforces=[item], date="2021", organisations=[often])
    make.event(taskforces=[make.taskforce("Another")], date="2022", organisations=[make.organisation("Elsewhere")])
    page = editor.get(f"{desk.adding(Event)}?taskforces={item.pk}")
    suggested = options(page, "organisation_links-0-organisation")
    assert [(words, chosen) for _key, words, chosen in suggested[1:]] == [
        ("Often · company", False),
        ("Once · company", False),
        ("Asked · company", False),
    ]
    # A browser without a script takes the first option, and nothing was chosen.
    assert suggested[0][0] == ""
    assert suggested[0][2]


def test_nothing_that_is_suggested_is_saved_unasked(editor):
    item = make.taskforce(organisations=[make.organisation()])
    where = f"{desk.adding(Event)}?taskforces={item.pk}"
    assert desk.send(editor, where, title="Kick-off").status_code == 302
    event = Event.objects.get()
    assert not event.organisation_links.exists()
    assert list(event.taskforces.all()) == [item]


@pytest.mark.parametrize("nonsense", ["nonsense", "%00", ",,,", "9" * 300, "00000000-0000-0000-0000-000000000000"])
def test_a_new_event_of_nonsense_is_a_new_event(editor, nonsense):
    page = editor.get(f"{desk.adding(Event)}?taskforces={nonsense}&type={nonsense}")
    assert page.status_code == (400 if nonsense == "%00" else 200)


@pytest.mark.parametrize("number", [1, 12])
def test_a_new_event_asks_the_same_number_of_questions_at_any_size(editor, number, django_assert_num_queries):
    item = make.taskforce()
    for count in range(number):
        kind = make.event_type(f"Type {count}")
        make.event(taskforces=[item], date="2020", organisations=[make.organisation(f"Organisation {count}")])
        desk.send(editor, desk.adding(Event), title=f"Event {count}", type=str(kind.pk))
    where = f"{desk.adding(Event)}?taskforces={item.pk}"
    editor.get(where)  # what Django reads once and keeps
    with django_assert_num_queries(20):
        editor.get(where)


@pytest.mark.parametrize("way", ["last used", "chosen", "asked for"])
def test_what_the_desk_filled_in_alone_is_no_event_to_publish(editor, way):
    kind, item = make.event_type("Meeting report", is_default=way == "chosen"), make.taskforce()
    if way == "last used":
        desk.send(editor, desk.adding(Event), title="Kick-off", type=str(kind.pk))
    before = Event.objects.count()
    query = f"?type={kind.pk}&taskforces={item.pk}" if way == "asked for" else ""
    where = f"{desk.adding(Event)}{query}"
    assert desk.filled(editor.get(where))["type"] == str(kind.pk)
    page = desk.send(editor, where, "_publish", note="New")
    assert desk.errors(page) == {"title": ["Nothing is typed here yet. Give at least a title or a date."]}
    assert Event.objects.count() == before
    assert desk.send(editor, where).status_code == 302  # the desk takes it


@pytest.mark.parametrize("typed", ["date", "type", "organisation"])
def test_what_somebody_typed_or_changed_makes_an_event_to_publish(editor, typed):
    usual, other = make.event_type("Meeting report", is_default=True), make.event_type("News")
    given = {
        "date": {"date": "2024"},
        "type": {"type": str(other.pk)},
        "organisation": {"organisation_links__0__organisation": str(make.organisation().pk)},
    }[typed]
    assert desk.send(editor, desk.adding(Event), "_publish", **given).status_code == 302
    assert Event.objects.get().state == "published"
    assert Event.objects.get().type == (other if typed == "type" else usual)
