"""Rich text: what is kept, what is dropped, how an excerpt is cut."""

import re
from itertools import accumulate, pairwise

import html5lib
import nh3
import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django_prose_editor.config import allowlist_from_extensions
from hypothesis import given
from hypothesis import strategies as st

from tests.reading import HEADINGS
from text import nesting, richtext
from text.fields import RichTextField
from text.richtext import clean, excerpt, plain
from text.templatetags.text import rich as shown_text
from timeline.models import Event

EVERYTHING = (
    '<h3>Title</h3><p><strong>b</strong> <em lang="fr">i</em> H<sub>2</sub>O 1<sup>st</sup><br>'
    '<a href="https://example.org/a?b=1&amp;c=2" title="t" rel="noopener">l</a></p>'
    '<ul><li><p>x</p></li></ul><ol start="4"><li><p>x</p></li></ol><blockquote><p>q</p></blockquote>'
    '<table><tbody><tr><th colspan="2"><p>h</p></th></tr><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>'
)

CLEANED = {
    "": "",
    "<p></p>": "",
    "<p>a</p><p>&nbsp;</p><p> \u00a0 <br></p><p><strong> </strong></p><p>b</p>": "<p>a</p><p>b</p>",
    "<h3><p>&nbsp;</p></h3><p>a</p>": "<p>a</p>",
    "<p>Bréard &amp; Kersánszki</p>": "<p>Bréard &amp; Kersánszki</p>",
    "<p>a<script>alert(1)</script></p>": "<p>a</p>",
    "<p onclick=alert(1) style='color:red' class=x id=y>a</p>": "<p>a</p>",
    "<img src=x onerror=alert(1)>a": "a",
    "<iframe src=https://example.org></iframe>a": "a",
    "<style>p{}</style><p>a</p>": "<p>a</p>",
    "<p>a<!-- secret --></p>": "<p>a</p>",
    "<a href='javascript:alert(1)'>a</a>": "a",
    "<a href='JaVa\tScript:alert(1)'>a</a>": "a",
    "<a href='data:text/html,x'>a</a>": "a",
    "<a href='vbscript:x'>a</a>": "a",
    "<a href='ftp://example.org/'>a</a>": "a",
    "<a href='//example.org/'>a</a>": "a",
    "<a href='/\\example.org/'>a</a>": "a",
    "<a href='page'>a</a>": "a",
    "<a href='/events/a/'>a</a>": '<a href="/events/a/" rel="noopener">a</a>',
    "<a href='#a'>a</a>": '<a href="#a" rel="noopener">a</a>',
    "<a href='mailto:a@example.org'>a</a>": '<a href="mailto:a@example.org" rel="noopener">a</a>',
    "<a href='www.example.org/a'>a</a>": '<a href="https://www.example.org/a" rel="noopener">a</a>',
    "<a href='WWW.Example.org'>a</a>": '<a href="https://WWW.Example.org" rel="noopener">a</a>',
    "<a href='ann.o+b@example.org'>a</a>": '<a href="mailto:ann.o+b@example.org" rel="noopener">a</a>',
    "<a href='a@b@example.org'>a</a>": "a",
    "<a href='ann@host'>a</a>": "a",
    "<li id=note_x><a id=a href='/b'>a</a></li>": '<li><a href="/b" rel="noopener">a</a></li>',
    "<p><sup> </sup></p>a": "a",
    "<a href='/a' target=_blank rel=opener>a</a>": '<a href="/a" rel="noopener">a</a>',
    "<a href='/a'> </a>b": "b",
    "<p lang='x onclick'>a</p>": "<p>a</p>",
    "<td colspan=1>a</td>": "a",
    "<table><tr><td colspan=1 rowspan=9999>a</td></tr></table>": "<table><tbody><tr><td>a</td></tr></tbody></table>",
    "<h1>a</h1><H2 class=x>b</H2><h6>c</h6>": "<h3>a</h3><h3>b</h3><h4>c</h4>",
    "<div><b>a</b> <i>b</i></div>": "<p><strong>a</strong> <em>b</em></p>",
    "<p>a": "<p>a</p>",
    "a\0b": "ab",
    "<p title='<!--'>a</p><p>b</p>": "<p>a</p><p>b</p>",
    "<p>a<!-->b</p>": "<p>ab</p>",
    "<p>a<!-- x": "<p>a</p>",
    "<p>a <b title='</p>'>b</b></p>": "<p>a <strong>b</strong></p>",
    "<p>3 < 5, a<b</p>": "<p>3 &lt; 5, a</p>",
    "<p a=b'>c</p>": "<p>c</p>",
    "<section><p>a</p></section><span>b</span>": "<p>a</p>b",
    "<svg><p><style><a title='</style><img src=x onerror=alert(1)>'>": "<p>'&gt;</p>",
}

