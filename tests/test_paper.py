"""Pages on paper: what is left out, what stands at the foot, and what stays together. As Chromium prints them."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
BRETAGNE = "/taskforces/bretagne-france-programme-school-company-cooperation/"


@pytest.fixture
def paper(page):
    """A page that is drawn as it will be printed, by a reader who likes the dark."""
    page.emulate_media(media="print", color_scheme="dark")
    return page


def style(page, selector, name):
    """A property of the first such element, as the browser computes it."""
    return page.locator(selector).first.evaluate("(one, name) => getComputedStyle(one).getPropertyValue(name)", name)


def pages(pdf):
    """How many pages a PDF has."""
    return max(int(number) for number in re.findall(rb"/Count (\d+)", pdf))


@pytest.mark.parametrize("part", [".site-header nav", ".trail ol", ".site-footer", ".timeline-choices", ".skip"])
def test_navigation_is_not_printed(paper, part):
    paper.goto(BRETAGNE)
    expect(paper.locator(part).first).to_be_hidden()


def test_edition_and_its_address_stand_at_the_foot(paper, site):
    paper.goto(BRETAGNE)
    foot = style(paper, "html", "--foot")
    day = r"\d+ \w+ \d{4}"
    assert re.fullmatch(rf'"Edition 1, updated on {day} · {site.url}{BRETAGNE} · read on {day}"', foot)


@pytest.mark.parametrize("address", ["/", "/events/?type=news", "/organisations/", "/privacy/", "/nothing/"])
def test_every_page_says_where_it_is_from(paper, site, address):
    paper.goto(address)
    assert re.fullmatch(rf'"{re.escape(site.url + address)} · read on \d+ \w+ \d{{4}}"', style(paper, "html", "--foot"))


def test_entry_is_not_torn_apart(paper):
    paper.goto(BRETAGNE)
    assert style(paper, ".entry", "break-inside") == "avoid"
    assert style(paper, ".year", "display") == "block"


def test_paper_is_white_also_for_those_who_like_the_dark(paper):
    paper.goto(BRETAGNE)
    assert style(paper, "h1", "color") == "rgb(0, 0, 0)"


def test_addresses_of_other_sites_are_printed(paper):
    paper.goto("/events/pact-to-attract-10-000-more-stem-candidates-by-2025/")
    link = paper.locator("main a[href^=http]").first
    said = link.evaluate("one => getComputedStyle(one, '::after').content")
    assert link.get_attribute("href") in said


# What is printed behind each link of the main part, and its address as the browser knows it.
PRINTED = """links => links.map(link => {
  const { content } = getComputedStyle(link, "::after");
  return [content.replaceAll('" "', ""), link.href.baseVal ?? link.href];
})"""


@pytest.mark.parametrize(
    "address",
    ["/", BRETAGNE, f"{BRETAGNE}print/", "/taskforces/", "/taskforces/?view=lineage", "/events/", "/organisations/"],
)
def test_link_says_its_whole_address_or_nothing(paper, site, address):
    paper.goto(address)
    printed = paper.locator("main a").evaluate_all(PRINTED)
    assert len(printed) > 5
    assert [link for link in printed if "(" in link[0] and link[0] != f'" ({link[1]})"'] == []
    # Those of this site would say what the foot says.
    assert [link for link in printed if "(" in link[0] and link[1].startswith(site.url)] == []


def test_links_within_the_page_print_no_address(paper):
    paper.goto(BRETAGNE)
    said = paper.locator("main a[href^='#']").first.evaluate("one => getComputedStyle(one, '::after').content")
    assert said == "none"


def test_dossier_is_a_few_pages_of_a4(paper):
    paper.goto(BRETAGNE)
    pdf = paper.pdf(prefer_css_page_size=True)
    assert 2 <= pages(pdf) <= 5
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", pdf)


def test_table_is_printed_with_all_its_columns(paper):
    paper.set_viewport_size({"width": 680, "height": 900})  # of A4 within its margins
    paper.goto("/taskforces/?view=table")
    table = paper.locator(".dossiers").first
    box = table.bounding_box()
    assert table.locator("thead th").count() == 7
    for heading in table.locator("thead th").all():
        cell = heading.bounding_box()
        assert box["x"] <= cell["x"]
        assert cell["x"] + cell["width"] <= 680
    assert table.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_timeline_begins_on_the_first_two_sheets(paper):
    paper.set_viewport_size({"width": 680, "height": 900})
    paper.goto(BRETAGNE)
    assert paper.locator(".entry").first.bounding_box()["y"] < 2 * 980
