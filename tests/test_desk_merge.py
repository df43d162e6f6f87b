"""Two editors with one form open: what both save is merged, and what both changed is chosen by whoever saves last."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from publishing.models import Text
from taskforces.models import Dossier, Taskforce
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client):
    """The editor who has the form open all the time."""
    client.force_login(make.editor("bo"))
    return client


@pytest.fixture
def theirs():
    """The editor who saves meanwhile."""
    client = Client()
    client.force_login(make.editor("anna", first_name="Anna", last_name="Lind"))
    return client


@pytest.fixture
def both(mine, theirs):
    """Open a form, let somebody else save it, then save what was typed. Gives the answer."""

    def save(item, their_words, my_words, button="_save"):
        opened = desk.filled(mine.get(desk.address(item)))
        assert desk.send(theirs, desk.address(item), **their_words).status_code == 302
        typed = {name.replace("__", "-"): value for name, value in my_words.items()}
        answer = mine.post(desk.address(item), opened | typed | {button: "1"})
        item.refresh_from_db()
        return answer

    return save


def told(client):
    """The messages that the next page shows."""
    page = desk.tree(client.get("/admin/"))
    return [" ".join("".join(each.itertext()).split()) for each in page.iterfind(".//ul[@class='messagelist']/li")]


def choose(client, item, refused, button="_save", **choices):
    """Answer questions of a form that came back: title="mine"; other names as {name: choice}."""
    sent = desk.filled(refused) | {f"whose:::{name}" if ":" not in name else name: to for name, to in choices.items()}
    return client.post(desk.address(item), sent | {button: "1"})


def history(client, item):
    """The words of an item's history page."""
    return desk.text(client.get(desk.address(item, "history")))


def texts(rows):
    return list(rows.values_list("text", flat=True))


def test_different_fields_are_merged_and_it_is_said(both, mine):
    item = make.taskforce("Bretagne")
    assert both(item, {"title": "Bretagne, France"}, {"region": "Bretagne"}).status_code == 302
    assert (item.title, item.region) == ("Bretagne, France", "Bretagne")
    message = next(each for each in told(mine) if "Merged" in each)
    assert message.startswith("Merged with what Anna Lind saved at ")
    assert message.endswith(": Title.")


def test_what_both_changed_the_same_way_is_no_question(both, mine):
    item = make.taskforce("Bretagne")
    assert both(item, {"title": "Brittany"}, {"title": "Brittany "}).status_code == 302
    assert item.title == "Brittany"
    assert not [each for each in told(mine) if "Merged" in each]


def test_what_both_changed_is_shown_side_by_side_and_nothing_is_chosen_for_them(both, mine):
    item = make.taskforce("Bretagne")
    page = both(
        item, {"title": "Bretagne, France", "region": "West"}, {"title": "Bretagne programme", "summary": "New"}
    )
    assert (item.title, item.summary) == ("Bretagne, France", "")
    assert desk.errors(page)["title"] == ["Both were changed. Choose whose words stay."]
    assert "Anna Lind saved this at" in desk.errors(page)[""][0]
    assert desk.errors(page)[""][1].endswith("Choose whose words stay: Title.")
    sent = desk.filled(page)
    assert (sent["title"], sent["summary"], sent["region"]) == ("Bretagne programme", "New", "West")
    assert "whose:::title" not in sent
    for marked in ("<p>Bretagne<mark>, France</mark></p>", "<p>Bretagne <mark>programme</mark></p>"):
        assert marked in page.content.decode()
    again = mine.post(desk.address(item), sent | {"_save": "1"})
    assert desk.errors(again)["title"] == ["Both were changed. Choose whose words stay."]


def test_my_words_stay_where_they_are_chosen_and_theirs_are_in_the_history(both, mine):
    item = make.taskforce("Bretagne")
    page = both(item, {"title": "Brittany for all", "region": "West"}, {"title": "Bretagne programme"})
    assert choose(mine, item, page, title="mine").status_code == 302
    item.refresh_from_db()
    assert (item.title, item.region) == ("Bretagne programme", "West")
    assert any("Merged with what Anna Lind" in each and each.endswith("Region.") for each in told(mine))
    assert "Not chosen for “Title”: The words of Anna Lind Brittany for all" in history(mine, item)


