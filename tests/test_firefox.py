"""What staff do most, in Firefox: a meeting published, a paste, two clicks, words after a crash, two editors merged."""

from pathlib import Path

import pytest

from tests import firefox
from tests.test_desk_minute import pact  # noqa: F401

pytestmark = pytest.mark.browser
EDITOR = ".ProseMirror[role=textbox][aria-label]"
PASTED = Path(__file__).parent / "pastes" / "excel.html"


@pytest.fixture
def start(tmp_path):
    """Start a Firefox; those that still run are ended."""
    if not firefox.find():
        pytest.skip(firefox.MISSING)
    started = []

    def start():
        started.append(firefox.Firefox(tmp_path / f"profile-{len(started)}"))
        return started[-1]

    yield start
    for each in started:
        each.kill()


def signed_in(browser, site):
    """The browser, with the site's editor signed in."""
    browser.go(f"{site.url}/admin/")
    browser.type("#id_username", site.username)
    browser.type("#id_password", site.password)
    browser.click("[type=submit]")
    browser.until("document.querySelector('#user-tools') !== null")
    return browser


def test_a_meeting_is_entered_and_words_outlive_the_browser(site, start, pact):  # noqa: F811
    browser = signed_in(start(), site)
    browser.click(f"a[href*='/event/add/?taskforces={pact}']")
    browser.type("#id_title", "A meeting in Firefox")
    browser.type("#id_date", "12 May 2020")
    browser.click(".suggestions button:not([hidden])")
    browser.click(EDITOR)
    browser.paste(PASTED.read_text())
    browser.until("document.querySelector('#id_body').value.includes('<table>')")
    browser.run("const b = document.querySelector('[name=_publish]'); b.click(); b.click(); b.click()")
    browser.until("document.body.textContent.includes('Public now: A meeting in Firefox')")
    browser.go(f"{site.url}/admin/timeline/event/?q=meeting+in+firefox")
    assert browser.run("return document.querySelectorAll('#result_list tbody tr').length") == 1
    browser.go(f"{site.url}/admin/timeline/event/add/")
    browser.type("#id_title", "Words before the crash")
    browser.until("document.querySelector('.bar').textContent.includes('Kept at')")
    browser.kill()
    again = signed_in(start(), site)
    again.go(f"{site.url}/admin/timeline/event/add/")
    assert "Words before the crash" in again.until("document.querySelector('.kept-words')?.textContent")


def saved(browser):
    """Save the form and stay in it; where it stands, and what is said."""
    browser.run("window.isOld = true")
    browser.click("[name=_continue]")
    browser.until("!window.isOld && document.readyState === 'complete'")
    return browser.run("return location.href"), browser.run("return document.body.textContent")


def test_two_editors_are_merged_and_choose_where_both_wrote(site, start, anna):
    mine, theirs = signed_in(start(), site), signed_in(start(), anna)
    mine.go(f"{site.url}/admin/taskforces/taskforce/add/")
    mine.type("#id_title", "A pact of foxes")
    mine.type("#id_objectives-0-text", "Ours")
    address, _said = saved(mine)
    theirs.go(address)
    theirs.type("#id_region", "Riga")
    theirs.type("#id_objectives-1-text", "Theirs")
    saved(theirs)
    mine.type("#id_objectives-0-text", " alone")
    mine.click(f".field-background {EDITOR}")
    mine.press("It began.")
    assert "Merged with what Anna Lind saved at" in saved(mine)[1]
    fields = "return [...document.querySelectorAll('#id_region, [id^=id_objectives-][id$=-text]')].map((e) => e.value)"
    assert mine.run(fields)[:3] == ["Riga", "Ours alone", "Theirs"]
    theirs.go(address)
    theirs.type("#id_title", ", says Anna")
    saved(theirs)
    mine.type("#id_title", ", say I")
    mine.click("[name=_continue]")
    assert "says Anna" in mine.until("document.querySelector('.field-title .whose')?.textContent")
    mine.click(".field-title .whose input[type=radio]")
    chosen = mine.run("return document.querySelector('.field-title .whose input:checked').labels[0].textContent.trim()")
    _address, said = saved(mine)
    assert "Please correct" not in said
    kept = {"My words": "A pact of foxes, say I", "The words of Anna Lind": "A pact of foxes, says Anna"}
    assert mine.run("return document.querySelector('#id_title').value") == kept[chosen]
