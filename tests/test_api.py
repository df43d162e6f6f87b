"""The API: what it says of itself is true, its pages hang together, and what is wrong is told."""

import json
import uuid
from copy import deepcopy

import jsonschema
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.signing import Signer
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from openapi_spec_validator import validate
from schemathesis import checks

from dossier_site.wsgi import SiteHandler
from dossiers.lists.filtersets import DossierFilterSet, EventFilterSet, OrganisationFilterSet
from dossiers.openapi.document import FILTERS, document
from dossiers.views.api_lists import FilteredListing
from publishing.editions import withdraw
from tests import make

pytestmark = pytest.mark.django_db
DESCRIBED = document("API", "Data", "http://testserver", ("A licence", "https://example.org/"))


@pytest.fixture(scope="module")
def published(module_db):
    """Three taskforces and four events, one of each full."""
    locarn = make.organisation(countries=["FR"], website="https://example.org", other_names="Locarn")
    given = {"status": "ongoing", "start": "2020", "end": "../2022", "summary": "s", "background": "<p>b</p>"}
    first = make.taskforce(
        "A",
        countries=["FR"],
        organisations=[locarn],
        objectives=["o"],
        results=["r"],
        documents=[make.document()],
        **given,
    )
    make.published(first)
    second = make.taskforce("B")
    second.relations.create(kind="continues", other=first)
    make.published(second)
    make.published(make.taskforce("C"))
    given = {"type": make.event_type("Tools"), "topics": [make.topic()], "organisations": [locarn], "country_id": "FR"}
    given |= {"video_address": "https://youtu.be/abcdefghijk", "link_address": "https://example.org/"}
    given |= {"documents": [make.document(access="on_request")], "mode": "online", "body": "<p>b</p>"}
    make.published(make.event("Full", date="2021-05/..", taskforces=[first, second], **given))
    for n in range(3):
        make.published(make.event(f"Event {n}", taskforces=[first]))
    return first


@pytest.fixture
def furnished(db, published):
    """The same; gives the first."""
    return deepcopy(published)


