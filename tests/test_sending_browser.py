"""Forms of the desk on their way, in a real browser: double clicks, buttons that work, sessions that ended."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests import browser as chromium
from tests.browser import text_editor
from tests.test_desk_browser import desk, log_in, type_password

__all__ = ["desk"]
pytestmark = pytest.mark.browser
ADD = "/admin/timeline/event/add/"
SAVE = {"name": "Save and continue editing"}


def number_of(desk, title):
    """How many events of this title the desk has."""
    desk.goto(f"/admin/timeline/event/?q={quote(title)}")
    return desk.locator("#result_list").get_by_role("link", name=title, exact=True).count()


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_double_clicks_make_one_event(browser, base_url, site, script):
    title = f"Clicked-{script}"
    with browser.new_context(base_url=base_url, java_script_enabled=script) as context:
        desk = log_in(context.new_page(), site)
        desk.goto(ADD)
        desk.fill("#id_title", title)
        desk.get_by_role("button", name="Save and publish").dblclick()
        expect(desk.locator(".messagelist")).to_contain_text(f"Public now: {title}")
        assert desk.locator(".messagelist li").count() == 1
        expect(desk.locator(".errornote")).to_have_count(0)
        assert number_of(desk, title) == 1


def test_button_says_that_it_works_and_sends_once(desk):
    posts, button = [], desk.locator("input[name=_continue]")

    def leave_page(route):
        posts.append(route.request.post_data)
        route.fulfill(status=204)

    desk.goto(ADD)
    desk.fill("#id_title", "On its way")
    desk.route(f"**{ADD}", leave_page)
    button.click()
    expect(button).to_have_value("One moment…")
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    desk.keyboard.press("Escape")
    expect(button).to_have_value("Save and continue editing")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    assert len(posts) == 1
    assert "&_continue=Save+and+continue+editing&" in f"{posts[0]}&"
    button.click()
    expect(button).to_have_value("One moment…")
    assert len(posts) == 2


def test_button_says_what_it_does_again_after_going_back(desk):
    desk.goto(ADD)
    desk.fill("#id_title", "Left and found again")
    with desk.expect_navigation():
        desk.get_by_role("button", **SAVE).click()
    desk.go_back()
    expect(desk.get_by_role("button", **SAVE)).to_be_enabled()
    assert desk.locator("form[aria-busy]").count() == 0


def test_preview_opens_beside_a_form_that_can_still_be_sent(desk):
    desk.goto(ADD)
    desk.fill("#id_title", "Looked at first")
    for _ in range(2):
        with desk.expect_popup() as opened:
            desk.get_by_role("button", name="Preview").click()
        opened.value.close()
    with desk.expect_navigation():
        desk.get_by_role("button", **SAVE).click()
    assert number_of(desk, "Looked at first") == 1


def test_words_come_back_after_the_session_ended(desk, site):
    desk.goto(ADD)
    desk.fill("#id_title", "Typed for an hour")
    text_editor(desk, "Full story").click()
    desk.keyboard.type("A long story")
    desk.context.clear_cookies(name="sessionid")
    desk.get_by_role("button", **SAVE).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Sign in again")
    assert chromium.findings(desk) == []
    desk.fill("#id_username", site.username)
    desk.fill("#id_password", site.password)
    desk.get_by_role("button", name="Sign in").click()
    expect(desk.locator("#id_title")).to_have_value("Typed for an hour")
    expect(desk.locator(".errorlist").first).to_contain_text("Nothing was saved yet: you were signed out.")
    expect(text_editor(desk, "Full story")).to_contain_text("A long story")
    assert desk.url.endswith(ADD)
    with desk.expect_navigation():
        desk.get_by_role("button", **SAVE).click()
    assert number_of(desk, "Typed for an hour") == 1


def test_words_come_back_after_signing_in_in_another_tab(desk, site):
    desk.goto(ADD)
    desk.fill("#id_title", "Typed in the first tab")
    desk.context.clear_cookies(name="sessionid")
    other = desk.context.new_page()
    other.goto("/admin/")
    type_password(other, site)
    desk.get_by_role("button", **SAVE).click()
    expect(desk.locator(".errorlist").first).to_contain_text("in another tab")
    expect(desk.locator("#id_title")).to_have_value("Typed in the first tab")
    with desk.expect_navigation():
        desk.get_by_role("button", **SAVE).click()
    assert number_of(desk, "Typed in the first tab") == 1
