"""Two editions compared: what readers are told, and the comparing itself, which knows no row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.comparison import compare
from publishing.editions import withdraw
from taskforces.schema import SCHEMA
from tests import make
from tests.reading import faults, read, words
from tests.test_past import ADDRESS, change, made
from text import richtext
from text.comparing import pair_blocks, pair_words


def marked(runs):
    return [text.strip() for text, differs in runs or () if differs]


def test_words_that_differ_are_marked():
    pair = pair_words("A network of ten schools", "A network of twelve schools")
    assert (marked(pair.before), marked(pair.after)) == (["ten"], ["twelve"])


def test_blocks_are_paired_by_what_they_share():
    before = "<p>One two three four.</p><p>Gone for good.</p><ul><li>Apples</li><li>Pears</li></ul>"
    after = "<p>New at the top here.</p><p>One two three five.</p><ul><li>Apples</li><li>Pears and plums</li></ul>"
    pairs = pair_blocks(before, after)
    told = [(marked(pair.before), marked(pair.after)) for pair in pairs]
    assert told == [
        ([], ["New at the top here."]),
        (["four"], ["five"]),
        (["Gone for good."], []),
        ([], ["and plums"]),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>A pact</p>", "<p>A <strong>pact</strong></p>"),
        ('<p><a href="https://a.test">A</a></p>', '<p><a href="https://b.test">A</a></p>'),
        ("<ul><li>A</li></ul>", "<ol><li>A</li></ol>"),
        ("<table><tr><td>A</td><td></td></tr></table>", '<table><tr><td colspan="2">A</td></tr></table>'),
    ],
)
def test_other_formatting_is_told_as_such(before, after):
    assert [pair.has_same_words for pair in pair_blocks(before, after)] == [True]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        # A word changed in the same paragraph hides neither where the link leads now, nor what is bold.
        ('<p>One <a href="https://a.test">A</a></p>', '<p>Two <a href="https://b.test">A</a></p>', [(False, True)]),
        ("<p>One two three</p>", "<p>One <strong>two</strong> four</p>", [(False, True)]),
        (
            "<p>One</p><ul><li>A</li><li>B</li></ul>",
            "<p>One more</p><ol><li>A</li><li>B</li></ol>",
            [(False, False), (True, True)],
        ),
        ("<ul><li>A bee</li><li>B</li></ul>", "<ol><li>A bee sea</li><li>B</li></ol>", [(False, True), (True, True)]),
        ("<table><tr><td>A</td></tr></table>", "<table><tr><td>A</td><td>B</td></tr></table>", [(False, False)]),
    ],
)
def test_other_formatting_is_told_beside_words_that_differ(before, after, told):
    pairs = pair_blocks(before, after)
    assert [(pair.has_same_words, pair.is_formatted_otherwise) for pair in pairs] == told


def test_long_texts_are_compared_without_pairing():
    before, after = ("".join(f"<p>{side} {n}</p>" for n in range(300)) for side in ("old", "new"))
    assert len(pair_blocks(before, after)) == 600


@given(*[st.lists(st.sampled_from(["<p>a b</p>", "<p>b c</p>", "<h3>c</h3>", "<p>d</p>", "<p>é</p>"]))] * 2)
def test_no_word_is_lost_and_what_is_the_same_is_no_difference(one, other):
    pairs = pair_blocks("".join(one), "".join(other))
    assert bool(pairs) == (one != other)
    for side, blocks, others in (("before", one, other), ("after", other, one)):
        told = ["".join(text for text, _differs in getattr(pair, side) or ()) for pair in pairs]
        missing = set(map(richtext.plain, blocks)) - set(map(richtext.plain, others))
        assert missing <= set(told)


def body(**other):
    empty = {"language": "en", "countries": [], "organisations": [], "objectives": [], "results": [], "relations": []}
    empty |= {"documents": [], "sources": [], "cover": None, "old_addresses": []}
    return {field.name: "" for field in SCHEMA.fields} | empty | other


def told(before, after, names=()):
    """What is told: {label: [(words before, words after)]}."""
    changes = compare(SCHEMA, body(**before), body(**after), dict(names))
    both = [(change.label, [(pair.before, pair.after) for pair in change.pairs]) for change in changes]
    return {label: [tuple(map(written, pair)) for pair in pairs] for label, pairs in both}


def written(runs):
    return "".join(text for text, _differs in runs or ())


def test_fields_are_told_in_words():
    before = {"start": "2020-05", "status": "ongoing", "language": "fr"}
    after = {"start": "2021", "status": "paused", "language": "fr", "confirmed_on": "2021-05-03"}
    assert told(before, after, {("status", "ongoing"): "Ongoing", ("status", "paused"): "Paused"}) == {
        "Status": [("Ongoing", "Paused")],
        "Start": [("May 2020", "2021")],
        "Confirmed as still true": [("", "3 May 2021")],
    }


def test_lists_are_compared_item_by_item():
    first, second = {"id": "1", "text": "A network"}, {"id": "2", "text": "A study"}
    result = {"id": "3", "text": "Ten schools", "state": "achieved", "date": "2021-05", "objectives": ["2"]}
    before = {"objectives": [first, second], "countries": ["FR"]}
    after = {"objectives": [second | {"text": "Two studies"}], "results": [result], "countries": ["FR", "NO"]}
    assert told(before, after, {"FR": "France", "NO": "Norway", ("state", "achieved"): "Achieved"}) == {
        "Countries": [("", "Norway")],
        "Objectives": [("A network", ""), ("A study", "Two studies")],
        "Results": [("", "Ten schools (Achieved, May 2021, → 1)")],
    }


def test_another_order_is_told():
    links = [{"organisation": key, "shown_as": ""} for key in "ab"]
    (change,) = compare(SCHEMA, body(organisations=links), body(organisations=links[::-1]), {"a": "A", "b": "B"})
    assert (change.pairs, change.is_reordered) == ([], True)


def test_what_has_no_name_is_not_told():
    relation = {"taskforce": "secret", "kind": "continues"}
    assert told({}, {"relations": [relation]}) == {}


@pytest.fixture
def taskforce(db):
    item = made("2020-03-01", make.taskforce("Bretagne", background="<p>Once upon a time.</p>", start="2020"))
    change(item, "2020-05-03", background="<p>Once upon a <em>day</em>.</p>", summary="<script>alert(1)</script>")
    change(item, "2021-06-01", start="2021-05")
    return item


def test_page_marks_what_changed(client, taskforce):
    page = read(client, f"{ADDRESS}compare/1...3/")
    assert faults(page) == []
    assert page.texts("h2") == ["Summary", "Background", "Start"]
    assert page.texts("del") == ["time", "2020"]
    assert page.texts("ins") == ["<script>alert(1)</script>", "day", "May 2021"]
    assert "<script>alert(1)</script>" in page.main
    assert page.links()["Edition 1 of 1 March 2020"] == f"{ADDRESS}editions/1/"
    assert page.texts("title") == ["Bretagne: editions 1 and 3 compared – Taskforce Dossiers"]
    assert page.meta("robots") == "noindex"


@pytest.mark.parametrize(
    ("numbers", "leads_to"),
    [("3...1", "compare/1...3/"), ("2...2", "editions/2/")],
)
def test_odd_pairs_lead_to_what_is_meant(client, taskforce, numbers, leads_to):
    assert client.get(f"{ADDRESS}compare/{numbers}/")["Location"] == f"{ADDRESS}{leads_to}"


@pytest.mark.parametrize(
    "numbers", ["1...4", "0...1", "4...4", "x...1", "1..2", "1...99999999999999999999", "1...2...3"]
)
def test_editions_that_there_are_not_cannot_be_compared(client, taskforce, numbers):
    assert client.get(f"{ADDRESS}compare/{numbers}/").status_code == 404


def test_form_leads_to_the_comparison(client, taskforce):
    page = read(client, f"{ADDRESS}editions/")
    assert [(field.get("name"), field.get("value")) for field in page.all("input", type="number")] == [
        ("before", "2"),
        ("after", "3"),
    ]
    assert client.get(f"{ADDRESS}editions/?before=1&after=2")["Location"] == f"{ADDRESS}compare/1...2/"


@pytest.mark.parametrize(
    "query", ["before=1&after=9", "before=x&after=1", "before=1", "before=&after=", "before=0&after=1"]
)
def test_form_says_what_is_wrong(client, taskforce, query):
    page = read(client, f"{ADDRESS}editions/?{query}")
    assert page.texts("p", "error")
    assert faults(page) == []


def test_withdrawal_cannot_be_compared(client, taskforce):
    withdraw(taskforce, reason="in_error")
    assert client.get(f"{ADDRESS}compare/1...2/").status_code == 410
    change(taskforce, "2022-01-01")
    assert "Edition 4 is a withdrawal" in read(client, f"{ADDRESS}compare/3...4/").main


def test_taskforces_that_the_public_cannot_read_are_not_named(client, taskforce):
    secret = make.taskforce("Secret", results=["Whispered"])
    event = made("2020-01-01", make.event("Meeting", taskforces=[taskforce]))
    event.taskforces.add(secret)
    event.results.set(secret.results.all())
    change(event, "2021-01-01", title="Meeting!", type=make.event_type("Tools"))
    page = read(client, "/events/meeting/compare/1...2/")
    assert page.texts("h2") == ["Title", "Type"]
    make.published(secret)
    page = read(client, "/events/meeting/compare/1...2/")
    assert page.texts("h2") == ["Title", "Type", "Taskforces", "Results that it shows"]
    assert {"Secret", "Whispered", "Tools"} <= {words(one) for one in page.all("ins")}
