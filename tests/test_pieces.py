"""Pieces of pages: drawn once, and nothing else than what is drawn without them."""

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from dossier_site.ready.pieces import PieceCache, PieceFile
from dossiers.parts import Part
from dossiers.reading.outlined import outlined
from dossiers.views.sheets import SheetPage
from library.models import Picture
from publishing import generation
from publishing.editions import publish, withdraw
from publishing.merging import merge
from publishing.models import Term, Text
from publishing.touch import touch
from taskforces.models import Organisation, Taskforce
from tests import desk, make
from tests.test_query_counts import furnish
from timeline.models import Event, EventType

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/taskforces/",
    "/taskforces/?sort=latest-event",
    "/taskforces/?q=taskforce",
    "/taskforces/taskforce-0/",
    "/taskforces/taskforce-0/?order=oldest",
    "/events/",
    "/events/?q=event",
    "/organisations/institut-de-locarn/",
    "/countries/fr/",
    "/countries/fr/bretagne/",
]
# On these stands every kind of piece.
SHOWING = [
    *("/", "/taskforces/", "/taskforces/taskforce-0/", "/events/", "/taskforces/taskforce-2/"),
    *("/events/?has=documents&year=2021", "/events/?type=tools", "/events/?topic=secondary-education"),
]


@pytest.fixture
def pieces(tmp_path, settings):
    """The pieces are kept, in a file of this test's own."""
    settings.READY_PAGES = True
    here = {"LOCATION": tmp_path, "OPTIONS": {"MOST_BYTES": 8 * 1024 * 1024}}
    narrowed = settings.CACHES["narrowed"] | {"LOCATION": str(tmp_path)}
    pieces = {"BACKEND": "dossier_site.ready.pieces.PieceCache"} | here
    settings.CACHES = settings.CACHES | {"pieces": pieces, "narrowed": narrowed}
    return caches["pieces"].file


@pytest.fixture
def keys():
    return furnish(3)


def number_of(pieces):
    return pieces.read("SELECT count(*) FROM piece", [])[0][0]


def drawn_without(client, settings, page):
    settings.READY_PAGES = False
    content = client.get(page).content
    settings.READY_PAGES = True
    return content


def assert_are_right(addresses, client, settings):
    """Gives the pages."""
    pages = [drawn_without(client, settings, page) for page in addresses]
    assert [client.get(page).content for page in addresses] == pages
    return pages


def change(item, **values):
    for name, value in values.items():
        setattr(item, name, value)
    item.save()
    if isinstance(item, Event | Taskforce):
        touch(item)
        publish(item)


def move(event):
    event.taskforces.clear()
    change(event)


def publish_another(keys):
    """Its event was there before."""
    another = make.taskforce("Another one")
    Event.objects.get(pk=keys["event"]).taskforces.add(another)
    change(Event.objects.get(pk=keys["event"]))
    client = Client()
    for page in SHOWING:
        client.get(page)
    publish(another)


def merge_locarn(_keys):
    merge(Organisation.objects.get(), make.organisation("Other", slug="other"))


