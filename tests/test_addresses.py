"""Addresses that moved, were withdrawn, or never were."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from publishing.editions import publish, withdraw
from publishing.models import Address
from taskforces.models import Dossier
from tests import make
from tests.reading import Page, faults, read, words

pytestmark = pytest.mark.django_db


def moved(item, slug):
    item.slug = slug
    item.save()
    return make.published(item)


def test_changed_address_redirects_in_one_step_and_for_ever(client):
    item = make.published(make.taskforce("Bretagne", slug="first"))
    moved(item, "second")
    moved(item, "third")
    for slug in ("first", "second"):
        response = client.get(f"/taskforces/{slug}/")
        assert (response.status_code, response["Location"]) == (301, "/taskforces/third/")


def test_moved_address_without_its_final_slash_redirects_in_one_step_too(client):
    moved(make.published(make.event("Meeting", slug="first")), "second")
    response = client.get("/events/first")
    assert (response.status_code, response["Location"]) == (301, "/events/second/")


def test_what_was_asked_of_a_page_holds_where_it_moved(client):
    moved(make.published(make.taskforce("Bretagne", slug="first")), "second")
    assert client.get("/taskforces/first/?order=oldest")["Location"] == "/taskforces/second/?order=oldest"


def test_redirect_is_not_kept_since_the_item_may_move_back(client):
    item = make.published(make.taskforce("Bretagne", slug="first"))
    moved(item, "second")
    assert "no-store" in client.get("/taskforces/first/")["Cache-Control"]
    moved(item, "first")
    assert client.get("/taskforces/first/").status_code == 200
    assert client.get("/taskforces/second/")["Location"] == "/taskforces/first/"


@pytest.mark.parametrize(
    "path", ["/node/4858", "/node/4858/", "/node/4858?qt-quick=1", "/programmes/b%C3%A8ta", "/programmes/bèta/"]
)
def test_path_of_the_previous_site_leads_to_the_page(client, path):
    make.published(make.event("Model", old_addresses="https://www.example.org/node/4858#top\n/programmes/b%C3%A8ta/"))
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, "/events/model/")


@pytest.mark.parametrize(
    "path",
    [
        "/NODE/4858",
        "/Node/4858/",
        "/programmes/be%CC%80ta",
        "/Programmes/B%C3%88TA",
        "/node/4858).",
        "/node/4858%E2%80%9D",
    ],
)
def test_path_of_the_previous_site_is_known_however_it_was_passed_on(client, path):
    make.published(make.event("Model", old_addresses="/Node/4858\n/programmes/b%C3%A8ta/"))
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, "/events/model/")


def test_old_addresses_that_differ_in_their_query_are_two(client):
    make.published(make.event("First", old_addresses="/index.php?id=77"))
    make.published(make.event("Second", old_addresses="https://example.org/index.php?id=78&lang=en\n/show?a=b%26c+d"))
    led = {path: client.get(path).get("Location") for path in QUERIES}
    assert led == QUERIES


QUERIES = {
    "/index.php?id=77": "/events/first/",
    "/INDEX.PHP?ID=77": "/events/first/",
    "/index.php/?id=77": "/events/first/",
    "/index.php?id=77).": "/events/first/",
    "/index.php?id=78&lang=en": "/events/second/",
    "/index.php?lang=en&id=78": "/events/second/",
    "/show?a=b%26c%20d": "/events/second/",
    "/index.php": None,
    "/index.php?id=78": None,
    "/index.php?id=79": None,
    "/show?a=b": None,
}


def test_old_address_without_a_query_answers_whatever_is_asked_unless_another_has_the_query(client):
    make.published(make.event("First", old_addresses="/index.php"))
    make.published(make.event("Second", old_addresses="/index.php?id=78"))
    assert client.get("/index.php?id=77")["Location"] == "/events/first/"
    assert client.get("/index.php?id=78")["Location"] == "/events/second/"


def test_old_address_is_decoded_once(client):
    make.published(make.event("Model", old_addresses="/a%2541"))
    assert client.get("/a%2541")["Location"] == "/events/model/"
    assert client.get("/aA").status_code == 404


def test_old_address_of_another_in_capitals_is_refused():
    make.published(make.event("Model", old_addresses="/programmes/b%C3%A8ta"))
    for taken in ("/PROGRAMMES/BE%CC%80TA", "/Events/Model"):
        with pytest.raises(ValidationError) as refused:
            publish(make.event("Other", old_addresses=taken))
        assert list(refused.value.message_dict) == ["old_addresses"]


def test_page_of_the_site_is_no_old_address_whatever_is_asked_of_it():
    for typed in ("/?page_id=77", "/Taskforces?country=FR", "/EVENTS/"):
        with pytest.raises(ValidationError) as refused:
            publish(make.event("Model", old_addresses=typed))
        assert list(refused.value.message_dict) == ["old_addresses"]


def test_two_old_addresses_that_differ_in_capitals_of_before_lead_each_to_its_own(client):
    one, other = make.published(make.event("One")), make.published(make.event("Other"))
    Address.objects.create(path="Node/1", kind="event", key=one.pk)
    Address.objects.create(path="node/1", kind="event", key=other.pk)
    assert [client.get(path)["Location"] for path in ("/Node/1", "/node/1")] == ["/events/one/", "/events/other/"]


TAILS = [
    ")",
    ".",
    ",",
    ";",
    "'",
    '"',
    ">",
    "%E2%80%9D",
    "%E2%80%99",
    "%C2%BB",
    "]",
    "!",
    "%20",
    "%E2%80%A6",
    "%0A",
    ").,",
    "/)/.",
]


@pytest.mark.parametrize("tail", TAILS)
def test_what_sticks_to_an_address_in_a_sentence_does_no_harm(client, tail):
    make.published(make.taskforce("Bretagne", organisations=[make.organisation("Locarn")]))
    moved(make.published(make.event("Model", slug="former")), "model")
    for path, page in {
        "/taskforces/bretagne": "/taskforces/bretagne/",
        "/taskforces/bretagne/": "/taskforces/bretagne/",
        "/taskforces/bretagne/print/": "/taskforces/bretagne/print/",
        "/taskforces/bretagne/evidence/": "/taskforces/bretagne/evidence/",
        "/taskforces/bretagne.png": "/taskforces/bretagne.png",
        "/organisations/locarn/": "/organisations/locarn/",
        "/events/former/": "/events/model/",
        "/events": "/events/",
        "/": "/",
        "/sitemap.xml": "/sitemap.xml",
    }.items():
        response = client.get(f"{path}{tail}")
        assert (response.status_code, response["Location"]) == (301, page), path
        assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/Taskforces/BRETAGNE/?order=oldest", "/taskforces/bretagne/?order=oldest"),
        ("/taskforces/Bretagne?order=oldest", "/taskforces/bretagne/?order=oldest"),
        ("/TASKFORCES/?country=FR", "/taskforces/?country=FR"),
        ("/Organisations/Locarn", "/organisations/locarn/"),
        ("/taskforces/BRETAGNE/Print/", "/taskforces/bretagne/print/"),
        ("/Events/Former/?a=b", "/events/model/?a=b"),
        ("/Privacy", "/privacy/"),
        ("/taskforces/bretagne/)?order=oldest", "/taskforces/bretagne/?order=oldest"),
    ],
)
def test_capitals_lead_to_the_page_in_one_step(client, path, leads_to):
    make.published(make.taskforce("Bretagne", organisations=[make.organisation("Locarn")]))
    moved(make.published(make.event("Model", slug="former")), "model")
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, leads_to)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "/ADMIN/",
        "/admin)",
        "/Health/Live",
        "/health/live.",
        f"/media/pictures/{'A' * 32}.png",
        "/Events/Nothing/",
        "/events/nothing).",
        "/organisations/Nothing/",
        "/Nothing)",
        "/Design/",
    ],
)
def test_mistake_that_means_no_page_leads_nowhere(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/taskforces/bretagne/editions/01/",
        "/taskforces/bretagne/editions/0000000000001/",
        "/taskforces/bretagne/editions/001.json",
        "/taskforces/bretagne/editions/01.bib",
        "/taskforces/bretagne/editions/1\u0661/",
        "/taskforces/bretagne/compare/01...1/",
        "/events/meeting/editions/01/",
        "/api/v1/taskforces/{key}/editions/01",
        "/id/{key}/01/",
        "/years/20\uff120/",
        "/years/2\u06602\u0660.xlsx",
        "/sitemap-events-2020-77.xml",
        "/sitemap-events-2020.xml",
        "/sitemap-events-1000-99.xml",
        "/sitemap-events-\u0662\u0660\u0662\u0660.xml",
    ],
)
def test_number_in_an_address_is_written_in_one_way(client, path):
    item = make.published(make.taskforce("Bretagne"))
    make.published(make.event("Meeting", date="2020-05-01", taskforces=[item]))
    answer = client.get(path.format(key=item.pk))
    assert answer.status_code in (301, 404)
    assert answer.headers.get("Location") != path


def test_withdrawn_page_is_gone_however_it_is_asked_for(client):
    withdraw(make.published(make.taskforce("Bretagne")), reason="in_error")
    assert [client.get(path).status_code for path in ("/Taskforces/Bretagne/", "/taskforces/bretagne).")] == [410, 410]


def test_page_that_works_is_never_led_elsewhere(client):
    make.published(make.event("Model"))
    Address.objects.create(path="taskforces", kind="event", key=Address.objects.get(path="events/model").key)
    for path in ("/events/model/?q=A).", "/taskforces/", "/events/?type=X"):
        assert client.get(path).status_code == 200


def test_withdrawn_page_is_gone_and_says_why(client):
    item = make.published(make.taskforce("Bretagne", old_addresses="/node/4858"))
    withdraw(item, reason="in_error", note="It was announced too early.")
    for path in ("/taskforces/bretagne/", "/taskforces/bretagne", "/node/4858"):
        response = client.get(path)
        assert response.status_code == 410
        page = Page(response)
        assert "published in error" in page.main
        assert "It was announced too early." in page.main
        assert "Bretagne" not in page.main
        assert faults(page) == []


def test_replaced_page_leads_to_its_replacement(client):
    old, new = make.published(make.taskforce("Old")), make.published(make.taskforce("New"))
    withdraw(old, reason="replaced", replacement=new)
    response = client.get("/taskforces/old/")
    assert (response.status_code, response["Location"]) == (301, "/taskforces/new/")


def test_page_replaced_twice_leads_to_the_last_in_one_step(client):
    first, second, third = (make.published(make.taskforce(title)) for title in ("First", "Second", "Third"))
    withdraw(first, reason="replaced", replacement=second)
    withdraw(second, reason="replaced", replacement=third)
    assert client.get("/taskforces/first/")["Location"] == "/taskforces/third/"
    withdraw(third, reason="not_kept")
    assert client.get("/taskforces/first/").status_code == 410


def test_two_that_replaced_each_other_are_both_gone(client):
    one, other = make.published(make.taskforce("One")), make.published(make.taskforce("Other"))
    withdraw(one, reason="replaced", replacement=other)
    make.published(one)
    withdraw(other, reason="replaced", replacement=one)
    withdraw(one, reason="not_kept")
    assert [client.get(path).status_code for path in ("/taskforces/one/", "/taskforces/other/")] == [410, 410]


def test_page_published_again_is_back_with_its_timeline(client):
    item = make.published(make.taskforce("Bretagne"))
    make.published(make.event("Meeting", taskforces=[item]))
    withdraw(item, reason="not_kept")
    assert "Bretagne" not in read(client, "/events/meeting/").main
    make.published(item)
    assert read(client, "/taskforces/bretagne/").texts("h4") == ["Meeting"]


@pytest.mark.parametrize("form", ["/print/", "/evidence/", ".png"])
@pytest.mark.parametrize("path", ["/events/model", "/events/former", "/node/4858"])
def test_form_that_only_dossiers_have_is_not_found_at_an_event(client, path, form):
    moved(make.published(make.event("Model", slug="former", old_addresses="/node/4858")), "model")
    assert client.get(f"{path}{form}").status_code == 404


def test_page_that_is_missing_at_its_own_address_does_not_lead_to_itself(client):
    Dossier.objects.filter(pk=make.published(make.taskforce("Bretagne")).pk).delete()
    for path in ("/taskforces/bretagne/", "/taskforces/bretagne/print/", "/taskforces/bretagne.png"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/nothing", "/taskforces/nothing/", "/events/Nothing_1/", "/taskforces/%00/", "/%FF%FE"]
)
def test_unknown_path_is_not_found_in_the_sites_own_look(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert faults(Page(response)) == []


def test_draft_has_no_address(client):
    make.taskforce("Draft", old_addresses="/node/1")
    assert client.get("/taskforces/draft/").status_code == 404
    assert client.get("/node/1").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_readers_cannot_write(method):
    client = Client(enforce_csrf_checks=True)
    assert getattr(client, method)("/taskforces/").status_code == 405


PUBLIC = [
    "/events/x/",
    "/taskforces/x.png",
    "/robots.txt",
    "/sitemap.xml",
    f"/media/pictures/{'a' * 32}.png",
    f"/media/documents/{'a' * 32}.pdf",
    "/health/live",
    "/health/ready",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_who_sends_a_form_to_what_is_only_read_is_told_just_that(path):
    assert Client(enforce_csrf_checks=True).post(path).status_code == 405


def test_final_slash_is_added(client):
    response = client.get("/taskforces")
    assert (response.status_code, response["Location"]) == (301, "/taskforces/")


@pytest.mark.parametrize("path", ["/nowhere/", "/taskforces/?page=99"])
def test_head_of_what_is_not_there_has_no_body(client, path):
    response = client.head(path)
    assert (response.status_code, response.content) == (404, b"")


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/taskforces/bretange/", ["Bretagne programme"]),
        ("/taskforces/bretagne-program/", ["Bretagne programme"]),
        ("/taskforces/programme/", ["Bretagne programme"]),
        ("/bretagne", ["Bretagne programme"]),
        ("/events/oslo-metting/", ["Oslo meeting"]),
        ("/organisations/locarm/", ["Locarn"]),
        ("/taskforces/draft-programm/", []),
        ("/taskforces/zzz/", []),
        ("/taskforces/%00%ff/", []),
        ("/taskforces/br/", []),
        ("/wp-admin/bretagne/", []),
        ("/taskforces/" + "bretagne-" * 400 + "/", ["Bretagne programme"]),
    ],
    ids=lambda value: str(value)[:30],
)
def test_address_with_a_slip_names_what_was_meant(client, path, near):
    locarn = make.organisation("Locarn")
    make.published(make.taskforce("Bretagne programme", organisations=[locarn], language="fr"))
    make.published(make.event("Oslo meeting", date="2020"))
    make.taskforce("Draft programme")
    response = client.get(path)
    page = Page(response)
    assert response.status_code == 404
    assert [words(link) for found in page.all("ul", "near") for link in found.iter("a")] == near