def test_their_words_stay_where_they_are_chosen_and_mine_are_in_the_history(both, mine):
    item = make.taskforce("Bretagne")
    page = both(item, {"title": "Brittany for all"}, {"title": "Bretagne programme"})
    assert choose(mine, item, page, title="theirs").status_code == 302
    item.refresh_from_db()
    assert item.title == "Brittany for all"
    assert "Not chosen for “Title”: the words of bo Bretagne programme" in history(mine, item)


def test_a_word_that_is_no_choice_is_none(both, mine):
    item = make.taskforce("Bretagne")
    page = both(item, {"title": "Brittany for all"}, {"title": "Bretagne programme"})
    assert "title" in desk.errors(choose(mine, item, page, title="<b>"))


def test_a_choice_is_kept_where_something_else_is_wrong(both, mine):
    item = make.taskforce("Bretagne")
    page = both(item, {"title": "Brittany for all"}, {"title": "Bretagne programme", "start": "07/12/2017"})
    assert set(desk.errors(page)) == {"", "title", "start"}
    page = choose(mine, item, page, title="theirs")
    assert list(desk.errors(page)) == ["start"]
    assert desk.filled(page)["title"] == "Brittany for all"
    assert mine.post(desk.address(item), desk.filled(page) | {"start": "2017", "_save": "1"}).status_code == 302
    assert "Bretagne programme" in history(mine, item)


def test_a_third_editor_who_saves_in_between_is_merged_again(both, mine, theirs):
    item = make.taskforce("Bretagne")
    page = both(item, {"title": "Brittany for all"}, {"title": "Bretagne programme"})
    desk.send(theirs, desk.address(item), title="Brittany for some", region="West")
    page = choose(mine, item, page, title="mine")
    assert "title" in desk.errors(page)
    assert "some" in page.content.decode()
    assert choose(mine, item, page, title="mine").status_code == 302
    item.refresh_from_db()
    assert (item.title, item.region) == ("Bretagne programme", "West")
    assert "Brittany for some" in history(mine, item)
    assert "Brittany for all" in history(mine, item)


@pytest.mark.parametrize("mine_is", [{"text": "Mine"}, {"DELETE": "on"}], ids=str)
def test_a_row_that_a_third_editor_takes_out_is_asked_about_no_more(both, mine, theirs, mine_is):
    item = make.taskforce(objectives=["First", "Second"])
    typed = {f"objectives__0__{name}": value for name, value in mine_is.items()}
    page = both(item, {"objectives__0__text": "Theirs"}, typed)
    assert page.status_code == 200
    desk.send(theirs, desk.address(item), objectives__0__DELETE="on")
    assert choose(mine, item, page).status_code == 302
    assert sorted(texts(item.objectives)) == ["Mine", "Second"] if "text" in mine_is else ["Second"]


def test_two_windows_of_one_editor_are_told_as_such(mine):
    item = make.taskforce("Bretagne")
    opened = desk.filled(mine.get(desk.address(item)))
    desk.send(mine, desk.address(item), region="West")
    mine.post(desk.address(item), opened | {"summary": "New", "_save": "1"})
    assert any("Merged with what you, in another window, saved" in each for each in told(mine))
    page = mine.post(desk.address(item), opened | {"region": "North", "_save": "1"})
    assert "My words from the other window" in desk.text(page)


def test_publishing_in_between_is_no_change(mine, theirs):
    item = make.taskforce("Bretagne")
    opened = desk.filled(mine.get(desk.address(item)))
    desk.send(theirs, desk.address(item), "_publish")
    assert mine.post(desk.address(item), opened | {"title": "Brittany", "_save": "1"}).status_code == 302
    assert not [each for each in told(mine) if "Merged" in each]


def test_preview_merges_nothing(both):
    item = make.taskforce("Bretagne")
    page = both(item, {"title": "Brittany for all"}, {"region": "West"}, button="_preview")
    assert page.status_code == 200
    assert "Brittany for all" not in page.content.decode()
    assert (item.title, item.region) == ("Brittany for all", "")


