"""axe-core finds nothing on the pages of the desk, on a phone in light and on a desktop in dark colours.

Nothing that is pressed is smaller than 24 pixels, and no page is wider than the screen.
"""

import pytest

from tests import browser, running

pytestmark = [pytest.mark.browser, pytest.mark.long]
DESK = [
    "/admin/",
    "/admin/first-steps/",
    "/admin/taskforces/taskforce/",
    "/admin/taskforces/taskforce/?q=bretagne&state=published",
    "/admin/taskforces/taskforce/add/",
    "/admin/timeline/event/",
    "/admin/timeline/event/add/",
    "/admin/timeline/event/from/",
    "/admin/timeline/event/export/",
    "/admin/taskforces/organisation/import/",
    "/admin/taskforces/organisation/",
    "/admin/taskforces/organisation/add/",
    "/admin/taskforces/country/FR/change/",
    "/admin/timeline/eventtype/",
    "/admin/publishing/remark/",
    "/admin/publishing/miss/",
    "/admin/publishing/term/",
    "/admin/alerts/subject/",
    "/admin/scheduled/",
    "/admin/publishing/text/",
    "/admin/publishing/text/contact/change/",
    "/admin/editing/finding/",
    "/admin/library/picture/",
    "/admin/library/picture/add/",
    "/admin/library/document/",
    "/admin/library/document/add/",
    "/admin/password_change/",
    "/admin/upkeep/linkspot/",
    "/admin/account/",
]


ADMINISTRATORS = [
    "/admin/auth/user/",
    "/admin/auth/user/add/",
    "/admin/auth/user/1/change/",
    "/admin/auth/user/1/role/",
    "/admin/auth/group/1/change/",
    "/admin/publishing/trasheditem/empty/",
    "/admin/audit/record/",
]


@pytest.fixture(scope="module")
def desk(browser, base_url, site):
    """A browser for all tests of this file, logged in as the editor."""
    with browser.new_context(base_url=base_url, reduced_motion="reduce") as context:
        yield logged_in(context.new_page(), site.username, site.password)