@pytest.fixture
def one_transaction():
    """Requests through the server's door leave the test's own transaction open."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


def walk(client, address):
    """All items of a list, page by page."""
    items = []
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content
        told = response.json()
        items += told["items"]
        address = (told["next"] or "").removeprefix("http://testserver")
        assert (f'<{told["next"]}>; rel="next"' == response.get("Link")) == bool(told["next"])
    return items


def test_description_is_valid(client):
    told = client.get("/api/v1/openapi.json").json()
    validate(told)
    assert told["info"]["license"]["url"].startswith("https://")
    assert told["servers"] == [{"url": "http://testserver/api/v1"}]


def test_description_names_every_filter():
    for name, filterset in {
        "taskforces": DossierFilterSet,
        "events": EventFilterSet,
        "organisations": OrganisationFilterSet,
    }.items():
        described = {parameter["name"] for parameter in FILTERS[name]}
        assert described == filterset.base_filters.keys() - {*FilteredListing.DISPLAY}


# Unknown parameters are ignored and forms of values are generous, as on the pages: what is odd is not always refused.
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
api = schemathesis.openapi.from_dict(DESCRIBED)
api.app = SiteHandler()


@api.parametrize()
@settings(
    max_examples=10, phases=[Phase.generate], deadline=None, derandomize=True, suppress_health_check=[*HealthCheck]
)
def test_api_does_what_its_description_says(furnished, one_transaction, case):
    response = case.call(headers={"Host": "testserver", "Accept-Encoding": "identity"})
    case.validate_response(response, checks=CHECKS)


def test_every_answer_has_the_form_that_is_described(client, furnished, subtests):
    found = {name: walk(client, f"/api/v1/{name}") for name in FILTERS}
    for name, schema in zip(FILTERS, ("Taskforce", "Event", "Organisation", "Country"), strict=True):
        described = {"$ref": f"#/components/schemas/{schema}", "components": DESCRIBED["components"]}
        for item in found[name]:
            jsonschema.validate(item, described)
            key = item.get("id") or item["code"]
            assert client.get(f"/api/v1/{name}/{key}").json() == item
    pages = {item["code"]: item["url"] for item in found["countries"] if item["url"]}
    assert pages == {"FR": "http://testserver/countries/fr/"}


@pytest.mark.parametrize("name", ["taskforces", "events", "organisations", "countries"])
def test_pages_hang_together(client, furnished, name):
    whole = walk(client, f"/api/v1/{name}?limit=100")
    assert walk(client, f"/api/v1/{name}?limit={2 if len(whole) < 10 else 99}") == whole
    assert len({item.get("id") or item["code"] for item in whole}) == len(whole)


def test_events_of_a_taskforce_are_its_timeline(client, furnished):
    items = walk(client, f"/api/v1/taskforces/{furnished.pk}/events?limit=1")
    assert [item["title"] for item in items] == ["Full", "Event 0", "Event 1", "Event 2"]
    assert client.get(f"/api/v1/taskforces/{uuid.uuid4()}/events").status_code == 404


def test_filters_are_those_of_the_page_and_stay_on_the_next_one(client, furnished):
    for n in range(2):
        make.published(make.taskforce(f"Norwegian {n}", countries=["NO"]))
    items = walk(client, "/api/v1/taskforces?country=NO&limit=1")
    assert [item["title"] for item in items] == ["Norwegian 0", "Norwegian 1"]
    assert [item["title"] for item in walk(client, "/api/v1/events?q=full")] == ["Full"]


def test_what_is_published_meanwhile_moves_nobody(client, furnished):
    first = client.get("/api/v1/taskforces?limit=2").json()
    make.published(make.taskforce("0 before all"))
    rest = walk(client, first["next"].removeprefix("http://testserver"))
    assert [item["title"] for item in [*first["items"], *rest]] == ["A", "B", "C"]


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "\x00",
        "W10:x",
        "ﷺ" * 60,
        "9" * 1900,
        Signer(salt="dossiers.cursor").sign_object(["/api/v1/events", "a", "b"]),
        Signer(salt="dossiers.cursor").sign_object([]),
        Signer(salt="another").sign_object(["/api/v1/taskforces", "a", str(uuid.uuid4())]),
    ],
)
def test_foreign_cursor_is_told(client, furnished, cursor):
    response = client.get("/api/v1/taskforces", {"cursor": cursor})
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert [error["parameter"] for error in response.json()["errors"]] == ["cursor"]


def test_cursor_of_another_question_is_told(client, furnished):
    following = client.get("/api/v1/taskforces?limit=1").json()["next"]
    assert client.get(f"{following}&status=ongoing").status_code == 400


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "", "1e1", "٢", "9" * 400])
def test_odd_limit_is_told(client, limit):
    response = client.get("/api/v1/events", {"limit": limit})
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (400, "limit")


def test_bad_filter_is_told(client):
    response = client.get("/api/v1/taskforces?country=QQ&year=x")
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == ["year", "country"]


def test_renamed_topic_leads_to_its_name_of_today(client):
    topic = make.topic()
    make.published(make.event(topics=[topic]))
    topic.slug = "secondary"
    topic.save()
    response = client.get("/api/v1/events?topic=secondary-education&limit=2")
    assert (response.status_code, response["Location"]) == (302, "/api/v1/events?topic=secondary&limit=2")


def test_what_is_not_there_is_told(client, furnished):
    for address in (
        "/api/v1/nothing",
        f"/api/v1/events/{uuid.uuid4()}",
        "/api/v1/countries/QQ",
        "/api/v1/events/x",
        "/api/v1/a%0Ab",
    ):
        response = client.get(address)
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json"), address


def test_draft_is_not_there_and_what_was_withdrawn_says_so(client):
    draft, gone = make.event("Draft"), make.published(make.event("Gone"))
    withdraw(gone, reason="in_error")
    assert client.get(f"/api/v1/events/{draft.pk}").status_code == 404
    response = client.get(f"/api/v1/events/{gone.pk}")
    assert (response.status_code, response.json()["detail"]) == (410, "It was withdrawn: published in error.")


def test_answer_that_did_not_change_is_not_sent_again(client, furnished):
    first = client.get("/api/v1/taskforces?limit=1")
    again = client.get("/api/v1/taskforces?limit=1", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"


def test_scripts_of_other_sites_may_ask_and_nobody_may_write(client):
    assert client.get("/api/v1/events")["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/api/v1/events", headers={"access-control-request-method": "GET"})
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (200, "*")
    for method in (client.post, client.put, client.delete, client.patch):
        refused = method("/api/v1/events")
        assert (refused.status_code, refused["Content-Type"]) == (405, "application/problem+json")
        assert json.loads(refused.content)["status"] == 405
