"""Pasting from other programs into the desk: what each puts on the clipboard, and what is kept of it.

In `tests/pastes/`: `<program>.html` is what the program puts on the clipboard, `<program>.kept.html` what is kept, a
block a line, with its notes last.
"""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import running
from tests.browser import findings
from tests.test_desk_browser import desk, save  # noqa: F401

pytestmark = pytest.mark.browser
PASTES = Path(__file__).parent / "pastes"
ADD = "/admin/timeline/event/add/"
# What the page is told about each: what is left out and how often, and what is known of its pictures.
TOLD = {
    "excel": ({}, []),
    "google-docs": ({"colours": 1, "pictures": 1}, [["", ""]]),
    "libreoffice": ({"colours": 1, "pictures": 1}, [["data:image/png;base64", ""]]),
    "libreoffice-calc": ({}, []),
    "outlook": ({"pictures": 1, "underlined": 1}, [["", "Logo"]]),
    "outlook-web": ({"colours": 1, "crossed": 1}, []),
    "web-page": ({"films": 1, "links": 1, "pictures": 1}, [["", "A lab"]]),
    "word": ({"colours": 1, "comments": 1, "deleted": 1, "links": 1, "pictures": 1}, [["", "A school lab"]]),
}
CLEAN = """async ([address, texts]) => {
    const { clean } = await import(address);
    return texts.map(text => clean(text));
}"""
PASTE = """(box, { html, text, picture }) => {
    const pasted = new DataTransfer();
    if (html) pasted.setData("text/html", html);
    if (text) pasted.setData("text/plain", text);
    if (picture) {
        const bytes = Uint8Array.from(atob(picture), sign => sign.charCodeAt(0));
        pasted.items.add(new File([bytes], "image.png", { type: "image/png" }));
    }
    box.focus();
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true }));
}"""


def sample(program):
    return (PASTES / f"{program}.html").read_text()


def kept(program):
    return (PASTES / f"{program}.kept.html").read_text().replace("\n", "")


def cleaned(page, site, *texts):
    names = json.loads((site.data_dir / "static" / "staticfiles.json").read_text())["paths"]
    return page.evaluate(CLEAN, [f"/static/{names['desk/paste/clean.js']}", list(texts)])


def paste(page, **what):
    # Not the plain field that is there until the editor is.
    page.locator(".field-body [contenteditable=true]").evaluate(PASTE, {"html": "", "text": "", "picture": ""} | what)


def unnamed(html):
    """HTML without what is by chance in the names of its notes, and without what the server adds to links."""
    return re.sub(r"(note|ref)_[a-z0-9]+_", r"\1_t_", html).replace(' rel="noopener"', "")


def test_what_each_program_puts_on_the_clipboard_is_kept_as_it_looked(page, site):
    page.goto("/")
    results = cleaned(page, site, *map(sample, TOLD))
    for program, result in zip(TOLD, results, strict=True):
        assert result["html"] + "".join(result["notes"]) == kept(program), program
        pictures = [[picture["src"].split(",")[0], picture["alt"]] for picture in result["pictures"]]
        assert (result["left"], pictures) == TOLD[program], program
    assert {path.name.split(".")[0] for path in PASTES.iterdir()} == TOLD.keys()


