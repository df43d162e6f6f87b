"""The panel of events in a real browser: another page of it comes in its place, and nothing typed around it is lost."""

import pytest
from playwright.sync_api import expect

from tests import running
from tests.test_desk_browser import log_in, save

pytestmark = pytest.mark.browser
FURNISH = """
from publishing.touch import touch
from taskforces.models import Taskforce
from timeline.models import Event
item = Taskforce.objects.create(title="A pact of {name}")
touch(item)
for number in range(22):
    event = Event.objects.create(title=f"{name} meeting {{number}}", date="2021-05-01", position=number)
    event.taskforces.add(item)
    touch(event)
print(item.pk)
"""


@pytest.fixture
def desk(page, site):
    """The admin, logged in as the editor."""
    return log_in(page, site)


def furnished(site, name):
    """The address of the form of a new taskforce with 22 events."""
    made = running.manage(site.data_dir, "shell", "-v0", "-c", FURNISH.format(name=name), **site.env)
    assert made.returncode == 0, made.stderr
    return f"/admin/taskforces/taskforce/{made.stdout.split()[-1]}/change/"


def titles(desk):
    return desk.locator("#events .rows-of-events:not(.kept) a").all_text_contents()


def test_pages_are_turned_and_searched_in_place(desk, site):
    form = furnished(site, "Riga")
    desk.goto(form)
    desk.fill("#id_region", "Latvia")
    desk.get_by_role("checkbox", name="Detach Riga meeting 0", exact=True).check()
    desk.get_by_label("Place on its date Riga meeting 3", exact=True).fill("99")
    desk.get_by_role("button", name="Page 2 of the timeline").click()
    expect(desk.locator("#events [aria-current]")).to_be_focused()
    assert titles(desk) == ["Riga meeting 20", "Riga meeting 21"]
    kept = desk.locator("#events .kept")
    expect(kept.get_by_role("checkbox", name="Detach Riga meeting 0", exact=True)).to_be_checked()
    expect(kept.get_by_label("Place on its date Riga meeting 3", exact=True)).to_have_value("99")
    expect(desk.locator("#events [role=status]")).to_have_text("22 events · page 2 of 2")
    search = desk.get_by_role("searchbox", name="Search the timeline")
    search.fill("meeting 21")
    search.press("Enter")
    expect(desk.locator("#events .count")).to_have_text("1 event with “meeting 21”")
    expect(search).to_be_focused()
    save(desk)
    expect(desk.locator("#id_region")).to_have_value("Latvia")
    expect(desk.locator("#events .count")).to_have_text("21 events · page 1 of 2")
    desk.get_by_role("button", name="Page 2 of the timeline").click()
    expect(desk.locator("#events .count")).to_have_text("21 events · page 2 of 2")
    assert titles(desk) == ["Riga meeting 3"]


def test_without_a_script_pages_are_turned_and_words_stay(browser, base_url, site):
    form = furnished(site, "Tartu")
    with browser.new_context(base_url=base_url, java_script_enabled=False) as context:
        desk = log_in(context.new_page(), site)
        desk.goto(form)
        desk.fill("#id_region", "Estonia")
        desk.get_by_role("checkbox", name="Detach Tartu meeting 0", exact=True).check()
        desk.get_by_role("button", name="Page 2 of the timeline").click()
        expect(desk.locator("#id_region")).to_have_value("Estonia")
        expect(desk.locator(".kept input[name=detach]")).to_be_checked()
        assert titles(desk) == ["Tartu meeting 20", "Tartu meeting 21"]


def test_events_are_attached_by_typing(desk, site):
    desk.goto(furnished(site, "Vilnius"))
    desk.get_by_role("searchbox", name="Attach existing events").press_sequentially("neset webinar")
    desk.get_by_role("option", name="NESET Webinar").first.click()
    save(desk)
    assert titles(desk)[0].startswith("NESET Webinar")
    # Nothing is new but where it stands.
    expect(desk.get_by_role("checkbox", name="NESET Webinar").last).to_be_checked()


def test_what_is_selected_is_shown_before_it_is_published(desk, site):
    furnished(site, "Kaunas")
    desk.goto("/admin/timeline/event/?q=kaunas")
    desk.locator(".action-select").nth(0).check()
    desk.locator(".action-select").nth(1).check()
    desk.select_option("select[name=action]", "publish_selected")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Go").click()
    expect(desk.get_by_role("heading", name="Publish these?")).to_be_visible()
    expect(desk.get_by_role("button", name="Publish 2")).to_be_visible()
    expect(desk.get_by_label("Change note")).to_be_editable()
