"""The briefing: a dossier on one sheet of paper."""

import io
from datetime import date, timedelta

import pytest
import segno
from django.db import transaction
from django.test import Client
from playwright.sync_api import expect

from dossiers.drawings import qr
from publishing.editions import withdraw
from publishing.touch import touch
from tests import make
from tests.browser import findings, looks
from tests.reading import faults, read, words
from tests.running import manage
from tests.test_paper import pages

BRETAGNE = "/taskforces/bretagne-france-programme-school-company-cooperation/"
DEMONSTRATION = [
    BRETAGNE,
    "/taskforces/danish-technology-pact/",
    "/taskforces/norwegian-technology-pact/",
    "/taskforces/steamsare-programme-basque-country/",
    "/taskforces/towards-new-norwegian-stem-strategy/",
]


def furnished(number=1):
    """A taskforce with so many of everything that a briefing shows."""
    organisations = [make.organisation(f"Organisation {n}") for n in range(number)]
    texts = [f"Text {n}" for n in range(number)]
    given = {"slug": "pact", "status": "ongoing", "start": "2020-05", "summary": "A pact of many."}
    item = make.taskforce(
        "Pact", countries=["FR", "NO"][:number], organisations=organisations, objectives=texts, results=texts, **given
    )
    make.published(item)
    for n in range(number):
        make.published(make.event(f"Event {n}", date=f"{1900 + n}", taskforces=[item], organisations=organisations[:1]))
    return item


@pytest.mark.django_db
def test_briefing_says_what_a_meeting_needs(client):
    furnished(8)
    page = read(client, "/taskforces/pact/print/")
    assert faults(page) == []
    assert page.texts("h1") == ["Pact"]
    assert page.texts("p", "lead") == ["A pact of many."]
    assert page.texts("p", "status-line")[0].startswith("Ongoing since May 2020")
    assert page.texts("h2") == ["Objectives", "Results", "Latest events"]
    assert page.texts("h3", "entry-title") == ["Event 7", "Event 6", "Event 5", "Event 4", "Event 3"]


@pytest.mark.django_db
def test_briefing_says_what_comes_next_in_the_room_of_what_is_long_ago(client, time_machine):
    time_machine.move_to("1904-06-01")
    furnished(8)
    page = read(client, "/taskforces/pact/print/")
    assert faults(page) == []
    assert page.texts("h2")[-2:] == ["Coming up", "Latest events"]
    assert page.texts("h3", "entry-title") == ["Event 5", "Event 6", "Event 4", "Event 3", "Event 2"]


@pytest.mark.django_db
def test_briefing_of_a_bare_dossier_shows_no_empty_parts(client):
    make.published(make.taskforce("Bare", slug="bare"))
    page = read(client, "/taskforces/bare/print/")
    assert faults(page) == []
    assert page.texts("h2") == []


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3, 100])
def test_briefing_asks_the_same_few_questions(client, django_assert_num_queries, number):
    furnished(number)
    with django_assert_num_queries(5):
        assert client.get("/taskforces/pact/print/").status_code == 200


@pytest.mark.django_db
def test_dossier_leads_to_its_briefing_and_the_briefing_back(client):
    furnished()
    assert read(client, "/taskforces/pact/").links()["Print a one-page briefing"] == "/taskforces/pact/print/"
    page = read(client, "/taskforces/pact/print/")
    (canonical,) = page.all("link", rel="canonical")
    assert canonical.get("href") == "http://testserver/taskforces/pact/"
    assert page.tree.get("data-foot").startswith("Edition 1, updated on ")


@pytest.mark.django_db
def test_what_cannot_be_read_has_no_briefing(client):
    make.taskforce("Draft", slug="draft")
    withdraw(make.published(make.taskforce("Gone", slug="gone")), reason="in_error")
    assert client.get("/taskforces/draft/print/").status_code == 404
    assert client.get("/taskforces/gone/print/").status_code == 410


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["/print/", ".png", ".png?edition=1"])
def test_other_forms_move_with_their_dossier(client, form):
    item = make.published(make.taskforce("Pact", slug="pact"))
    item.slug = "new-pact"
    item.save()
    touch(item)
    make.published(item)
    response = client.get(f"/taskforces/pact{form}")
    assert (response.status_code, response["Location"]) == (301, f"/taskforces/new-pact{form}")


@pytest.mark.django_db
def test_hostile_title_stays_text(client):
    make.published(make.taskforce('<script>alert("1")</script>', slug="x", summary="</svg><b>"))
    page = read(client, "/taskforces/x/print/")
    assert faults(page) == []
    assert page.texts("h1") == ['<script>alert("1")</script>']


@pytest.mark.parametrize("address", ["http://x", f"https://taskforces.example.org{BRETAGNE}", "http://x/" + "é" * 200])
def test_code_has_every_dark_module_and_quiet_around_it(address):
    drawn = qr.code(address)
    bitmap = io.StringIO()
    segno.make_qr(address, error="m").save(bitmap, kind="txt", border=qr.QUIET)
    rows = bitmap.getvalue().split()
    dark = [[False] * drawn.width for _row in rows]
    for stroke in drawn.path.split("M")[1:]:
        place, length = stroke.split("h")
        x, y = place.split()
        dark[int(float(y))][int(x) : int(x) + int(length)] = [True] * int(length)
    assert len(rows) == drawn.width
    assert dark == [[module == "1" for module in row] for row in rows]


