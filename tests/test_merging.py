"""Three-way merge of values, lines, elements, orders and rich text: no word of either is lost."""

import re
from collections import Counter

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from editing.merge.states import Typed
from editing.merge.three_way import merge_states
from text import richtext
from text.blocks import blocks, merge_blocks
from text.marking import marked_blocks, marked_words
from text.merging import merge_elements, merge_lines, merge_order, merge_sequences, merge_whole

ITEMS = st.lists(st.sampled_from("abcdefg"), max_size=8)
WORDS = st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, max_size=3).map(" ".join)
PARAGRAPH = WORDS.map(lambda words: f"<p>{words}</p>")
BULLETS = st.lists(PARAGRAPH, min_size=1, max_size=3).map(lambda ps: f"<ul><li>{'</li><li>'.join(ps)}</li></ul>")
HTML = st.lists(st.one_of(PARAGRAPH, BULLETS, st.just("<h3>Head</h3>")), max_size=5).map("".join)


TEXTS = st.lists(st.sampled_from(["one", "two", "three", "four"]), min_size=1, max_size=3).map(" ".join)
ROWS = st.dictionaries(st.sampled_from(["1", "2", "3"]), TEXTS.map(lambda text: {"text": text}))
NEW = st.dictionaries(st.sampled_from(["+8", "+9"]), TEXTS.map(lambda text: {"text": text}))


def words(html):
    return Counter(richtext.plain(html).split())


@given(ITEMS, ITEMS, ITEMS)
def test_sequence_keeps_every_item_that_either_added(base, mine, theirs):
    with_mine, with_theirs = merge_sequences(base, mine, theirs)
    assert {*mine} - {*base} <= {*with_mine}
    assert {*theirs} - {*base} <= {*with_theirs}
    assert {*with_mine} | {*with_theirs} <= {*base, *mine, *theirs}


@given(ITEMS, ITEMS)
def test_who_changed_nothing_gets_what_the_other_made(base, changed):
    assert merge_sequences(base, base, changed) == (changed, changed)
    assert merge_sequences(base, changed, base) == (changed, changed)
    assert merge_sequences(base, changed, changed) == (changed, changed)


@given(ITEMS, ITEMS, ITEMS)
def test_what_has_to_be_chosen_is_the_same_from_either_side(base, mine, theirs):
    with_mine, with_theirs = merge_sequences(base, mine, theirs)
    swapped = merge_sequences(base, theirs, mine)
    assert (with_mine == with_theirs) == (swapped[0] == swapped[1])
    assert {*with_mine} == {*swapped[1]}


@given(HTML, HTML, HTML)
def test_rich_text_keeps_every_word_that_either_added(base, mine, theirs):
    with_mine, with_theirs = merge_blocks(base, mine, theirs)
    assert words(mine).keys() - words(base).keys() <= words(with_mine).keys()
    assert words(theirs).keys() - words(base).keys() <= words(with_theirs).keys()
    assert richtext.clean(with_mine) == with_mine


@given(HTML)
def test_blocks_are_the_whole_text(html):
    assert "".join(blocks(html)) == html


@given(HTML, HTML)
def test_marked_texts_hold_the_words_that_differ(one, other):
    for side, text, against in zip(marked_blocks(one, other), (one, other), (other, one), strict=True):
        shown = Counter(word for line in side for run, _differs in line for word in run.split() if word != "…")
        assert words(text) - words(against) <= shown <= words(text)


@given(WORDS, WORDS)
def test_marked_words_are_the_whole_text(one, other):
    for side, text in zip(marked_words(one, other), (one, other), strict=True):
        assert "".join(run for run, _differs in side) == text
    assert [run for run, differs in marked_words(one, one)[0] if differs] == []


@given(ITEMS.map(set).map(sorted), ITEMS.map(set).map(list), ITEMS.map(set).map(list))
def test_order_holds_each_once(base, mine, theirs):
    assert sorted(merge_order(base, mine, theirs)) == sorted({*mine, *theirs})


