"""The page of one dossier: its summary, what came of it, and its timeline."""

from datetime import date

import pytest
import time_machine

from publishing.models import Text
from publishing.preview import preview
from taskforces.models import TaskforceRelation
from tests import make
from tests.reading import Page, faults, read, words

pytestmark = pytest.mark.django_db
ADDRESS = "/taskforces/bretagne/"


@pytest.fixture
def taskforce(db):
    return make.published(make.taskforce("Bretagne"))


def stand(taskforce, title="", when="", **given):
    """An event that stands on the timeline of a taskforce, published."""
    return make.published(make.event(title, date=when, taskforces=[taskforce], **given))


def headings(page):
    """The titles on the timeline, under their years."""
    return [
        (words(year.find("h3")), [words(title) for title in year.iter("h4")]) for year in page.all("section", "year")
    ]


def test_summary_box_shows_all_that_is_known(client):
    locarn, alert = make.organisation("Institut de Locarn"), make.organisation("AlertEducation")
    given = {"region": "Bretagne", "start": "2020-05", "end": "2022", "status": "paused", "confirmed_by": "Ms Guet"}
    item = make.taskforce(
        "Bretagne", countries=["FR", "ES"], organisations=[alert, locarn], confirmed_on=date(2021, 12, 10), **given
    )
    item.organisation_links.filter(organisation=locarn).update(shown_as="L'Institut de Locarn")
    with time_machine.travel("2022-03-01 12:00"):
        make.published(item)
    page = read(client, ADDRESS)
    assert page.facts == {
        "Requesting organisations": "AlertEducation, L'Institut de Locarn",
        "Countries": "France, Spain",
        "Region": "Bretagne",
        "Start": "May 2020",
        "End": "2022",
        "Last updated": "1 March 2022",
        "Confirmed as still true": "10 December 2021 (Ms Guet)",
    }
    assert page.texts("p", "status-line") == ["Paused, May 2020 to 2022."]
    assert page.links()["L'Institut de Locarn"] == "/organisations/institut-de-locarn/"
    assert page.links()["France"] == "/countries/fr/"


def test_what_is_not_known_has_no_label(client, taskforce):
    page = read(client, ADDRESS)
    assert list(page.facts) == ["Last updated"]
    assert page.all("p", "status-line") == []
    assert page.texts("h2") == ["Timeline", "What are taskforces?", "Event"]


def test_background_keeps_its_form_but_no_script(client):
    text = '<p>Two <strong>things</strong><script>alert(1)</script></p><h3 onclick="x">Part</h3>'
    make.published(make.taskforce("Bretagne", background=text))
    page = read(client, ADDRESS)
    assert page.texts("strong") == ["things"]
    assert page.texts("h3") == ["Part"]
    assert b"alert" not in page.response.content


def test_results_are_told_apart_and_traced(client):
    item = make.taskforce("Bretagne", objectives=["Find schools", "Find firms"], results=["A network", "A pact"])
    network, pact = item.results.all()
    item.results.filter(pk=pact.pk).update(state="expected", date="2024", date_lower=None, date_upper=None)
    network.objectives.set(item.objectives.all())
    make.touch(item)
    make.published(item)
    stand(item, "Launch", "2021", results=[network])
    page = read(client, ADDRESS)
    first, second, others = page.all("ul", "results")
    assert words(first) == "A network Achieved Shown by: Launch"
    assert words(second) == "See above: A network"
    assert words(others) == "A pact Expected, 2024, overdue"
    assert page.texts("h3")[0] == "Other results"
    assert page.texts("p", "status-line") == ["2 of 2 objectives have a result."]
    targets = {element.get("id") for element in page.tree.iter() if element.get("id")}
    assert {link.get("href")[1:] for link in page.all("a") if link.get("href", "")[:1] == "#"} <= targets


def test_objective_that_no_result_answers_is_a_gap_that_is_told(client):
    item = make.taskforce("Bretagne", objectives=["Find schools", "Find firms"], results=["A network"])
    item.results.get().objectives.set(item.objectives.all()[:1])
    make.touch(item)
    make.published(item)
    page = read(client, ADDRESS)
    assert page.texts("ol", "objectives") == ["Find schools A network Achieved Find firms No result reported."]
    assert page.texts("p", "status-line") == ["1 of 2 objectives have a result."]


