"""What every public page keeps, whatever it shows."""

import gzip
import io
import json
import re
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings
from PIL import Image

from dossier_site.storage import join
from dossiers.views import sitemap
from publishing.editions import withdraw
from publishing.models import Text
from taskforces.models import Taskforce
from tests import make
from tests.reading import Page, faults, locations, mapped, read

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/taskforces/",
    "/taskforces/?country=FR&status=ongoing&q=b",
    "/taskforces/?country=QQ&year=x&sort=y",
    "/taskforces/?country=JP",
    "/taskforces/bretagne/",
    "/taskforces/bretagne/?type=tools&order=oldest",
    "/taskforces/bretagne/?type=x",
    "/taskforces/bare/",
    "/taskforces/bretagne/editions/",
    "/taskforces/bretagne/editions/1/",
    "/taskforces/bretagne/?as-of=2000-01-01",
    "/taskforces/bretagne/compare/1...2/",
    "/taskforces/bretagne/share/",
    "/events/",
    "/events/?topic=higher-education",
    "/events/meeting/",
    "/events/bare/",
    "/events/meeting/editions/",
    "/events/meeting/editions/1/",
    "/organisations/",
    "/organisations/ptvt/",
    "/countries/",
    "/countries/fr/",
    "/countries/fr/bretagne/",
    "/coming/",
    "/coming/?show=events",
    "/coming/?show=x",
    "/compare/",
    "/compare/?with=bretagne&with=bare",
    "/new/",
    "/new/?since=2020-01-01",
    "/new/?since=x",
    "/glossary/",
    "/years/",
    "/years/2020/",
    "/taskforces/bretagne/evidence/",
    "/search/",
    "/search/?q=b",
    "/search/?q=b&year=x",
    "/data/",
    "/accessibility/",
    "/privacy/",
    "/contact/",
    "/alerts/new/",
    "/alerts/new/?about=/taskforces/bretagne/",
    "/alerts/asked/",
    "/report/",
    "/report/?about=/taskforces/bretagne/",
    "/report/thanks/",
]


@pytest.fixture(scope="module")
def published(module_db):
    """One of everything, full; and one of everything, bare."""
    ptvt = make.organisation("PTvT & <friends>", slug="ptvt", other_names="PBT", website="https://example.org")
    given = {"status": "ongoing", "start": "2020-05", "summary": 'A "short" one', "background": "<h3>B</h3><p>b</p>"}
    item = make.taskforce(
        "Bretagne",
        countries=["FR"],
        region="Bretagne",
        organisations=[ptvt],
        objectives=["One"],
        results=["Two"],
        cover=make.picture(credit="Us"),
        **given,
    )
    make.published(item)
    item.summary = 'A "short" & <other> one'
    item.save()
    make.touch(item)
    make.published(item, note="Says more & <less>.")
    make.published(make.taskforce("Bare"))
    tools = make.event_type("Tools")
    for title in ("Meeting", "Study", ""):
        make.published(
            make.event(
                title,
                date="2020-08-27/2020-08-28",
                type=tools,
                topics=[make.topic("Higher Education", slug=f"higher-education{len(title) or ''}")],
                taskforces=[item],
                results=item.results.all(),
                organisations=[ptvt],
                documents=[make.document(), make.document(access="on_request")],
                picture=make.picture(alt='A "drawing"'),
                video_address="https://youtu.be/abcdefghijk",
                body="<h3>H</h3><h4>I</h4><p>x</p>",
                link_address="https://example.org/a?b=c&d=e",
            )
        )
    make.published(make.event("Bare"))


@pytest.fixture
def furnished(db, published, settings):
    """The same, on a site that sends e-mail."""
    settings.SENDS_MAIL = True


def test_pages_are_valid_and_in_order(client, furnished, subtests):
    for address in PAGES:
        with subtests.test(address):
            assert faults(read(client, address)) == []


def test_pages_are_valid_when_staff_have_written_no_texts(client, subtests):
    Text.objects.all().delete()
    for address in ("/", "/accessibility/", "/privacy/", "/contact/"):
        with subtests.test(address):
            assert faults(read(client, address)) == []


def test_pages_name_themselves(client, furnished, subtests):
    for address in PAGES:
        with subtests.test(address):
            page = read(client, address)
            assert page.texts("title")[0].endswith("Taskforce Dossiers")
            assert page.meta("og:title")
            assert page.meta("description") == page.meta("og:description") != ""
            (canonical,) = page.all("link", rel="canonical")
            assert canonical.get("href").startswith("http://testserver/")
            told = [thing.get(name) for thing in page.things for name in ("url", "mainEntityOfPage")]
            assert canonical.get("href") in told
            assert page.tree.get("lang") == "en-gb"


