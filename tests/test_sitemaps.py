"""Sitemaps: the published schema takes them, and what they say of changes is what the pages say of themselves."""

import re
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from django.utils.timezone import localtime
from lxml import etree

from dossiers.views import sitemap
from publishing.editions import withdraw
from publishing.models import Text
from taskforces.models import Dossier, Organisation
from tests import make
from tests.reading import locations, mapped
from tests.test_past import change, made
from text.dates import written
from timeline.models import Entry

pytestmark = pytest.mark.django_db
# The schema of sitemaps.org (see tests/sitemaps/README.md).
SCHEMA = etree.XMLSchema(file=Path(__file__).parent / "sitemaps" / "sitemap.xsd")
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def furnished(db):
    with time_machine.travel("2020-01-01 12:00", tick=False):
        locarn = make.organisation(countries=["FR"])
        Text.objects.get(pk="privacy").save()
        make.term()
    given = {"countries": ["FR"], "region": "Bretagne", "organisations": [locarn], "status": "ongoing"}
    item = made("2020-03-01", make.taskforce("Bretagne", **given))
    change(item, "2020-05-03", summary="New")
    change(item, "2020-06-01", minor=True, summary="New, without a slip")
    made("2020-03-02", make.event("Kick-off", taskforces=[item], date="2020-02", country_id="FR"))
    return item


def files(client):
    """All files: {path: its tree}."""
    paths = ["/sitemap.xml", *locations(client, "/sitemap.xml")]
    return {path: etree.fromstring(client.get(path).content) for path in paths}


def as_pages(tree):
    """The file of files as one of pages: the published schema of those has the same parts under other names."""
    words = etree.tostring(tree).decode().replace("sitemapindex", "urlset")
    return etree.fromstring(re.sub("<(/?)sitemap>", r"<\1url>", words))


def check(client, subtests):
    found = files(client)
    for path, tree in found.items():
        with subtests.test(path):
            SCHEMA.assertValid(as_pages(tree) if path == "/sitemap.xml" else tree)
    return found


def test_published_schema_takes_every_file(client, furnished, subtests):
    found = check(client, subtests)
    assert found["/sitemap.xml"].tag == f"{NAMESPACE}sitemapindex"
    assert len(found) == 7


def test_schema_takes_the_files_of_a_site_without_content(client, subtests):
    check(client, subtests)
    assert locations(client, "/sitemap-organisations.xml") == ["/organisations/"]


def test_schema_takes_the_files_of_years_and_months(client, furnished, subtests, monkeypatch):
    monkeypatch.setattr(sitemap, "SPLIT", 0)
    assert "/sitemap-events-2020-02.xml" in check(client, subtests)


def test_schema_notices_what_is_wrong(client, furnished):
    for right, wrong in (("lastmod>", "changed>"), ("<loc>http://testserver/taskforces/bretagne/</loc>", "")):
        words = client.get("/sitemap-taskforces.xml").content.decode()
        assert right in words
        assert not SCHEMA.validate(etree.fromstring(words.replace(right, wrong).encode()))


def changes(client, path):
    """What a file says of changes: {address of a page or file: moment}."""
    tree = etree.fromstring(client.get(path).content)
    return {row[0].text.removeprefix("http://testserver"): row[1].text for row in tree if len(row) > 1}


def test_last_change_is_that_of_the_page_and_no_detail_counts(client, furnished):
    told = changes(client, "/sitemap-taskforces.xml") | changes(client, "/sitemap-events.xml")
    rows = [*Dossier.objects.all(), *Entry.objects.all()]
    assert {row.get_absolute_url(): row.updated_at.isoformat(timespec="seconds") for row in rows} == told
    assert told["/taskforces/bretagne/"].startswith("2020-05-03T")
    for name in ("organisations", "countries", "pages"):
        told |= changes(client, f"/sitemap-{name}.xml")
    days = {path: localtime(datetime.fromisoformat(at)).date().isoformat() for path, at in told.items()}
    changed = {"/countries/fr/", "/countries/fr/bretagne/", "/organisations/institut-de-locarn/"}
    assert {days[path] for path in changed} == {"2020-05-03"}
    assert days["/privacy/"] == days["/glossary/"] == "2020-01-01"
    assert days["/taskforces/"] == days["/"] == "2020-05-03" > days["/events/"] == "2020-03-02"
    for path, day in days.items():
        foot = client.get(path).content.decode().rpartition("<footer")[2]
        assert f"updated on {written(day)}" in foot or f"Last change: {written(day)}" in foot, path


def test_page_of_a_year_or_of_a_day_does_not_say_when_it_changed(client, furnished):
    told = changes(client, "/sitemap-years.xml") | changes(client, "/sitemap-pages.xml")
    assert not {"/years/2020/", "/years/", "/coming/", "/new/", "/data/"} & told.keys()


def test_organisation_that_is_renamed_changed(client, furnished):
    organisation = Organisation.objects.get()
    with time_machine.travel("2021-05-05 12:00", tick=False):
        organisation.save()
    assert changes(client, "/sitemap-organisations.xml")[organisation.get_absolute_url()].startswith("2021-05-05T")
    assert changes(client, "/sitemap-countries.xml")["/countries/fr/"].startswith("2021-05-05T")


def test_index_says_when_the_last_page_of_a_file_changed(client, furnished):
    for path, moment in changes(client, "/sitemap.xml").items():
        assert moment == max(changes(client, path).values())
    before = changes(client, "/sitemap.xml")
    with time_machine.travel("2021-01-01 12:00", tick=False):
        withdraw(make.published(make.taskforce("Gone")), reason="in_error")
    assert changes(client, "/sitemap.xml") == before
    change(furnished, "2021-02-01", summary="Newer")
    assert changes(client, "/sitemap.xml")["/sitemap-taskforces.xml"].startswith("2021-02-01T")


def test_every_page_that_is_named_is_there(client, furnished, subtests):
    for path in mapped(client):
        with subtests.test(path):
            assert client.get(path).status_code == 200