def test_contents_lead_to_every_part_that_is_there(client):
    item = make.taskforce("Bretagne", objectives=["Find schools"], results=["A network"], background="<p>Once.</p>")
    make.published(item)
    stand(item, "Meeting", "2020")
    page = read(client, ADDRESS)
    (contents,) = page.all("nav", "contents")
    assert words(contents) == "Background Objectives 1 Results 1 Timeline 1"
    targets = {element.get("id") for element in page.tree.iter()}
    assert {link.get("href")[1:] for link in contents.iter("a")} <= targets
    make.published(make.taskforce("Bare", slug="bare"))
    assert read(client, "/taskforces/bare/").texts("nav", "contents") == ["Timeline 0"]


def test_relations_are_told_on_both_sides(client):
    pact = make.taskforce("Pact", status="finalised")
    strategy = make.taskforce("Strategy")
    copy = make.taskforce("Copy")
    hidden = make.taskforce("Hidden")
    for later, kind in [(strategy, "continues"), (copy, "builds_on"), (hidden, "continues")]:
        TaskforceRelation.objects.create(taskforce=later, kind=kind, other=pact)
        make.touch(later)
    for item in (pact, strategy, copy):
        make.published(item)
    page = read(client, "/taskforces/pact/")
    assert page.facts["Continued by"] == "Strategy"
    assert page.facts["Taken up by"] == "Copy"
    assert page.texts("ul", "notices") == ["Continued by Strategy"]
    assert read(client, "/taskforces/strategy/").facts["Continues"] == "Pact"
    assert read(client, "/taskforces/copy/").facts["Builds on"] == "Pact"


@pytest.mark.parametrize(
    ("first", "again", "day"),
    [
        ("2024-02-02 23:30Z", "2024-02-03 12:00Z", None),
        ("2024-02-02 22:30Z", "2024-02-02 23:30Z", "3 February 2024"),
    ],
)
def test_change_is_said_from_the_next_day_on_as_days_are_counted_here(client, first, again, day):
    with time_machine.travel(first):
        event = make.published(make.event("Meeting"))
    event.summary = "More."
    event.save()
    with time_machine.travel(again):
        make.published(event)
    assert read(client, "/events/meeting/").facts.get("Updated on") == day


def test_minor_change_is_not_announced(client):
    with time_machine.travel("2024-01-01 12:00"):
        item = make.published(make.taskforce("Bretagne"))
    item.summary = "A comma."
    item.save()
    with time_machine.travel("2024-02-03 12:00"):
        make.published(item, minor=True)
    assert read(client, ADDRESS).facts["Last updated"] == "1 January 2024"
    item.summary = "More."
    item.save()
    with time_machine.travel("2024-02-04 12:00"):
        make.published(item)
    assert read(client, ADDRESS).facts["Last updated"] == "4 February 2024"


def test_timeline_stands_newest_first_by_year_with_the_undated_last(client, taskforce):
    events = {"Old": "2015", "Undated": "", "May": "2020-05", "June": "2020-06-12", "Open": "../2018"}
    for title, when in events.items():
        stand(taskforce, title, when)
    stand(taskforce, "June, second", "2020-06-12", position=1)
    stand(taskforce, "June, first", "2020-06-12", position=-1)
    assert headings(read(client, ADDRESS)) == [
        ("2020", ["June, first", "June", "June, second", "May"]),
        ("2018", ["Open"]),
        ("2015", ["Old"]),
        ("Without a date", ["Undated"]),
    ]
    assert headings(read(client, ADDRESS + "?order=oldest")) == [
        ("2015", ["Old"]),
        ("2018", ["Open"]),
        ("2020", ["May", "June, second", "June", "June, first"]),
        ("Without a date", ["Undated"]),
    ]


def test_no_event_takes_the_place_of_a_part_of_the_page(client, taskforce):
    stand(taskforce, "Opening", "2020", slug="opening")
    page = read(client, ADDRESS)
    own = [one.get("id") for one in page.all() if one.get("id") and "entry" not in one.get("class", "")]
    # The address of an event never has this sign.
    assert [one for one in own if "_" not in one] == []
    assert faults(page) == []


