"""Links that do not work, at the desk: the list with the place of each, its buttons, and the sentence in a form."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import desk, make
from tests.explain import know_numbers, whole_tables
from upkeep.gathering import gather
from upkeep.models import ExternalLink, LinkSpot
from upkeep.visits import Failure, Outcome

pytestmark = pytest.mark.django_db
LIST = "/admin/upkeep/linkspot/"
SAYS = {"failed_days": 3, "failures": 3, "status": 404}


def break_all(failure="not-found", **given):
    """Have all links fail for days."""
    given = SAYS | {"failure": failure, "checked_at": timezone.now(), "failed_at": timezone.now()} | given
    ExternalLink.objects.update(**given)


@pytest.fixture
def event():
    item = make.event(
        "Kick-off",
        body='<p>See <a href="http://a.example/plan">the plan</a>.</p>',
        link_address="http://b.example/",
        link_label="Report",
    )
    gather()
    break_all()
    return item


@pytest.fixture
def visits(monkeypatch):
    """What is asked for by a button; all of it works now, unless a test says otherwise."""
    asked, answers = [], {}

    def visit(url, seconds):
        asked.append(url)
        return answers.get(url, Outcome("", 200))

    monkeypatch.setattr("upkeep.visits.visiting.visit", visit)
    asked_and_answers = asked, answers
    return asked_and_answers


def press(client, page, words, number=0):
    """Press a button of the list, as a browser does; the list that follows."""
    button = [each for each in desk.tree(page).iter("button") if words in "".join(each.itertext())][number]
    sent = {button.get("name"): button.get("value")}
    return client.post(button.get("formaction").replace("&amp;", "&"), sent, follow=True)


def test_list_shows_the_spot_the_failure_and_what_may_help(editor, event):
    page = editor.get(LIST)
    words = desk.text(page)
    for said in ("the plan", "http://a.example/plan", "Kick-off", "Event: Full story", "Event: Link address"):
        assert said in words
    assert "Not found (404). The site answers that it has no such page." in words
    assert "Not public." in words
    addresses = {each.get("href") for each in desk.tree(page).iter("a")}
    form = desk.address(event)
    assert {f"{form}#id_body", f"{form}#id_link_address", "http://b.example/"} <= addresses
    assert f"https://web.archive.org/web/{timezone.now():%Y%m%d}/http://a.example/plan" in addresses
    ids = {each.get("id") for each in desk.tree(editor.get(form)).iter()}
    assert {"id_body", "id_link_address"} <= ids


def test_list_says_when_it_was_checked_and_what_to_do_where_it_never_was(editor, event):
    ExternalLink.objects.update(failed_days=0)
    assert "No link is known that does not work." in desk.text(editor.get(LIST))
    ExternalLink.objects.update(checked_at=None)
    assert "No link was checked so far." in desk.text(editor.get(LIST))


def test_list_is_narrowed_by_failure_kind_item_words_and_what_nonsense_is_refused(editor, event):
    make.organisation(website="http://c.example/")
    gather()
    break_all("moved", moved_to="http://new.example/", accepted="")
    ExternalLink.objects.filter(host="a.example").update(failure="gone")
    asked = {
        "failure=moved": {"Report", "http://c.example/"},
        "failure=gone": {"the plan"},
        "failure=nonsense": set(),
        "kind=taskforces.organisation": {"http://c.example/"},
        "kind=no.kind": set(),
        f"kind=timeline.event&key={event.pk}": {"the plan", "Report"},
        "q=b.example": {"Report"},
        "is_public__exact=1": {"http://c.example/"},
        "told=no": set(),
    }
    found = {query: {str(spot) for spot in editor.get(f"{LIST}?{query}").context["cl"].result_list} for query in asked}
    assert found == asked
    assert "Only those in “Kick-off”." in desk.text(editor.get(f"{LIST}?kind=timeline.event&key={event.pk}"))
    assert editor.get(f"{LIST}?key=%00").status_code == 400
    assert "New address: http://new.example/" in desk.text(editor.get(f"{LIST}?failure=moved"))


def test_a_link_that_readers_still_meet_says_what_is_to_be_done(editor, event):
    make.published(event)
    event.body = ""
    make.touched(event)
    gather()
    break_all()
    assert "Mended at the desk. Readers meet it until you publish." in desk.text(editor.get(LIST))


def test_a_link_is_checked_once_however_often_the_button_is_pressed(editor, event, visits):
    asked, answers = visits
    page = editor.get(f"{LIST}?q=plan")
    done = press(editor, page, "Check again now")
    assert "It works: http://a.example/plan" in desk.text(done)
    assert done.request["QUERY_STRING"] == "q=plan"
    assert "It was checked a moment ago." in desk.text(press(editor, page, "Check again now"))
    assert asked == ["http://a.example/plan"]
    assert [spot.link.host for spot in LinkSpot.objects.broken()] == ["b.example"]
    answers["http://b.example/"] = Outcome(Failure.GONE, 410)
    words = desk.text(press(editor, editor.get(LIST), "Check again now"))
    assert "Still removed for good: http://b.example/" in words


def test_what_is_right_as_it_is_leaves_the_list_and_can_be_told_again(editor, event):
    assert "Right as it is: http://a.example/plan" in desk.text(
        press(editor, editor.get(f"{LIST}?q=plan"), "This is right as it is")
    )
    assert [str(spot) for spot in editor.get(LIST).context["cl"].result_list] == ["Report"]
    accepted = editor.get(f"{LIST}?told=no")
    assert [str(spot) for spot in accepted.context["cl"].result_list] == ["the plan"]
    press(editor, accepted, "Tell it again")
    assert editor.get(LIST).context["cl"].result_count == 2


def test_who_may_see_does_not_press_and_who_may_not_see_is_told_nothing(client, event, visits):
    person = User.objects.create_user("reader", is_staff=True)
    client.force_login(person)
    spot = LinkSpot.objects.first()
    assert client.get(LIST).status_code == 403
    rights = ["view_linkspot", "view_event", "change_event"]
    person.user_permissions.set(Permission.objects.filter(codename__in=rights[1:]))
    assert "did not work" not in desk.text(client.get(desk.address(event)))
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))
    assert not list(desk.tree(client.get(LIST)).find(".//table").iter("button"))
    assert "did not work" in desk.text(client.get(desk.address(event)))
    for name in ("check", "accept", "tell"):
        assert client.post(f"{LIST}{name}/", {"spot": spot.pk}).status_code == 403
    client.force_login(make.editor())
    for name in ("check", "accept", "tell"):
        assert client.get(f"{LIST}{name}/").status_code == 405
        for nonsense in ("", "0", "x", "²", "9" * 30):
            assert client.post(f"{LIST}{name}/", {"spot": nonsense}).status_code == 404
    assert visits[0] == []
    for closed in (f"{LIST}add/", f"{LIST}{spot.pk}/delete/"):
        assert client.post(closed, {"post": "yes"}).status_code == 403


def test_the_form_of_an_item_says_which_of_its_links_do_not_work(editor, event):
    taskforce = make.taskforce(background='<p><a href="http://c.example/">Ours</a></p>')
    gather()
    words = desk.text(editor.get(desk.address(event)))
    assert "Links here did not work when they were checked last:" in words
    assert "the plan (not found)" in words
    assert "did not work" not in desk.text(editor.get(desk.address(taskforce)))
    assert "did not work" not in desk.text(editor.get(desk.adding(type(event))))
    address = re.search(rf'href="({LIST}[^"]+)"', editor.get(desk.address(event)).content.decode())[1]
    assert editor.get(address.replace("&amp;", "&")).context["cl"].result_count == 2


@pytest.mark.parametrize("number", [1, 3, 100])
def test_the_list_asks_the_same_few_questions_however_many_there_are(editor, number, django_assert_num_queries):
    for each in range(number):
        make.event(f"Event {each}", link_address=f"http://site.example/{each}")
    gather()
    break_all()
    with django_assert_num_queries(10):
        page = editor.get(LIST)
    assert len(page.context["cl"].result_list) == min(number, 50)


def test_the_list_and_what_is_due_are_found_by_indexes(editor):
    """With enough rows that a database chooses as it does with a million."""
    now = timezone.now()
    wrong = {**SAYS, "failure": "gone", "failed_at": now}
    links = [ExternalLink.of(f"http://{n % 50}.example/{n}") for n in range(3000)]
    for number, link in enumerate(links):
        link.due_at = now + timedelta(minutes=number - 30)
        vars(link).update(wrong if number % 20 == 0 else {})
    links = ExternalLink.objects.bulk_create(links)
    LinkSpot.objects.bulk_create(
        LinkSpot(link=link, kind="timeline.event", key=f"{n:032x}", field="link_address")
        for n, link in enumerate(links)
    )
    know_numbers()
    with CaptureQueriesContext(connection) as queries:
        editor.get(LIST)
        editor.get("/admin/")
        editor.get(f"{LIST}?failure=gone")
        editor.get(f"{LIST}?kind=timeline.event&key={1:032x}")
        ExternalLink.objects.due(now).exclude(host__in=["1.example"]).first()
        ExternalLink.objects.witnesses()
        ExternalLink.objects.broken().count()
        LinkSpot.objects.broken().count()
    large = ("upkeep_externallink", "upkeep_linkspot")
    asked = [query["sql"] for query in queries if "upkeep_" in query["sql"] and "INSERT" not in query["sql"]]
    assert len(asked) > 8
    assert {sql: whole_tables(sql, large) for sql in asked if whole_tables(sql, large)} == {}
