"""The whole way in a real browser: an editor makes, publishes, changes and withdraws; a reader looks on."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
TITLE = "A Pact for Valletta & Riga"
DOSSIER = "/taskforces/a-pact-for-valletta-riga/"


@pytest.fixture(scope="module")
def desk(browser, site, base_url):
    """The editor's browser, logged in."""
    with browser.new_context(base_url=base_url) as context:
        page = context.new_page()
        page.goto("/admin/")
        page.fill("#id_username", site.username)
        page.fill("#id_password", site.password)
        page.click("[type=submit]")
        yield page


@pytest.fixture(scope="module", params=[True, False], ids=["with JavaScript", "without JavaScript"])
def reader(request, browser, base_url):
    """A reader's browser, which knows nothing of the editor's."""
    with browser.new_context(base_url=base_url, java_script_enabled=request.param) as context:
        yield context.new_page()


def choose(scope, page, words):
    """Pick from an autocomplete: open it, type, take the first answer."""
    scope.locator(".select2-selection").first.click()
    page.locator(".select2-container--open .select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def save(page, button):
    """Press a button of the desk, and wait for what it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def make_taskforce(desk, title, event):
    """Make a taskforce with two requesting organisations, two countries and an event. Returns its form's address."""
    desk.goto("/admin/taskforces/taskforce/add/")
    desk.fill("#id_title", title)
    desk.select_option("#id_status", "paused")
    for country in ("Malta", "Latvia"):
        choose(desk.locator(".field-countries"), desk, country)
    for number, organisation in enumerate(("AlertEducation", "Institut de Locarn")):
        row = desk.locator(f"#organisation_links-{number}")
        if not row.count() or not row.is_visible():
            desk.locator("#organisation_links-group .add-row a").click()
        choose(row, desk, organisation)
    save(desk, "Save and continue editing")
    address = desk.url
    desk.get_by_role("button", name=re.compile("add an event to this taskforce", re.IGNORECASE)).click()
    desk.fill("#id_title", event)
    desk.fill("#id_date", "24–25 August 2022")
    desk.locator("summary", has_text="Picture, video and link").click()
    desk.fill("#id_link_address", "https://example.org/programme")
    expect(desk.locator("#id_date_reads")).to_contain_text("24–25 August 2022")
    save(desk, "Save")
    expect(desk).to_have_url(re.compile(re.escape(address)))
    expect(desk.locator("body")).to_contain_text(event)
    return address


def test_draft_is_seen_in_the_preview_and_nowhere_else(desk, page):
    make_taskforce(desk, "A draft of a pact", "A draft of a meeting")
    with desk.expect_popup() as opened:
        desk.get_by_role("button", name="Preview").click()
    preview = opened.value
    expect(preview.get_by_role("heading", level=1)).to_have_text("A draft of a pact")
    expect(preview.locator("body")).to_contain_text("A draft of a meeting")
    expect(preview.locator("body")).to_contain_text(re.compile("not public yet", re.IGNORECASE))
    preview.close()
    assert page.goto("/taskforces/a-draft-of-a-pact/").status == 404
    assert page.goto("/events/a-draft-of-a-meeting/").status == 404
    page.goto("/taskforces/?country=MT")
    expect(page.get_by_role("link", name="A draft of a pact")).to_have_count(0)


@pytest.fixture(scope="module")
def published(desk):
    """A taskforce that is published with its event in one act."""
    address = make_taskforce(desk, TITLE, "Kick-off in Mdina")
    desk.get_by_label("Kick-off in Mdina (draft)").check()
    desk.get_by_label("Change note").fill("First words")
    save(desk, "Save and publish")
    expect(desk.locator(".errornote")).to_have_count(0)
    return address


def test_reader_finds_the_dossier_by_country_and_by_status(published, reader):
    for address in ("/taskforces/?country=MT", "/taskforces/?country=LV&status=paused", "/taskforces/?status=paused"):
        reader.goto(address)
        expect(reader.get_by_role("link", name=TITLE)).to_be_visible()
    reader.goto("/taskforces/?country=MT&status=ongoing")
    expect(reader.get_by_role("link", name=TITLE)).to_have_count(0)


def test_reader_filters_the_list_with_the_form(published, reader):
    reader.goto("/taskforces/")
    reader.get_by_label(re.compile("Latvia")).check()
    button = reader.get_by_role("button", name="Apply filters")
    # With scripts the choice applies at once.
    if button.is_visible():
        button.click()
    expect(reader).to_have_url(re.compile(r"country=LV"))
    expect(reader.get_by_role("link", name=TITLE)).to_be_visible()


def test_reader_reads_the_event_on_its_own_page_and_comes_back(published, reader):
    reader.goto("/events/kick-off-in-mdina/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Kick-off in Mdina")
    expect(reader.get_by_role("main")).to_contain_text("24–25 August 2022")
    reader.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    expect(reader).to_have_url(re.compile(re.escape(DOSSIER)))


def test_event_opens_in_place_and_escape_and_back_close_it(published, page):
    page.goto(DOSSIER)
    link = page.get_by_role("link", name="Kick-off in Mdina", exact=True)
    link.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("24–25 August 2022")
    expect(page).to_have_url(re.compile(r"#kick-off-in-mdina$"))
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    link.press("Enter")
    expect(dialog).to_be_visible()
    page.go_back()
    expect(dialog).to_have_count(0)
    expect(page).to_have_url(re.compile(re.escape(DOSSIER) + "$"))


def test_shared_address_opens_the_event_at_once(published, page):
    page.goto(f"{DOSSIER}#kick-off-in-mdina")
    expect(page.get_by_role("dialog")).to_contain_text("Kick-off in Mdina")


def test_changed_title_is_public_only_when_published(published, desk, reader):
    desk.goto(published)
    desk.fill("#id_title", f"{TITLE}, renewed")
    save(desk, "Save")
    reader.goto(DOSSIER)
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    desk.goto(published)
    expect(desk.locator("body")).to_contain_text("unpublished changes")
    desk.fill("#id_title", TITLE)
    save(desk, "Save")


def test_renamed_organisation_is_right_everywhere_at_once(published, desk, reader):
    desk.goto("/admin/taskforces/organisation/?q=alerteducation")
    desk.get_by_role("link", name="AlertEducation").first.click()
    desk.fill("#id_name", "AlertÉducation Europe")
    save(desk, "Save")
    try:
        for address in (DOSSIER, "/organisations/alerteducation/", "/taskforces/?q=alerteducation"):
            reader.goto(address)
            expect(reader.get_by_role("main")).to_contain_text("AlertÉducation Europe")
    finally:
        desk.goto("/admin/taskforces/organisation/?q=alerteducation")
        desk.get_by_role("link", name="AlertÉducation Europe").first.click()
        desk.fill("#id_name", "AlertEducation")
        save(desk, "Save")


def test_withdrawn_dossier_is_gone_and_comes_back_with_its_timeline(published, desk, reader):
    desk.goto(published)
    desk.get_by_role("link", name="Withdraw…", exact=True).click()
    desk.get_by_label("no longer kept").check()
    desk.get_by_label("note").fill("Asked for by the region")
    save(desk, "Withdraw")
    assert reader.goto(DOSSIER).status == 410
    expect(reader.get_by_role("main")).to_contain_text("Asked for by the region")
    desk.goto(published)
    expect(desk.locator("body")).to_contain_text("withdrawn")
    save(desk, "Save and publish")
    assert reader.goto(DOSSIER).status == 200
    expect(reader.get_by_role("link", name="Kick-off in Mdina").first).to_be_visible()


def test_old_address_of_the_previous_site_leads_to_the_dossier(site, reader):
    reader.goto("/node/4858")
    expect(reader).to_have_url(re.compile("/taskforces/bretagne-france-programme"))


def test_reader_gets_no_cookie(published, reader):
    for address in ("/", "/taskforces/", DOSSIER, "/events/", "/organisations/", "/contact/"):
        reader.goto(address)
    assert reader.context.cookies() == []
