"""A dossier in somebody else's site: what is framed, the lines that frame it, and what oEmbed is told."""

import json
from html import unescape

import pytest
from django.conf import settings
from django.test import override_settings

from dossiers.views.embed import HEIGHT, WIDTH
from publishing.editions import withdraw
from taskforces.models import Taskforce
from tests import make
from tests.reading import faults, read

pytestmark = pytest.mark.django_db
SITE = "https://dossiers.example.org"


@pytest.fixture(scope="module")
def published(module_db):
    """A dossier with more events than a frame shows, and a title that HTML must not read."""
    given = {"slug": "pact", "status": "ongoing", "start": "2020-05", "countries": ["NL"], "summary": "For all."}
    pact = make.published(make.taskforce('Pact "<b>&', **given))
    for number in range(32):
        make.published(make.event(f"Event {number}", date=f"{1980 + number}", taskforces=[pact]))
    return pact


@pytest.fixture
def pact(published):
    """The same, for one test."""
    return Taskforce.objects.get(pk=published.pk)


def titles(page):
    return [title for level in ("h3", "h4") for title in page.texts(level, "entry-title")]


def policy(response):
    """The Content-Security-Policy: {directive: its values}."""
    return {words[0]: words[1:] for words in map(str.split, response["Content-Security-Policy"].split(";")) if words}


def test_frame_shows_the_facts_and_the_newest_events(client, pact):
    page = read(client, "/taskforces/pact/embedded/")
    assert faults(page) == []
    assert page.texts("h1") == ['Pact "<b>&']
    assert "Ongoing since May 2020." in page.main
    assert titles(page) == ["Event 31", "Event 30", "Event 29"]
    assert page.links()["All 32 events"] == "/taskforces/pact/#the_timeline"


def test_frame_shows_the_timeline(client, pact):
    page = read(client, "/taskforces/pact/embedded/?show=timeline")
    assert faults(page) == []
    assert titles(page)[0] == "Event 31"
    assert len(titles(page)) == 30
    assert "Requesting" not in page.main
    assert client.get("/taskforces/pact/embedded/?show=%00zzz").status_code == 200


def test_only_what_is_meant_for_frames_may_be_framed(client, pact):
    framed = client.get("/taskforces/pact/embedded/")
    assert policy(framed)["frame-ancestors"] == ["*"]
    assert "X-Frame-Options" not in framed
    assert (policy(framed)["script-src"], framed.cookies) == (["'self'"], {})
    assert b"<script" not in framed.content
    assert b'content="noindex"' in framed.content
    for address in ("/", "/taskforces/pact/", "/taskforces/pact/share/", "/oembed/", "/taskforces/none/embedded/"):
        response = client.get(address)
        assert policy(response)["frame-ancestors"] == ["'none'"]
        assert response["X-Frame-Options"] == "DENY"


@override_settings(SITE_URL=SITE)
def test_lines_to_copy_show_the_same_and_are_escaped_once(client, pact):
    page = read(client, "/taskforces/pact/share/")
    assert faults(page) == []
    copied = ["".join(field.itertext()) for field in page.all("textarea")]
    assert len(copied) == 2
    assert 'title="Pact &quot;&lt;b&gt;&amp;"' in copied[0]
    sources = [line.partition('src="')[2].partition('"')[0] for line in copied]
    assert sources == [f"{SITE}/taskforces/pact/embedded/", f"{SITE}/taskforces/pact/embedded/?show=timeline"]
    for source in sources:
        assert client.get(unescape(source).removeprefix(SITE)).status_code == 200
    assert page.links()[f"{SITE}/taskforces/pact/"] == "/taskforces/pact/"
    letter = page.links()["Send it by e-mail"]
    assert letter.startswith("mailto:?subject=Pact%20%22%3Cb%3E%26&body=https%3A%2F%2Fdossiers.example.org%2F")


@override_settings(SITE_URL=SITE)
def test_dossier_says_where_its_oembed_is(client, pact):
    (link,) = [each for each in read(client, "/taskforces/pact/").all("link") if "oembed" in each.get("type", "")]
    answer = client.get(link.get("href").removeprefix(SITE))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    told = answer.json()
    assert {told[name] for name in ("version", "type", "title")} == {"1.0", "rich", 'Pact "<b>&'}
    assert (told["width"], told["height"]) == (640, 560)
    assert f'src="{SITE}/taskforces/pact/embedded/"' in told["html"]


@override_settings(SITE_URL=SITE)
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 404),
        ({"url": "/taskforces/pact/"}, 404),
        ({"url": "https://elsewhere.example/taskforces/pact/"}, 404),
        ({"url": "http://[broken/taskforces/pact/"}, 404),
        ({"url": f"{SITE}/"}, 404),
        ({"url": f"{SITE}/events/event-1/"}, 404),
        ({"url": f"{SITE}/taskforces/%00/"}, 404),
        ({"url": f"{SITE}/taskforces/{'x' * 3000}/"}, 404),
        ({"url": f"{SITE}/taskforces/pact/", "format": "xml"}, 501),
        ({"url": f"{SITE}/taskforces/pact/", "maxwidth": "-1"}, 400),
        ({"url": f"{SITE}/taskforces/pact/", "maxheight": "9" * 5000}, 400),
        ({"url": f"{SITE}/taskforces/pact/", "maxheight": "wide"}, 400),
        ({"url": f"{SITE}/taskforces/pact/", "maxwidth": "1" * 30}, 200),
        ({"url": f"{SITE}/taskforces/PACT/?x=1#y"}, 200),
        ({"url": "HTTPS://DOSSIERS.EXAMPLE.ORG/taskforces/pact"}, 200),
    ],
)
def test_odd_questions_get_a_clear_answer(client, pact, asked, status):
    answer = client.get("/oembed/", query_params=asked)
    assert answer.status_code == status
    assert bool(answer.json().get("error")) == (status != 200)


@override_settings(SITE_URL=SITE)
def test_sizes_are_kept_to_and_never_larger(client, pact):
    url = f"{SITE}/taskforces/pact/"
    small = client.get("/oembed/", query_params={"url": url, "maxwidth": "300", "maxheight": "50"}).json()
    assert (small["width"], small["height"]) == (300, 50)
    assert 'width="300" height="50"' in small["html"]
    most = client.get("/oembed/", query_params={"url": url, "maxwidth": "9999", "maxheight": "9999"}).json()
    assert (most["width"], most["height"]) == (WIDTH, HEIGHT)


def test_what_is_withdrawn_is_shown_nowhere(client, pact):
    withdraw(pact, reason="in_error")
    for address in ("/taskforces/pact/embedded/", "/taskforces/pact/share/"):
        assert client.get(address).status_code == 410
    assert client.get("/oembed/", query_params={"url": f"{settings.SITE_URL}/taskforces/pact/"}).status_code == 404


def test_renamed_dossier_is_found_at_its_old_address(client, pact):
    pact.slug = "treaty"
    make.touch(pact)
    make.published(pact)
    for name in ("embedded", "share"):
        moved = client.get(f"/taskforces/pact/{name}/")
        assert (moved.status_code, moved["Location"]) == (301, f"/taskforces/treaty/{name}/")
    told = client.get("/oembed/", query_params={"url": f"{settings.SITE_URL}/taskforces/pact/"})
    assert "/taskforces/treaty/embedded/" in json.loads(told.content)["html"]
