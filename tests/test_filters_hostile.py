"""Whatever stands in an address, the site answers as it should: a list, a sentence, or that there is no such page."""

import string
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publishing.models import Address
from taskforces.models.live import Dossier
from tests import make
from tests.reading import Page, faults

pytestmark = pytest.mark.django_db
SECRET = "Not for readers"

hostile = st.sampled_from(
    [
        "\x00",
        "a\x00b",
        "'; DROP TABLE timeline_entry; --",
        '" OR 1=1 --',
        "%",
        "_",
        "\\",
        "*",
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "../../etc/passwd",
        "null",
        "NaN",
        "-1",
        "0",
        "1e9",
        "9" * 400,
        "٢٠٢٠",
        "２０２０",
        "北京",
        "Ελλάδα",
        "𝔉𝔯𝔞𝔫𝔠𝔢",
        "ﷺ" * 60,
        "İ",
        "ß",
        "\u202efr",
        "\ufffd",
        "\ud7ff",
        "a " * 200,
        "x" * 10_000,
    ]
)
real = st.sampled_from(
    [
        "FR",
        "NO",
        "ongoing",
        "not-stated",
        "tools",
        "locarn",
        "2020",
        "newest",
        "oldest",
        "timeline",
        "lineage",
        "meeting",
        "2",
    ]
)
values = hostile | real | st.text(max_size=120) | st.text(string.printable, max_size=30)
names = st.sampled_from(
    [
        "q",
        "country",
        "status",
        "organisation",
        "year",
        "sort",
        "view",
        "page",
        "type",
        "topic",
        "order",
        "csrfmiddlewaretoken",
    ]
)
questions = st.lists(st.tuples(names | st.text(max_size=10), values), max_size=8)
many = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def furnished(db):
    """Something to find, and something that nobody may find."""
    locarn = make.organisation("Locarn")
    bretagne = make.taskforce("Bretagne", countries=["FR"], organisations=[locarn], status="ongoing", start="2020")
    item = make.published(bretagne)
    given = {"type": make.event_type("Tools"), "topics": [make.topic()], "organisations": [locarn], "country_id": "FR"}
    make.published(make.event("Meeting", date="2020", taskforces=[item], **given))
    make.taskforce(SECRET, organisations=[make.organisation(SECRET)])
    make.event(SECRET, taskforces=[item])


def ask(client, path, question):
    """Send a question, follow where it leads, and hold the answer to what all answers keep."""
    response = client.get(f"{path}?{urlencode(question, errors='replace')}", follow=True)
    assert response.status_code in (200, 404)
    page = Page(response)
    assert faults(page) == []
    words = page.main
    assert SECRET not in words or SECRET in str(question)
    return page


@pytest.mark.parametrize("path", ["/taskforces/", "/events/", "/organisations/", "/taskforces/bretagne/"])
@many
@given(question=questions)
def test_every_question_gets_an_answer(client, furnished, path, question):
    ask(client, path, question)


@pytest.mark.parametrize("path", ["/taskforces/", "/events/", "/organisations/"])
def test_question_too_long_for_a_redirect_is_answered_where_it_is(client, furnished, path):
    ask(client, path, [("q", "x" * 20_000), ("q", ""), ("country", "")])


def test_moved_page_is_found_whatever_is_asked_of_it(client, furnished):
    item = Dossier.objects.get()
    Address.objects.create(path="taskforces/before", kind="taskforce", key=item.pk)
    response = client.get(f"/taskforces/before/?q={'x' * 20_000}", follow=True)
    assert (response.status_code, response.request["PATH_INFO"]) == (200, "/taskforces/bretagne/")


@many
@given(name=st.sampled_from(["country", "status", "year", "organisation", "sort"]), value=values)
def test_value_is_a_choice_or_an_error_with_nothing_shown(client, furnished, name, value):
    page = ask(client, "/taskforces/", [(name, value)])
    if page.all("p", "error"):
        assert page.all("article") == []
    else:
        assert page.response.status_code == 200


@many
@given(page=st.integers() | st.integers(min_value=10**18) | values)
def test_page_is_there_or_not_found(client, furnished, page):
    response = client.get("/events/", query_params={"page": page}, follow=True)
    assert response.status_code == (200 if str(page) == "" or is_one(page) else 404)


def is_one(page):
    """Whether a page number is that of the only page."""
    try:
        return int(page) == 1
    except ValueError:
        return False


@many
@given(path=st.text(max_size=200) | hostile)
def test_every_path_gets_an_answer(client, furnished, path):
    for folder in ("", "taskforces/", "events/", "organisations/", "node/"):
        response = client.get(f"/{folder}{quote(path, errors='replace')}")
        # "admin/" is an address, too.
        assert response.status_code in (200, 301, 404) or response["Location"].startswith("/admin/login/")


def test_question_with_thousands_of_parts_is_refused(client, furnished, settings):
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    response = client.get("/taskforces/?" + "&".join(f"country=A{n}" for n in range(most + 1)))
    assert response.status_code == 400
    assert faults(Page(response)) == []


def test_same_value_a_hundred_times_is_one(client, furnished):
    page = ask(client, "/taskforces/", [("country", "FR")] * 100)
    assert page.texts("p", "sentence") == ["1 taskforce in France"]


def test_many_words_are_searched(client, furnished):
    page = ask(client, "/taskforces/", [("q", " ".join("bretagne"[:end] for end in range(1, 9)))])
    assert len(page.all("article")) == 1


@pytest.mark.parametrize("path", ["/taskforces/", "/events/", "/organisations/"])
@pytest.mark.parametrize("words", ["a " * 31, "\U0001680a" * 100], ids=["letters", "a rare sign"])
def test_more_words_than_anybody_means_are_not_searched(client, furnished, path, words):
    page = ask(client, path, [("q", words.strip())])
    assert page.texts("p", "error") == ["Search for at most 20 words."]
    assert page.all("article") == []
    assert "Locarn" not in page.main
