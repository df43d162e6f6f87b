"""The page for a new colleague is found from everywhere and leads to what it names; the start page has no copy."""

import pytest
from django.urls import reverse

from tests import desk, make

pytestmark = pytest.mark.django_db
PAGE = "/admin/first-steps/"


def links(response):
    """Every address that a page leads to."""
    return [each.get("href") for each in desk.tree(response).iter("a") if each.get("href")]


def test_it_is_for_staff_only(client):
    assert client.get(PAGE).status_code == 302
    assert client.get(PAGE).url.startswith("/admin/login/")


def test_every_place_that_it_names_is_there(editor):
    page = editor.get(PAGE)
    ids = {each.get("id") for each in desk.tree(page).iter() if each.get("id")}
    inner = [address.removeprefix("#") for address in links(page) if address.startswith("#")]
    assert len(inner) > 8
    assert {*inner} <= ids
    outer = {address for address in links(page) if address.startswith("/admin/")}
    assert len(outer) > 8
    assert {"/admin/publishing/term/", "/admin/publishing/miss/"} <= outer
    assert "/data/" in links(page)
    assert {editor.get(address).status_code for address in outer} == {200}


def test_it_shows_what_readers_see_of_a_typed_date(editor):
    cells = ["".join(cell.itertext()) for cell in desk.tree(editor.get(PAGE)).iter("td")]
    shown = dict(zip(cells[::2], cells[1::2], strict=True))
    assert (shown["Q1 2020"], shown["before 2015"]) == ("January – March 2020", "until 2014")


def test_every_page_of_the_desk_leads_to_it(editor):
    item, row = make.taskforce(), make.organisation()
    places = {
        "/admin/": "",
        "/admin/timeline/event/": "",
        "/admin/timeline/event/add/": "#meeting",
        desk.address(item): "#change",
        desk.address(row): "#shared",
        "/admin/library/picture/add/": "#pictures",
        "/admin/publishing/trasheditem/": "#withdraw",
        desk.address(make.published(make.event()), "withdraw"): "#withdraw",
    }
    for place, part in places.items():
        assert f"{PAGE}{part}" in links(editor.get(place)), place


def test_no_heading_leads_to_a_smaller_copy_of_the_start_page(editor):
    start = editor.get("/admin/")
    captions = list(desk.tree(start).iter("caption"))
    assert captions
    assert not any(list(caption.iter("a")) for caption in captions)
    for room in ("taskforces", "timeline", "library", "publishing"):
        answer = editor.get(reverse("admin:app_list", args=[room]))
        assert (answer.status_code, answer.url) == (302, f"/admin/#room-{room}")
        assert f'id="room-{room}"' in start.content.decode()


def test_a_room_that_one_may_not_see_is_not_found(editor):
    assert editor.get("/admin/auth/").status_code == 404


def test_an_account_without_rights_is_told_what_to_do(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("new", is_staff=True))
    assert "Ask an administrator" in desk.text(client.get("/admin/"))
