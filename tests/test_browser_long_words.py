"""Long words and addresses on the narrowest screens: they break where they stand, and no page grows wider for them."""

import pytest
from playwright.sync_api import expect

from tests import prepared, running

pytestmark = pytest.mark.browser
WORD = "W" * 45
ADDRESS = "https://example.org/" + "a" * 280
# Every text of every kind of row is one long word, or an address.
FILL = f"""
import io
from datetime import date
from library import pictures
from publishing.touch import touch
from publishing.editions import withdraw
from publishing.models import Text
from tests import make
word, address = "{WORD}", "{ADDRESS}"
photograph = pictures.store(io.BytesIO(make.image("JPEG", (1600, 900))), alt=word, credit=word, licence=word)
body = f"<p>{{word}} <a href='{{address}}'>{{address}}</a></p><h3>{{word}}</h3><ul><li>{{word}}</li></ul>"
body += f"<blockquote>{{word}}</blockquote><table><tr><th>{{word}}</th><td>{{address}}</td></tr></table>"
host = make.organisation(word, slug="host", other_names=word, kind=word, website=address, countries=["FR"])
asked = {{"region": word, "summary": f"{{word}} {{address[:200]}}", "background": body, "status": "ongoing"}}
asked |= {{"confirmed_by": word, "confirmed_on": date(2024, 5, 1), "start": "2018", "cover": photograph}}
lists = {{"objectives": [word, address], "results": [word, address], "organisations": [host]}}
first, second = (make.taskforce(word, slug=slug, countries=["FR", "BA"], **asked, **lists) for slug in ("one", "two"))
second.relations.create(kind="continues", other=first)
touch(second)
for item in (first, second):
    make.published(item)
given = {{"type": make.event_type(word, slug="type"), "topics": [make.topic(word, slug="topic")], "place": word}}
given |= {{"summary": f"{{word}} {{address[:200]}}", "body": body, "country_id": "BA", "organisations": [host]}}
given |= {{"link_address": address, "picture": photograph, "taskforces": [first, second]}}
contact = {{"access": "on_request", "contact": word}}
documents = [make.document(title=word), make.document(title=word, **contact)]
for number in range(22):
    link = {{"link_label": word}} if number else {{"video_address": address}}
    dated = {{"date": f"{{2000 + number}}-09-24/..", "slug": f"event-{{number}}"}}
    results = first.results.all()
    make.published(make.event(word, results=results, documents=documents, **given, **dated, **link))
make.published(make.event(word, slug="undated", type=make.event_type(word + "X", slug="other"), taskforces=[first]))
Text.objects.update(title=word, body=body)
withdraw(make.published(make.taskforce("Gone", slug="gone")), reason="in_error", note=f"{{word}} {{address}}")
"""
PAGES = [
    "/",
    "/taskforces/",
    "/taskforces/?country=FR&organisation=host&year=2019",
    f"/taskforces/?q={WORD}",
    f"/taskforces/?q={WORD}X{WORD}",
    f"/taskforces/?country={WORD}&sort={WORD}",
    "/taskforces/?view=table",
    "/taskforces/?view=timeline",
    "/taskforces/?view=lineage",
    "/taskforces/two/",
    "/taskforces/two/?type=type&order=oldest",
    f"/taskforces/two/?type={WORD.lower()}",
    "/taskforces/one/print/",
    "/events/",
    "/events/?type=type&topic=topic&organisation=host",
    "/events/event-0/",
    "/events/event-9/",
    "/organisations/",
    "/countries/fr/",
    "/years/2018/",
    "/taskforces/one/evidence/",
    "/new/",
    "/compare/?with=one&with=two",
    "/organisations/host/",
    "/privacy/",
    f"/{WORD}/",
    "/taskforces/gone/",
]


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    """A site on which every text is as wide as it may be."""
    folder = tmp_path_factory.mktemp("wide")
    prepared.folder(folder)
    with running.serve(folder, DEMONSTRATION="0", SITE_NAME=WORD) as site:
        filled = running.manage(folder, "shell", "-v0", "-c", FILL)
        assert filled.returncode == 0, filled.stderr
        yield site


# Two phones, and a small desktop, where columns stand side by side.
WIDTHS = (320, 360, 1024)


def at_each_width(page, address):
    """Open an address with all its details, and show it at each width."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        yield width


def wider(page):
    """Which elements reach beyond the right edge of the screen, unless something around them scrolls or hides them."""
    return page.evaluate("""() => {
      const cuts = (element) => getComputedStyle(element).overflowX !== "visible";
      const isCut = (element) => element && (cuts(element) || isCut(element.parentElement));
      return [...document.body.querySelectorAll("*")]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5 && !isCut(element))
        .map((element) => `${element.localName}.${element.getAttribute("class")}`);
    }""")


@pytest.mark.parametrize("address", PAGES)
def test_page_is_as_wide_as_the_screen(wide, page, address):
    for width in at_each_width(page, wide.url + address):
        assert wider(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_event_in_place_is_as_wide_as_the_screen(wide, page):
    for width in at_each_width(page, f"{wide.url}/taskforces/one/#event-3"):
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        assert dialog.evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth"), width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


@pytest.mark.parametrize("address", ["/taskforces/?view=table", "/privacy/", "/"])
def test_column_of_a_table_is_no_wider_than_the_screen_and_keeps_usual_words_whole(wide, page, address):
    for width in at_each_width(page, wide.url + address):
        cells = page.locator("th, td").evaluate_all("all => all.map(cell => cell.offsetWidth)")
        assert 0 < max(cells) <= 288, width
        assert page.locator("th").evaluate_all(BROKEN) == [], width


# The words of some elements that stand on more than one line.
BROKEN = r"""elements => elements.flatMap(element => element.innerText.split(/\s+/).filter(word => {
  const node = element.firstChild, range = document.createRange(), start = element.textContent.indexOf(word);
  if (node?.nodeType !== Node.TEXT_NODE || word.length > 14) return false;
  range.setStart(node, start);
  range.setEnd(node, start + word.length);
  return range.getClientRects().length > 1;
}))"""


def test_words_of_usual_length_are_left_whole(wide, page):
    for width in at_each_width(page, f"{wide.url}/taskforces/?view=table&q={WORD[:20]}"):
        usual = page.locator("button, .count, .status, .site-header nav a, summary, legend, .choice")
        assert usual.count() > 20
        assert usual.evaluate_all(BROKEN) == [], width