ODD = {
    "": "",
    "plain words": "<p>plain words</p>",
    "<p>3 &lt; 5 &amp; 6 style='x' <b>b": "<p>3 &lt; 5 &amp; 6 style='x' <strong>b</strong></p>",
    '<p title=" style=x">a</p><p style=color:red>b</p>': "<p>a</p><p>b</p>",
    "<p>a<br><br><br>b<br></p>": "<p>a</p><p>b</p>",
    "<p>a<p><b> </b></p><p>&nbsp;</p>b": "<p>a</p><p>b</p>",
    "<h4>a</h4><p>b</p><h6>c</h6>": "<h3>a</h3><p>b</p><h4>c</h4>",
    "<h1><b>a</b></h1><h2>b</h2><h2>c</h2><h3>d</h3>": "<h3>a</h3><h3>b</h3><h3>c</h3><h4>d</h4>",
    "<b>a <span style='font-weight:400'>b</span></b>": "<p><strong>a </strong>b</p>",
    "<p><i>a</i><i>b</i> c</p>": "<p><em>ab</em> c</p>",
    "see www.example.org/a_(b), and ann@example.org.": (
        '<p>see <a href="https://www.example.org/a_(b)">www.example.org/a_(b)</a>, and '
        '<a href="mailto:ann@example.org">ann@example.org</a>.</p>'
    ),
    "<a href='JavaScript:alert(1)'>a</a> <a href='data:text/html,x'>b</a> <a href='//example.org'>c</a>": (
        '<p>a b <a href="https://example.org">c</a></p>'
    ),
    "<a href='#toc'>a</a><a id=toc>b</a>": "<p>ab</p>",
    "<sup><a href='#n' id=r>1</a></sup>b<p id=n><a href='#r'>1</a> c": (
        '<p><a id="ref_t_1" href="#note_t_1"><sup>1</sup></a>b</p>'
    ),
    "<ul><li>a<ul><li>b</ul><ol start=3><li>c</ol></ul>": (
        '<ul><li><p>a</p><ul><li><p>b</p></li></ul><ol start="3"><li><p>c</p></li></ol></li></ul>'
    ),
    "<ul><ul><li>a</ul></ul>": "<ul><ul><li><p>a</p></li></ul></ul>",
    "<table><tr><td>a<td colspan=2 onclick=x>b<tr><td><td><td></table>": (
        '<table><tbody><tr><td><p>a</p></td><td colspan="2"><p>b</p></td></tr></tbody></table>'
    ),
    "<table><tr><td><table><tr><td>a</table></table>": "<p>a</p>",
    "<svg><style>a</style><text>b</text></svg><math><mi>x</mi></math>c<style>d": "<p>c</p>",
    "<p>a<!-- b --><![if x]>c<![endif]></p>": "<p>ac</p>",
    "<a href='%'>a</a><a href='#%'>b</a><a href='https://www.google.com/url?q=javascript:x'>c</a>": (
        '<p>ab<a href="https://www.google.com/url?q=javascript:x">c</a></p>'
    ),
    "<b>" * 2000 + "a": "<p><strong>a</strong></p>",
}


def test_odd_texts_are_read_without_harm(page, site):
    page.goto("/")
    assert dict(zip(ODD, (result["html"] for result in cleaned(page, site, *ODD)), strict=True)) == ODD


def test_minutes_from_a_word_processor_arrive_whole_and_what_is_missing_is_told(desk):  # noqa: F811
    desk.goto(ADD)
    desk.fill("#id_title", "A meeting written elsewhere")
    paste(desk, html=sample("word"))
    notice = desk.locator("#id_body_pasted")
    expect(notice.get_by_role("status")).to_contain_text(
        "comments, deleted words, colours, links to what others cannot open, pictures."
    )
    expect(notice).to_contain_text("Pictures that did not come along: 1.")
    paste(desk, html=sample("libreoffice"))
    save(desk)
    stored = desk.locator("#id_body").input_value()
    story, *lists = stored.split("<h3>Notes</h3>")
    assert unnamed(story).count("<sup>1</sup></a>") == 1
    assert "<sup>3</sup></a>" in story
    assert len(lists) == 1
    assert re.findall(r'<li id="note_\w+_(\d)">', lists[0]) == ["1", "2", "3"]
    names = re.findall(r' id="(\w+)"', stored)
    assert len(names) == len(set(names)) == 6
    assert set(re.findall(r'href="#(\w+)"', stored)) == set(names)


