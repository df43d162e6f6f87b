"""The public pages in a real browser: opened in place, played, without scripts, on a phone, and by axe."""

import json
import re
from functools import partial

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import expect

from alerts.links import path_to
from publishing.editions import publish
from taskforces.models import Taskforce
from tests import make
from tests.browser import findings, findings_in_looks, looks
from tests.running import manage

pytestmark = pytest.mark.browser
BRETAGNE = "/taskforces/bretagne-france-programme-school-company-cooperation/"
SECOND_MEETING = "taskforce-meeting-school-company-cooperation-in-bretagne-meeting-2"
VIDEO = "/events/tm-jet-net-bretagne-complete-video-presentation/"
KINDS = [
    "/",
    "/taskforces/",
    "/taskforces/?country=FR&status=ongoing",
    "/taskforces/?country=QQ&sort=x",
    BRETAGNE,
    f"{BRETAGNE}evidence/",
    f"{BRETAGNE}editions/",
    f"{BRETAGNE}editions/1/",
    f"{BRETAGNE}?as-of=2000-01-01",
    f"{BRETAGNE}share/",
    f"{BRETAGNE}embedded/",
    "/taskforces/norwegian-technology-pact/",
    "/events/",
    f"/events/{SECOND_MEETING}/",
    VIDEO,
    "/organisations/",
    "/organisations/eu-stem-coalition/",
    "/countries/",
    "/countries/fr/",
    "/countries/fr/bretagne/",
    "/coming/",
    "/years/",
    "/years/2021/",
    "/glossary/",
    "/new/",
    "/compare/?with=norwegian-technology-pact&with=bretagne-france-programme-school-company-cooperation",
    "/search/?q=stem",
    "/data/",
    "/alerts/new/?about=/taskforces/norwegian-technology-pact/",
    "/report/?about=/taskforces/norwegian-technology-pact/",
    "/report/thanks/",
    "/accessibility/",
    "/nothing",
]


ASKED = """
from taskforces.models.live_links import DossierOrganisation
from upkeep.models import ConfirmationRequest
link = DossierOrganisation.objects.first()
asked = ConfirmationRequest.objects.create(taskforce=link.dossier_id, organisation=link.organisation)
print(asked.get_absolute_url())
"""


@pytest.fixture(scope="module")
def asked(site):
    """The page on which an organisation says whether its dossier is still true."""
    return manage(site.data_dir, "shell", "-v", "0", "-c", ASKED, **site.env).stdout.strip()


# What is pressed and smaller than 24 pixels.
SMALL = """() => [...document.querySelectorAll("nav a, button, summary, select, input, .chips a")]
    .map(one => [one.outerHTML.slice(0, 80), one.closest("label") ?? one])
    .filter(([, box]) => box.checkVisibility())
    .map(([text, box]) => [text, box.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.height < 24 || box.width < 24)).map(([text]) => text)"""


def test_axe_finds_nothing_and_nothing_is_too_wide_or_too_small_to_press(page, asked):
    found = []
    for address in (*KINDS, asked):
        page.goto(address)
        for width in looks(page):
            found += findings(page)
            found += [f"{address} {width}: small: {target}" for target in page.evaluate(SMALL)]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)
    assert found == []


def test_forms_of_readers_fit_the_narrowest_page(page, asked):
    page.set_viewport_size({"width": 320, "height": 900})  # 1,280 dots wide at 400 % (WCAG 1.4.10)
    for address in ("/report/?about=/taskforces/norwegian-technology-pact/", "/alerts/new/?about=/events/", asked):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address
        fields = page.locator("main :is(textarea, input[type=email])")
        colours = fields.evaluate_all("fields => fields.map(field => getComputedStyle(field).backgroundColor)")
        sheet = page.evaluate("""() => {
            const probe = document.querySelector("main").appendChild(document.createElement("i"))
            probe.style.setProperty("background", "var(--sheet)")
            return getComputedStyle(probe).backgroundColor
        }""")
        assert {*colours} == {sheet}, address


def pages_of_few():
    """Pages to which letters lead, and two editions compared: {path: HTML}, drawn from rows that do not stay."""
    with transaction.atomic():
        item = Taskforce.objects.get(slug=BRETAGNE.split("/")[2])
        item.summary = "Other words."
        item.save()
        publish(make.touched(item))
        row, waits = make.subscription(BRETAGNE), make.subscription("/events/", is_confirmed=False)
        letters = [path_to("manage", row), path_to("leave", row), path_to("confirm", waits)]
        client = Client(headers={"host": "127.0.0.1"})
        found = [client.get(path) for path in (f"{BRETAGNE}compare/1...2/", *letters)]
        transaction.set_rollback(True)
    return {answer.request["PATH_INFO"]: answer.content.decode() for answer in found if answer.status_code == 200}


def fulfill(html, route):
    route.fulfill(body=html, content_type="text/html")


