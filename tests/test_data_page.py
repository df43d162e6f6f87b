"""The page that tells people what data there is: every example on it works."""

import pytest

from tests import make
from tests.reading import faults, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def bretagne():
    item = make.published(make.taskforce("Bretagne", countries=["FR"], status="ongoing"))
    make.published(make.event("Kick-off", date="2020-08-27", taskforces=[item], organisations=[make.organisation()]))
    return item


def own_links(page):
    links = [link.get("href", "").removeprefix("http://testserver") for link in page.all("a")]
    return [link for link in links if link.startswith("/")]


def test_every_example_works(client, bretagne, subtests):
    page = read(client, "/data/")
    assert faults(page) == []
    addresses = own_links(page)
    assert len([address for address in addresses if "." in address or "/api/" in address]) > 25
    for address in addresses:
        with subtests.test(address):
            response = client.get(address)
            assert response.status_code == 200
            assert b"".join(response)


def test_page_names_the_licence_of_the_data(client, settings):
    settings.DATA_LICENCE, settings.DATA_LICENCE_NAME = "https://example.org/terms", "Our terms"
    (link,) = read(client, "/data/").all("a", rel="license")
    assert (link.get("href"), link.text) == ("https://example.org/terms", "Our terms")
    assert client.get("/api/v1/taskforces").json()["licence"] == "https://example.org/terms"


def test_page_is_a_data_set_to_search_engines(client):
    (told,) = [thing for thing in read(client, "/data/").things if thing["@type"] == "Dataset"]
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert len(told["distribution"]) == 9
    assert {each["encodingFormat"] for each in told["distribution"]} >= {"text/csv", "application/json"}


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/", 2),
        ("/taskforces/", 6),
        ("/taskforces/?country=FR&status=ongoing&view=table&page=1", 6),
        ("/taskforces/bretagne/", 8),
        ("/events/?year=2020&order=oldest", 6),
        ("/events/kick-off/", 2),
        ("/organisations/", 3),
        ("/organisations/institut-de-locarn/", 3),
        ("/search/?q=bretagne&kind=taskforces", 2),
    ],
)
def test_page_names_its_other_forms_to_programs_and_to_people(client, bretagne, address, number):
    page = read(client, address)
    others = page.all("link", rel="alternate")
    told = [link.get("href") for link in others if link.get("type") != "application/json+oembed"]
    assert len(told) == number
    assert set(told) <= {*own_links(page)}
    for other in told:
        response = client.get(other)
        assert response.status_code == 200, other
        assert b"".join(response), other


def test_other_forms_are_of_the_list_as_it_was_asked_for(client, bretagne):
    page = read(client, "/taskforces/?country=FR&sort=title&view=table")
    told = [link.get("href") for link in page.all("link", rel="alternate")]
    assert "/taskforces.csv?country=FR&sort=title" in told


def test_question_that_is_no_good_has_no_other_forms(client):
    for address in ("/taskforces/?year=x", "/search/", "/search/?q=a&year=x"):
        assert read(client, address).all("link", rel="alternate") == []


def test_event_without_a_known_day_has_no_calendar(client):
    make.published(make.event("Vague", date="2020"))
    told = [link.get("href") for link in read(client, "/events/vague/").all("link", rel="alternate")]
    assert told == ["/events/vague.json"]