def test_what_was_bold_is_bold_and_nothing_else(desk):  # noqa: F811
    desk.goto(ADD)
    desk.fill("#id_title", "A text from the cloud")
    paste(desk, html=sample("google-docs"))
    save(desk)
    assert desk.locator("#id_body").input_value().count("<strong>") == 2
    assert unnamed(desk.locator("#id_body").input_value()) == kept("google-docs")


def test_picture_in_a_text_goes_to_the_library_with_its_alternative_text(desk):  # noqa: F811
    desk.goto(ADD)
    paste(desk, html=sample("libreoffice"))
    notice = desk.locator("#id_body_pasted")
    button = notice.get_by_role("button", name="Add to the library")
    button.click()
    expect(notice.get_by_role("alert")).to_contain_text("This is needed.")
    notice.get_by_label("What does this picture show?").fill("A red dot")
    button.click()
    expect(notice).to_contain_text("Added to the library, and chosen as the picture here: A red dot")
    expect(desk.locator("#id_picture option:checked")).to_have_text("A red dot")
    # axe's own copies of style sheets would break the policy.
    assert findings(desk, preload=False) == []


def test_screenshot_is_offered_to_the_library_and_a_bad_file_is_told(desk):  # noqa: F811
    desk.goto(ADD)
    paste(desk, picture="bm8gcGljdHVyZQ==")
    notice = desk.locator("#id_body_pasted")
    notice.get_by_label("What does this picture show?").fill("Nothing")
    notice.get_by_role("button", name="Add to the library").click()
    expect(notice.get_by_role("alert")).to_contain_text("picture")
    notice.get_by_role("button", name="Hide this").click()
    expect(notice).to_be_hidden()


WITH_NOTES = """
from publishing.editions import publish
from taskforces.models import Taskforce
from timeline.models import Event
note = '<li id="note_x_1"><p>See the report. <a href="#ref_x_1">↩</a></p></li>'
body = '<p>STEM<a id="ref_x_1" href="#note_x_1"><sup>1</sup></a></p>' + "<p>Words.</p>" * 60 + f"<ol>{note}</ol>"
event = Event.objects.create(title="A story with notes", date="2031-01-01", body=body)
event.taskforces.set(Taskforce.objects.exclude(live_digest="").filter(slug="norwegian-technology-pact"))
publish(event, by=None)
"""


def test_footnotes_lead_there_and_back_on_the_page_and_in_place(page, site):
    assert running.manage(site.data_dir, "shell", "-c", WITH_NOTES, **site.env).returncode == 0
    page.goto("/taskforces/norwegian-technology-pact/")
    page.locator("#a-story-with-notes").get_by_role("link", name="A story with notes", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name="1", exact=True).click()
    expect(dialog.locator("#note_x_1")).to_be_focused()
    expect(dialog.locator("#note_x_1")).to_be_in_viewport()
    dialog.get_by_role("link", name="Back to the text").click()
    expect(dialog.locator("#ref_x_1")).to_be_focused()
    assert page.url.endswith("#a-story-with-notes")
    page.goto("/events/a-story-with-notes/")
    page.get_by_role("link", name="1", exact=True).click()
    expect(page.locator("#note_x_1")).to_be_in_viewport()
    assert page.url.endswith("#note_x_1")


def test_minutes_that_are_pasted_become_an_event_to_check(desk):  # noqa: F811
    desk.goto("/admin/timeline/event/from/")
    desk.locator(".field-text [contenteditable=true]").evaluate(PASTE, {"html": sample("word")})
    expect(desk.locator("#id_text_pasted")).to_contain_text("deleted words")
    desk.get_by_role("button", name="Fill in the event").click()
    expect(desk.locator("#id_title")).to_have_value("Minutes")
    expect(desk.locator(".messagelist")).to_contain_text("nothing is saved yet")
    expect(desk.locator(".field-body [contenteditable=true]")).to_contain_text("The members did agree in full")
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk.get_by_role("link", name="Home").click()
    with desk.expect_navigation():
        desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("Saved: Minutes.")
    assert asked == ["beforeunload"]
