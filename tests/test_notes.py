"""Footnotes in rich text: links there and back that work, whatever an editor moved, copied or took away."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.richtext import clean, plain
from text.templatetags.text import rich


def reference(number, words="1"):
    return f'<a id="ref_x_{number}" href="#note_x_{number}" rel="noopener"><sup>{words}</sup></a>'


def note(number, words="See the report."):
    return f'<li id="note_x_{number}"><p>{words} <a href="#ref_x_{number}" rel="noopener">↩</a></p></li>'


STORY = f"<p>STEM{reference(1)} pact{reference(2, '2')}.</p><h3>Notes</h3><ol>{note(1)}{note(2)}</ol>"


def test_notes_are_kept_with_their_links():
    assert clean(STORY) == STORY


def test_a_reference_to_a_note_that_is_gone_is_no_link():
    assert clean(STORY.replace(note(2), "")) == STORY.replace(note(2), "").replace(reference(2, "2"), "<sup>2</sup>")


def test_a_way_back_to_nothing_goes():
    assert clean(f"<ol>{note(1)}</ol>") == '<ol><li id="note_x_1"><p>See the report.</p></li></ol>'


def test_what_was_copied_has_its_name_only_once():
    cleaned = clean(STORY + STORY)
    names = [f'id="{kind}_x_{number}"' for kind in ("ref", "note") for number in (1, 2)]
    assert [cleaned.count(name) for name in names] == [1, 1, 1, 1]
    assert cleaned.startswith(STORY)


def test_only_names_of_notes_are_kept():
    for name in (
        "a",
        "content",
        "note_",
        "note_x",
        "ref_1",
        "note_x_1 onclick",
        "NOTE_x_1",
        "note_x_12345",
        "event_dialog",
    ):
        assert clean(f'<ul><li id="{name}">a</li></ul>') == "<ul><li>a</li></ul>"


def test_words_that_look_like_a_name_are_left_alone():
    text = '<p>&lt;a id="ref_x_1"&gt; id="ref_x_1" href="#note_x_1" and &lt;a href="#ref_x_1"&gt;b&lt;/a&gt;</p>'
    assert clean(text + STORY) == text + STORY
    assert "aria-label" not in rich(text)


def test_links_between_notes_are_no_words_of_the_text():
    assert plain(STORY) == "STEM pact. Notes See the report. See the report."


def test_the_way_back_has_a_name_for_who_hears_it():
    assert rich(STORY).count('<a aria-label="Back to the text" href="#ref_x_') == 2


PIECES = [reference(1), reference(2), note(1), note(2), "<p>", "</p>", "<ol>", "</ol>", "<li>", "<b>x</b>", "a"]
PIECES += ["</a>", "</li>", '<a href="#ref_x_1">', '<li id="note_x_1">', '<a title="#note_x_1">', ' id="note_x_1"']


@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join))
def test_whatever_was_done_to_notes_each_link_leads_somewhere(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    elements = list(html5lib.parseFragment(cleaned, namespaceHTMLElements=False).iter())
    names = [element.get("id") for element in elements if element.get("id")]
    assert len(names) == len(set(names))
    assert {element.get("href", "")[1:] for element in elements if element.tag == "a"} <= {*names, ""}


@pytest.mark.parametrize(
    "bomb", ['<a href="#ref_x_1"', '<a href="#ref_x_1">', "<a id=ref_x_1 href=#note_x_1>_", "_ <a ", " _"]
)
def test_a_text_made_to_be_read_again_and_again_is_read_once(bomb):
    text = bomb * (300_000 // len(bomb))
    assert len(plain(text)) <= len(text)
    assert clean(clean(text)) == clean(text)
