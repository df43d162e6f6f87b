"""Two editors at one form, each in a browser of their own."""

import pytest
from playwright.sync_api import expect

from tests import browser as chromium
from tests.test_desk_browser import log_in, press_continue, save

pytestmark = pytest.mark.browser
ADD = "/admin/taskforces/taskforce/add/"


@pytest.fixture
def mine(page, site):
    """The browser of the editor who has the form open all the time."""
    return log_in(page, site)


@pytest.fixture
def theirs(browser, base_url, anna):
    """The browser of the one who saves meanwhile."""
    with browser.new_context(base_url=base_url) as context:
        faults = chromium.watch(context, base_url, ())
        yield log_in(context.new_page(), anna)
        assert faults == []


@pytest.fixture
def looked_at(browser, base_url, site):
    """A browser that may be looked at with axe-core, whose own styles break the policy."""
    with browser.new_context(base_url=base_url, viewport={"width": 360, "height": 800}) as context:
        yield log_in(context.new_page(), site)


def write(page, text):
    """Write at the end of the story."""
    page.locator(".field-background .ProseMirror[contenteditable]").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def pick(page, row, text):
    """Choose an organisation in a row by typing."""
    page.locator(f"{row} .select2-selection").first.click()
    page.locator(".select2-container--open .select2-search__field").last.fill(text)
    page.get_by_role("option", name=text).first.click()


def test_two_editors_of_a_taskforce_lose_nothing(mine, theirs):
    mine.goto(ADD)
    mine.fill("#id_title", "A pact for two")
    mine.fill("#id_objectives-0-text", "Bring schools together")
    mine.fill("#id_results-0-text", "A network")
    mine.fill("#id_results-0-answers", "1")
    save(mine)
    theirs.goto(mine.url)
    theirs.fill("#id_region", "Riga")
    theirs.fill("#id_objectives-1-text", "Theirs, now first")
    theirs.locator("#objectives-1").get_by_role("button", name="Move up").click()
    pick(theirs, "#organisation_links-0", "Institut de Locarn")
    save(theirs)
    mine.fill("#id_summary", "Two people write this.")
    mine.fill("#id_objectives-0-text", "Bring schools and companies together")
    mine.fill("#id_results-0-text", "A network of schools")
    pick(mine, "#organisation_links-0", "AlertEducation")
    write(mine, "Why it began.")
    save(mine)
    expect(mine.locator(".messagelist")).to_contain_text("Merged with what Anna Lind saved at")
    expect(mine.locator("#id_region")).to_have_value("Riga")
    expect(mine.locator("#id_objectives-0-text")).to_have_value("Theirs, now first")
    expect(mine.locator("#id_objectives-1-text")).to_have_value("Bring schools and companies together")
    expect(mine.locator("#id_results-0-answers")).to_have_value("2")
    shown = mine.locator("#organisation_links-group .select2-selection__rendered").all_text_contents()
    assert [name.strip("× \n") for name in shown][:2] == ["L'Institut de Locarn", "AlertEducation"]


def test_what_both_changed_is_chosen_and_the_rest_found_in_the_history(looked_at, theirs):
    mine = looked_at
    mine.goto(ADD)
    mine.fill("#id_title", "A pact for three")
    write(mine, "It began.")
    save(mine)
    theirs.goto(mine.url)
    theirs.fill("#id_title", "A pact for three, says Anna")
    write(theirs, " In May.")
    save(theirs)
    mine.fill("#id_title", "A pact for four")
    write(mine, " In June.")
    press_continue(mine)
    expect(mine.locator(".mistakes a")).to_have_count(2)
    expect(mine.locator(".whose mark").first).to_have_text("four")
    assert mine.locator(".whose input:checked").count() == 0
    assert chromium.findings(mine) == []
    mine.locator(".field-title").get_by_label("My words").check()
    mine.locator(".field-background").get_by_label("The words of Anna Lind").check()
    save(mine)
    expect(mine.locator("#id_title")).to_have_value("A pact for four")
    expect(mine.locator(".field-background .ProseMirror[contenteditable]")).to_have_text("It began. In May.")
    mine.get_by_role("link", name="History").click()
    for place, words in (("Title", "A pact for three, says Anna"), ("Background", "It began. In June.")):
        mine.get_by_text(f"Not chosen for “{place}”").click()
        expect(mine.get_by_text(words, exact=True)).to_be_visible()
    assert chromium.findings(mine) == []


def test_two_editors_of_an_event_and_of_an_organisation(mine, theirs):
    mine.goto("/admin/taskforces/organisation/add/")
    mine.fill("#id_name", "Two Editors Ltd")
    save(mine)
    theirs.goto(mine.url)
    theirs.fill("#id_website", "https://www.example.org/")
    save(theirs)
    mine.fill("#id_other_names", "2E")
    save(mine)
    expect(mine.locator("#id_website")).to_have_value("https://www.example.org/")
    mine.goto("/admin/timeline/event/add/")
    mine.fill("#id_title", "A meeting of two")
    save(mine)
    theirs.goto(mine.url)
    for page, name in ((theirs, "Danish Technology Pact"), (mine, "Norwegian Technology Pact")):
        page.get_by_role("searchbox", name="Taskforces").fill(name)
        page.get_by_role("option", name=name).click()
        save(page)
    expect(mine.locator("#id_taskforces option:checked")).to_have_count(2)