def logged_in(page, name, password):
    """The page of a browser in which this person is logged in."""
    page.goto("/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("[type=submit]")
    return page


DRAWN = """() => document.querySelectorAll("textarea[data-django-prose-editor-configurable]").length
    === document.querySelectorAll(".ProseMirror[role=textbox][aria-label]").length"""


def findings(page):
    """What axe-core has against the page as it stands in each look, with its text editors drawn."""
    drawn(page)
    return browser.findings_in_looks(page)


def drawn(page):
    """The page, once it is loaded and its text editors are drawn."""
    page.wait_for_load_state()
    page.wait_for_function(DRAWN)
    return page


# What is pressed and smaller than 24 pixels; but for words within a sentence, and boxes that only hold what is pressed.
SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, summary, textarea, [role=button]")]
    .filter((each) => each.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }))
    .filter((each) => !each.matches(".select2-search__field, .select2-hidden-accessible, [type=hidden]"))
    .filter((each) => !each.closest(".visually-hidden, .ProseMirror, .skip-to-content-link"))
    .filter((each) => getComputedStyle(each).display !== "inline"
        || each.parentElement.textContent === each.textContent)
    .map((each) => [each.outerHTML.slice(0, 100), each.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
    .map(([html, box]) => `${html} ${box.width} x ${box.height}`)"""


def overflow(page):
    """How many pixels the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def visit(page, addresses):
    """Look at one page after the other; returns everything that is wrong."""
    wrong = []
    for address in addresses:
        page.goto(address)
        for width in browser.looks(drawn(page)):
            wrong += [f"{width}: {finding}" for finding in browser.findings(page)]
            wrong += [f"{page.url} {width}: small: {target}" for target in page.evaluate(SMALL)]
            if wider := overflow(page):
                wrong.append(f"{page.url} {width}: {wider} pixels wider than the screen")
    return wrong


def test_login(browser, base_url):
    with browser.new_context(base_url=base_url, reduced_motion="reduce") as context:
        page = context.new_page()
        assert visit(page, ["/admin/password_reset/", "/admin/password_reset/done/", "/admin/"]) == []
        page.fill("#id_username", "nobody")
        page.fill("#id_password", "nothing")
        with page.expect_navigation():
            page.click("[type=submit]")
        assert findings(page) == []


LINKS = """
from upkeep.gathering import gather
from upkeep.models import ExternalLink
gather()
some = ExternalLink.objects.order_by("pk").values("pk")[:3]
wrong = {"failures": 3, "failed_days": 3, "failed_at": "2026-01-05T03:00Z", "checked_at": "2026-01-08T03:00Z"}
ExternalLink.objects.filter(pk__in=some).update(failure="moved", moved_to="https://example.org/new", **wrong)
"""


def test_pages_of_the_desk(desk, site):
    assert running.manage(site.data_dir, "shell", "-c", LINKS, **site.env).returncode == 0
    assert visit(desk, DESK) == []
    assert desk.goto("/admin/upkeep/linkspot/").ok
    assert desk.locator("#result_list tbody tr").count() > 0


def test_table_that_is_looked_at_and_brought(desk):
    wrong = []
    for rows in ("title,date\nA,soon\n", "title,date\nBrought,2020\n"):
        desk.goto("/admin/timeline/event/import/")
        desk.set_input_files("#id_file", {"name": "table.csv", "mimeType": "text/csv", "buffer": rows.encode()})
        desk.get_by_role("button", name="Show what it would change").click()
        desk.locator(".found").wait_for()
        wrong += findings(desk) + desk.evaluate(SMALL)
    desk.get_by_role("button", name="Import").click()
    desk.get_by_text("Imported: 1 new, 0 changed.").wait_for()
    assert wrong == []


def test_draft_that_is_deleted_and_the_trash(desk):
    desk.goto("/admin/timeline/event/add/")
    desk.fill("#id_title", "A slip of the pen")
    desk.fill("#id_date", "07/12/2017")
    desk.locator(".nearest-dates button").first.wait_for()
    wrong = [f"small: {target}" for target in desk.evaluate(SMALL)] + findings(desk)
    desk.get_by_role("button", name="Take “7 December 2017”").click()
    with desk.expect_navigation():
        desk.get_by_role("button", name="Save", exact=True).click()
    desk.goto("/admin/timeline/event/?state=draft&q=slip+of+the+pen")
    event = desk.locator("#result_list tbody th a").first.get_attribute("href").partition("?")[0]
    pages = ("change", "history", "delete", "review", "schedule")
    wrong += visit(desk, [event.replace("change", page) for page in pages])
    desk.goto("/admin/timeline/event/?state=draft&q=slip+of+the+pen")
    desk.locator("input.action-select").first.check()
    desk.select_option("select[name=action]", "publish_selected")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Go").click()
    wrong += findings(desk)
    desk.goto(event.replace("change", "delete"))
    desk.get_by_role("button", name="Move to the trash").click()
    wrong += visit(desk, ["/admin/publishing/trasheditem/"])
    assert wrong == []


BOSS = """
from django.contrib.auth.models import User
User.objects.create_superuser("boss", password="{password}")
"""


def test_pages_of_administrators(browser, base_url, site):
    made = running.manage(site.data_dir, "shell", "-c", BOSS.format(password=site.password), **site.env)
    assert made.returncode == 0
    with browser.new_context(base_url=base_url, reduced_motion="reduce") as context:
        assert visit(logged_in(context.new_page(), "boss", site.password), ADMINISTRATORS) == []


def open_bretagne(desk):
    desk.goto("/admin/taskforces/taskforce/")
    desk.get_by_role("link", name="Bretagne (France)").click()
    desk.locator(".ProseMirror").first.wait_for(state="attached")


def test_preview_of_a_taskforce_and_its_withdrawal(desk):
    open_bretagne(desk)
    with desk.expect_popup() as opened:
        desk.get_by_role("button", name="Preview").click()
    wrong = findings(opened.value)
    opened.value.close()
    with desk.expect_navigation():
        desk.get_by_role("link", name="Withdraw…", exact=True).click()
    wrong += findings(desk)
    with desk.expect_navigation():
        desk.get_by_role("button", name="Withdraw", exact=True).click()
    wrong += findings(desk)
    assert wrong == []


def test_form_that_was_saved_and_form_of_a_new_event_in_a_timeline(desk):
    open_bretagne(desk)
    with desk.expect_navigation():
        desk.get_by_role("button", name="Save and publish").click()
    desk.locator(".bar .messagelist").wait_for()
    wrong = findings(desk)
    form = desk.url.partition("?")[0]
    moments = {"compare": "before=e1&after=desk", "restore": "moment=e1", "history": ""}
    wrong += visit(desk, [f"{form.replace('change', page)}?{query}" for page, query in moments.items()])
    desk.goto("/admin/")
    with desk.expect_navigation():
        desk.get_by_role("link", name="Add an event to Bretagne").click()
    desk.locator(".suggestions").last.wait_for()
    assert wrong + findings(desk) == []


def test_form_with_mistakes_and_an_open_box_of_choices(desk):
    open_bretagne(desk)
    desk.fill("#id_title", "")
    desk.fill("#id_start", "07/12/2017")
    desk.fill("#id_old_addresses", "/admin/")
    desk.get_by_role("button", name="Save and publish").click()
    desk.locator(".errornote").wait_for()
    desk.locator("#organisation_links-0 .select2-selection").click()
    desk.locator(".select2-container--open .select2-search__field").last.fill("norw")
    desk.locator(".select2-results__option").first.wait_for()
    assert findings(desk) == []


def test_what_is_selected_before_it_is_published(desk):
    desk.goto("/admin/timeline/event/")
    desk.locator(".action-select").first.check()
    desk.select_option("select[name=action]", "publish_selected")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Go").click()
    assert findings(desk) == []


# So many topics that a filter of the list becomes a box to find one in; they stand in a draft, which nobody else reads.
TOPICS = """
from tests import make
make.event("A draft with many topics", topics=[make.topic(f"Topic {n:02}", slug=f"topic-{n}") for n in range(21)])
"""


def test_merge_page_copy_of_an_event_and_filter_box(desk, site):
    assert running.manage(site.data_dir, "shell", "-c", TOPICS, **site.env).returncode == 0
    desk.goto("/admin/timeline/event/?q=a+draft+with+many+topics")
    wrong = findings(desk)
    desk.locator(".choice-filter .select2-selection").first.click()
    desk.keyboard.type("topic 07")
    desk.locator(".select2-results__option", has_text="Topic 07").click()
    with desk.expect_navigation():
        desk.locator(".choice-filter button").first.click()
    desk.locator("#result_list tbody th a").click()
    with desk.expect_navigation():
        desk.get_by_role("link", name="Copy…").click()
    wrong += findings(desk)
    desk.goto("/admin/timeline/topic/?q=topic+08")
    desk.locator("#result_list tbody th a").click()
    with desk.expect_navigation():
        desk.get_by_role("link", name="Merge into another…").click()
    desk.locator(".select2-selection").click()
    desk.keyboard.type("topic 09")
    desk.locator(".select2-results__option", has_text="Topic 09").wait_for()
    wrong += findings(desk)
    desk.locator(".select2-results__option", has_text="Topic 09").click()
    with desk.expect_navigation():
        desk.get_by_role("button", name="Show what will change").click()
    wrong += findings(desk)
    with desk.expect_navigation():
        desk.get_by_role("button", name="Merge", exact=True).click()
    with desk.expect_navigation():
        desk.get_by_role("link", name="Topic 08", exact=True).click()
    wrong += findings(desk)
    with desk.expect_navigation():
        desk.get_by_role("button", name="Undo the merge").click()
    assert "is not merged into" in desk.locator(".messagelist").inner_text()
    assert wrong == []


def test_links_to_a_preview_what_a_guest_sees_and_the_remark_at_the_desk(desk, browser, base_url):
    open_bretagne(desk)
    form = desk.url
    desk.get_by_role("link", name="Show it to others").click()
    desk.get_by_role("button", name="Make a link").click()
    desk.get_by_role("button", name="Take back").first.wait_for()
    wrong = visit(desk, [desk.url])
    with browser.new_context(base_url=base_url, reduced_motion="reduce") as context:
        guest = context.new_page()
        guest.goto(desk.get_by_label("Link for anybody").first.input_value())
        guest.locator(".preview summary").click()
        guest.locator("#background p").first.select_text()
        assert guest.locator("#id_passage").input_value()
        guest.fill("#id_text", "Which year was this?")
        wrong += findings(guest)
        wrong += [f"wider by {overflow(guest)}"] if overflow(guest) else []
        guest.get_by_role("button", name="Send the remark").click()
        guest.get_by_text("Your remark has reached the editors").wait_for()
        wrong += findings(guest)
        assert context.cookies() == []
    wrong += visit(desk, [form])
    desk.get_by_role("button", name="Done Which year").click()
    desk.locator("#remarks").wait_for(state="detached")
    desk.goto(form)
    desk.get_by_role("link", name="Show it to others").click()
    with desk.expect_navigation():
        desk.get_by_role("button", name="Take back").first.click()
    assert wrong == []