CHANGES = {
    "event": lambda keys: change(Event.objects.get(pk=keys["event"]), title="Another", place="Rennes"),
    "type of an event": lambda keys: change(Event.objects.get(pk=keys["event"]), type=make.event_type("Study")),
    "no result shown": lambda keys: (
        Event.objects.get(pk=keys["event"]).results.clear(),
        change(Event.objects.get(pk=keys["event"])),
    ),
    "language": lambda keys: change(Event.objects.get(pk=keys["event"]), language="fr"),
    "link": lambda keys: change(Event.objects.get(pk=keys["event"]), link_address="https://example.org/"),
    "dossier": lambda keys: change(Taskforce.objects.get(pk=keys["taskforce"]), title="Another", status="paused"),
    "type": lambda _keys: change(EventType.objects.get(name="Tools"), name="Kits"),
    "organisation": lambda _keys: change(Organisation.objects.get(), name="Locarn"),
    "picture": lambda _keys: [change(picture, focal_x=90) for picture in Picture.objects.all()],
    "event withdrawn": lambda keys: withdraw(Event.objects.get(pk=keys["event"]), reason="in_error"),
    "event restored": lambda keys: publish(Event.objects.get(pk=keys["event"])),
    "event moved": lambda keys: (
        Event.objects.get(pk=keys["event"]).taskforces.clear(),
        change(Event.objects.get(pk=keys["event"])),
    ),
    "organisation merged": merge_locarn,
    "country": lambda _keys: generation.note("country", ["FR"]),
    "story": lambda keys: change(Event.objects.get(pk=keys["event"]), body="<p>Another story</p>"),
    "place": lambda keys: change(Event.objects.get(pk=keys["event"]), place="Brest", mode="online"),
    "date": lambda keys: change(Event.objects.get(pk=keys["event"]), date="2023-04"),
    "no title": lambda keys: change(Event.objects.get(pk=keys["event"]), title="", summary=""),
    "name in a heading": lambda _keys: change(Organisation.objects.get(slug="other"), name="Locarn II"),
    "event attached": lambda keys: (
        Event.objects.get(pk=keys["event"]).taskforces.add(Taskforce.objects.get(title="Taskforce 2")),
        change(Event.objects.get(pk=keys["event"])),
    ),
    "new event": lambda keys: make.published(
        make.event("New", taskforces=[Taskforce.objects.get(pk=keys["taskforce"])], date="2024-05")
    ),
    "text": lambda _keys: change(Text.objects.get(pk="what-are-taskforces"), title="What they are"),
    "introduction": lambda _keys: change(Text.objects.get(pk="timeline-introduction"), title="What happened"),
    "word explained": lambda keys: (
        make.term("robotics"),
        change(Taskforce.objects.get(pk=keys["taskforce"]), background="<p>Of robotics</p>"),
    ),
    "explanation": lambda _keys: change(Term.objects.get(), explanation="Another explanation"),
    "related dossier": lambda _keys: change(Taskforce.objects.get(title="Taskforce 2"), title="Renamed"),
    "dossier withdrawn": lambda _keys: withdraw(Taskforce.objects.get(title="Taskforce 1"), reason="in_error"),
    "dossier back": lambda _keys: publish(Taskforce.objects.get(title="Taskforce 1")),
    "dossier told of for the first time": publish_another,
}


def test_pages_of_pieces_are_the_pages_and_each_change_is_in_the_next_one(client, settings, pieces, keys, subtests):
    pages = assert_are_right(PAGES, client, settings)
    assert number_of(pieces) > 10
    assert [client.get(page).content for page in PAGES] == pages
    pages = assert_are_right(SHOWING, client, settings)
    for name, act in CHANGES.items():
        before = pages
        act(keys)
        with subtests.test(name):
            pages = assert_are_right(SHOWING, client, settings)
            assert (pages != before) == (name != "country")


def test_what_changes_while_a_page_is_drawn_is_in_the_next_one(client, settings, pieces, keys, monkeypatch):
    event = Event.objects.get(pk=keys["event"])

    def renaming(self, *args, **options):
        response = SheetPage.draw_without(self, *args, **options)
        change(event, title=f"Renamed while {self.request.path} is drawn", body=f"<p>{self.request.path}</p>")
        return response

    monkeypatch.setattr(SheetPage, "draw_without", SheetPage.draw, raising=False)
    for page in SHOWING:
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(SheetPage, "draw", renaming)
            client.get(page)
        assert_are_right([page], client, settings)


def test_a_page_that_is_put_together_is_answered_as_one_that_is_drawn(client, settings, pieces, keys):
    """Also to who writes there, without a token."""
    client = Client(enforce_csrf_checks=True)
    for page in SHOWING:
        for ask in (client.get, client.head, client.post):
            given = ask(page)
            settings.READY_PAGES = False
            drawn = ask(page)
            settings.READY_PAGES = True
            assert (given.status_code, given.headers, given.content) == (
                drawn.status_code,
                drawn.headers,
                drawn.content,
            )
            assert given.hangs_on == drawn.hangs_on


def test_staff_neither_get_a_sheet_nor_fill_one(client, pieces, keys, monkeypatch):
    drawn, draw = [], SheetPage.draw
    monkeypatch.setattr(
        SheetPage, "draw", lambda page, *args, **options: drawn.append(1) or draw(page, *args, **options)
    )
    staff = Client()
    staff.force_login(make.editor())
    page = "/taskforces/taskforce-0/"
    for reader, number in ((staff, 1), (client, 2), (client, 2), (staff, 3), (client, 3)):
        reader.get(page)
        assert len(drawn) == number
    client.get(page, headers={"authorization": "Basic eDp5"})
    assert len(drawn) == 4


def test_a_sheet_is_of_its_day(client, settings, pieces, keys):
    """All of these pages say on which day they were read."""
    for day in ("2031-03-01", "2031-03-02"):
        with time_machine.travel(f"{day} 12:00", tick=False):
            assert_are_right(SHOWING, client, settings)
            assert_are_right(SHOWING, client, settings)


