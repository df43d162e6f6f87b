"""The timeline in a real browser: stepping from event to event, folding, the ruler of years, and its drawing."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
BRETAGNE = "/taskforces/bretagne-france-programme-school-company-cooperation/"


@pytest.fixture
def titles(page):
    """The titles on the timeline that open an event in place, from top to bottom."""
    page.goto(BRETAGNE)
    return page.locator(".entry-title a[data-more]").all_inner_texts()


@pytest.fixture
def dialog(page):
    return page.get_by_role("dialog")


@pytest.fixture
def title(page):
    """The heading of the dialog, once the whole event is there."""
    return page.locator("dialog[open]:not([aria-busy]) h2").first


def year(page, number):
    """The section of a year."""
    return page.locator("section.year", has=page.get_by_role("heading", name=str(number), exact=True))


def test_arrow_keys_step_to_the_neighbours(page, titles, dialog, title):
    page.get_by_role("link", name=titles[2], exact=True).first.click()
    expect(title).to_have_text(titles[2])
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text(titles[3])
    expect(title).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(titles[2])
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(titles[1])


def test_keys_are_told_in_the_dialog(page, titles, dialog):
    page.locator(".entry-title a[data-more]").first.click()
    expect(dialog).to_contain_text("The keys ← and → do the same.")


def test_arrow_keys_pressed_fast_count_each(page, titles, title):
    page.locator(".entry-title a[data-more]").first.click()
    expect(title).to_have_text(titles[0])
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(title).to_have_text(titles[3])


def test_arrow_keys_do_nothing_while_no_event_is_open(page, titles):
    page.keyboard.press("ArrowRight")
    page.locator(".entry-title a[data-more]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(f"{BRETAGNE}$"))


def test_browsers_own_way_back_is_left_alone(page, titles, dialog, title):
    page.locator(".entry-title a[data-more]").nth(1).click()
    expect(title).to_have_text(titles[1])
    page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(title).to_have_text(titles[1])


def test_buttons_step_and_end_where_the_timeline_ends(page, titles, dialog, title):
    page.locator(".entry-title a[data-more]").nth(1).click()
    newer, older = (dialog.get_by_role("button", name=re.compile(name)) for name in ("Newer", "Older"))
    newer.click()
    expect(title).to_have_text(titles[0])
    expect(newer).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(titles[0])
    older.click()
    expect(title).to_have_text(titles[1])
    page.goto(f"{BRETAGNE}#{page.locator('.entry').last.get_attribute('id')}")
    expect(title).to_have_text(titles[-1])
    expect(older).to_be_disabled()


def test_steps_keep_to_the_order_and_the_types_that_are_shown(page, dialog, title):
    page.goto(f"{BRETAGNE}?type=meeting-report&order=oldest")
    titles = page.locator(".entry-title a[data-more]").all_inner_texts()
    page.locator(".entry-title a[data-more]").first.click()
    expect(title).to_have_text(titles[0])
    expect(dialog.get_by_role("button", name="← Older")).to_be_disabled()
    dialog.get_by_role("button", name="Newer →").click()
    expect(title).to_have_text(titles[1])


def test_event_without_a_date_has_no_neighbours(page, titles, dialog, title):
    undated, dated = page.locator(".entry:not([data-date])").last, page.locator(".entry[data-date]").last
    undated.locator(".entry-title a[data-more]").click()
    expect(title).to_have_text(undated.locator(".entry-title").inner_text().strip())
    for button in dialog.locator("[data-step]").all():
        expect(button).to_be_disabled()
    page.goto(f"{BRETAGNE}#{dated.get_attribute('id')}")
    expect(title).to_have_text(dated.locator(".entry-title").inner_text().strip())
    expect(dialog.get_by_role("button", name="Older")).to_be_disabled()


MEETING = "taskforce-meeting-school-company-cooperation-in-bretagne"
ELSEWHERE = "general-assembly-copenhagen"


@pytest.mark.parametrize(
    ("address", "event"),
    [(f"?type=tools#{MEETING}", MEETING), (f"#{ELSEWHERE}", ELSEWHERE), (f"#{ELSEWHERE.upper()}).", ELSEWHERE)],
    ids=["filtered away", "moved", "moved and misspelt"],
)
def test_fragment_of_an_event_that_is_not_here_leads_to_its_page(page, address, event):
    page.goto(BRETAGNE + address)
    expect(page).to_have_url(re.compile(f"/events/{event}/$"))


def test_fragment_under_another_name_opens_the_event_in_place(page, title):
    page.goto(f"{BRETAGNE}#{MEETING.title()}).")
    expect(page).to_have_url(re.compile(f"{BRETAGNE}#{MEETING}$"))
    expect(title).to_be_visible()


@pytest.mark.parametrize("fragment", ["nothing", "..", "%E0%A4%A", "result_1", "the_timeline"])
def test_fragment_that_means_no_event_stays(page, fragment):
    with page.expect_event("requestfinished", predicate=lambda asked: "video" in asked.url):
        page.goto(f"{BRETAGNE}#{fragment}")
    page.wait_for_load_state("networkidle")
    expect(page).to_have_url(re.compile(f"{BRETAGNE}#{re.escape(fragment)}$"))


def test_address_follows_the_steps_and_opens_the_same_event(page, titles, title):
    slugs = [entry.get_attribute("id") for entry in page.locator(".entry:has([data-more])").all()]
    page.goto(f"{BRETAGNE}#{slugs[1]}")
    expect(title).to_have_text(titles[1])
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(f"#{slugs[2]}$"))
    page.goto("about:blank")
    page.go_back()
    expect(title).to_have_text(titles[2])


def test_back_after_steps_closes_and_the_last_event_has_the_focus(page, titles, dialog, title):
    page.locator(".entry-title a[data-more]").first.click()
    expect(title).to_have_text(titles[0])
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text(titles[1])
    page.go_back()
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(re.compile(f"{BRETAGNE}$"))
    expect(page.locator(".entry-title a[data-more]").nth(1)).to_be_focused()


def test_focus_comes_back_into_a_year_that_was_folded(page, titles, dialog):
    page.get_by_role("button", name="Fold all years").click()
    page.locator(".result-events a").first.click()
    expect(dialog).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".entry-title a:focus")).to_be_visible()


def test_keyboard_stays_in_the_dialog(page, titles, dialog):
    page.locator(".entry-title a[data-more]").first.click()
    expect(dialog).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        assert page.evaluate(inside)


@pytest.fixture
def held(page, titles):
    """The requests for the first event of the timeline: each waits until the test lets it go."""
    waiting = []
    page.route(
        f"**{page.locator('.entry-title a[data-more]').first.get_attribute('href')}",
        lambda route: waiting.append(route),
    )
    return waiting


def test_on_a_slow_line_the_dialog_is_there_at_once_with_the_title(page, held, titles, dialog):
    page.locator(".entry-title a[data-more]").first.click()
    heading = dialog.get_by_role("heading", level=2)
    expect(heading).to_have_text(titles[0])
    expect(heading).to_be_focused()
    expect(dialog).to_have_attribute("aria-busy", "true")
    expect(dialog.get_by_role("status")).to_have_text("The story is on its way…")
    held[0].continue_()
    expect(dialog.get_by_role("status")).to_have_count(0)
    expect(dialog).not_to_have_attribute("aria-busy", "true")
    expect(page).to_have_title(re.compile(f"^{re.escape(titles[0])}"))
    page.keyboard.press("Escape")
    expect(page).to_have_title(re.compile("^Bretagne"))


def test_event_without_more_to_read_opens_as_a_page(page, titles, dialog):
    link = page.locator(".entry-title a:not([data-more])").first
    link.click()
    expect(page).to_have_url(re.compile("/events/"))
    expect(dialog).to_have_count(0)


def test_marks_of_the_life_line_open_their_events(page, titles, dialog, title):
    mark = page.locator(".life a").filter(has_text=re.compile("List of JNTN"))
    mark.focus()
    page.keyboard.press("Enter")
    expect(title).to_have_text(re.compile("List of JNTN"))


def test_two_clicks_are_one_step_to_go_back(page, held, dialog):
    link, steps = page.locator(".entry-title a[data-more]").first, page.evaluate("history.length")
    link.click()
    link.dispatch_event("click")  # twice before anything was there
    assert page.evaluate("history.length") == steps + 1
    held[0].continue_()
    dialog.get_by_role("button", name="Close").click()
    expect(page).to_have_url(re.compile(f"{BRETAGNE}$"))
    expect(dialog).to_be_hidden()


def test_event_that_cannot_be_had_leaves_a_reader_who_moved_on_alone(page, held, titles, title):
    links = page.locator(".entry-title a[data-more]")
    links.first.click()
    links.nth(1).dispatch_event("click")
    expect(title).to_have_text(titles[1])
    with page.expect_event("requestfailed"):
        held[0].abort()
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text(titles[2])
    assert len(held) == 1


def test_event_that_cannot_be_had_in_place_is_read_on_its_page(page, titles):
    link = page.locator(".entry-title a[data-more]").first
    page.route(f"**{link.get_attribute('href')}", lambda route: route.abort(), times=1)
    link.click()
    expect(page).to_have_url(re.compile("/events/"))


def test_heading_in_another_language_keeps_it_in_the_dialog(page, held, dialog):
    page.locator(".entry-title a[data-more]").first.click()
    body = "<article class='event'><h1 lang='fr'>Réunion</h1><h3 lang='de' id='x'>Ziel</h3></article>"
    held[0].fulfill(body=body, content_type="text/html; charset=utf-8")
    expect(dialog.locator("h2")).to_have_attribute("lang", "fr")
    expect(dialog.locator("h4")).to_have_attribute("lang", "de")
    expect(dialog.locator("#x")).to_have_count(0)


def test_only_a_click_beside_the_dialog_closes_it(page, titles, dialog, title):
    page.locator(".entry-title a[data-more]").first.click()
    expect(title).to_have_text(titles[0])
    box, words = dialog.bounding_box(), title.bounding_box()
    inside, outside = (words["x"] + 10, words["y"] + 10), (box["x"] / 2, box["y"] + 50)
    page.mouse.click(box["x"] + 5, words["y"] + 10)
    for start, end in ((inside, outside), (outside, inside)):
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(*end)
        page.mouse.up()
    expect(dialog).to_be_visible()
    page.mouse.click(*outside)
    expect(dialog).to_be_hidden()


def test_address_that_names_nothing_opens_nothing_and_breaks_nothing(page, dialog):
    page.goto(f"{BRETAGNE}#100%")
    page.locator(".entry-title a[data-more]").first.click()
    expect(dialog).to_be_visible()


def test_all_years_fold_and_unfold_with_one_button(page, titles):
    page.get_by_role("button", name="Fold all years").click()
    expect(page.locator(".entry:visible")).to_have_count(0)
    expect(page.get_by_role("heading", name="2020", exact=True)).to_be_visible()
    page.get_by_role("button", name="Unfold all years").click()
    expect(page.locator(".entry:visible")).to_have_count(10)


def test_folded_year_is_printed(page, titles):
    page.get_by_role("button", name="Fold all years").click()
    page.emulate_media(media="print")
    expect(page.locator(".entry:visible")).to_have_count(10)
    name, entry = (year(page, 2020).locator(one).first.bounding_box() for one in (".year-name", ".entry"))
    assert name["y"] + name["height"] <= entry["y"]


def test_line_of_the_timeline_does_not_cross_the_years_on_paper(page, titles):
    page.emulate_media(media="print")
    names = page.locator(".year-name")
    for number in range(names.count()):
        names.nth(number).scroll_into_view_if_needed()
        others = names.nth(number).evaluate("""name => {
            const box = name.getBoundingClientRect(), y = box.top + box.height / 2
            const places = Array.from({length: Math.floor(box.width)}, (_, x) => box.left + x + 0.5)
            return places.filter(x => !name.contains(document.elementFromPoint(x, y)))
        }""")
        assert others == []


def test_event_in_a_folded_year_is_found_by_its_address(page, titles):
    page.get_by_role("button", name="Fold all years").click()
    page.evaluate("location.hash = 'year_2018'")
    expect(year(page, 2018).locator(".entry").first).to_be_in_viewport()


def test_year_stays_in_view_while_its_events_pass(page, titles):
    page.set_viewport_size({"width": 1280, "height": 600})
    year(page, 2020).locator(".entry").nth(4).evaluate("one => one.scrollIntoView()")
    expect(page.get_by_role("heading", name="2020", exact=True)).to_be_in_viewport()


def test_dates_hang_left_of_the_spine_on_wide_screens(page, titles):
    page.set_viewport_size({"width": 1280, "height": 800})
    when, title = page.locator(".entry-when").first.bounding_box(), page.locator(".entry-title").first.bounding_box()
    assert when["x"] + when["width"] < title["x"]
    assert abs(when["y"] - title["y"]) < 40


@pytest.mark.parametrize("width", [360, 1280])
def test_life_line_fits_its_screen(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(BRETAGNE)
    drawing = page.locator(".life svg").first
    expect(drawing).to_have_accessible_name("Life line")
    box = drawing.bounding_box()
    for mark in drawing.locator("use").all():
        place = mark.bounding_box()
        assert box["x"] - 6 <= place["x"] <= box["x"] + box["width"]
        assert place["width"] > 5


class TestWithoutScripts:
    """Every year folds, and the ruler leads to it, when scripts do not run."""

    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"java_script_enabled": False}

    def test_year_folds_by_itself(self, page, titles):
        entry = year(page, 2018).locator(".entry").first
        expect(entry).to_be_visible()
        year(page, 2018).locator("summary").click()
        expect(entry).to_be_hidden()
        year(page, 2018).locator("summary").click()
        expect(entry).to_be_visible()

    def test_ruler_counts_and_jumps(self, page, titles):
        link = page.get_by_role("navigation", name="Years").get_by_role("link", name=re.compile("^2018"))
        expect(link).to_have_text(re.compile(r"2018\s+1 event"))
        link.click()
        expect(page).to_have_url(re.compile("#year_2018$"))
        expect(year(page, 2018).locator(".entry").first).to_be_in_viewport()

    def test_no_button_stands_that_does_nothing(self, page, titles):
        expect(page.locator(".ruler button")).to_be_hidden()
        expect(page.locator("dialog")).to_have_count(0)


def test_ruler_jumps_with_scripts_too(page, titles):
    page.get_by_role("navigation", name="Years").get_by_role("link", name=re.compile("^2018")).click()
    expect(year(page, 2018).locator(".entry").first).to_be_in_viewport()
    expect(page.get_by_role("dialog")).to_have_count(0)


def is_in_view(page, target):
    """Whether the place of a fragment begins in the upper half of the screen."""
    return page.wait_for_function(
        """id => { const { top } = document.getElementById(id).getBoundingClientRect();
        return top >= 0 && top < innerHeight / 2; }""",
        arg=target,
    )


# 150 events over 15 years, each as long as content gets.
LONG = "/design/?state=hostile"


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_jump_on_a_long_timeline_lands(page, motion, width):
    page.emulate_media(reduced_motion=motion)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(LONG)
    years = page.locator(".ruler a")
    assert years.count() >= 15
    for number in (7, 13, 2):
        target = years.nth(number).get_attribute("href")[1:]
        years.nth(number).click()
        assert is_in_view(page, target)
    page.go_back()
    page.goto(f"{LONG}#design-120")
    assert is_in_view(page, "design-120")
    page.locator(".life svg a").nth(40).click()
    assert is_in_view(page, page.url.partition("#")[2])