BOMBS = [
    "<blockquote>" * 90_000,
    "<ul><li>" * 120_000,
    "<svg>" + "<td>" * 250_000,
    "".join(f"<b x={number}>" for number in range(90)) + "<p>x" * 200_000,
    "<p>" * 300_000,
    "<a href=x>" * 100_000,
    "<" * 1_000_000,
    "<!--" * 250_000,
    "<p>" + "é" * 1_000_000,
    "<p>&nbsp;</p>" * 70_000,
    # As long as is accepted, and made to be read again and again.
    "".join(f"</x{number}>" for number in range(37_000)),
    "".join(f"<x{number}></x{number}>" for number in range(18_000)),
    "<ul><!--</ul>--><li>" * 15_000,
    "<blockquote><!--</blockquote>-->" * 9_000,
    '<blockquote title="</blockquote>">' * 8_500,
    "<blockquote><textarea></blockquote></textarea>" * 6_500,
    "<q><button></q></button>" * 12_500,
    "<q><p></q></p>" * 21_000,
    "<a " * 100_000,
    "<a b=" * 60_000,
    '<a b="' * 50_000,
    "<a/" * 100_000,
    "<p>" + "<script>" * 37_000,
    "<p>" + "</" * 150_000,
    "<table>" + "<p>" * 30_000,
    "&" * 100_000,
    "&#" * 50_000,
]

FRAGMENTS = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href='",
    "'>",
    "</a>",
    "<h3>",
    "<td>",
    "<table>",
    "<svg>",
    "<math>",
    "<style>",
]
FRAGMENTS += [
    "</style>",
    "<!--",
    "-->",
    "javascript:alert(1)",
    "&nbsp;",
    "&lt;",
    "&#x3c;",
    " onclick=",
    "<li>",
    "<br>",
    "x",
]
markup = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=5)), max_size=25).map("".join)


def rich(text, level):
    """What readers get, without what lets them scroll a table by keyboard."""
    return shown_text(text, level).replace('<table tabindex="0"', "<table")


def test_table_that_may_be_wide_is_scrolled_by_keyboard():
    assert shown_text("<table><tr><td>x</td></tr></table>").count('<table tabindex="0">') == 1
    assert shown_text("<p>&lt;table</p>") == "<p>&lt;table</p>"


@pytest.mark.parametrize("text", CLEANED)
def test_only_what_the_editor_makes_is_kept(text):
    assert clean(text) == CLEANED[text]


def test_everything_the_editor_makes_is_kept():
    assert clean(EVERYTHING) == EVERYTHING


def test_the_editor_and_the_cleaner_agree_on_the_tags():
    assert allowlist_from_extensions(richtext.EXTENSIONS)["tags"] == richtext.TAGS


def deepest(text):
    """How deep the elements of HTML are nested in which each is closed."""
    tags = re.findall(r'<(/?)(\w+)(?:[^">]|"[^"]*")*>', text)
    return max(accumulate(-1 if closes else 1 for closes, tag in tags if tag not in ("br", "hr", "img")), default=0)


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb[:8])
def test_a_bomb_is_cleaned_into_something_flat(bomb):
    safe = clean(bomb)
    assert deepest(safe) <= 3 * nesting.DEEPEST
    assert len(excerpt(bomb, 200)) <= 200


@given(markup)
def test_whatever_comes_in_only_safe_markup_comes_out(text):
    safe = clean(text)
    for element in html5lib.parseFragment(safe, namespaceHTMLElements=False).iter():
        if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
            assert element.tag in richtext.TAGS
            allowed = (
                richtext.ATTRIBUTES.get(element.tag, set()) | {"lang"} | ({"rel"} if element.tag == "a" else set())
            )
            assert set(element.attrib) <= allowed
            assert element.get("href", "/").startswith(("/", "#", "http://", "https://", "mailto:"))


@given(markup)
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


# The same few tags inside each other many times over: every parser moves them about anew.
piled = st.tuples(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4), st.sampled_from([3, 8, 20]))
piled = piled.map(lambda unit: "".join(unit[0]) * unit[1])
PILES = [
    "<a><table><td>",
    "<td><a><table>",
    "<table><td><a>",
    "<p><table>x<h3>",
    "<a href='/x' title='</a><p>'><table><td>",
]


def assert_nh3_came_last(text):
    safe = clean(text)
    assert nh3.Cleaner(**richtext.RULES).clean(safe) == safe
    assert clean(safe) == safe
    shown = rich(text, 2)
    assert nh3.Cleaner(**richtext.RULES | {"tags": richtext.TAGS | {"h2"}}).clean(shown) == shown


@given(st.one_of(markup, piled))
def test_the_cleaner_has_the_last_word_on_the_way_in_and_out(text):
    assert_nh3_came_last(text)


@pytest.mark.parametrize("times", [1, 3, 8, 20])
@pytest.mark.parametrize("unit", PILES)
def test_the_cleaner_has_the_last_word_on_what_is_badly_nested(unit, times):
    assert_nh3_came_last(unit * times)