def test_who_moved_nothing_gets_the_order_of_the_other():
    assert merge_order("abc", "abc", "cab") == [*"cab"]
    assert merge_order("abc", "cab", "abc") == [*"cab"]
    assert merge_order("abc", "cab", "abcx") == [*"cabx"]
    assert merge_order("abc", "cab", "axbc") == [*"caxb"]
    assert merge_order("ab", "abm", "abt") == [*"abtm"]
    assert merge_order("ab", "mab", "bta") == [*"mbta"]


def test_elements_come_from_both_and_go_with_either():
    assert merge_elements([1, 2, 3], [1, 3, 4], [2, 3, 5])[0] == [3, 5, 4]


def test_whole_values():
    assert merge_whole("a", "a", "b") == ("b", "b")
    assert merge_whole("a", "b", "a") == ("b", "b")
    assert merge_whole("a", "b", "c") == ("b", "c")


def test_lines_that_both_added_in_one_place_stand_there_both():
    assert merge_lines("one", "one\nmine", "one\ntheirs") == ("one\ntheirs\nmine",) * 2
    assert merge_lines("", "mine", "theirs") == ("theirs\nmine",) * 2
    assert merge_lines("one", "uno", "eins") == ("uno", "eins")


def test_neighbouring_paragraphs_are_merged_and_one_that_both_changed_is_asked_about():
    base, mine, theirs = "<p>a</p><p>b</p><p>c</p>", "<p>A</p><p>b</p><p>c</p>", "<p>a</p><p>B</p><p>c</p><p>d</p>"
    assert merge_blocks(base, mine, theirs) == ("<p>A</p><p>B</p><p>c</p><p>d</p>",) * 2
    assert merge_blocks("<p>a</p><p>b</p>", "<p>x</p><p>B</p>", "<p>y</p><p>b</p>") == (
        "<p>x</p><p>B</p>",
        "<p>y</p><p>B</p>",
    )


def test_lists_are_merged_item_by_item():
    base, mine = "<ul><li><p>a</p></li><li><p>b</p></li></ul>", "<ul><li><p>A</p></li><li><p>b</p></li></ul>"
    theirs = "<ul><li><p>a</p></li><li><p>b</p></li><li><p>c</p></li></ul>"
    merged = "<ul><li><p>A</p></li><li><p>b</p></li><li><p>c</p></li></ul>"
    assert merge_blocks(base, mine, theirs) == (merged, merged)


def test_block_that_one_took_out_and_the_other_rewrote_is_asked_about():
    assert merge_blocks("<p>a</p><p>b</p>", "<p>a</p>", "<p>a</p><p>B</p>") == ("<p>a</p>", "<p>a</p><p>B</p>")


@pytest.mark.parametrize("text", ["<p>a</p>" * 2500, "<ul>" * 90 + "x" + "</ul>" * 90, "plain <strong>words</strong>"])
def test_odd_texts_are_taken_as_they_are(text):
    assert "".join(blocks(text)) == text
    assert merge_blocks(text, richtext.clean(text + "<p>mine</p>"), text)[0].endswith("<p>mine</p>")


def test_a_gap_stands_for_blocks_that_are_equal():
    mine, theirs = marked_blocks("<p>same</p><p>my words</p>", "<p>same</p><p>their words</p>")
    assert mine == [[("…", False)], [("my ", True), ("words", False)]]
    assert re.sub(r"\s", "", theirs[1][0][0]) == "their"


def texts(rows):
    return {row["text"] for row in rows.values()}


@given(ROWS, ROWS, ROWS, NEW, st.sampled_from([forms.TextInput, forms.Textarea]))
def test_rows_keep_every_text_that_either_wrote(base, mine, theirs, new, widget):
    mine = {key: row for key, row in mine.items() if key in base} | new  # nobody invents the key of a row
    theirs |= {key: row for key, row in theirs.items() if key not in base}
    removed = {key: row for key, row in base.items() if key not in mine}
    typed = Typed({"rows": mine}, {"rows": removed})
    out = merge_states({"rows": base}, typed, {"rows": theirs}, {"rows": {"text": forms.CharField(widget=widget)}})
    kept = texts(out.state["rows"])
    asked = {str(value["text"] if isinstance(value, dict) else value) for value in out.questions.values()}
    assert texts(mine) - texts(base) <= kept
    assert texts(theirs) - texts(base) <= kept | asked
    assert kept | asked <= texts(base) | texts(mine) | texts(theirs)