def test_dates_are_checked_with_nothing_merged_and_questions_stay(both, mine):
    item = make.taskforce("Bretagne")
    page = both(item, {"title": "Brittany for all"}, {"title": "Bretagne programme"})
    page = choose(mine, item, page, button="_check", title="theirs")
    assert not desk.errors(page)
    assert desk.filled(page)["whose:::title"] == "theirs"
    assert choose(mine, item, page).status_code == 302
    item.refresh_from_db()
    assert item.title == "Brittany for all"


def test_dates_choices_and_several_values_are_merged_as_what_they_mean(both):
    item = make.taskforce(countries=["FR", "DE"], start="2020-05", status="ongoing")
    answer = both(
        item,
        {"countries": ["FR", "BE"], "status": "finalised", "summary": "Theirs"},
        {"countries": ["FR", "DE", "NL"], "start": "june 2021"},
    )
    assert answer.status_code == 302
    assert sorted(item.countries.values_list("pk", flat=True)) == ["BE", "FR", "NL"]
    assert (item.start, item.status, item.summary) == ("2021-06", "finalised", "Theirs")


def test_rich_text_is_merged_by_paragraph(both):
    item = make.event(body="<p>One.</p><p>Two.</p>")
    assert (
        both(item, {"body": "<p>One!</p><p>Two.</p>"}, {"body": "<p>One.</p><p>Two?</p><p>Three.</p>"}).status_code
        == 302
    )
    assert item.body == "<p>One!</p><p>Two?</p><p>Three.</p>"


def test_of_a_paragraph_that_both_rewrote_one_is_chosen_and_all_else_is_merged(both, mine):
    item = make.event(body="<p>One.</p><p>Two.</p><p>Three.</p>")
    page = both(
        item,
        {"body": "<p>One of theirs.</p><p>Two!</p><p>Three.</p>"},
        {"body": "<p>One of mine.</p><p>Two.</p><p>Three?</p>"},
    )
    assert desk.filled(page)["body"] == "<p>One of mine.</p><p>Two!</p><p>Three?</p>"
    assert "One of <mark>theirs</mark>." in page.content.decode()
    assert choose(mine, item, page, body="theirs").status_code == 302
    item.refresh_from_db()
    assert item.body == "<p>One of theirs.</p><p>Two!</p><p>Three?</p>"
    assert "One of mine." in history(mine, item)


def test_rich_text_that_the_editor_only_writes_otherwise_is_no_change(both, mine):
    item = make.event(body="<table><tbody><tr><td><p>A</p></td></tr></tbody></table>")
    again = '<table><tbody><tr><td colspan="1" rowspan="1"><p>A</p></td></tr></tbody></table>'
    assert both(item, {"body": "<p>Theirs</p>"}, {"body": again}).status_code == 302
    assert item.body == "<p>Theirs</p>"


def test_objectives_are_merged_by_row(both):
    item = make.taskforce(objectives=["First", "Second"])
    answer = both(
        item,
        {"objectives__0__text": "First!", "objectives__2__text": "Theirs"},
        {"objectives__1__text": "Second?", "objectives__2__text": "Mine"},
    )
    assert answer.status_code == 302
    assert texts(item.objectives) == ["First!", "Second?", "Theirs", "Mine"]
    assert list(item.objectives.values_list("position", flat=True)) == [0, 1, 2, 3]


def test_an_objective_that_both_rewrote_is_chosen(both, mine):
    item = make.taskforce(objectives=["First", "Second"])
    page = both(item, {"objectives__1__text": "Second, theirs"}, {"objectives__1__text": "Second, mine"})
    assert list(desk.errors(page)) == ["", "objectives-1-text"]
    assert "Choose whose words stay: Objective 2: Text." in desk.errors(page)[""][1]
    name = f"whose:objectives:{item.objectives.get(position=1).pk}:text"
    assert choose(mine, item, page, **{name: "mine"}).status_code == 302
    assert texts(item.objectives) == ["First", "Second, mine"]
    assert "Not chosen for “Objective 2: Text”: The words of Anna Lind Second, theirs" in history(mine, item)


def test_the_same_new_row_of_both_is_one(both):
    host = make.organisation()
    item = make.taskforce()
    row = {"organisation_links__0__organisation": str(host.pk)}
    answer = both(
        item,
        {**row, "objectives__0__text": "Bring them together"},
        {**row, "organisation_links__0__shown_as": "Locarn", "objectives__0__text": "Bring them together"},
    )
    assert answer.status_code == 302
    assert [(link.organisation, link.shown_as) for link in item.organisation_links.all()] == [(host, "Locarn")]
    assert texts(item.objectives) == ["Bring them together"]


