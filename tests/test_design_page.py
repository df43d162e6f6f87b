"""The living page of components: every one in every state, for those who work on their looks."""

import pytest

from publishing.models import Edition
from taskforces.models.live import Dossier
from tests import make
from tests.browser import findings, looks
from tests.reading import Page, faults, read
from timeline.models.live import Entry
from timeline.models.reference import EventType

STATES = ["/design/", "/design/?state=mistakes", "/design/?state=hostile"]
ERRORS = [400, 403, 404, 410, 500, 503]
# Things that a page has once stand here several times: their names cannot tell them apart.
SEVERAL = {"rules": {"landmark-unique": {"enabled": False}}}


@pytest.fixture
def shown(settings):
    settings.SHOW_DESIGN = True


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*STATES, *(f"/design/{status}/" for status in ERRORS)])
def test_page_is_there_only_where_it_was_asked_for(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert b"There is no page at this address" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("address", STATES)
def test_page_keeps_the_rules_of_all_pages(client, shown, address):
    make.picture(credit="Us")
    assert faults(read(client, address)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", STATES)
def test_page_asks_for_a_picture_and_writes_nothing(client, shown, address, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(address)
    assert not any(model.objects.exists() for model in (Dossier, Entry, Edition, EventType))


@pytest.mark.django_db
def test_every_status_icon_and_kind_of_date_is_shown(client, shown):
    page = read(client, "/design/")
    marks = {name for one in page.all("span", "status") for name in one.get("class").split()}
    assert marks == {"status", *(f"status-{value}" for value in ("planned", "ongoing", "paused", "finalised"))}
    uses = [one.get("href") for one in page.tree.iter() if one.tag.endswith("}use")]
    assert {href.partition("#")[2] for href in uses if "types" in href} == set(EventType.Icon.values)
    dates = page.texts("p", "entry-when")
    assert dates == [
        "4 May",
        "March",
        "summer 2025",
        "2025",
        "24–25 August",
        "June – September",
        "about 2022",
        "since 2021",
        "until 2019",
    ]


@pytest.mark.django_db
def test_mistakes_are_told_beside_their_fields(client, shown):
    page = read(client, "/design/?state=mistakes")
    assert len(page.texts("p", "error")) == 4
    assert "nothing is shown: Words Country Under way in Order" in page.texts("p", "sentence")[0]
    assert read(client, "/design/").texts("p", "error") == []


@pytest.mark.django_db
@pytest.mark.parametrize("status", ERRORS)
def test_error_pages_are_shown_as_readers_get_them(client, shown, status):
    response = client.get(f"/design/{status}/")
    assert response.status_code == status
    assert faults(Page(response)) == []


@pytest.mark.django_db
def test_other_numbers_are_no_error_pages(client, shown):
    assert b"There is no page" in client.get("/design/200/").content


@pytest.mark.browser
def test_axe_finds_nothing(page):
    for address in [*STATES, "/design/410/", "/design/500/"]:
        page.goto(address)
        for width in looks(page):
            assert findings(page, **SEVERAL) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)
