"""What the frame promises, seen by a real browser."""

import pytest

from tests.browser import watch

pytestmark = pytest.mark.browser
BROKEN = """document.body.innerHTML = '<b style="color: red">x</b><img src="http://elsewhere.test/x.png">'"""


@pytest.fixture
def desk(page, site):
    """The admin, logged in as the editor."""
    page.goto("/admin/")
    page.fill("#id_username", site.username)
    page.fill("#id_password", site.password)
    page.click("[type=submit]")
    return page


def test_public_page_sets_no_cookie(page, context):
    page.goto("/")
    assert context.cookies() == []


def test_current_page_is_marked_when_colours_are_forced(page):
    page.emulate_media(forced_colors="active")
    page.goto("/taskforces/")
    links = page.get_by_role("navigation", name="Main").locator("a")
    assert links.evaluate_all("all => all.map(one => getComputedStyle(one).borderBottomWidth)") == ["2px", "0px", "0px"]
    assert len(set(links.evaluate_all("all => all.map(one => one.offsetHeight)"))) == 1


def test_rich_text_keeps_to_the_policy_of_the_desk(desk):
    desk.goto("/admin/taskforces/taskforce/add/")
    desk.locator(".ProseMirror").first.wait_for(state="attached")
    # The style that the editor adds has reached the page: its hash in ADMIN_POLICY is right.
    assert desk.locator(".ProseMirror").first.evaluate("box => getComputedStyle(box).whiteSpace") == "break-spaces"


def test_what_breaks_the_policy_does_not_pass_unseen(browser, base_url):
    with browser.new_context() as context:
        faults = watch(context, base_url, ())
        page = context.new_page()
        page.goto(base_url)
        page.evaluate(BROKEN)
        page.wait_for_function("document.images[0].complete")
    assert any("inline style" in fault for fault in faults)
    assert any("elsewhere.test" in fault for fault in faults)
