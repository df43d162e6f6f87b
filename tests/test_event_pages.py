"""The list of events, and the page of one."""

from copy import deepcopy

import pytest
from django.db import connection

from tests import desk, make
from tests.reading import Page, read, words
from timeline.models import Entry, EventType, Topic

pytestmark = pytest.mark.django_db
FILM = "https://youtu.be/abcDEF_-123"


def titles(client, query=""):
    return read(client, f"/events/{query}").texts("h3", "entry-title")


@pytest.fixture(scope="module")
def published(module_db):
    """Four events, as different as real ones."""
    report, tools = make.event_type("Meeting report", position=1), make.event_type("Tools", position=2)
    secondary, higher = make.topic("Secondary Education", position=1), make.topic("Higher Education", position=2)
    ptvt = make.organisation("PTvT", other_names="Platform Bèta Techniek")
    rows = [
        make.event(
            "Oslo", date="2022-08-24/2022-08-25", type=report, country_id="NO", topics=[higher], video_address=FILM
        ),
        make.event(
            "Model",
            date="2020",
            type=tools,
            organisations=[ptvt],
            topics=[secondary, higher],
            documents=[make.document()],
        ),
        make.event("Malmö", date="2024-11-27", country_id="SE", organisations=[ptvt], body="<p>Long.</p>"),
        make.event("Undated", video_language="fr"),
    ]
    return {row.title: make.published(row) for row in rows}


@pytest.fixture
def events(db, published):
    """The same, as this test may change them."""
    return deepcopy(published)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Malmö", "Oslo", "Model", "Undated"]),
        ("?type=tools&type=meeting-report", ["Oslo", "Model"]),
        ("?topic=higher-education", ["Oslo", "Model"]),
        ("?topic=higher-education&country=NO", ["Oslo"]),
        ("?organisation=ptvt", ["Malmö", "Model"]),
        ("?year=2024&year=2020", ["Malmö", "Model"]),
        ("?q=malmo", ["Malmö"]),
        ("?has=film", ["Oslo"]),
        ("?has=documents", ["Model"]),
        ("?has=story", ["Malmö"]),
        ("?has=film&has=story", ["Malmö", "Oslo"]),
        ("?has=documents&year=2024", []),
        ("?q=beta+techniek", ["Malmö", "Model"]),
    ],
)
def test_events_are_narrowed(client, events, query, shown):
    assert titles(client, query) == shown


def test_choices_stand_in_the_order_of_staff_with_counts(client, events):
    page = read(client, "/events/?year=2020&year=2022")
    topics = [label for label in page.all("label", "choice") if label[0].get("name") == "topic"]
    assert [words(label) for label in topics] == ["Secondary Education 1", "Higher Education 2"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "4 events"),
        ("?year=2020", "1 event of 2020"),
        ("?year=2020&type=meeting-report", "No events of 2020, type: Meeting report"),
        ("?type=tools&country=NO", "No events, type: Tools, held in Norway"),
        ("?topic=higher-education&organisation=ptvt", "1 event, on Higher Education, by PTvT"),
    ],
)
def test_sentence_says_what_is_shown(client, events, query, sentence):
    assert read(client, f"/events/{query}").texts("p", "sentence") == [sentence]


def test_choice_of_what_an_event_has_says_how_many_have_it(client, events):
    boxes = read(client, "/events/").all("label", "choice")
    assert [words(box) for box in boxes if box[0].get("name") == "has"] == ["a film 1", "documents 1", "a full story 1"]
    assert read(client, "/events/?has=film").texts("p", "sentence") == ["1 event, with a film"]


@pytest.mark.parametrize("query", ["has=x", "type=x", "topic=%27", "country=Norway", "organisation=%00", "year=now"])
def test_bad_value_is_told_and_shows_nothing(client, events, query):
    page = read(client, f"/events/?{query}")
    assert page.all("article") == []
    assert len(page.all("p", "error")) == 1


def test_event_in_the_list_names_its_public_taskforces(client):
    public, draft = make.published(make.taskforce("Public one")), make.taskforce("Draft one")
    make.published(make.event("Meeting", taskforces=[public, draft]))
    assert read(client, "/events/").texts("p", "entry-dossiers") == ["Taskforce: Public one"]