def test_entry_says_how_long_a_range_lasts_and_nothing_that_is_not_known(client, taskforce):
    for when in ("2022-12/2023-01", "2016/2020", "2016/..", "2016~/2020", "2015-05"):
        stand(taskforce, f"Of {when}", when)
    page = read(client, ADDRESS)
    assert page.texts("ul", "marks") == ["up to 2 months", "open end", "up to 5 years"]


def test_entry_shows_what_a_timeline_needs(client, taskforce):
    locarn = make.organisation("Institut de Locarn")
    stand(
        taskforce,
        "Meeting",
        "2020-08-27/2020-08-28",
        type=make.event_type("Meeting report", icon="meeting"),
        organisations=[locarn],
        body="<p>" + "word " * 80 + "</p>",
        place="Fréhel",
        country_id="FR",
        mode="hybrid",
        video_address="https://youtu.be/abcdefghijk",
        documents=[make.document()],
        picture=make.picture(),
    )
    page = read(client, ADDRESS)
    (entry,) = page.all("article", "entry")
    assert page.texts("p", "entry-when") == ["27–28 August"]
    assert page.texts("ul", "marks") == ["Meeting report Institut de Locarn Fréhel, France on site and online 2 days"]
    assert page.texts("p", "entry-more") == ["full story · 1 document · film"]
    # The heading comes first, also for those who hear the page.
    assert [element.tag for element in entry][:2] == ["h4", "p"]
    assert page.texts("p", "entry-lead")[0].endswith("word…")
    assert entry.get("id") == "meeting"
    assert entry.find(".//img").get("alt") == ""


def test_event_without_title_is_called_by_what_is_known(client, taskforce):
    stand(taskforce, "", "2020-12-02", type=make.event_type("Study"), organisations=[make.organisation("PTvT")])
    page = read(client, ADDRESS)
    assert page.texts("h4") == ["Study, PTvT, 2 December 2020"]


def test_event_without_title_is_headed_by_its_summary_and_says_it_once(client, taskforce):
    stand(taskforce, "", "2020-12-02", summary="Two hundred schools took part.", body="<p>More of it.</p>")
    page = read(client, ADDRESS)
    assert page.texts("h4") == ["Two hundred schools took part."]
    assert page.texts("p", "entry-lead") == ["More of it."]
    assert page.all("p", "entry-more") == []


@pytest.mark.parametrize(
    ("given", "more"),
    [
        ({}, None),
        ({"summary": "Short."}, None),
        ({"body": "<p>All of it.</p>"}, None),
        ({"summary": "All of it.", "body": "<p>All of it.</p>"}, None),
        ({"summary": "Short.", "body": "<p>Long.</p>"}, "full story"),
        ({"body": "<p>" + "word " * 80 + "</p>"}, "full story"),
        ({"link_address": "https://example.org"}, "link"),
        ({"video_address": "https://youtu.be/abcdefghijk"}, "film"),
    ],
)
def test_entry_says_what_opening_it_brings_and_opens_only_then(client, taskforce, given, more):
    stand(taskforce, "Meeting", "2020", **given)
    page = read(client, ADDRESS)
    (link,) = [link for link in page.all("a") if words(link) == "Meeting"]
    assert (page.texts("p", "entry-more"), link.get("data-more") is not None) == ([more] if more else [], bool(more))


def test_more_than_a_year_without_an_event_breaks_the_timeline(client, taskforce):
    tools = make.event_type("Tools")
    for when in ("2016/2019", "2018-03", "2021-06-12", "2022-06-11", ""):
        stand(taskforce, f"Of {when}", when, type=tools)
    assert read(client, ADDRESS).texts("p", "entry-gap") == ["17 months without an event"]
    oldest_first = read(client, ADDRESS + "?order=oldest").all("ol", "entries")
    assert [words(gap) for year in oldest_first for gap in year.iter("p") if gap.get("class") == "entry-gap"] == [
        "17 months without an event"
    ]
    # Of some types only, silence says nothing.
    assert read(client, ADDRESS + "?type=tools").all("p", "entry-gap") == []


