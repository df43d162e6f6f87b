"""The desk in a real browser, by keyboard and mouse; every page is watched for breaches of the policy."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests import running
from tests.browser import text_editor

pytestmark = pytest.mark.browser
ADD = "/admin/taskforces/taskforce/add/"


SESSIONS = {}


def log_in(page, site):
    """The desk as this person has it open; the password is typed by the first test that needs it."""
    page.context.add_cookies(SESSIONS.get(site.username, []))
    page.goto("/admin/")
    if page.locator("#id_password").count():
        type_password(page, site)
        SESSIONS[site.username] = page.context.cookies()
    return page


def type_password(page, site):
    """Sign in on the page that asks for it."""
    page.fill("#id_username", site.username)
    page.fill("#id_password", site.password)
    with page.expect_navigation():
        page.click("[type=submit]")


@pytest.fixture
def desk(page, site):
    """The admin, logged in as the editor."""
    return log_in(page, site)


def rows(desk, group):
    """The rows of a group that can be written, as texts with their numbers, in the order that the page shows."""
    shown = desk.locator(f"#{group}-group .inline-related:not(.empty-form)")
    return shown.evaluate_all(
        """rows => rows.filter(row => row.querySelector("textarea"))
            .map(row => [row.querySelector("textarea").value, row.querySelector("[data-row-number]").value])"""
    )


def save(desk):
    """Save, and wait until the form is there again."""
    with desk.expect_navigation():
        press_continue(desk)


def press_continue(desk):
    """Press "Save and continue editing", which a phone folds."""
    more = desk.locator("details.more")
    if more.count() and more.get_attribute("open") is None:
        more.locator("summary").click()
    desk.get_by_role("button", name="Save and continue editing").click()


def write_objectives(desk, *texts):
    for number, text in enumerate(texts):
        if number:
            desk.get_by_role("button", name="Add another Objective").click()
        desk.fill(f"#id_objectives-{number}-text", text)


def test_rows_are_put_in_order_by_keyboard(desk):
    desk.goto(ADD)
    write_objectives(desk, "First", "Second", "Third")
    button = desk.locator("#objectives-2").get_by_role("button", name="Move up")
    button.press("Enter")
    expect(button).to_be_focused()
    assert rows(desk, "objectives") == [["First", "1"], ["Third", "2"], ["Second", "3"]]
    button.press("Enter")
    expect(desk.locator("#objectives-2").get_by_role("button", name="Move down")).to_be_focused()
    assert rows(desk, "objectives") == [["Third", "1"], ["First", "2"], ["Second", "3"]]


def test_rows_are_put_in_order_by_dragging_and_saved_so(desk):
    desk.goto(ADD)
    desk.fill("#id_title", "A pact to drag")
    write_objectives(desk, "First", "Second", "Third")
    desk.locator("#objectives-group").evaluate("group => group.scrollIntoView()")
    desk.drag_and_drop("#objectives-2 .drag", "#objectives-0 h3", target_position={"x": 300, "y": 2})
    assert rows(desk, "objectives") == [["Third", "1"], ["First", "2"], ["Second", "3"]]
    save(desk)
    assert [text for text, _number in rows(desk, "objectives")] == ["Third", "First", "Second", ""]


def test_a_new_row_that_was_moved_up_can_be_removed_again(desk):
    desk.goto(ADD)
    desk.fill("#id_title", "A pact to rearrange")
    write_objectives(desk, "First", "Second")
    save(desk)
    desk.fill("#id_objectives-2-text", "Third")
    desk.locator("#objectives-2").get_by_role("button", name="Move up").click()
    desk.get_by_role("button", name="Add another Objective").click()
    desk.fill("#id_objectives-3-text", "Not meant")
    desk.locator("#objectives-3 .inline-deletelink").click()
    assert rows(desk, "objectives") == [["First", "1"], ["Third", "2"], ["Second", "3"]]
    save(desk)
    assert [text for text, _number in rows(desk, "objectives")] == ["First", "Third", "Second", ""]


HELPER = """
from django.contrib.auth.models import Permission, User
person = User.objects.create_user("helper-{right}", password="{password}", is_staff=True)
rights = ["view_taskforce", "change_taskforce", "view_objective", "{right}_objective", "add_result", "change_result"]
person.user_permissions.set(Permission.objects.filter(codename__in=rights))
"""


def helper(page, site, right):
    """The form of a taskforce with one objective, for somebody with one right on objectives."""
    code = HELPER.format(right=right, password=site.password)
    assert running.manage(site.data_dir, "shell", "-c", code, **site.env).returncode == 0
    desk = log_in(page, replace(site, username=f"helper-{right}"))
    desk.goto("/admin/taskforces/taskforce/?q=norwegian+pact")
    desk.locator("#result_list th.field-title a").first.click()
    return desk


def test_rows_that_an_editor_may_only_add_come_after_those_that_stand(page, site):
    desk = helper(page, site, "add")
    expect(desk.locator("#results-0 button.move")).to_have_count(2)
    expect(desk.locator("#objectives-0 button.move")).to_have_count(0)
    desk.fill("#id_objectives-1-text", "Second")
    desk.get_by_role("button", name="Add another Objective").click()
    desk.fill("#id_objectives-2-text", "First of the new")
    desk.locator("#objectives-2").get_by_role("button", name="Move up").click()
    assert rows(desk, "objectives") == [["First of the new", "2"], ["Second", "3"]]
    save(desk)
    read = desk.locator("#objectives-group .field-text .readonly").all_text_contents()
    assert [text[:20] for text in read] == ["Examine if the pact ", "First of the new", "Second"]


def test_rows_of_which_an_editor_may_add_none_are_put_in_order(page, site):
    desk = helper(page, site, "change")
    expect(desk.locator("#objectives-0 button.move")).to_have_count(2)
    expect(desk.locator("#results-0 button.move")).to_have_count(2)


def test_an_organisation_is_made_on_the_spot(desk):
    desk.goto(ADD)
    with desk.expect_popup() as opened:
        desk.click("#add_id_organisation_links-0-organisation")
    popup = opened.value
    popup.fill("#id_name", "Made on the Spot")
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Save").click()
    expect(desk.locator("#organisation_links-0 .select2-selection")).to_contain_text("Made on the Spot")


def test_an_organisation_that_is_there_is_taken_in_the_place_of_a_second_one(desk):
    desk.goto(ADD)
    with desk.expect_popup() as opened:
        desk.locator("#organisation_links-0").get_by_role("link", name="Add another organisation").click()
    window = opened.value
    window.fill("#id_name", "Eu STEM-coalition")
    window.get_by_role("button", name="Save", exact=True).click()
    window.get_by_role("button", name="Use this one").click()
    expect(desk.locator("#organisation_links-0 .select2-selection__rendered")).to_contain_text("EU STEM Coalition")


def test_results_are_found_in_the_taskforces_of_the_event_and_types_by_their_sign(desk):
    desk.goto("/admin/timeline/event/add/")
    desk.locator(".field-type .select2-selection").click()
    expect(desk.locator(".select2-results__option .type-icon").first).to_be_visible()
    desk.keyboard.press("Escape")
    desk.locator(".field-taskforces .select2-search__field").fill("bretagne")
    desk.locator(".select2-results__option", has_text="Bretagne").click()
    desk.get_by_role("link", name="Summary, topics and results").click()
    desk.locator(".field-results .select2-selection").click()
    found = desk.locator("#select2-id_results-results .select2-results__option")
    expect(found.first).to_contain_text("Bretagne (France)")
    assert all(text.startswith("Bretagne (France)") for text in found.all_text_contents())


def test_a_country_is_chosen_by_keyboard_and_without_accents(desk):
    desk.goto(ADD)
    box = desk.get_by_role("searchbox", name="Countries")
    box.focus()
    box.press_sequentially("cote d'iv")
    expect(desk.get_by_role("option", name="Côte d’Ivoire")).to_be_visible()
    box.press("Enter")
    assert desk.locator("#id_countries option:checked").all_text_contents() == ["Côte d’Ivoire"]


def test_a_date_is_read_while_it_is_typed(desk):
    desk.goto("/admin/timeline/event/add/")
    line = desk.locator("#id_date_reads")
    desk.locator("#id_date").press_sequentially("24-25 aug 2022")
    expect(line).to_have_text("Reads: 24–25 August 2022 · Sorts as: 24 August 2022")
    desk.fill("#id_date", "07/12/2017")
    expect(line).to_contain_text("7 December 2017 or 12 July 2017")
    desk.get_by_role("button", name="Take “12 July 2017”").press("Enter")
    expect(desk.locator("#id_date")).to_have_value("12 July 2017")
    expect(desk.locator("#id_date")).to_be_focused()
    expect(line).to_contain_text("Sorts as: 12 July 2017")
    expect(desk.get_by_role("button", name="Take")).to_have_count(0)
    expect(desk.get_by_role("button", name="Check dates")).to_be_hidden()


def test_without_a_script_dates_are_checked_and_rows_numbered_by_hand(browser, base_url, site):
    with browser.new_context(base_url=base_url, java_script_enabled=False) as context:
        desk = log_in(context.new_page(), site)
        desk.goto(ADD)
        desk.fill("#id_title", "A pact without a script")
        desk.fill("#id_start", "2018?")
        desk.fill("#id_objectives-0-text", "First")
        desk.get_by_role("button", name="Check dates").click()
        desk.get_by_role("button", name="Take “about 2018”").click()
        expect(desk.locator("#id_start_reads")).to_contain_text("Sorts as: 1 January 2018")
        save(desk)
        desk.fill("#id_objectives-1-text", "Before the first")
        desk.fill("#id_objectives-0-number", "2")
        desk.fill("#id_objectives-1-number", "1")
        save(desk)
        expect(desk.locator("#id_objectives-0-text")).to_have_value("Before the first")


def test_rich_text_is_written_and_kept(desk):
    desk.goto(ADD)
    desk.fill("#id_title", "A pact with a story")
    story = text_editor(desk, "Background")
    story.click()
    desk.keyboard.type("Schools and ")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("companies")
    save(desk)
    expect(desk.locator("#id_background")).to_have_value("<p>Schools and <strong>companies</strong></p>")


def test_buttons_of_the_text_editor_say_whether_they_can_be_pressed(desk):
    desk.goto(ADD)
    text_editor(desk, "Background").click()
    link = desk.locator(".field-background button[data-name=link]").first
    expect(link).to_have_attribute("aria-disabled", "true")
    desk.keyboard.type("Schools")
    desk.keyboard.press("Control+a")
    expect(link).to_have_attribute("aria-disabled", "false")
    # The editor changes its buttons at moments of its own: what is told follows the button, not the moment.
    link.evaluate("button => button.classList.add('disabled')")
    expect(link).to_have_attribute("aria-disabled", "true")


def test_what_replaces_a_taskforce_is_found_by_typing(desk):
    desk.goto("/admin/taskforces/taskforce/")
    desk.get_by_role("link", name="Danish Technology Pact").click()
    desk.get_by_role("link", name="Withdraw…", exact=True).click()
    box = desk.locator(".select2-selection")
    assert box.bounding_box()["width"] > 300
    box.click()
    desk.locator(".select2-search__field").fill("norwegian tech")
    desk.get_by_role("option", name="Norwegian Technology Pact").click()
    expect(desk.get_by_role("combobox", name="Replaced by")).to_contain_text("Norwegian Technology Pact")


def test_leaving_with_words_that_are_not_saved_is_asked_about(desk):
    desk.goto(ADD)
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.get_by_role("link", name="Home").click()
    assert asked == []
    desk.goto(ADD)
    desk.locator("#id_title").press_sequentially("A pact that nobody saved")
    desk.get_by_role("link", name="Home").click()
    desk.wait_for_url("**/admin/")
    assert asked == ["beforeunload"]


DEFAULT = """form => {
    const button = form.querySelector("[type=submit], button:not([type])");
    return [button.name, button.tabIndex, button.ariaHidden];
}"""


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_enter_in_a_field_saves_and_publishes_nothing(browser, base_url, site, script):
    with browser.new_context(base_url=base_url, java_script_enabled=script) as context:
        desk = log_in(context.new_page(), site)
        desk.goto(ADD)
        desk.fill("#id_title", f"A pact saved by Enter, {script}")
        save(desk)
        address = desk.url
        desk.fill("#id_region", "Riga")
        with desk.expect_navigation():
            desk.press("#id_region", "Enter")
        assert desk.url.endswith("/admin/taskforces/taskforce/")
        desk.goto(address)
        expect(desk.locator("#id_region")).to_have_value("Riga")
        expect(desk.locator(".standing .state")).to_have_text("draft")
        assert desk.get_by_role("button", name="Save", exact=True).count() == 1


@pytest.mark.parametrize("form", ["taskforces/taskforce/add/", "timeline/event/add/"])
def test_the_button_that_enter_presses_is_for_enter_only(desk, form):
    desk.goto(f"/admin/{form}")
    assert desk.locator("#content-main form").evaluate(DEFAULT) == ["_save", -1, "true"]


PASTE = """(box, html) => {
    const pasted = new DataTransfer();
    pasted.setData("text/html", html);
    box.focus();
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true }));
}"""


def test_language_of_a_paragraph_is_kept_and_can_be_said(desk):
    desk.goto("/admin/timeline/event/add/")
    desk.fill("#id_title", "A text in three languages")
    written, kept = text_editor(desk, "Full story"), desk.locator("#id_body")
    button = desk.get_by_role("button", name="Language of this paragraph")
    choice = desk.get_by_role("combobox", name="Language of this paragraph")
    french = '<p lang="fr">Écrivez-<strong lang="br">nous</strong>.</p>'
    written.evaluate(PASTE, f"<p>Skriv til oss.</p>{french}<p>In English</p>")
    written.get_by_text("Skriv til oss.").click()
    button.click()
    choice.click()
    desk.keyboard.type("norwegian b")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Update").click()
    save(desk)
    assert kept.input_value() == f'<p lang="nb">Skriv til oss.</p>{french}<p>In English</p>'
    written.get_by_text("Skriv til oss.").click()
    button.click()
    expect(choice).to_have_text("Norwegian Bokmål")
    desk.locator("dialog select").select_option("As the page")
    desk.get_by_role("button", name="Update").click()
    save(desk)
    assert kept.input_value() == f"<p>Skriv til oss.</p>{french}<p>In English</p>"


def test_a_range_fills_start_and_end_by_one_press(desk):
    desk.goto(ADD)
    desk.locator("#id_start").press_sequentially("2019-2021")
    desk.get_by_role("button", name="Start “2019”, end “2021”").click()
    expect(desk.locator("#id_start")).to_have_value("2019")
    expect(desk.locator("#id_end")).to_have_value("2021")
    expect(desk.locator("#id_end_reads")).to_contain_text("Reads: 2021")


def test_a_draft_is_deleted_and_comes_back_with_its_events_by_one_click(desk):
    desk.goto(ADD)
    desk.fill("#id_title", "A pact that goes and comes")
    write_objectives(desk, "First", "Second")
    save(desk)
    form = desk.url
    desk.get_by_role("button", name="Save, and add an event").click()
    desk.fill("#id_title", "A meeting that stays")
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.goto(form)
    desk.get_by_role("link", name="Delete", exact=True).click()
    desk.get_by_role("button", name="Move to the trash").click()
    desk.get_by_role("link", name="Open the trash").click()
    desk.get_by_role("button", name="Bring back “A pact that goes and comes”").click()
    desk.wait_for_url(form)
    assert rows(desk, "objectives")[:2] == [["First", "1"], ["Second", "2"]]
    expect(desk.locator("#events")).to_contain_text("A meeting that stays")


def test_on_a_phone_each_value_of_a_list_has_the_name_of_its_column(desk):
    desk.set_viewport_size({"width": 360, "height": 800})
    desk.goto("/admin/taskforces/taskforce/?q=danish")
    status = desk.locator("td.field-status").first
    assert status.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Status: "'
