"""What staff do most, in Firefox: a meeting entered and published, a paste, two clicks, and words after a crash."""

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
