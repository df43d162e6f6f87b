"""Readers report mistakes: on every page, without an account or a cookie, with a brake against floods."""

import pytest
from django.core.cache import caches
from django.test import Client

from editing.throttling import counted, key
from publishing.models import Remark
from publishing.preview_links import make_link
from publishing.remarks import MOST_OF_READERS
from tests import desk, make
from tests.reading import read
from upkeep.reporting import BY_ALL, BY_ONE

pytestmark = pytest.mark.django_db


@pytest.fixture
def pact(db):
    return make.published(make.taskforce("Technology Pact", summary="Forty schools take part."))


def form_at(client, address):
    """What the form sends along."""
    return {one.get("name"): one.get("value") for one in read(client, address).all("input", type="hidden")}


def send(client, about, text="It was fifty", passage="", **request):
    address = f"/report/?about={about}"
    return client.post(address, form_at(client, address) | {"text": text, "passage": passage}, **request)


def test_report_lands_at_the_field_of_the_desk_that_it_is_about(client, admin_client, pact):
    page = read(client, f"/taskforces/{pact.slug}/")
    address = page.links()["Report a mistake"]
    assert "Technology Pact" in read(client, address).main
    answer = client.post(address, form_at(client, address) | {"text": "It was fifty", "passage": "Forty schools"})
    assert "The editors have it now" in read(client, answer.url).main
    assert not client.cookies
    ((remark, _label, place),) = admin_client.get(desk.address(pact)).context["remarks"]
    assert (remark.text, remark.origin, place) == ("It was fifty", "reader", "id_summary")


@pytest.mark.parametrize(
    "address", ["/", "/taskforces/", "/events/?type=tools", "/organisations/", "/privacy/", "/years/"]
)
def test_every_page_has_the_way_to_report_and_the_list_at_the_desk_names_the_page(client, admin_client, address):
    make.event_type("Tools", slug="tools")
    way = read(client, address).links()["Report a mistake"]
    client.post(way, form_at(client, way) | {"text": "A word is missing"})
    row = Remark.objects.get()
    assert (row.kind, row.key, row.address) == ("", None, address)
    assert address in admin_client.get("/admin/publishing/remark/").content.decode()


@pytest.mark.parametrize(
    "about",
    ["https://evil.example/", "//evil.example/", "/admin/", "/nowhere/", "", "x" * 5000, "%00", "/taskforces/none/"],
)
def test_odd_page_is_not_named_and_the_report_is_kept_all_the_same(client, about):
    page = read(client, f"/report/?about={about}")
    assert "evil.example" not in page.main
    assert send(client, about).status_code == 302
    assert Remark.objects.get().key is None


@pytest.mark.parametrize("text", ["", "  ", "\u200b\u202e", "x" * 4001])
def test_report_without_words_or_with_too_many_is_shown_again_with_the_reason(client, pact, text):
    answer = send(client, f"/taskforces/{pact.slug}/", text)
    assert answer.status_code == 200
    assert answer.context["form"].errors["text"]
    assert not Remark.objects.exists()


def test_form_without_the_stamp_of_this_page_keeps_nothing_and_loses_no_word(client, pact):
    for stamp in ("", "forged", form_at(client, "/report/?about=/events/")["stamp"]):
        answer = client.post(f"/report/?about=/taskforces/{pact.slug}/", {"text": "Typed with care", "stamp": stamp})
        assert "Typed with care" in answer.content.decode()
        assert "open for a long time" in answer.content.decode()
    assert not Remark.objects.exists()


def test_the_same_report_is_kept_once(client, pact):
    for _time in range(3):
        assert send(client, f"/taskforces/{pact.slug}/").status_code == 302
    assert Remark.objects.count() == 1


def test_a_flood_from_one_network_is_stopped_and_others_are_heard(client, pact):
    address = f"/taskforces/{pact.slug}/"
    answers = [send(client, address, f"Remark {number}").status_code for number in range(BY_ONE + 1)]
    assert answers == [302] * BY_ONE + [429]
    assert "try again in an hour" in send(client, address, "One more").content.decode()
    assert send(Client(REMOTE_ADDR="192.0.2.7"), address, "Somebody else").status_code == 302
    assert Remark.objects.count() == BY_ONE + 1


def test_a_flood_from_one_network_silences_nobody_else(client, pact, monkeypatch):
    monkeypatch.setattr("upkeep.reporting.BY_ALL", BY_ONE + 2)
    for number in range(BY_ONE + 5):
        send(client, "/", f"Remark {number}")
    assert send(Client(REMOTE_ADDR="192.0.2.7"), "/", "Somebody else").status_code == 302


def test_who_was_stopped_is_heard_an_hour_later_though_others_go_on(client, pact, time_machine):
    time_machine.move_to("2026-03-01T10:00:00Z", tick=False)
    caches["shared"].clear()
    for _time in range(BY_ALL):
        counted(key("mistakes reported"))
    for clock, status in (("10:50", 429), ("11:01", 302)):
        time_machine.move_to(f"2026-03-01T{clock}:00Z", tick=False)
        counted(key("mistakes reported"))
        assert send(Client(REMOTE_ADDR="192.0.2.7"), "/", f"At {clock}").status_code == status


def test_a_flood_from_everywhere_is_stopped(client, pact):
    caches["shared"].set(key("mistakes reported"), BY_ALL)
    assert send(Client(REMOTE_ADDR="192.0.2.8"), "/", "From elsewhere").status_code == 429


def test_too_many_open_reports_are_refused_until_some_are_done_with(client, pact):
    Remark.objects.bulk_create(Remark(origin="reader", text=f"{number}") for number in range(MOST_OF_READERS))
    assert send(client, "/").status_code == 429
    assert Remark.objects.count() == MOST_OF_READERS


def test_staff_settle_what_they_may_change_from_the_list(client, pact):
    for about in (f"/taskforces/{pact.slug}/", "/privacy/"):
        send(Client(), about)
    viewer = make.editor("viewer")
    viewer.groups.clear()
    client.force_login(viewer)
    assert client.get("/admin/publishing/remark/").status_code == 403
    client.force_login(make.editor())
    page = client.get("/admin/publishing/remark/")
    assert "Technology Pact" in desk.text(page)
    ticked = {"action": "settle_selected", "_selected_action": [str(row.pk) for row in Remark.objects.all()]}
    assert "Done with 2 remarks" in client.post("/admin/publishing/remark/", ticked, follow=True).content.decode()
    assert not Remark.objects.open().exists()
    assert "Technology Pact" not in desk.text(client.get("/admin/publishing/remark/"))
    assert "Technology Pact" in desk.text(client.get("/admin/publishing/remark/?state=done"))


@pytest.mark.parametrize("number", [1, 3, 100])
def test_the_list_asks_the_same_however_many_there_are(admin_client, pact, django_assert_num_queries, number):
    Remark.objects.bulk_create(
        Remark(origin="reader", kind="taskforce", key=pact.pk, text=f"{each}") for each in range(number)
    )
    admin_client.get("/admin/publishing/remark/")
    with django_assert_num_queries(6):
        admin_client.get("/admin/publishing/remark/")


def test_a_preview_has_remarks_in_the_place_of_reports(client, pact):
    link = make_link(pact, by=None)
    assert "Report a mistake" not in client.get(link.get_absolute_url()).content.decode()