def test_pages_of_a_list_and_of_a_timeline_are_sheets_of_their_own(client, settings, pieces, keys, monkeypatch):
    monkeypatch.setattr("dossiers.reading.timeline.EVENTS_ON_A_PAGE", 2)
    monkeypatch.setattr("dossiers.views.filtered.FilteredList.paginate_by", 2)
    addresses = [f"{page}?page={number}" for page in SHOWING[1:4] for number in (1, 2, 3, 4, 51)]
    addresses += [f"{page}?page=02" for page in SHOWING[1:4]]
    for _again in range(2):
        assert_are_right(addresses, client, settings)
    change(Event.objects.get(pk=keys["event"]), body="<p>Another story</p>", place="Brest")
    assert_are_right(addresses, client, settings)
    for values in ({"title": "Another"}, {"date": "2029"}, {"date": ""}):
        change(Event.objects.get(pk=keys["event"]), **values)
        assert_are_right(addresses, client, settings)


def test_what_a_card_says_of_today_is_of_that_day(client, settings, pieces, keys):
    with time_machine.travel("2031-03-01 12:00", tick=False):
        make.published(
            make.event("Coming", taskforces=[Taskforce.objects.get(pk=keys["taskforce"])], date="2031-03-02")
        )
        assert b"Coming up:" in client.get("/taskforces/").content
    with time_machine.travel("2031-03-03 12:00", tick=False):
        assert b"Coming up:" not in client.get("/taskforces/").content
        assert_are_right(SHOWING, client, settings)


def test_what_a_card_says_of_a_day_does_not_hang_on_what_its_events_are_called(client, settings, pieces, keys):
    taskforces = [Taskforce.objects.get(pk=keys["taskforce"])]
    month, _day = (
        make.published(make.event(title, taskforces=taskforces, date=date))
        for title, date in (("A", "2031-05"), ("B", "2031-05-01"))
    )
    assert_are_right(SHOWING, client, settings)
    change(month, title="C")
    assert_are_right(SHOWING, client, settings)


def test_a_publication_draws_only_its_own_pieces_anew(client, pieces, keys):
    """What is not drawn anew is read back as it was written, whatever that is."""
    client.get("/taskforces/taskforce-0/")
    pieces.write("UPDATE piece SET value = replace(value, 'entry-title', 'entry-title kept')", [()])
    assert client.get("/taskforces/taskforce-0/").content.count(b"entry-title kept") == 4
    change(Event.objects.get(pk=keys["event"]), title="Another")
    content = client.get("/taskforces/taskforce-0/").content
    assert content.count(b"entry-title kept") == 3
    assert content.count(b'entry-title"') == 1


@pytest.fixture
def drawn(monkeypatch):
    """The templates of parts that are drawn, and "page" for all around them."""
    drawn, draw_page, draw = [], SheetPage.draw, Part.draw
    monkeypatch.setattr(
        SheetPage, "draw", lambda page, *given, **more: drawn.append("page") or draw_page(page, *given, **more)
    )
    monkeypatch.setattr(Part, "draw", lambda part: drawn.append(part.template.split("_")[-1]) or draw(part))
    return drawn


SHOWN_IN_PARTS = {
    "title": (lambda event: change(event, title='Event <3> & "otherwise"'), set()),
    "language": (lambda event: change(event, language="fr"), {"ledger.html"}),
    "date": (
        lambda event: change(event, date="2023-04"),
        {"standing.html", "lifeline.html", "ledger.html", "timeline.html"},
    ),
    "type": (lambda event: change(event, type=None), {"lifeline.html", "timeline.html"}),
    "summary": (lambda event: change(event, summary="Another"), set()),
    "evidence": (lambda event: [event.document_links.all().delete(), change(event)], {"page"}),
    "no dossier": (lambda event: [event.taskforces.clear(), change(event)], {"page"}),
}


@pytest.mark.parametrize("name", SHOWN_IN_PARTS)
def test_only_the_parts_are_drawn_anew_that_show_what_changed(client, settings, pieces, keys, drawn, name):
    act, parts = SHOWN_IN_PARTS[name]
    page = "/taskforces/taskforce-0/"
    client.get(page)
    drawn.clear()
    act(Event.objects.get(pk=keys["event"]))
    client.get(page)
    assert parts <= {*drawn} if "page" in parts else {*drawn} == parts
    assert_are_right([page], client, settings)


def test_names_of_events_are_kept_beside_the_sheet_and_may_go(
    client, settings, pieces, keys, drawn, django_assert_num_queries
):
    page, gone = "/taskforces/taskforce-0/", "DELETE FROM piece WHERE key LIKE '%-names%'"
    client.get(page)
    for title in ("Event 3, once", "Event 3, twice"):
        drawn.clear()
        change(Event.objects.get(pk=keys["event"]), title=title)
        client.get(page)
        assert not drawn
        with django_assert_num_queries(COUNTS[page]):
            assert client.get(page).content.count(title.encode()) == 3
        assert_are_right([page], client, settings)
        assert pieces.write(gone, [()])
        assert_are_right([page], client, settings)


