"""The editions in the API: all that the page of editions shows, what each said, and nothing that was withdrawn."""

import hashlib
import json
import uuid

import jsonschema
import pytest
import time_machine
from django.contrib.auth import get_user_model

from publishing.editions import publish, withdraw
from publishing.models import Edition
from tests import make
from tests.test_api import DESCRIBED, walk
from tests.test_past import change, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def bretagne(db):
    """One of four editions, the third of which is a withdrawal."""
    item = made("2020-03-01", make.taskforce("Bretagne", internal_note="Not for readers"))
    change(item, "2020-05-03", "A comma.", minor=True, summary="Paid by “PTvT” – é")
    with time_machine.travel("2020-06-01 12:00", tick=False):
        withdraw(item, reason="in_error", note="Wrong numbers.", by=make.editor("Ida"))
    change(item, "2020-07-01", title="Brittany")
    return item


def address(item, number=""):
    return f"/api/v1/{item.folder}/{item.pk}/editions{number and f'/{number}'}"


def fits(value, schema):
    jsonschema.validate(value, {"$ref": f"#/components/schemas/{schema}", "components": DESCRIBED["components"]})


def test_editions_are_listed_newest_first_as_on_their_page(client, bretagne):
    found = walk(client, address(bretagne) + "?limit=3")
    assert [(each["number"], each["day"], each["note"], each["minor"], each["withdrawn"]) for each in found] == [
        (4, "2020-07-01", None, False, None),
        (3, "2020-06-01", "Wrong numbers.", False, "in_error"),
        (2, "2020-05-03", "A comma.", True, None),
        (1, "2020-03-01", None, False, None),
    ]
    for each in found:
        fits(each, "PublishedEdition")
        assert each["of"] == str(bretagne.pk)
        told = client.get(address(bretagne, each["number"])).json()
        assert {name: told[name] for name in each} == each
    assert client.get(found[0]["url"])["Location"].endswith("/editions/4/")


def test_pages_of_editions_hang_together(client, bretagne):
    whole = walk(client, address(bretagne))
    assert [walk(client, f"{address(bretagne)}?limit={limit}") for limit in (1, 2)] == [whole, whole]


def test_edition_says_what_stood_there_and_its_digest_is_right(client, bretagne):
    told = client.get(address(bretagne, 2)).json()
    fits(told, "WholeEdition")
    assert told["body"] == bretagne.editions().get(number=2).snapshot["body"]
    assert told["body"]["title"] == "Bretagne"
    canonical = json.dumps(told["body"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert told["digest"] == hashlib.sha256(canonical.encode()).hexdigest()


def test_withdrawal_between_says_reason_and_day_and_no_body(client, bretagne):
    told = client.get(address(bretagne, 3)).json()
    fits(told, "WholeEdition")
    assert (told["withdrawn"], told["day"]) == ("in_error", "2020-06-01")
    assert (told["url"], told["schema"], told["body"], told["digest"]) == (None, None, None, None)


def test_who_published_and_what_is_internal_is_not_told(client, bretagne):
    bretagne.summary = "New"
    bretagne.save()
    publish(bretagne, note="Again", by=make.editor("Ada"))
    told = [client.get(address(bretagne, number)).content.decode() for number in ("", 1, 3, 5)]
    assert "Again" in told[0]
    for name in get_user_model().objects.values_list("username", flat=True):
        assert not [answer for answer in told if name in answer]
    assert not [answer for answer in told if "Not for readers" in answer]


@pytest.mark.parametrize("number", ["", 1, 3])
def test_what_is_withdrawn_is_withdrawn_in_its_record_too(client, bretagne, number):
    withdraw(bretagne, reason="not_kept")
    response = client.get(address(bretagne, number))
    assert (response.status_code, response.json()["detail"]) == (410, "It was withdrawn: no longer kept.")


def test_event_has_editions_of_its_own(client, bretagne):
    item = made("2020-03-02", make.event("Kick-off", taskforces=[bretagne]))
    (told,) = walk(client, address(item))
    assert (told["number"], client.get(address(item, 1)).json()["body"]["title"]) == (1, "Kick-off")
    other = address(bretagne).replace("taskforces", "events")
    assert client.get(other).status_code == client.get(f"{other}/1").status_code == 404


@pytest.mark.parametrize("number", ["0", "5", "-1", "x", "9" * 30, "1/", "1.json"])
def test_edition_that_there_is_not_is_told(client, bretagne, number):
    response = client.get(address(bretagne, number))
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_draft_has_no_editions(client):
    draft = make.taskforce("Draft")
    for item in (draft, make.event("Draft")):
        assert client.get(address(item)).status_code == client.get(address(item, 1)).status_code == 404
    assert client.get(f"/api/v1/taskforces/{uuid.uuid4()}/editions").status_code == 404


def test_cursor_of_another_record_is_told(client, bretagne):
    other = made("2020-03-01", make.taskforce("Other"))
    following = client.get(address(bretagne) + "?limit=1").json()["next"]
    response = client.get(following.replace(str(bretagne.pk), str(other.pk)))
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (400, "cursor")


def test_any_number_of_editions_asks_three_questions(client, bretagne, django_assert_num_queries):
    first = bretagne.editions().get(number=1)
    for last in (4, 6, 103):
        numbers = range(bretagne.editions().first().number + 1, last + 1)
        Edition.objects.bulk_create(
            Edition(kind="taskforce", key=first.key, number=n, published_at=first.published_at, snapshot=first.snapshot)
            for n in numbers
        )
        with django_assert_num_queries(3):
            assert client.get(address(bretagne) + "?limit=100").json()["items"][0]["number"] == last
        with django_assert_num_queries(2):
            assert client.get(address(bretagne, 2)).json()["number"] == 2


def test_answer_is_another_one_when_the_item_is_published(client, bretagne):
    first = client.get(address(bretagne))
    again = client.get(address(bretagne), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    change(bretagne, "2021-01-01", "More.", region="Brittany")
    changed = client.get(address(bretagne), headers={"if-none-match": first["ETag"]})
    assert changed.json()["items"][0]["note"] == "More."
