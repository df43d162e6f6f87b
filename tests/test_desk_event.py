"""Events at the desk: dates as people type them, what belongs to an event, and the lists."""

import pytest
from django.urls import reverse

from publishing.snapshots import SnapshotError
from tests import desk, make
from timeline.models import Event, EventType, Topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("May 2020", "2020-05"),
        ("24–25 August 2022", "2022-08-24/2022-08-25"),
        ("about 2018", "2018~"),
        ("2015", "2015"),
        ("2016 –", "2016/.."),
        ("", ""),
    ],
)
def test_a_date_is_taken_as_people_type_it_and_comes_back_the_same(editor, typed, stored):
    desk.send(editor, desk.adding(Event), title="Kick-off", date=typed)
    event = Event.objects.get()
    assert event.date == stored
    assert desk.send(editor, desk.address(event)).status_code == 302
    event.refresh_from_db()
    assert event.date == stored


@pytest.mark.parametrize("model", [EventType, Topic])
@pytest.mark.parametrize("slug", ["Study-Visit", "study_visit", "study--visit"])
def test_the_address_of_a_type_or_a_topic_is_refused_with_a_sentence_like_that_of_an_event(editor, model, slug):
    typed = {"name": "Study visit", "position": "1"}
    response = desk.send(editor, desk.adding(model), slug=slug, **typed)
    assert desk.errors(response) == {"slug": ["Use small letters, digits and single hyphens."]}
    assert desk.send(editor, desk.adding(model), slug="study-visit", **typed).status_code == 302


def test_a_date_that_cannot_be_known_is_asked_about(editor):
    response = desk.send(editor, desk.adding(Event), title="Kick-off", date="07/12/2017")
    assert list(desk.errors(response)) == ["date"]
    assert 'value="07/12/2017"' in response.content.decode()


def test_checking_a_date_shows_how_it_reads_and_saves_nothing(editor):
    response = desk.send(editor, desk.adding(Event), "_check", title="Kick-off", date="24-25 august 2022")
    words = desk.text(response)
    assert "Nothing is saved yet." in words
    assert "Reads: 24–25 August 2022 · Sorts as: 24 August 2022" in words
    assert not Event.objects.exists()


def test_the_reading_of_a_date_can_be_asked_for_while_typing(editor):
    answer = editor.get(reverse("admin:read_date"), {"text": "May 2020"}).json()
    assert (answer["ok"], answer["edtf"]) == (True, "2020-05")
    assert answer["line"] == "Reads: May 2020 · Sorts as: 1 May 2020"
    refused = editor.get(reverse("admin:read_date"), {"text": "x" * 5000}).json()
    assert (refused["ok"], refused["line"]) == (False, refused["message"])


def test_only_staff_may_ask_how_a_date_reads(client):
    assert client.get(reverse("admin:read_date"), {"text": "2020"}).status_code == 302


def test_a_long_range_asks_once_whether_it_is_meant(editor):
    response = desk.send(editor, desk.adding(Event), title="Programme", date="1 August – 30 September 2022")
    assert "Are you sure?" in desk.errors(response)["long_is_meant"][0]
    again = editor.post(desk.adding(Event), desk.filled(response) | {"long_is_meant": "on", "_save": "1"})
    assert again.status_code == 302
    event = Event.objects.get()
    assert desk.send(editor, desk.address(event), place="Brussels").status_code == 302


def test_a_new_event_has_the_type_that_is_chosen_for_new_events(editor):
    make.event_type("News")
    usual = make.event_type("Meeting report", is_default=True)
    assert desk.filled(editor.get(desk.adding(Event)))["type"] == str(usual.pk)