def test_timeline_is_filtered_by_types_through_links(client, taskforce):
    tools, news = make.event_type("Tools", position=1), make.event_type("News", position=2)
    stand(taskforce, "Model", "2020", type=tools)
    stand(taskforce, "Launch", "2021", type=news)
    stand(taskforce, "Else", "2022")
    links = read(client, ADDRESS).links()
    assert links["Tools 1"] == f"{ADDRESS}?type=tools#the_timeline"
    page = read(client, f"{ADDRESS}?type=tools&type=news&order=oldest")
    assert page.texts("h4") == ["Model", "Launch"]
    links = page.links()
    assert links["All 3"] == f"{ADDRESS}?order=oldest#the_timeline"
    assert links["Tools 1"] == f"{ADDRESS}?type=news&order=oldest#the_timeline"
    assert links["Newest first"] == f"{ADDRESS}?type=news&type=tools#the_timeline"


@pytest.mark.parametrize(
    "query", ["type=nothing", "order=random", "type=%00", "type=tools&type=x", "type=" + "x" * 9000]
)
def test_bad_question_to_the_timeline_is_told_and_shows_nothing(client, taskforce, query):
    stand(taskforce, "Model", "2020", type=make.event_type("Tools"))
    stand(taskforce, "Other", "2021")
    page = read(client, f"{ADDRESS}?{query}")
    assert page.all("article", "entry") == []
    assert len(page.all("p", "error")) == 1


def test_dossier_without_events_says_so(client, taskforce):
    page = read(client, ADDRESS)
    assert "Nothing stands on this timeline yet." in page.main


def test_what_is_not_public_does_not_stand_on_the_timeline(client, taskforce):
    make.event("Draft", taskforces=[taskforce])
    changed = stand(taskforce, "Public", "2020")
    changed.title = "Secret"
    changed.save()
    assert read(client, ADDRESS).texts("h4") == ["Public"]


def test_page_works_without_the_texts_of_staff(client, taskforce):
    stand(taskforce, "Meeting", "2020")
    Text.objects.all().delete()
    assert read(client, ADDRESS).texts("h2") == ["Timeline", "Event"]


def test_renamed_organisation_is_right_everywhere_at_once(client):
    row = make.organisation("Old name")
    item = make.published(make.taskforce("Bretagne", organisations=[row]))
    stand(item, "Meeting", "2020", organisations=[row])
    row.name = "New name"
    row.save()
    for address in (ADDRESS, "/events/meeting/", "/taskforces/", "/events/", f"/organisations/{row.slug}/"):
        page = read(client, address)
        assert "New name" in page.main
        assert "Old name" not in page.main


def test_facts_for_machines_are_those_of_the_page(client):
    make.published(
        make.taskforce("A < B </script>", slug="bretagne", countries=["FR"], start="2020-05", summary="Short & good")
    )
    page = read(client, ADDRESS)
    project, trail = page.things
    assert project == {
        "@type": "Project",
        "name": "A < B </script>",
        "url": "http://testserver/taskforces/bretagne/",
        "description": "Short & good",
        "foundingDate": "2020-05",
        "areaServed": [{"@type": "Country", "name": "France"}],
    }
    assert [step["name"] for step in trail["itemListElement"]] == ["Taskforce Dossiers", "Taskforces"]
    assert page.meta("description") == page.meta("og:description") == "Short & good"
    assert page.meta("og:url") == "http://testserver/taskforces/bretagne/"


@pytest.mark.parametrize("query", ["", "?type=tools", "?order=oldest", "?x=1"])
def test_canonical_address_is_the_dossiers(client, taskforce, query):
    (link,) = read(client, ADDRESS + query).all("link", rel="canonical")
    assert link.get("href") == f"http://testserver{ADDRESS}"


def test_preview_shows_what_is_not_public_yet_and_marks_it(client, rf):
    item = make.published(make.taskforce("Bretagne"))
    stand(item, "Public", "2020")
    draft = make.event("Draft", date="2021", taskforces=[item])
    item.summary = "Not out yet."
    item.save()
    make.touch(item)
    page = Page(preview(item, rf.get("/admin/"), also=[draft]))
    assert page.texts("h4") == ["Draft Not public yet", "Public"]
    assert "Not out yet." in page.main
    assert page.texts("aside", "preview") == ["Preview. So the page will look once published. Only staff see it now."]
    assert page.meta("robots") == "noindex"
    assert "event-dialog.js" not in page.response.content.decode()
    assert faults(page) == []
    assert read(client, ADDRESS).texts("h4") == ["Public"]