@given(st.one_of(markup, piled), st.sampled_from([2, 3]))
def test_what_is_shown_is_as_safe_as_what_is_kept(text, level):
    shown, kept = rich(text, level), clean(text)
    parts = [html5lib.parseFragment(each, namespaceHTMLElements=False) for each in (shown, kept)]
    words, tags = zip(*(("".join(part.itertext()), [each.tag for each in part.iter()]) for part in parts), strict=True)
    assert words[0] == words[1]
    assert [tag for tag in tags[0] if tag not in HEADINGS] == [tag for tag in tags[1] if tag not in HEADINGS]


@given(markup, st.integers(2, 60))
def test_an_excerpt_fits_and_is_a_beginning(text, length):
    cut = excerpt(text, length)
    assert len(cut) <= length
    if not cut.endswith("…"):
        assert cut == plain(text)


def test_an_excerpt_ends_with_a_word():
    text = "<h3>Aims</h3><p>Fish &amp; chips,</p><p>then tea</p>"
    assert plain(text) == "Aims Fish & chips, then tea"
    assert excerpt(text, 27) == plain(text)
    assert excerpt(text, 26) == "Aims Fish & chips, then…"
    assert excerpt(text, 20) == "Aims Fish & chips…"
    assert excerpt(text, 12) == "Aims Fish &…"
    assert excerpt("<ul><li>one</li><li>two</li></ul>", 99) == "one two"


def test_an_excerpt_shows_an_address_whole_or_not_at_all():
    address = "https://www.example.org/a/very/long/path"
    assert excerpt(f"<p>See {address} for more</p>", 30) == "See…"
    assert excerpt(f"<p>See {address} for more</p>", 45) == f"See {address}…"
    assert excerpt(f"<p>{address} for more</p>", 30) == "www.example.org/…"
    assert excerpt(f"<p>{address}</p>", 10) == "…"
    assert excerpt("https://[" + "x" * 50, 10) == "…"
    assert excerpt("www.a\u2100b/" + "x" * 50, 20) == "www.a\u2100b/…"


def test_a_word_longer_than_the_excerpt_is_cut():
    assert excerpt("x" * 50, 10) == "xxxxxxxxx…"


@pytest.mark.django_db
def test_saving_cleans_even_without_a_form():
    event = Event.objects.create(title="A", body="<p>a<script>alert(1)</script></p><p>&nbsp;</p>")
    assert event.body == "<p>a</p>"
    event.refresh_from_db()
    assert event.body == "<p>a</p>"


def test_a_change_of_the_list_makes_no_migration():
    assert RichTextField(blank=True).deconstruct()[1:] == ("django.db.models.TextField", [], {"blank": True})


def test_a_text_beyond_all_measure_is_refused_with_a_sentence():
    with pytest.raises(ValidationError, match="300000"):
        Event._meta.get_field("body").clean("x" * 300_001, Event())


def render(source, **context):
    return Template("{% load text %}" + source).render(Context(context))


def test_rich_text_is_cleaned_again_on_the_way_out():
    assert render("{{ text|rich }}", text="<p>a</p><script>alert(1)</script>") == "<p>a</p>"
    assert render("{{ text|rich }}", text=None) == ""


def test_headings_fit_the_page_around_them():
    assert render("{{ text|rich:2 }}", text="<h3>a</h3><h4>b</h4>") == "<h2>a</h2><h3>b</h3>"


@pytest.mark.parametrize(
    ("written", "shown"),
    {
        '<h4><a href="/x" title="<h3>">a</a></h4>': '<h2><a href="/x" title="&lt;h3&gt;" rel="noopener">a</a></h2>',
        "<h4>a</h4>": "<h2>a</h2>",
        "<h4>a</h4><p>x</p><h4>b</h4>": "<h2>a</h2><p>x</p><h2>b</h2>",
        '<h4 lang="fr">a</h4><h3>b</h3><h4>c</h4>': '<h2 lang="fr">a</h2><h2>b</h2><h3>c</h3>',
        "<h3>a</h3><h4>b</h4><h3>c</h3><h4>d</h4>": "<h2>a</h2><h3>b</h3><h2>c</h2><h3>d</h3>",
        "<p>&lt;h3&gt;</p><h4>a</h4>": "<p>&lt;h3&gt;</p><h2>a</h2>",
    }.items(),
)
def test_heading_that_begins_too_low_is_lifted(written, shown):
    assert rich(written, 2) == shown


@given(st.lists(st.sampled_from(["h1", "h2", "h3", "h4", "h5", "h6", "p"])), st.sampled_from([2, 3]))
def test_headings_are_in_order_whatever_staff_chose(tags, level):
    tree = html5lib.parse(rich("".join(f"<{tag}>a</{tag}>" for tag in tags), level), namespaceHTMLElements=False)
    levels = [level - 1, *(int(one.tag[1]) for one in tree.iter() if one.tag in HEADINGS)]
    assert all(level <= low <= high + 1 for high, low in pairwise(levels))
    assert len(levels) == 1 + len([tag for tag in tags if tag != "p"])


def test_an_excerpt_in_a_page_is_escaped_once():
    assert render("{{ text|excerpt:20 }}", text="<p>Fish &amp; &lt;b&gt;</p>") == "Fish &amp; &lt;b&gt;"
