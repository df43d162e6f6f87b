"""A meeting in a minute: what it takes an editor, counted in a real browser, and a bar that never stands in the way."""

import re

import pytest
from playwright.sync_api import expect

from tests import running
from tests.browser import text_editor
from tests.test_desk_browser import log_in

pytestmark = pytest.mark.browser
ADD = "/admin/timeline/event/add/"
PACT = "A Pact for a Minute"
# The editor entered an event of this timeline before, as on every working day.
BEFORE = """
from django.contrib.auth.models import User
from django.test import Client
from taskforces.models import Organisation
from tests import desk, make
from timeline.models import Event, EventType
client = Client(HTTP_HOST="127.0.0.1")
client.force_login(User.objects.get(username="{username}"))
hosts = [Organisation.objects.get(name=name) for name in ("L'Institut de Locarn", "EU STEM Coalition")]
taskforce = make.published(make.taskforce("{pact}", organisations=hosts))
kind = EventType.objects.get(name="Meeting report")
typed = {{"title": "A meeting before", "taskforces": [str(taskforce.pk)], "type": str(kind.pk)}}
assert desk.send(client, desk.adding(Event), **typed).status_code == 302
print(taskforce.pk)
"""


@pytest.fixture(scope="module")
def pact(site):
    """The key of a taskforce in whose timeline the editor worked before."""
    code = BEFORE.format(username=site.username, pact=PACT)
    return running.manage(site.data_dir, "shell", "-v0", "-c", code, **site.env).stdout.strip()


@pytest.fixture
def desk(page, site):
    """The admin, logged in as the editor."""
    return log_in(page, site)


class Hands:
    """What an editor does, counted: text typed into a field is one action, a press of a button or a link is one.

    Opening a list and choosing from it would be two.
    """

    def __init__(self):
        self.actions = 0

    def type(self, field, text):
        field.fill(text)
        self.actions += 1

    def click(self, target):
        target.click()
        self.actions += 1


def test_from_the_sign_in_page_to_a_public_event_in_nine_actions(page, site, pact):
    hands = Hands()
    page.goto("/admin/")
    hands.type(page.get_by_label("Username"), site.username)
    hands.type(page.get_by_label("Password"), site.password)
    hands.click(page.get_by_role("button", name="Log in"))
    hands.click(page.get_by_role("link", name=f"Add an event to {PACT}"))
    expect(page.get_by_label("Title:")).to_be_focused()
    expect(page.get_by_role("combobox", name="Type")).to_contain_text("Meeting report")
    hands.type(page.get_by_label("Title:"), "A meeting in a minute")
    hands.type(page.get_by_label("Date:"), "24–25 August 2022")
    hands.click(page.get_by_role("button", name="L'Institut de Locarn"))
    hands.type(text_editor(page, "Full story"), "They agreed on the next step.")
    with page.expect_navigation():
        hands.click(page.get_by_role("button", name="Save and publish"))
    assert hands.actions == 9
    said = page.locator(".bar .messagelist")
    expect(said).to_be_in_viewport()
    expect(said).to_contain_text(f"Add another event to {PACT}")
    said.get_by_role("link", name="A meeting in a minute").click()
    expect(page).to_have_url(re.compile("/events/a-meeting-in-a-minute/$"))
    for words in ("24–25 August 2022", "Meeting report", "L'Institut de Locarn", "They agreed on the next step."):
        expect(page.locator("main")).to_contain_text(words)
    page.goto("/taskforces/a-pact-for-a-minute/")
    expect(page.locator("main")).to_contain_text("A meeting in a minute")


def test_what_is_suggested_is_chosen_with_one_press_each(desk, pact):
    desk.goto(f"{ADD}?taskforces={pact}")
    for name in ("L'Institut de Locarn", "EU STEM Coalition"):
        desk.get_by_role("button", name=name).click()
        expect(desk.get_by_role("button", name=name)).to_have_count(0)
    chosen = desk.locator("#organisation_links-group .inline-related:not(.empty-form) option:checked")
    assert chosen.all_text_contents() == ["L'Institut de Locarn", "EU STEM Coalition · European network"]
    expect(desk.locator("#organisation_links-1 .select2-selection")).to_be_focused()


STOP = """() => {
    const focused = document.activeElement;
    const bar = document.querySelector(".bar");
    const isCovered = focused.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1;
    return { place: focused.name || focused.id || focused.className, inBar: bar.contains(focused), isCovered };
}"""


def tab_to_the_bar(desk, bar):
    """Go through a form by keyboard. Returns the stops before the bar."""
    stops = [{"inBar": False, "isCovered": False, "place": "the page"}]
    while not stops[-1]["inBar"]:
        assert len(stops) < 100, stops
        desk.keyboard.press("Tab")
        expect(bar).to_be_in_viewport(ratio=1)
        stops.append(desk.evaluate(STOP))
    return stops[1:-1]


def test_the_bar_stays_in_view_and_covers_nothing_that_has_focus(browser, base_url, site):
    size = {"width": 360, "height": 640}
    with browser.new_context(base_url=base_url, viewport=size) as context:
        desk = log_in(context.new_page(), site)
        desk.goto(ADD)
        text_editor(desk, "Full story")
        bar = desk.locator(".bar")
        assert bar.bounding_box()["height"] <= size["height"] / 4
        stops = tab_to_the_bar(desk, bar)
        assert {"date", "minor"} <= {stop["place"] for stop in stops}
        assert [stop for stop in stops if stop["isCovered"]] == []
        desk.emulate_media(media="print")
        assert bar.evaluate("bar => getComputedStyle(bar).position") == "static"


def test_words_that_are_typed_are_never_under_the_bar(desk):
    desk.set_viewport_size({"width": 1000, "height": 600})
    desk.goto(ADD)
    story = text_editor(desk, "Full story")
    story.click()
    for number in range(30):
        desk.keyboard.type(f"Line {number}")
        desk.keyboard.press("Enter")
    desk.keyboard.type("The last words")
    last = story.locator("p").last.bounding_box()
    assert last["y"] + last["height"] <= desk.locator(".bar").bounding_box()["y"]


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_a_folded_part_is_found_by_its_name_and_unfolds(browser, base_url, site, script):
    with browser.new_context(base_url=base_url, java_script_enabled=script) as context:
        desk = log_in(context.new_page(), site)
        desk.goto(ADD)
        expect(desk.locator("#id_place")).to_be_hidden()
        desk.get_by_role("navigation", name="Parts of this form").get_by_role("link", name="Where it took").click()
        desk.fill("#id_place", "Rennes")
        expect(desk.locator("#id_summary")).to_be_hidden()
        if script:
            desk.get_by_role("link", name="Documents", exact=True).click()
            expect(desk.locator("#document_links-0 .select2-selection")).to_be_in_viewport()


def test_on_a_phone_lesser_buttons_are_unfolded_with_one_press(browser, base_url, site):
    with browser.new_context(base_url=base_url, viewport={"width": 360, "height": 640}) as context:
        desk = log_in(context.new_page(), site)
        desk.goto(ADD)
        another = desk.get_by_role("button", name="Save and add another")
        expect(another).to_be_hidden()
        desk.locator(".bar").get_by_text("More").click()
        expect(another).to_be_in_viewport(ratio=1)
        desk.set_viewport_size({"width": 1280, "height": 640})
        expect(another).to_be_visible()
        expect(desk.locator(".bar").get_by_text("More")).to_be_hidden()