def test_axe_finds_nothing_on_pages_of_few(page, site):
    words = "import json; from tests.test_browser_pages import pages_of_few; print(json.dumps(pages_of_few()))"
    drawn = manage(site.data_dir, "shell", "-v0", "-c", words)
    pages, found = json.loads(drawn.stdout or "{}"), []
    assert len(pages) == 4, drawn.stderr
    for path, html in pages.items():
        page.route(f"**{path}", partial(fulfill, html))
    for path in (*pages, "/alerts/asked/"):
        page.goto(path)
        for width in looks(page):
            found += findings(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
    assert found == []


def test_axe_finds_nothing_in_an_opened_event(page):
    page.goto(f"{BRETAGNE}#{SECOND_MEETING}")
    expect(page.get_by_role("dialog")).to_contain_text("framework of a common scheme")
    assert findings_in_looks(page) == []


def test_ground_of_marked_words_covers_no_other_line(page):
    page.goto("/search/?q=norway+pact")
    marks = page.locator("mark").evaluate_all(
        """marks => marks.map(mark => ({
            ground: Math.max(...[...mark.getClientRects()].map(box => box.height)),
            line: parseFloat(getComputedStyle(mark).lineHeight),
        }))"""
    )
    assert marks
    assert [mark for mark in marks if mark["ground"] > mark["line"]] == []


def test_event_opens_in_place_and_back_closes_it(page):
    page.goto(BRETAGNE)
    link = page.locator(f"article#{SECOND_MEETING} .entry-title a")
    link.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", level=2)).to_be_focused()
    expect(dialog).to_contain_text("framework of a common scheme")
    expect(page).to_have_url(re.compile(f"{BRETAGNE}#{SECOND_MEETING}$"))
    page.go_back()
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(re.compile(f"{BRETAGNE}$"))
    expect(link).to_be_focused()
    page.go_forward()
    expect(dialog).to_be_visible()


def test_escape_closes_and_gives_focus_back(page):
    page.goto(BRETAGNE)
    link = page.locator(f"article#{SECOND_MEETING} .entry-title a")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()
    expect(page).to_have_url(re.compile(f"{BRETAGNE}$"))


def test_address_with_an_event_opens_it_and_closing_leaves_the_dossier(page):
    page.goto(f"{BRETAGNE}?order=oldest#{SECOND_MEETING}")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(re.compile(r"\?order=oldest$"))
    expect(page.locator(f"article#{SECOND_MEETING} .entry-title a")).to_be_focused()


def test_neighbour_is_read_in_the_same_dialog(page):
    page.goto(f"{BRETAGNE}#{SECOND_MEETING}")
    dialog = page.get_by_role("dialog")
    before = dialog.get_by_role("heading", level=2).first.inner_text()
    dialog.locator("a[rel=prev]").first.click()
    expect(dialog.get_by_role("heading", level=2).first).not_to_have_text(before)
    expect(page).to_have_url(re.compile(f"{BRETAGNE}#(?!{SECOND_MEETING}$)"))
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_result_opens_the_event_that_shows_it(page):
    page.goto(BRETAGNE)
    page.locator(".result-events a").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_event_opens_as_a_page_of_its_own(page):
    page.goto(f"{BRETAGNE}#{SECOND_MEETING}")
    page.get_by_role("link", name="Open as a page of its own").click()
    expect(page).to_have_url(re.compile(f"/events/{SECOND_MEETING}/$"))


def test_keyboard_reaches_the_content_first(page):
    page.goto("/taskforces/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_list_is_narrowed_by_country_and_status(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/taskforces/")
    page.get_by_label("Norway").check()
    page.get_by_label("Finalised").check()
    expect(page).to_have_url(re.compile(r"/taskforces/\?country=NO&status=finalised$"))
    expect(page.get_by_role("status")).to_have_text("1 finalised taskforce in Norway")


def test_list_is_narrowed_on_a_phone(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/taskforces/")
    page.get_by_text("Filter and sort").click()
    page.locator("input[value=FR]").check()
    expect(page.get_by_role("status")).to_have_text("1 taskforce in France")


class TestWithoutScripts:
    """Every step works when scripts do not."""

    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"java_script_enabled": False}

    def test_event_is_read_on_its_own_page(self, page):
        page.goto(BRETAGNE)
        page.locator(f"article#{SECOND_MEETING} .entry-title a").click()
        expect(page).to_have_url(re.compile(f"/events/{SECOND_MEETING}/$"))
        expect(page.locator("main")).to_contain_text("framework of a common scheme")

    def test_address_with_an_event_scrolls_to_it(self, page):
        page.goto(f"{BRETAGNE}#{SECOND_MEETING}")
        expect(page.locator(f"article#{SECOND_MEETING}")).to_be_in_viewport()

    def test_list_is_narrowed_and_gets_a_short_address(self, page):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto("/taskforces/")
        page.locator("input[value=FR]").check()
        page.locator(".filters button").last.click()
        expect(page).to_have_url(re.compile(r"/taskforces/\?country=FR$"))

    def test_timeline_is_turned_round_and_filtered(self, page):
        page.goto(BRETAGNE)
        page.get_by_role("link", name="Oldest first").click()
        page.locator(".timeline-choices a", has_text="Meeting report").click()
        expect(page).to_have_url(re.compile(r"\?type=meeting-report&order=oldest#the_timeline$"))
        dates = page.locator(".entry-when").all_inner_texts()
        assert dates == ["12 June", "27–28 August", "2 December"]

    def test_taskforces_are_compared_and_news_are_read_since_a_day(self, page):
        page.goto("/taskforces/")
        for number in range(2):
            page.locator("input[form=compare_form]").nth(number).check()
        page.locator("#compare_form button, button[form=compare_form]").first.click()
        expect(page).to_have_url(re.compile(r"/compare/\?with=[^&]+&with=[^&]+$"))
        page.goto("/new/")
        page.locator("[name=since]").fill("2020-01-01")
        page.locator("main form button").first.click()
        expect(page).to_have_url(re.compile(r"/new/\?since=2020-01-01$"))
        expect(page.get_by_role("heading", level=1)).to_have_text("New since 1 January 2020")


class TestVideo:
    """A video plays in place only once somebody asks for it."""

    PLAYER = "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"
    FIGURE = f'<figure class="video"><button data-player="{PLAYER}" data-title="A film" hidden>Play</button></figure>'

    @pytest.fixture
    def elsewhere(self):
        return ("www.youtube-nocookie.com",)

    @pytest.fixture
    def asked(self, page):
        """The addresses asked of the video's host; the demonstration has no film, so one is put into a page."""
        asked = []

        def with_film(route):
            answer = route.fetch()
            article = '<article class="event">'
            route.fulfill(response=answer, body=answer.text().replace(article, article + self.FIGURE))

        def player(route):
            asked.append(route.request.url)
            route.fulfill(body="<p>The player</p>", content_type="text/html")

        page.route(f"**{VIDEO}", with_film)
        page.route("https://www.youtube-nocookie.com/**", player)
        return asked

    def test_player_is_loaded_by_a_click_and_not_before(self, page, asked):
        page.goto(VIDEO)
        button = page.get_by_role("button", name="Play")
        expect(button).to_be_visible()
        assert asked == []
        button.click()
        expect(page.frame_locator("iframe[title='A film']").get_by_text("The player")).to_be_visible()
        assert asked == [self.PLAYER]

    def test_player_is_offered_in_an_opened_event_too(self, page, asked):
        page.goto(f"{BRETAGNE}#{VIDEO.strip('/').split('/')[1]}")
        expect(page.get_by_role("dialog").get_by_role("button", name="Play")).to_be_visible()
        assert asked == []


@pytest.mark.parametrize(
    ("address", "target"), [("/taskforces/", "the_results"), ("/events/", "the_results"), (BRETAGNE, "the_timeline")]
)
def test_two_tabs_lead_past_head_and_filters(page, address, target):
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"#{target}"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.getElementById('{target}').contains(document.activeElement)")


def test_four_cards_fit_a_screen(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/taskforces/")
    first, fourth = page.locator(".card").nth(0).bounding_box(), page.locator(".card").nth(3).bounding_box()
    assert fourth["y"] + fourth["height"] - first["y"] <= 800


def test_first_event_is_at_most_two_screens_down(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(BRETAGNE)
    assert page.locator(".entry").first.bounding_box()["y"] <= 2 * 800


def test_marks_stay_distinct_without_colour(page):
    page.emulate_media(forced_colors="active")
    page.goto("/design/")
    shape = """all => new Set(all.map(one => { const { backgroundColor, borderTopWidth, borderLeftWidth, borderRadius,
      height } = getComputedStyle(one, '::before');
      return [backgroundColor, borderTopWidth, borderLeftWidth, borderRadius, height].join(); })).size"""
    assert (
        page.locator("section", has=page.get_by_role("heading", name="Status", exact=True))
        .locator(".status")
        .evaluate_all(shape)
        == 4
    )
    dates = page.locator(".entry[data-date='day'], .entry[data-date='month'], .entry[data-date='day range']")
    assert dates.evaluate_all(shape) == 3
    button = page.get_by_role("button", name="Button", exact=True)
    assert button.evaluate("one => getComputedStyle(one).borderTopWidth") == "1px"
    assert button.evaluate("one => getComputedStyle(one).borderTopColor") != "rgba(0, 0, 0, 0)"


def test_wrong_filter_leads_to_its_field(page):
    page.goto("/taskforces/?country=Norway")
    page.get_by_role("status").get_by_role("link", name="Country").click()
    expect(page.locator("#id_country_error")).to_be_in_viewport()