@pytest.mark.browser
@pytest.mark.parametrize("address", DEMONSTRATION)
def test_briefing_fits_one_sheet(page, address):
    page.goto(f"{address}print/")
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    assert pages(page.pdf(prefer_css_page_size=True)) == 1


@pytest.mark.browser
def test_longest_dossier_fits_one_sheet_too(page, site):
    drawn = manage(site.data_dir, "shell", "-v0", "-c", "from tests.test_briefing import *; print(sheet(overlong))")
    assert "<h1>" in drawn.stdout, drawn.stderr
    page.route("**/taskforces/pact/print/", lambda route: route.fulfill(body=drawn.stdout, content_type="text/html"))
    page.goto("/taskforces/pact/print/")
    assert pages(page.pdf(prefer_css_page_size=True)) == 1


@pytest.mark.browser
@pytest.mark.parametrize("build", ["full", "high"])
def test_fullest_sheet_with_background_and_life_line_is_one(page, site, build):
    print_it = f"from tests.test_briefing import *; print(sheet({build}))"
    drawn = manage(site.data_dir, "shell", "-v0", "-c", print_it)
    assert "life-known" in drawn.stdout, drawn.stderr
    assert "<h2>Background" in drawn.stdout
    page.route("**/taskforces/pact/print/", lambda route: route.fulfill(body=drawn.stdout, content_type="text/html"))
    page.goto("/taskforces/pact/print/")
    assert pages(page.pdf(prefer_css_page_size=True)) == 1


def full(results=3, days=400, told=80):
    """A taskforce with just so much that its background and its life line have room, too."""
    text = "Two days of talks between schools and companies about what each of them can do. "
    words = {"slug": "pact", "status": "ongoing", "start": "2020-05", "summary": text * 3, "background": text * 9}
    given = {"countries": ["FR"], "organisations": [make.organisation("Regional Council for Education")]}
    title = "A pact of ministries for young people in science"
    item = make.taskforce(title, objectives=[(text * 2)[:155]] * 3, **given, **words)
    for position in range(results):
        item.results.create(text=(text * 2)[:150], position=position, date="2021")
    touch(item)
    make.published(item)
    for n in range(12):
        day = (date(2014, 5, 1) + timedelta(n * days)).isoformat()
        given = {"date": day, "summary": text[:told], "slug": f"event-{n}", "taskforces": [item]}
        make.published(make.event("A meeting of many schools and many companies at Rennes", **given))


def high():
    """The same with as many events side by side as the life line stacks."""
    full(results=1, days=1, told=10)


@transaction.atomic
def sheet(build):
    """The briefing of a dossier that somebody builds, of which nothing is kept."""
    try:
        build()
        return Client(headers={"host": "127.0.0.1"}).get("/taskforces/pact/print/").content.decode()
    finally:
        transaction.set_rollback(True)


def overlong():
    """A taskforce with more of everything, and longer, than a sheet has room for."""
    title = "A pact of ministries, companies and schools for more young people in science and technology " * 2
    text = "Two days of talks between schools and companies about what each of them can do for pupils. " * 3
    organisations = [make.organisation(f"Regional Council for Education and Work number {n}") for n in range(6)]
    kind = make.event_type("Reports and studies of many years")
    words = {"slug": "pact", "status": "ongoing", "start": "2020-05", "end": "2030", "summary": text[:300]}
    item = make.taskforce(
        title[:115], countries=["FR", "NO", "ES"], organisations=organisations, objectives=[text] * 20, **words
    )
    for position in range(20):
        item.results.create(text=text * 2, position=position, state=["achieved", "expected"][position % 2])
    touch(item)
    make.published(item)
    for n in range(8):
        given = {
            "date": f"20{12 if n < 6 else 99}-05-1{n}",
            "type": kind,
            "organisations": organisations[:2],
            "place": "Brussels",
        }
        make.published(make.event(title[:115], summary=text, slug=f"event-{n}", taskforces=[item], **given))


@pytest.mark.django_db
def test_what_a_sheet_has_no_room_for_is_counted(client):
    overlong()
    page = read(client, "/taskforces/pact/print/")
    assert page.all("figure", "life") == []
    assert faults(page) == []
    assert page.texts("p", "count") == ["And 18 more in the dossier.", "And 19 more in the dossier."]
    # What is achieved comes before what is expected.
    assert page.texts("span", "result-state") == ["Achieved"]


@pytest.mark.django_db
def test_results_take_the_room_that_objectives_leave(client):
    item = make.taskforce("Pact", slug="pact", objectives=["Short"], results=["Word " * 60] * 3)
    make.published(item)
    page = read(client, "/taskforces/pact/print/")
    (results,) = page.all("ul", "results")
    assert len(list(results)) == 3
    assert page.texts("p", "count") == []


@pytest.mark.django_db
def test_text_longer_than_a_sheet_is_cut_at_a_word(client):
    make.published(make.taskforce("Pact", slug="pact", objectives=["1 < 2 and words " * 200]))
    (objectives,) = read(client, "/taskforces/pact/print/").all("ol", "objectives")
    objective = words(objectives)
    assert len(objective) <= 680
    assert objective.startswith("1 < 2 and words")
    assert objective.endswith("…")


@pytest.mark.browser
def test_axe_finds_nothing(page):
    page.goto(f"{BRETAGNE}print/")
    for width in looks(page):
        assert findings(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