def test_a_row_that_they_took_out_goes_unless_i_changed_it(both, mine):
    item = make.taskforce(objectives=["First", "Second", "Third"])
    answer = both(
        item,
        {"objectives__0__DELETE": "on", "objectives__1__DELETE": "on"},
        {"objectives__1__text": "Second, rewritten"},
    )
    assert answer.status_code == 302
    assert texts(item.objectives) == ["Second, rewritten", "Third"]
    assert any("taken out by Anna Lind" in each and "it is there again" in each for each in told(mine))


def test_a_row_that_i_took_out_and_they_changed_is_asked_about(both, mine):
    item = make.taskforce(objectives=["First", "Second"])
    key = item.objectives.get(position=0).pk
    their_words, my_words = {"objectives__0__text": "First, rewritten"}, {"objectives__0__DELETE": "on"}
    page = both(item, their_words, my_words)
    assert texts(item.objectives) == ["First, rewritten", "Second"]
    assert "First, rewritten" in desk.text(page)
    assert mine.post(desk.address(item), desk.filled(page) | {"_save": "1"}).status_code == 200
    assert choose(mine, item, page, **{f"whose:objectives:{key}:DELETE": "mine"}).status_code == 302
    assert texts(item.objectives) == ["Second"]
    assert "First, rewritten" in history(mine, item)


def test_a_row_that_i_took_out_stays_where_their_words_are_chosen(both, mine):
    item = make.taskforce(objectives=["First", "Second"])
    key = item.objectives.get(position=0).pk
    page = both(item, {"objectives__0__text": "First, rewritten"}, {"objectives__0__DELETE": "on"})
    assert choose(mine, item, page, **{f"whose:objectives:{key}:DELETE": "theirs"}).status_code == 302
    assert texts(item.objectives) == ["First, rewritten", "Second"]


def test_the_order_of_whoever_moved_something_holds(both):
    item = make.taskforce(objectives=["First", "Second", "Third"])
    their_words = {"objectives__0__number": "3", "objectives__1__number": "1", "objectives__2__number": "2"}
    assert both(item, their_words, {"objectives__0__text": "First!", "objectives__3__text": "New"}).status_code == 302
    assert texts(item.objectives) == ["Second", "Third", "First!", "New"]


def answers(item):
    return {result.text: sorted(texts(result.objectives)) for result in item.results.all()}


def test_results_answer_the_same_objectives_after_others_moved_them(both):
    item = make.taskforce(objectives=["First", "Second"], results=["Network", "Study"])
    item.results.get(text="Network").objectives.set(item.objectives.filter(text="First"))
    answer = both(
        item,
        {"objectives__0__number": "2", "objectives__1__number": "1", "objectives__2__text": "Third"},
        {"results__1__answers": "1, 3", "objectives__2__text": "Mine", "results__0__text": "Network!"},
    )
    assert answer.status_code == 302
    assert texts(item.objectives) == ["Second", "First", "Third", "Mine"]
    assert answers(item) == {"Network!": ["First"], "Study": ["First", "Mine"]}


def test_both_say_which_objectives_a_result_answers(both):
    item = make.taskforce(objectives=["First", "Second", "Third"], results=["Network"])
    item.results.get().objectives.set(item.objectives.filter(text="First"))
    their_words = {"results__0__answers": "1, 2", "objectives__0__number": "2", "objectives__1__number": "1"}
    assert both(item, their_words, {"results__0__answers": "3", "region": "West"}).status_code == 302
    assert texts(item.objectives) == ["Second", "First", "Third"]
    # Theirs "1, 2" were typed beside the new order; mine took the first one away.
    assert answers(item) == {"Network": ["Second", "Third"]}


