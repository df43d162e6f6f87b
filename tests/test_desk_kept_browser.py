"""Words that nobody saved, in a real browser: killed, offline, on two devices; who else is there; leaving and Back."""

import re

import pytest
from playwright.sync_api import expect

from tests import browser as chromium
from tests import running
from tests.browser import text_editor
from tests.test_desk_browser import log_in

pytestmark = pytest.mark.browser
ADD = "/admin/taskforces/taskforce/add/"
COLLEAGUE = """
from django.contrib.auth.models import Group, User
person, made = User.objects.get_or_create(username="anna", is_staff=True, first_name="Anna", last_name="Example")
person.set_password("{password}")
person.save()
person.groups.set(Group.objects.filter(name="Publishers"))
"""


@pytest.fixture
def desk(page, site):
    """The admin, logged in as the editor."""
    return log_in(page, site)


@pytest.fixture
def another(browser, base_url, site):
    """Opens the desk in another browser: another device, or a browser that was started anew."""
    contexts = []

    def open_browser(username=None):
        contexts.append(browser.new_context(base_url=base_url))
        person = site if username is None else type("Person", (), {"username": username, "password": site.password})
        return log_in(contexts[-1].new_page(), person)

    yield open_browser
    for context in contexts:
        context.close()


@pytest.fixture
def item(desk):
    """The address of a taskforce's form, opened."""
    desk.goto(ADD)
    desk.fill("#id_title", "A pact to be kept")
    save(desk)
    return desk.url


def save(desk, button="Save and continue editing"):
    with desk.expect_navigation():
        desk.get_by_role("button", name=button, exact=True).click()


def kept(desk):
    """Wait until the form says that all is kept."""
    expect(desk.locator("#desk-kept")).to_contain_text("Kept at", timeout=15_000)


def test_words_come_back_after_a_killed_browser(another):
    killed = another()
    killed.goto(ADD)
    killed.locator("#id_title").press_sequentially("A pact of the killed")
    text_editor(killed, "Background").click()
    killed.keyboard.type("Schools and companies")
    killed.get_by_role("searchbox", name="Countries").press_sequentially("cote d'iv")
    killed.get_by_role("option", name="Côte d’Ivoire").click()
    killed.fill("#id_objectives-0-text", "First")
    killed.get_by_role("button", name="Add another Objective").click()
    with killed.expect_response(lambda answer: "/keep/" in answer.url and "Third" in (answer.request.post_data or "")):
        killed.fill("#id_objectives-1-text", "Third")
    killed.context.close()
    desk = another()
    desk.goto(ADD)
    offer = desk.locator(".kept-words").filter(has_text="A pact of the killed")
    expect(offer).to_contain_text("Kept just now")
    expect(offer).to_contain_text("Côte d’Ivoire")
    assert chromium.findings(desk) == []
    offer.get_by_role("link", name="Use my words").click()
    expect(desk.locator("#id_background")).to_have_value("<p>Schools and companies</p>")
    expect(text_editor(desk, "Background")).to_have_text("Schools and companies")
    expect(desk.locator("#id_objectives-1-text")).to_have_value("Third")
    save(desk)
    assert desk.locator("#id_countries option:checked").all_text_contents() == ["Côte d’Ivoire"]
    expect(desk.locator(".kept-words")).to_have_count(0)
    desk.goto(ADD)
    expect(desk.locator(".kept-words").filter(has_text="A pact of the killed")).to_have_count(0)


def test_while_the_line_is_lost_the_browser_keeps_words_and_sends_them_later(desk, item, another):
    desk.context.set_offline(True)
    desk.locator("#id_region").press_sequentially("Riga")
    expect(desk.locator("#desk-kept")).to_contain_text("The line is lost. This browser keeps", timeout=15_000)
    with desk.expect_response(re.compile("/keep/")):
        desk.context.set_offline(False)
    kept(desk)
    phone = another()
    phone.goto(item)
    expect(phone.locator(".kept-words ins")).to_have_text("Riga")


def test_words_that_only_a_browser_has_are_offered_when_it_is_back(desk, item):
    desk.context.set_offline(True)
    desk.locator("#id_region").press_sequentially("Tallinn")
    expect(desk.locator("#desk-kept")).to_contain_text("This browser keeps", timeout=15_000)
    desk.on("dialog", lambda dialog: dialog.accept())
    other = desk.context.new_page()
    desk.close()
    other.context.set_offline(False)
    loads = []
    other.on("load", lambda page: loads.append(page))
    with other.expect_event("load", lambda _page: len(loads) > 1):  # what this browser had is sent, then drawn
        other.goto(item, wait_until="commit")
    expect(other.locator(".kept-words ins")).to_have_text("Tallinn")
    assert other.evaluate("Object.keys(localStorage).filter(name => name.startsWith('desk-kept'))") == []