def test_a_narrowed_list_stands_while_all_stays_that_it_shows(client, settings, pieces, keys, drawn):
    other = make.published(make.event("Other", date="2019"))
    shown, page = Event.objects.get(pk=keys["event"]), "/events/?year=2021"
    for act, is_drawn in (
        (lambda: change(other, title="Otherwise"), False),
        (lambda: change(shown, place="Brest"), False),
        (lambda: change(shown, title="Otherwise"), True),
        (lambda: change(other, date="2021-05"), True),
        (lambda: withdraw(other, reason="in_error"), True),
        (lambda: change(EventType.objects.get(name="Tools"), name="Kits"), True),
        (lambda: change(Taskforce.objects.get(pk=keys["taskforce"]), title="Renamed"), True),
    ):
        assert_are_right([page], client, settings)
        drawn.clear()
        act()
        client.get(page)
        assert drawn == (["page"] if is_drawn else [])
        assert_are_right([page], client, settings)


def test_an_event_that_goes_while_its_page_is_drawn_leaves_its_place_empty(client, settings, pieces, keys, monkeypatch):
    def outlined_and_gone(key):
        rows = outlined(key)
        withdraw(Event.objects.get(pk=keys["event"]), reason="in_error")
        return rows

    page = "/taskforces/taskforce-0/"
    client.get(page)
    change(Event.objects.get(pk=keys["event"]), title="", summary="")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("dossiers.views.dossiers.outlined", outlined_and_gone)
        assert client.get(page).status_code == 200
    assert_are_right([page], client, settings)


def test_what_is_not_for_everybody_neither_reads_nor_fills_them(client, pieces, keys):
    client.get("/taskforces/taskforce-0/")
    pieces.write("UPDATE piece SET value = replace(value, 'entry-title', 'entry-title kept')", [()])
    number = number_of(pieces)
    client.force_login(make.editor())
    item = Taskforce.objects.get(pk=keys["taskforce"])
    seen = desk.send(client, desk.address(item), "_preview", title="Not public").content
    past = f"/taskforces/taskforce-0/?as-of={timezone.localdate()}"
    others = [client.get(page).content for page in (past, "/taskforces/taskforce-0/editions/1/")]
    for content in (seen, *others):
        assert b"entry-title" in content
        assert b"entry-title kept" not in content
    assert number_of(pieces) == number


def test_questions_of_readers_do_not_add_to_them(client, pieces, keys):
    for page in PAGES:
        client.get(page)
    number = number_of(pieces)
    for question in ("?type=tools", "?order=oldest&type=x", "?page=1", "?year=2021", "?q=event&country=FR", "?x=<b>"):
        for path in ("/events/", "/taskforces/", "/taskforces/taskforce-0/"):
            client.get(path + question, follow=True)
    assert number_of(pieces) == number


@pytest.mark.parametrize("number", [1, 3])
def test_pages_of_pieces_ask_few_questions(client, pieces, number, subtests, django_assert_num_queries):
    furnish(number)
    for page, count in COUNTS.items():
        client.get(page)
        with subtests.test(page), django_assert_num_queries(count):
            client.get(page)


COUNTS = {
    "/": 4,
    "/taskforces/": 3,
    "/taskforces/taskforce-0/": 2,
    "/events/": 3,
    "/organisations/institut-de-locarn/": 5,
    "/countries/fr/": 8,
    "/countries/fr/bretagne/": 3,
}


def test_other_versions_of_the_site_and_full_or_broken_files_are_done_without(tmp_path):
    file = PieceFile(tmp_path / "a.sqlite3", 1024 * 1024)
    for number in range(200):
        file.keep("INSERT OR REPLACE INTO piece VALUES (?, ?, ?)", [(str(number), number, "x" * 20_000)])
    assert file.path.stat().st_size <= 1024 * 1024
    assert {row[0] for row in file.read("SELECT key FROM piece", [])} >= {"198", "199"}
    cache = PieceCache(tmp_path, {"OPTIONS": {"MOST_BYTES": 1024 * 1024}})
    cache.set_many({"a": [1, "day"], "b": 2})
    assert PieceCache(tmp_path, {"OPTIONS": {"MOST_BYTES": 1}}).get_many(["a", "b", "c"]) == {"a": [1, "day"], "b": 2}
    broken = PieceCache(tmp_path / "broken", {"OPTIONS": {"MOST_BYTES": 1024 * 1024}})
    broken.folder.mkdir()
    broken.file.path.write_bytes(b"no database" * 1000)
    broken.set("a", 1)
    assert broken.get("a", "nothing") == "nothing"