def test_a_number_that_both_leave_alone_keeps_its_objective_when_both_move(both):
    item = make.taskforce(objectives=["First", "Second"], results=["Network"])
    item.results.get().objectives.set(item.objectives.filter(text="Second"))
    their_words = {"objectives__2__text": "Third", "objectives__2__number": "1", "objectives__0__number": "2"}
    their_words["objectives__1__number"] = "3"
    my_words = {"objectives__0__number": "2", "objectives__1__number": "1"}
    assert both(item, their_words, my_words).status_code == 302
    assert answers(item) == {"Network": ["Second"]}


def test_numbers_keep_their_objectives_through_a_question(both, mine):
    item = make.taskforce(objectives=["First", "Second"], results=["Network"])
    item.results.get().objectives.set(item.objectives.filter(text="Second"))
    page = both(
        item,
        {"title": "Theirs", "objectives__2__text": "Third"},
        {"title": "Mine", "objectives__0__number": "2", "objectives__1__number": "1"},
    )
    sent = desk.filled(page)
    assert sent["results-0-answers"] == "1"
    # The answer stays untouched while its objective is moved once more.
    order = {sent[f"objectives-{place}-text"]: place for place in range(3)}
    moved = {f"objectives-{order[text]}-number": str(n) for n, text in enumerate(["First", "Third", "Second"], 1)}
    answer = mine.post(desk.address(item), sent | moved | {"whose:::title": "mine", "_save": "1"})
    assert answer.status_code == 302
    assert texts(item.objectives) == ["First", "Third", "Second"]
    assert answers(item) == {"Network": ["Second"]}


def test_unreadable_numbers_are_told_after_a_merge_too(both):
    item = make.taskforce(objectives=["First"], results=["Network"])
    page = both(item, {"results__0__answers": "1"}, {"results__0__answers": "one"})
    assert list(desk.errors(page)) == ["results-0-answers"]


def test_organisations_and_documents_of_an_event_are_merged(both):
    hosts = [make.organisation(name) for name in ("First", "Second", "Third", "Fourth")]
    item = make.event(organisations=hosts[:2], documents=[make.document()])
    answer = both(
        item,
        {"organisation_links__0__DELETE": "on", "organisation_links__2__organisation": str(hosts[2].pk)},
        {"organisation_links__2__organisation": str(hosts[3].pk), "document_links__0__DELETE": "on"},
    )
    assert answer.status_code == 302
    assert [link.organisation.name for link in item.organisation_links.all()] == ["Second", "Third", "Fourth"]
    assert item.document_links.count() == 0


def test_events_that_both_attach_stand_in_the_timeline(mine, theirs):
    item = make.taskforce()
    first, second, gone = make.event("First"), make.event("Second"), make.event("Gone", taskforces=[item])
    opened = {event: desk.filled(mine.get(desk.address(event))) for event in (first, gone)}
    desk.send(theirs, desk.address(second), taskforces=[str(item.pk)])
    desk.send(theirs, desk.address(first), summary="Theirs")
    desk.send(theirs, desk.address(gone), taskforces=[])
    for event, typed in ((first, {"taskforces": [str(item.pk)]}), (gone, {"summary": "Mine"})):
        assert mine.post(desk.address(event), opened[event] | typed | {"_save": "1"}).status_code == 302
    assert set(item.events.all()) == {first, second}
    assert set(Event.objects.values_list("title", "summary")) == {("First", "Theirs"), ("Second", ""), ("Gone", "Mine")}


def test_saving_and_publishing_publishes_what_was_merged(both):
    item = make.taskforce("Bretagne")
    assert both(item, {"title": "Brittany"}, {"region": "West"}, button="_publish").status_code == 302
    assert Dossier.objects.values_list("title", "region").get() == ("Brittany", "West")


def test_what_is_refused_while_publishing_loses_no_choice(both, mine):
    make.published(make.taskforce("Taken", slug="taken"))
    item = make.taskforce("Bretagne")
    page = both(item, {"title": "Theirs"}, {"title": "Mine", "slug": "taken"}, button="_publish")
    page = choose(mine, item, page, "_publish", title="theirs")
    assert list(desk.errors(page)) == ["slug"]
    sent = desk.filled(page) | {"slug": "free"}
    assert mine.post(desk.address(item), sent | {"_publish": "1"}).status_code == 302
    assert Dossier.objects.get(slug="free").title == "Theirs"
    assert "Mine" in history(mine, item)