def test_two_people_see_each_other_until_one_hides_the_tab(desk, item, another, site):
    made = running.manage(site.data_dir, "shell", "-c", COLLEAGUE.format(password=site.password), **site.env)
    assert made.returncode == 0, made.stderr
    anna = another("anna")
    with anna.expect_response(re.compile("/keep/")):
        anna.goto(item)
    expect(anna.locator("#desk-present")).to_have_text("editor has this open, too.")
    desk.locator("#id_region").press_sequentially("Riga")
    expect(desk.locator("#desk-present")).to_have_text("Anna Example has this open, too.", timeout=15_000)
    anna.goto("/admin/")
    desk.locator("#id_region").press_sequentially(" and around")
    expect(desk.locator("#desk-present")).to_contain_text("Anna Example was here at", timeout=15_000)


def test_leaving_a_form_of_the_library_with_words_is_asked_about(desk):
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto("/admin/library/document/add/")
    desk.fill("#id_title", "A report that nobody saved")
    desk.get_by_role("link", name="Home").click()
    desk.wait_for_url("**/admin/")
    assert asked == ["beforeunload"]
    desk.goto("/admin/library/document/add/")
    expect(desk.locator(".kept-words")).to_contain_text("A report that nobody saved")


def test_back_never_shows_an_older_form_than_what_was_saved(desk, item, another):
    desk.fill("#id_region", "Riga")
    text_editor(desk, "Background").click()
    desk.keyboard.type("Older")
    save(desk, "Save")
    phone = another()
    phone.goto(item)
    phone.fill("#id_region", "Tallinn")
    text_editor(phone, "Background").click()
    phone.keyboard.type("Newer ")
    save(phone, "Save")
    desk.go_back()
    expect(desk.locator("#id_region")).to_have_value("Tallinn")
    expect(desk.locator("#id_background")).to_have_value(re.compile("Newer"))
    expect(desk.locator(".kept-words")).to_have_count(0)


def test_who_was_signed_out_is_told_and_loses_nothing_when_signed_in_in_another_tab(desk, item):
    desk.locator("#id_region").press_sequentially("Riga")
    kept(desk)
    desk.context.clear_cookies()
    desk.locator("#id_region").press_sequentially(" and around")
    expect(desk.locator("#desk-kept")).to_contain_text("You are signed out. This browser keeps", timeout=15_000)
    with desk.expect_response(lambda answer: "/keep/" in answer.url and answer.status == 200, timeout=15_000):
        sign_in = desk.context.new_page()
        sign_in.goto("/admin/")
        sign_in.fill("#id_username", "editor")
        sign_in.fill("#id_password", "a long password for tests")
        sign_in.click("[type=submit]")
        desk.locator("#id_region").press("End")
    kept(desk)
    expect(desk.locator("#id_region")).to_have_value("Riga and around")


@pytest.fixture
def refused(desk):
    """Every answer that the console of the browser shows as an error."""
    answers = []
    desk.on("response", lambda answer: answers.append((answer.status, answer.url)) if answer.status >= 400 else None)
    return answers


def test_who_saves_right_after_typing_is_shown_no_error(desk, item, refused):
    desk.fill("#id_region", "Riga")
    with desk.expect_response(re.compile("/keep/")):  # what this browser had kept for the way is told at once
        save(desk)
    desk.wait_for_function("!Object.keys(localStorage).some(name => name.startsWith('desk-kept'))")
    expect(desk.locator("#id_region")).to_have_value("Riga")
    expect(desk.locator(".kept-words")).to_have_count(0)
    assert refused == []


def test_words_of_a_form_whose_sending_failed_are_offered_again(desk, item):
    desk.fill("#id_region", "Riga")
    desk.route(f"**{item.partition('//')[2].partition('/')[2]}", lambda route: route.abort())
    with desk.expect_event("requestfailed"):
        desk.get_by_role("button", name="Save and continue editing", exact=True).click()
    desk.unroute_all()
    loads = []
    desk.on("load", lambda page: loads.append(page))
    with desk.expect_event("load", lambda _page: len(loads) > 1):  # what this browser had is sent, then drawn
        desk.goto(item, wait_until="commit")
    expect(desk.locator(".kept-words ins")).to_have_text("Riga")