def test_canonical_address_of_a_narrowed_list_is_short(client, furnished):
    page = read(client, "/taskforces/?utm=1&status=ongoing&country=FR&page=1")
    (canonical,) = page.all("link", rel="canonical")
    assert canonical.get("href") == "http://testserver/taskforces/?country=FR&status=ongoing"


def test_pages_set_no_cookie_and_are_asked_for_anew(furnished, subtests):
    for address in [*PAGES, "/sitemap.xml", "/robots.txt", "/nothing"]:
        with subtests.test(address):
            response = Client().get(address)
            assert not response.cookies
            assert "Cookie" not in response.get("Vary", "")
            assert "no-store" in response["Cache-Control"] or "public" in response["Cache-Control"]


def test_page_that_did_not_change_is_not_sent_again(client, furnished):
    first = client.get("/taskforces/bretagne/", headers={"accept-encoding": "gzip"})
    again = client.get("/taskforces/bretagne/", headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make.published(make.event("New", taskforces=[Taskforce.objects.get(slug="bretagne")]))
    changed = client.get("/taskforces/bretagne/", headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_pages_load_nothing_from_elsewhere(client, furnished, subtests):
    for address in PAGES:
        with subtests.test(address):
            page = read(client, address)
            loaded = [one.get("src") or one.get("srcset") for one in page.tree.iter() if one.tag != "a"]
            loaded += [one.get("href") for one in page.all("link") if one.get("rel") not in ("canonical", "alternate")]
            assert [one for one in loaded if one and urlsplit(one).netloc] == []


def test_sitemap_names_what_can_be_read(client, furnished):
    make.taskforce("Draft")
    withdraw(make.published(make.taskforce("Gone")), reason="in_error")
    paths = mapped(client)
    assert {"/", "/taskforces/bretagne/", "/events/meeting/", "/organisations/ptvt/", "/privacy/"} <= set(paths)
    assert not {"/taskforces/draft/", "/taskforces/gone/"} & set(paths)
    assert len(paths) == len(set(paths))


def test_sitemap_says_when_pages_last_changed(client, furnished):
    published_at = Taskforce.objects.get(slug="bretagne").editions().first().published_at
    for address in ("/sitemap.xml", "/sitemap-taskforces.xml"):
        moments = re.findall("<lastmod>(.+?)</lastmod>", client.get(address).content.decode())
        assert published_at.replace(microsecond=0) in map(datetime.fromisoformat, moments)


def test_sitemap_has_files_of_a_size_that_is_quickly_read(client, furnished, monkeypatch):
    make.published(make.event("Later", date="2021-03"))
    make.published(make.event("Once"))
    whole = mapped(client)
    monkeypatch.setattr(sitemap, "SPLIT", 0)
    assert "/sitemap-events-2021-03.xml" in locations(client, "/sitemap.xml")
    assert locations(client, "/sitemap-events-2021-03.xml") == ["/events/later/"]
    assert "/events/once/" in locations(client, "/sitemap-events-undated.xml")
    assert set(mapped(client)) == {*whole, "/events/"}  # of a month without any
    for wrong in ("/sitemap-x.xml", "/sitemap-events-x.xml", "/sitemap-events-2021-3.xml"):
        assert client.get(wrong).status_code == 404


@override_settings(ALLOWED_HOSTS=["*"])
def test_sitemap_names_the_site_by_its_own_address_whatever_host_was_asked(client, furnished):
    for address in ("/sitemap.xml", "/sitemap-events.xml", "/sitemap-pages.xml"):
        assert "elsewhere" not in client.get(address, headers={"host": "elsewhere.test"}).content.decode()


def test_robots_are_kept_from_the_desk(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


KEPT_OUT = [
    "/taskforces/?country=FR&country=NO",
    "/taskforces/?country=FR&status=ongoing",
    "/taskforces/?organisation=ptvt&year=2020",
    "/taskforces/?q=b",
    "/taskforces/?sort=oldest",
    "/taskforces/?view=table",
    "/taskforces/bretagne/?order=oldest",
    "/taskforces/bretagne/?as-of=2000-01-01",
    "/taskforces/bretagne/compare/1...2/",
    "/taskforces/bretagne/?type=meeting&type=tools",
    "/events/?topic=higher-education&country=FR",
    "/coming/?show=events",
    "/compare/?with=bretagne",
    "/new/?since=2020-01-01",
]
LET_IN = [
    "/",
    "/taskforces/",
    "/taskforces/?page=2",
    "/taskforces/?country=FR",
    "/events/?type=tools",
    "/organisations/ptvt/",
]


def is_kept_out(client, address):
    """Whether robots.txt forbids an address, as RFC 9309 reads it."""
    rules = re.findall("^Disallow: (.+)$", client.get("/robots.txt").content.decode(), re.MULTILINE)
    patterns = [re.escape(rule).replace(r"\*", ".*") for rule in rules]
    return any(re.match(pattern, address) for pattern in patterns)


def test_robots_are_kept_from_combinations_without_end(client):
    assert [address for address in KEPT_OUT if not is_kept_out(client, address)] == []
    assert [address for address in LET_IN if is_kept_out(client, address)] == []


def robots(page):
    return [meta.get("content") for meta in page.all("meta", name=None) if meta.get("name") == "robots"]


def test_views_that_only_narrow_or_sort_are_not_indexed(client, furnished, subtests):
    for number in range(25):
        make.published(make.taskforce(f"Taskforce {number}", countries=["FR"]))
    for address in [
        *KEPT_OUT,
        "/taskforces/?country=FR&page=2",
        "/taskforces/?country=QQ",
        "/taskforces/bretagne/?type=tools",
    ]:
        with subtests.test(address):
            assert robots(read(client, address)) == ["noindex"]
    for address in [*LET_IN, "/taskforces/bretagne/", "/events/meeting/", "/taskforces/?utm_source=x"]:
        with subtests.test(address):
            assert robots(read(client, address)) == []


def test_every_view_has_a_title_of_its_own(client, furnished):
    make.published(
        make.event("Other", type=make.event_type("News"), taskforces=[Taskforce.objects.get(slug="bretagne")])
    )
    for number in range(45):
        make.published(make.taskforce(f"Taskforce {number}", countries=["FR"]))
    addresses = [
        "/taskforces/",
        "/taskforces/?page=2",
        "/taskforces/?page=3",
        "/taskforces/?sort=oldest",
        "/taskforces/?sort=title",
        "/taskforces/?sort=title&page=2",
        "/taskforces/?view=table",
        "/taskforces/?sort=title&view=table",
        "/taskforces/?view=lineage",
        "/taskforces/?country=FR",
        "/taskforces/?country=FR&page=2",
        "/taskforces/bretagne/",
        "/taskforces/bretagne/?order=oldest",
        "/taskforces/bretagne/?type=news",
        "/taskforces/bretagne/?type=tools",
        "/taskforces/bretagne/?type=news&type=tools",
        "/taskforces/bretagne/?type=tools&order=oldest",
        "/taskforces/bretagne/print/",
        "/events/",
        "/events/?type=tools",
    ]
    titles = [read(client, address).texts("title")[0] for address in addresses]
    assert len(set(titles)) == len(titles)
    assert titles[5] == "Taskforces: 47 taskforces, order: title, page 2 – Taskforce Dossiers"
    assert titles[14] == "Bretagne: Tools – Taskforce Dossiers"


# The same questions, with their values in another order.
ORDERS = (
    ("/taskforces/?country=FR&country=NO&page=2", "/taskforces/?page=2&country=NO&country=FR"),
    ("/taskforces/?status=paused&status=ongoing", "/taskforces/?status=ongoing&status=paused&utm=1"),
    ("/events/?type=tools&type=news", "/events/?type=news&type=tools"),
    ("/taskforces/bretagne/?type=tools&type=news", "/taskforces/bretagne/?type=news&type=tools"),
)


def test_links_are_the_same_in_whatever_order_values_are_given(client, furnished, subtests):
    make.published(
        make.event("Other", type=make.event_type("News"), taskforces=[Taskforce.objects.get(slug="bretagne")])
    )
    for number in range(45):
        make.published(make.taskforce(f"Taskforce {number}", countries=["FR", "NO"], status="ongoing"))
    for addresses in ORDERS:
        with subtests.test(addresses[0]):
            pages = [read(client, address) for address in addresses]
            links = [[link.get("href") for link in page.all("a") + page.all("link")] for page in pages]
            assert links[0] == links[1]


@pytest.mark.parametrize(("path", "kind"), [("/favicon.ico", "ICO"), ("/apple-touch-icon.png", "PNG")])
def test_icon_that_browsers_ask_for_unasked_is_there(client, path, kind):
    response = client.get(path)
    icon = Image.open(io.BytesIO(b"".join(response)))
    assert (response.status_code, icon.format, icon.width == icon.height) == (200, kind, True)
    response.close()


def test_every_page_names_the_icon_for_phones(client):
    for address in ("/", "/nothing/"):
        assert len(Page(client.get(address)).all("link", rel="apple-touch-icon")) == 1


def test_faults_are_told_in_the_sites_own_look(furnished, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("on purpose")

    monkeypatch.setattr("dossiers.views.home.jsonld.website", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert faults(Page(response)) == []


def test_fault_of_the_page_for_faults_leaves_plain_words(monkeypatch, furnished):
    def fail(*args, **kwargs):
        raise RuntimeError("on purpose")

    monkeypatch.setattr("dossiers.views.home.jsonld.website", fail)
    monkeypatch.setattr("dossiers.errors.render_to_string", fail)
    response = Client(raise_request_exception=False).get("/")
    assert (response.status_code, response["Content-Type"]) == (500, "text/plain; charset=utf-8")


@override_settings(ALLOWED_HOSTS=["example.org"])
def test_unknown_host_is_refused_in_the_sites_own_look(client):
    response = client.get("/", headers={"host": "elsewhere.test"})
    assert response.status_code == 400
    assert faults(Page(response)) == []


def test_form_without_its_token_is_refused_in_the_sites_own_look(db):
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a"})
    assert response.status_code == 403
    assert faults(Page(response)) == []


# --- Weight: what a reader on a slow line waits for ------------------------------------------------------------


def squeezed(text):
    return len(gzip.compress(text if isinstance(text, bytes) else text.encode(), 9))


def source(name):
    with open(finders.find(name), encoding="utf-8") as file:
        return file.read()


def test_dossier_with_twenty_events_is_light(client):
    text = "Two days of talks between schools and companies about what each of them can do for number {}. " * 3
    organisations = [make.organisation(f"Regional Council number {n} of Brétagne") for n in range(6)]
    kinds = [make.event_type(f"Kind {n}") for n in range(4)]
    item = make.published(
        make.taskforce(
            "Bretagne",
            countries=["FR"],
            organisations=organisations[:2],
            background=f"<p>{text}</p>" * 2,
            objectives=[text] * 3,
            results=[text] * 3,
            cover=make.picture(),
            status="ongoing",
            start="2020-05",
        )
    )
    for n in range(20):
        make.published(
            make.event(
                f"Taskforce meeting number {n} on school and company cooperation in Bretagne",
                date=f"{2010 + n // 2}-05-{n + 1:02}",
                type=kinds[n % 4],
                organisations=[organisations[n % 6]],
                body=f"<p>{text.format(n, n, n)}</p>",
                taskforces=[item],
                place="Fréhel",
                country_id="FR",
                picture=make.picture() if n % 2 else None,
            )
        )
    response = client.get("/taskforces/bretagne/")
    assert len(Page(response).all("article", "entry")) == 20
    assert squeezed(response.content) <= 8_000


def test_styles_for_screens_are_light():
    assert squeezed(join("css/site.css", source)) <= 6_000


def test_styles_for_paper_are_fetched_apart_and_keep_nobody_waiting(client, furnished):
    sheets = {sheet.get("href"): sheet.get("media") for sheet in read(client, "/").all("link", rel="stylesheet")}
    assert sheets == {"/static/css/site.css": None, "/static/css/paper.css": "print"}


def test_every_page_and_its_scripts_are_light(client, furnished):
    numbers = {}
    for address in PAGES:
        page = read(client, address)
        scripts = [script.get("src") for script in page.all("script") if script.get("src")]
        assert sum(squeezed(source(script.removeprefix("/static/"))) for script in scripts) <= 6_000, address
        assert squeezed(page.response.content) <= 8_000, address
        numbers[address] = len(scripts)
    assert numbers["/taskforces/bretagne/"] == 3


def test_facts_for_machines_cannot_end_their_element(client):
    make.published(make.taskforce("</script><script>alert(1)</script>", slug="x", summary="<!-- & -->"))
    page = read(client, "/taskforces/x/")
    assert page.things[0]["name"] == "</script><script>alert(1)</script>"
    assert json.dumps(page.things).count("alert") == 1