def test_list_has_pages_of_twenty(client):
    for number in range(21):
        make.published(make.event(f"Event {number:02}", date=f"2020-01-{number + 1:02}"))
    assert len(titles(client)) == 20
    assert titles(client, "?page=2") == ["Event 00"]
    assert client.get("/events/?page=3").status_code == 404


def test_page_shows_everything_about_an_event(client):
    given = {"place": "Fréhel", "country_id": "FR", "mode": "hybrid", "summary": "Two days.", "date": "2020-08-27"}
    link = {"link_address": "https://example.org/report", "link_label": "The report at the host"}
    make.published(
        make.event(
            "Meeting",
            type=make.event_type("Meeting report", icon="meeting"),
            topics=[make.topic("Higher Education")],
            organisations=[make.organisation("Institut de Locarn")],
            body="<h3>Talks</h3><p>All day.</p>",
            documents=[
                make.document(title="Verslag", language="nl"),
                make.document(title="Minutes", access="on_request"),
            ],
            picture=make.picture(alt="A round table"),
            **given,
            **link,
        )
    )
    page = read(client, "/events/meeting/")
    assert page.facts == {
        "Type": "Meeting report",
        "Date": "27 August 2020",
        "Organisation": "Institut de Locarn",
        "Place": "Fréhel",
        "Held in": "France",
        "How": "on site and online",
        "Topics": "Higher Education",
    }
    assert page.texts("h2") == ["Talks", "Documents"]
    assert page.links()["The report at the host"] == "https://example.org/report"
    assert "PDF, 1.1 MB, in Dutch" in page.texts("ul", "documents")[0].replace("\xa0", " ")
    assert "On request" in page.texts("ul", "documents")[0]
    assert [image.get("alt") for image in page.all("img")] == ["A round table"]


def test_event_with_nothing_but_a_title_shows_no_label(client):
    make.published(make.event("Bare"))
    page = read(client, "/events/bare/")
    assert page.facts == {}
    assert page.all("h2") == []


def test_each_dossier_gives_the_newer_and_the_older_neighbour(client):
    bretagne, basque, draft = make.taskforce("Bretagne"), make.taskforce("Basque"), make.taskforce("Draft")
    make.published(bretagne)
    make.published(basque)
    for title, date, where in [
        ("Newest", "2022", [bretagne]),
        ("Newer", "2021", [bretagne, draft]),
        ("Here", "2020", [bretagne, basque, draft]),
        ("Oldest", "2019", [bretagne]),
    ]:
        make.published(make.event(title, date=date, taskforces=where))
    page = read(client, "/events/here/")
    assert page.texts("section", "place") == ["Basque", "Bretagne Newer Newer Older Oldest"]
    assert page.links()["Basque"] == "/taskforces/basque/#here"
    assert page.links()["Oldest"] == "/events/oldest/"


def test_event_without_a_date_is_neither_newer_nor_older(client):
    item = make.published(make.taskforce("Bretagne"))
    for title, date in (("Last", "2022"), ("First", "../2019"), ("Undated", ""), ("Undated too", "")):
        make.published(make.event(title, date=date, taskforces=[item]))
    shown = {slug: read(client, f"/events/{slug}/").texts("section", "place") for slug in ("first", "undated")}
    assert shown == {"first": ["Bretagne Newer Last"], "undated": ["Bretagne"]}


