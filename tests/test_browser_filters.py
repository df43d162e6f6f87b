"""Filters in a real browser: they apply at once, and nothing of the reader's place is lost."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def events(page):
    """The list of events, marked so that a new page would be noticed."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/events/")
    page.evaluate("window.same = true")
    return page


def is_same_page(page):
    return page.evaluate("window.same === true")


def test_choice_applies_at_once_and_keeps_focus_scroll_and_folds(events):
    sentence = events.get_by_role("status").element_handle()
    fold = events.locator(".group", has_text="Organisation").locator("> summary")
    fold.click()
    box = events.get_by_role("checkbox", name="Meeting report")
    events.evaluate("scrollTo(0, 120)")
    box.check()
    expect(events).to_have_url(re.compile(r"/events/\?type=meeting-report$"))
    told = re.compile(r"^\d+ events, type: Meeting report$")
    expect(events.get_by_role("status")).to_have_text(told)
    expect(box).to_be_focused()
    expect(events.locator(".entry")).to_have_count(20)
    expect(events).to_have_title(re.compile(r"\d+ events, type: Meeting report"))
    assert is_same_page(events)
    assert events.evaluate("scrollY") == 120
    assert events.locator(".group", has_text="Organisation").first.get_attribute("open") is not None
    # The same element: a screen reader announces what changes in it.
    assert told.match(sentence.evaluate("said => said.isConnected && said.textContent"))


def test_way_back_undoes_a_choice(events):
    before = events.get_by_role("status").inner_text()
    events.get_by_role("checkbox", name="Tools").check()
    expect(events.get_by_role("status")).to_have_text("2 events, type: Tools")
    events.go_back()
    expect(events.get_by_role("status")).to_have_text(before)
    expect(events.get_by_role("checkbox", name="Tools")).not_to_be_checked()
    events.go_forward()
    expect(events.get_by_role("checkbox", name="Tools")).to_be_checked()
    assert is_same_page(events)


def test_of_two_quick_choices_both_count(events):
    waiting = []
    events.route("**/events/?*type=tools*", lambda route: waiting.append(route) if not waiting else route.continue_())
    events.get_by_role("checkbox", name="Tools").check()
    expect(events.locator("#the_results")).to_have_attribute("aria-busy", "true")
    events.get_by_role("checkbox", name="Video").check()
    expect(events).to_have_url(re.compile(r"/events/\?type=tools&type=video$"))
    expect(events.get_by_role("status")).to_have_text("5 events, type: Tools or Video")
    expect(events.locator("#the_results")).not_to_have_attribute("aria-busy", "true")


def test_choice_that_cannot_be_fetched_leads_to_its_page(events):
    failed = []

    def fail_once(route):
        if failed:
            route.continue_()
        else:
            failed.append(route.request.url)
            route.fulfill(status=500, body="")

    events.route("**/events/?*type=tools*", fail_once)
    events.get_by_role("checkbox", name="Tools").check()
    expect(events).to_have_url(re.compile(r"/events/\?type=tools$"))
    expect(events.get_by_role("status")).to_have_text("2 events, type: Tools")
    assert failed
    assert not is_same_page(events)


def test_order_of_taskforces_applies_at_once(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/taskforces/?status=finalised")
    page.get_by_label("Order").focus()
    page.get_by_label("Order").select_option(label="Title")
    expect(page).to_have_url(re.compile(r"/taskforces/\?status=finalised&sort=title$"))
    expect(page.locator(".card-title")).to_have_text(["Danish Technology Pact", "Norwegian Technology Pact"])
    expect(page.get_by_label("Order")).to_be_focused()


def test_button_stays_only_without_scripts(browser, base_url, page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/events/")
    expect(page.get_by_role("button", name="Apply filters")).to_be_hidden()
    with browser.new_context(base_url=base_url, java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto("/events/")
        plain.get_by_role("checkbox", name="Tools").check()
        plain.get_by_role("button", name="Apply filters").click()
        expect(plain).to_have_url(re.compile(r"/events/\?type=tools$"))
        expect(plain.get_by_role("status")).to_have_text("2 events, type: Tools")
