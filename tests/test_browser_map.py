"""The map, the chart in time and the lineage in a real browser, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import findings, looks

pytestmark = pytest.mark.browser
VIEWS = ["/", "/taskforces/", "/taskforces/?view=table", "/taskforces/?view=timeline", "/taskforces/?view=lineage"]
DRAWN = {"timeline": ".chart li", "lineage": ".lineage li"}


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request):
    return request.param


@pytest.fixture
def browser_context_args(browser_context_args, scripts):
    return browser_context_args | {"java_script_enabled": scripts}


@pytest.fixture
def wide(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


def middle(page, label):
    """Where the middle of a country's shape is on the screen."""
    shape = page.locator(".map-picture a", has_text=label).locator("use")
    shape.scroll_into_view_if_needed()
    box = shape.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_country_on_the_map_leads_to_its_taskforces(wide):
    wide.goto("/")
    wide.mouse.click(*middle(wide, "Spain: 1 taskforce"))
    expect(wide).to_have_url(re.compile(r"/taskforces/\?country=ES$"))
    expect(wide.get_by_role("status")).to_have_text("1 taskforce in Spain")


def test_key_of_the_map_keeps_its_shades_when_colours_are_forced(wide):
    wide.emulate_media(forced_colors="active")
    wide.goto("/")
    key, shade = wide.locator(".map-key [class]"), "getComputedStyle(one, '::before').backgroundColor"
    assert key.count() > 1
    assert len(set(key.evaluate_all(f"all => all.map(one => {shade})"))) == key.count()


def test_keyboard_walks_the_map(wide):
    wide.goto("/")
    link = wide.get_by_role("link", name="France: 1 taskforce")
    link.focus()
    expect(link).to_be_focused()
    wide.keyboard.press("Enter")
    expect(wide).to_have_url(re.compile(r"/taskforces/\?country=FR$"))


def test_map_beside_the_list_shows_the_filter_and_changes_it(wide):
    wide.goto("/taskforces/?country=FR&status=ongoing")
    expect(wide.locator(".map-picture a[aria-current]")).to_have_text("France: 1 taskforce")
    wide.mouse.click(*middle(wide, "Spain: 1 taskforce"))
    expect(wide).to_have_url(re.compile(r"/taskforces/\?country=ES&status=ongoing$"))


def test_map_unfolds_on_a_phone(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/taskforces/")
    picture = page.locator(".map-picture")
    expect(picture).to_be_hidden()
    page.get_by_text("Map", exact=True).click()
    expect(picture).to_be_visible()
    page.mouse.click(*middle(page, "Denmark: 1 taskforce"))
    expect(page).to_have_url(re.compile(r"/taskforces/\?country=DK$"))


def test_map_is_a_table_too(wide):
    wide.goto("/")
    wide.get_by_text("The map as a table").click()
    wide.locator(".map-table").get_by_role("link", name="Norway").click()
    expect(wide).to_have_url(re.compile(r"/taskforces/\?country=NO$"))


@pytest.mark.parametrize("view", DRAWN)
def test_reader_looks_at_the_same_taskforces_in_another_way(wide, scripts, view):
    wide.goto("/taskforces/?country=ES&country=FR")
    wide.locator(f"nav a[href*='view={view}']").click()
    expect(wide).to_have_url(re.compile(rf"/taskforces/\?country=ES&country=FR&view={view}$"))
    expect(wide.locator(DRAWN[view])).to_have_count(2)
    wide.wait_for_load_state()  # with all style sheets
    for picture in wide.locator(f"{DRAWN[view]} svg:first-of-type").all():
        assert picture.bounding_box()["height"] >= 24
    wide.get_by_label("Spain").uncheck()
    if not scripts:
        wide.get_by_role("button", name="Apply filters").click()
    expect(wide).to_have_url(re.compile(rf"/taskforces/\?country=FR&view={view}$"))


def test_bar_and_the_years_above_share_one_scale(wide):
    wide.goto("/taskforces/?view=timeline")
    years = wide.locator(".chart > svg").bounding_box()
    for picture in wide.locator(".chart li svg").all():
        box = picture.bounding_box()
        assert abs(box["x"] - years["x"]) < 1
        assert abs(box["width"] - years["width"]) < 1


class TestForEverybody:
    """What does not depend on our scripts."""

    @pytest.fixture
    def scripts(self):
        return True

    def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(self, page):
        found = []
        for address in VIEWS:
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            for width in looks(page):
                found += findings(page)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)
        assert found == []

    @pytest.mark.parametrize("view", DRAWN)
    def test_picture_is_printed_whole(self, page, view):
        page.emulate_media(media="print")
        page.goto(f"/taskforces/?view={view}")
        for picture in page.locator(f"{DRAWN[view]} svg:first-of-type").all():
            assert picture.bounding_box()["height"] >= 24