def test_neighbour_that_is_withdrawn_while_the_page_is_drawn_is_left_out(client):
    dossier = make.published(make.taskforce("Bretagne"))
    make.published(make.event("Meeting", date="2020", taskforces=[dossier]))
    make.published(make.event("Later", date="2021", taskforces=[dossier]))

    def leave(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if "newer" in sql:
            Entry.objects.filter(title="Later").delete()
        return answer

    assert "Later" in read(client, "/events/meeting/").main
    with connection.execute_wrapper(leave):
        page = read(client, "/events/meeting/")
    assert "Bretagne" in page.main
    assert "Later" not in page.main


def test_neighbours_follow_the_order_of_the_timeline(client):
    item = make.published(make.taskforce("Bretagne"))
    for title, position in [("C", 0), ("B", 0), ("A", 1), ("Z", -1)]:
        make.published(make.event(title, date="2020-06-12", position=position, taskforces=[item]))
    order = read(client, "/taskforces/bretagne/").texts("h4")
    assert order == ["Z", "B", "C", "A"]
    for newer, here, older in zip([None, *order], order, [*order[1:], None], strict=False):
        page = read(client, f"/events/{here.lower()}/")
        neighbours = {link.get("rel"): words(link) for link in page.all("a") if link.get("rel") in ("next", "prev")}
        assert (neighbours.get("next"), neighbours.get("prev")) == (newer, older)


def test_event_says_which_results_it_shows(client):
    item = make.published(make.taskforce("Bretagne", results=["A network was founded."]))
    result = item.results.get()
    make.published(make.event("Launch", taskforces=[item], results=[result]))
    links = read(client, "/events/launch/").links()
    assert links["A network was founded."] == f"/taskforces/bretagne/#result_{result.pk}"


@pytest.mark.parametrize(
    ("address", "player", "host"),
    [
        (
            "https://www.youtube.com/watch?v=abcDEF_-123&t=5",
            "https://www.youtube-nocookie.com/embed/abcDEF_-123?autoplay=1",
            "YouTube",
        ),
        ("https://youtu.be/abcDEF_-123", "https://www.youtube-nocookie.com/embed/abcDEF_-123?autoplay=1", "YouTube"),
        ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456?autoplay=1&dnt=1", "Vimeo"),
        ("https://vimeo.com/123456/0a1b2c", "https://player.vimeo.com/video/123456?autoplay=1&dnt=1&h=0a1b2c", "Vimeo"),
    ],
)
def test_video_waits_behind_a_button_and_a_link(client, address, player, host):
    given = {"video_address": address, "video_language": "es", "video_subtitles": "fr en"}
    make.published(make.event("Film", picture=make.picture(), **given))
    page = read(client, "/events/film/")
    assert [button.get("data-player") for button in page.all("button", "play")] == [player]
    assert page.links()[f"Watch the video on {host}"] == address
    assert "The video is in Spanish. Subtitles: French, English" in page.main
    assert page.all("iframe") == []


def test_video_elsewhere_is_a_link_only(client):
    make.published(make.event("Film", video_address="https://films.example.org/1"))
    page = read(client, "/events/film/")
    assert page.all("button", "play") == []
    assert page.links()["Watch the video on films.example.org"] == "https://films.example.org/1"


def test_video_without_address_says_what_is_known(client):
    make.published(make.event("Film", video_subtitles="fr"))
    assert "Subtitles: French" in read(client, "/events/film/").main


def test_meeting_is_an_event_for_machines_and_anything_else_a_work(client):
    report = make.event_type("Meeting report", icon="meeting")
    given = {"type": report, "date": "2020-08-27/2020-08-28", "place": "Fréhel", "country_id": "FR", "mode": "on_site"}
    make.published(make.event("Meeting", **given))
    make.published(make.event("Study", date="2020", type=make.event_type("Study", icon="study")))
    meeting = read(client, "/events/meeting/").things[0]
    assert meeting["@type"] == "Event"
    assert (meeting["startDate"], meeting["endDate"]) == ("2020-08-27", "2020-08-28")
    assert meeting["location"]["address"] == "Fréhel, France"
    assert meeting["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert read(client, "/events/study/").things[0] == {
        "@type": "CreativeWork",
        "name": "Study",
        "url": "http://testserver/events/study/",
        "datePublished": "2020",
    }


@pytest.mark.parametrize("date", ["", "../2020-08", "2020~"])
def test_meeting_is_no_event_for_machines_before_its_start_is_known(client, date):
    make.published(make.event("Meeting", date=date, type=make.event_type("Meeting report", icon="meeting")))
    assert read(client, "/events/meeting/").things[0]["@type"] == "CreativeWork"


PLACE = {"@type": "Place", "name": "Fréhel, France", "address": "Fréhel, France"}
WEB = {"@type": "VirtualLocation", "url": "https://example.org/room"}


@pytest.mark.parametrize(
    ("given", "location"),
    [
        ({"mode": "online", "link_address": "https://example.org/room"}, WEB),
        ({"mode": "online"}, {"@type": "VirtualLocation"}),
        ({"mode": "online", "place": "Fréhel", "country_id": "FR"}, {"@type": "VirtualLocation"}),
        (
            {"mode": "hybrid", "place": "Fréhel", "country_id": "FR", "link_address": "https://example.org/room"},
            [PLACE, WEB],
        ),
        ({"mode": "hybrid"}, {"@type": "VirtualLocation"}),
        ({"mode": "on_site", "place": "Fréhel", "country_id": "FR", "link_address": "https://example.org/room"}, PLACE),
        ({"mode": "on_site"}, None),
    ],
)
def test_machines_are_told_where_a_meeting_can_be_attended(client, given, location):
    report = make.event_type("Meeting report", icon="meeting")
    make.published(make.event("Meeting", date="2020-08-27", type=report, **given))
    assert read(client, "/events/meeting/").things[0].get("location") == location


def test_draft_has_no_page(client):
    make.event("Draft")
    response = client.get("/events/draft/")
    assert response.status_code == 404
    assert "no page" in Page(response).main


def renamed(row, slug):
    row.name, row.slug = slug.title(), slug
    row.save()


@pytest.mark.parametrize(("name", "old"), [("type", "tools"), ("topic", "higher-education")])
def test_old_address_of_a_type_or_topic_leads_to_what_it_is_called_today(client, events, name, old):
    row = {"type": EventType, "topic": Topic}[name].objects.get(slug=old)
    before = titles(client, f"?{name}={old}")
    for slug in ("second", "third"):
        renamed(row, slug)
    for asked in (old, "second"):
        response = client.get(f"/events/?country=no&{name}={asked}&page=2")
        short = f"/events/?{name}=third&country=NO&page=2"
        assert (response.status_code, response["Location"]) == (302, short)
    assert titles(client, f"?{name}=third") == before


def test_old_address_that_another_type_has_now_is_that_one_s(client, events):
    renamed(EventType.objects.get(slug="tools"), "kits")
    renamed(EventType.objects.get(slug="meeting-report"), "tools")
    assert titles(client, "?type=tools") == ["Oslo"]
    assert titles(client, "?type=kits") == ["Model"]


def test_old_address_of_a_type_filters_the_timeline_of_a_dossier(client):
    item, tools = make.published(make.taskforce("Pact")), make.event_type("Tools")
    make.published(make.event("Model", type=tools, taskforces=[item]))
    make.published(make.event("Other", taskforces=[item]))
    renamed(tools, "kits")
    assert read(client, "/taskforces/pact/?type=tools").texts("h4", "entry-title") == ["Model"]


def test_old_address_of_what_no_public_event_has_is_not_given_away(client, events):
    renamed(make.event_type("Secret", slug="secret"), "hidden")
    page = read(client, "/events/?type=secret")
    assert page.texts("p", "error") == ["There is no choice “secret” here."]


def test_known_names_are_asked_for_as_often_as_before(client, events, django_assert_num_queries):
    renamed(EventType.objects.get(slug="tools"), "kits")
    with django_assert_num_queries(5):
        assert titles(client, "?type=kits") == ["Model"]


def test_address_of_a_type_is_noted_whoever_changes_it(admin_client, events):
    row = EventType.objects.get(slug="tools")
    row.slug = "kits"
    row.save(update_fields=["slug"])
    desk.send(admin_client, desk.address(row), slug="sets")
    assert EventType.objects.by_former_slugs(["tools", "kits", "sets"]) == {"tools": "sets", "kits": "sets"}


def test_way_here_leads_to_the_dossier_where_there_is_one(client):
    pact, other = make.published(make.taskforce("Pact")), make.published(make.taskforce("Other"))
    make.published(make.event("Alone"))
    make.published(make.event("Meeting", taskforces=[pact]))
    make.published(make.event("Fair", taskforces=[pact, other]))
    ways = {"alone": ["Events"], "meeting": ["Taskforces", "Pact"], "fair": ["Taskforces", "Other"]}
    for slug, names in ways.items():
        page = read(client, f"/events/{slug}/")
        (trail,) = page.all("nav", "trail")
        assert [words(link) for link in trail.iter("a")] == names
        (crumbs,) = [thing for thing in page.things if thing["@type"] == "BreadcrumbList"]
        assert [item["name"] for item in crumbs["itemListElement"]][1:] == names


@pytest.mark.parametrize("given", [{"video_language": "fr"}, {"kind": "video"}])
def test_film_that_is_not_here_is_told(client, given):
    kind = make.event_type("Video", icon="video") if "kind" in given else None
    make.published(make.event("Talk", type=kind, video_language=given.get("video_language", "")))
    page = read(client, "/events/talk/")
    assert page.texts("p", "gap") == ["The film is not on this site."]
    assert "Watch" not in page.main