def test_everything_that_belongs_to_an_event_is_kept_in_its_order(editor):
    taskforce = make.taskforce(results=["A network"])
    first, second = make.document(title="Agenda"), make.document(title="Report")
    host, topic = make.organisation(), make.topic()
    desk.send(
        editor,
        desk.adding(Event),
        title="Kick-off",
        taskforces=[str(taskforce.pk)],
        results=[str(taskforce.results.get().pk)],
        topics=[str(topic.pk)],
        country="NO",
        organisation_links__0__organisation=str(host.pk),
        organisation_links__0__shown_as="The host of that day",
        document_links__0__document=str(second.pk),
        video_address="https://www.youtube.com/watch?v=abc",
    )
    event = Event.objects.get()
    desk.send(editor, desk.address(event), document_links__1__document=str(first.pk), document_links__1__number="1")
    body = Event.objects.get().to_body()
    assert body["taskforces"] == [str(taskforce.pk)]
    assert body["organisations"] == [{"organisation": str(host.pk), "shown_as": "The host of that day"}]
    assert body["video"]["address"] == "https://www.youtube.com/watch?v=abc"
    assert set(body["documents"]) == {str(first.pk), str(second.pk)}
    event.refresh_from_db()
    assert event.slug == "kick-off"


@pytest.mark.parametrize(
    ("typed", "stored"), [("fr, en", "fr en"), ("  fr;nb ", "fr nb"), ("pt-BR", "pt-BR"), ("", "")]
)
def test_languages_of_a_video_are_chosen_and_typed_as_codes(editor, typed, stored):
    desk.send(editor, desk.adding(Event), title="Film", video_language="nl", video_subtitles=typed)
    event = Event.objects.get()
    assert (event.video_language, event.video_subtitles) == ("nl", stored)
    assert "Dutch" in editor.get(desk.address(event)).content.decode()


@pytest.mark.parametrize(("field", "typed"), [("video_language", "Dutch"), ("video_subtitles", "French, en")])
def test_a_language_of_a_video_that_is_none_is_told_at_its_field(editor, field, typed):
    refused = desk.send(editor, desk.adding(Event), title="Film", **{field: typed})
    assert list(desk.errors(refused)) == [field]
    assert not Event.objects.exists()


def test_a_language_that_a_snapshot_gives_and_that_is_none_is_refused():
    event = make.event("Film", video_language="nl")
    snapshot = event.build()
    snapshot["body"]["video"] |= {"subtitles": ["French"]}
    with pytest.raises(SnapshotError, match="video_subtitles"):
        event.write(snapshot)


def test_the_next_page_is_only_ever_one_of_this_site(editor):
    response = desk.send(editor, f"{desk.adding(Event)}?next=https://elsewhere.example/", title="Kick-off")
    assert response.url == reverse("admin:timeline_event_changelist")


def test_a_result_is_found_by_its_words_or_its_taskforce_without_accents(editor):
    make.taskforce("Bretagne", results=["Un réseau d’écoles"])
    query = {"app_label": "timeline", "model_name": "event", "field_name": "results"}
    for term in ("reseau ecoles", "BRETAGNE"):
        found = editor.get(reverse("admin:autocomplete"), query | {"term": term}).json()["results"]
        assert [row["text"] for row in found] == ["Bretagne: Un réseau d’écoles"]


def test_the_list_is_searched_without_accents_and_narrowed_by_type(editor):
    kind = make.event_type("Study")
    make.event("Étude sur l’école", type=kind)
    make.event("Kick-off")
    changelist = reverse("admin:timeline_event_changelist")
    for query in ({"q": "ETUDE ecole"}, {"type__id__exact": str(kind.pk)}):
        assert editor.get(changelist, query).context["cl"].result_count == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions_for_any_number_of_rows(editor, number, django_assert_num_queries):
    taskforce, host = make.taskforce(), make.organisation()
    for _count in range(number):
        make.event("", taskforces=[taskforce], organisations=[host], type=None, date="2020")
    with django_assert_num_queries(14):
        editor.get("/admin/timeline/event/")


@pytest.mark.parametrize("number", [1, 3])
def test_form_of_an_event_without_a_title_asks_no_more_for_its_name(editor, number, django_assert_num_queries):
    hosts = [make.organisation(f"Ministry {place}") for place in range(number)]
    event = make.event("", organisations=hosts, type=None, date="2020")
    address = reverse("admin:timeline_event_change", args=[event.pk])
    assert ", ".join([*map(str, hosts), "2020"]) in editor.get(address).content.decode()
    with django_assert_num_queries(14):
        editor.get(address)