ROWS = {
    "text": (lambda: Text.objects.get(pk="contact"), "title", ("body", "<p>Write.</p>")),
    "organisation": (make.organisation, "name", ("kind", "company")),
    "eventtype": (make.event_type, "name", ("position", 3)),
    "topic": (make.topic, "name", ("position", 3)),
}


@pytest.mark.parametrize("kind", ROWS)
def test_reference_rows_are_merged_and_asked_about(both, mine, kind):
    make_row, field, (other, value) = ROWS[kind]
    row = make_row()
    assert both(row, {other: value}, {field: "Mine"}).status_code == 302
    assert (getattr(row, field), getattr(row, other)) == ("Mine", value)
    page = both(row, {field: "Theirs"}, {field: "Mine again"})
    assert getattr(row, field) == "Theirs"
    assert "Open what is saved now" in desk.text(page)
    assert choose(mine, row, page, **{field: "mine"}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "Mine again"
    assert "Theirs" in history(mine, row)


def test_names_one_a_line_are_merged_by_line(both):
    row = make.organisation(other_names="One\nTwo")
    assert both(row, {"other_names": "One\r\nTwo\r\nTheirs"}, {"other_names": "Uno\r\nTwo\r\nMine"}).status_code == 302
    assert row.other_names == "Uno\nTwo\nTheirs\nMine"


def test_a_chosen_row_is_shown_by_its_name(both):
    item = make.event(type=None)
    video, study = make.event_type("Video"), make.event_type("Study")
    page = both(item, {"type": str(video.pk)}, {"type": str(study.pk)})
    assert "<mark>Video</mark>" in page.content.decode()
    assert "<mark>Study</mark>" in page.content.decode()


@pytest.mark.parametrize("seen", ["x", "", "eyJhIjoxfQ:1a:bad", None])
def test_without_a_word_of_what_was_seen_every_difference_is_asked_about(mine, seen):
    item = make.taskforce("Bretagne", region="West", objectives=["First"])
    sent = desk.filled(mine.get(desk.address(item))) | {"seen": seen, "title": "Mine", "objectives-0-text": "Mine"}
    sent = {name: value for name, value in sent.items() if value is not None}
    page = mine.post(desk.address(item), sent | {"_save": "1"})
    assert sorted(desk.errors(page)) == ["", "objectives-0-text", "title"]
    item.refresh_from_db()
    assert item.title == "Bretagne"


def test_what_was_seen_of_another_row_says_nothing(mine):
    item, other = make.taskforce("Bretagne"), make.taskforce("Norway")
    seen = desk.filled(mine.get(desk.address(other)))["seen"]
    sent = desk.filled(mine.get(desk.address(item))) | {"seen": seen, "title": "Mine", "_save": "1"}
    assert "title" in desk.errors(mine.post(desk.address(item), sent))


def test_an_item_that_was_deleted_meanwhile_is_told_as_before(mine):
    item = make.taskforce("Bretagne")
    form = desk.address(item)
    opened = desk.filled(mine.get(form))
    item.delete()
    assert mine.post(form, opened | {"title": "Mine", "_save": "1"}).status_code == 302
    assert not Taskforce.objects.exists()


def test_history_of_a_save_without_a_question_is_as_short_as_ever(mine):
    item = make.taskforce("Bretagne")
    desk.send(mine, desk.address(item), title="Brittany")
    assert LogEntry.objects.get().get_change_message() == "Changed Title."
    assert "Not chosen" not in history(mine, item)
    assert desk.address(item, "history") in mine.get(desk.address(item)).content.decode()


def test_what_somebody_typed_is_shown_as_text(both, mine):
    item = make.event(body="<p>One.</p>")
    page = both(item, {"title": "<b>Theirs</b>"}, {"title": "<script>mine</script>"})
    html = page.content.decode()
    assert "<b>Theirs" not in html
    assert "<script>mine" not in html
    choose(mine, item, page, title="theirs")
    assert "<script>mine" not in mine.get(desk.address(item, "history")).content.decode()


def test_what_travels_with_the_form_is_small(mine):
    item = make.taskforce(objectives=["Bring schools together"] * 20, background="<p>Why it began.</p>" * 100)
    seen = desk.filled(mine.get(desk.address(item)))["seen"]
    assert len(seen) < 3000
