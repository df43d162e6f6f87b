"""Previews for people without an account: a link shows the desk until it is over, and remarks land at their fields."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from publishing.models import PreviewLink, Remark
from publishing.preview_links import make_link, revoke
from publishing.read_only import WritesNothing, read_only
from publishing.remarks import MOST_OF_A_LINK
from taskforces.models import Taskforce
from tests import desk, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    objectives = ["Bring schools and companies together", "Train one hundred teachers"]
    return make.taskforce(
        "Bretagne", background="<p>The region asked for <strong>help</strong>.</p>", objectives=objectives
    )


@pytest.fixture
def link(item):
    return make_link(item, by=make.editor("anna", first_name="Anna"), meant_for="Ministry")


def test_a_link_shows_the_desk_as_it_is_now_to_people_without_an_account(client, item, link):
    event = make.event("Kick-off in Rennes", taskforces=[item], body="<p>Nobody has read this story yet.</p>")
    page = client.get(link.get_absolute_url())
    assert page.status_code == 200
    assert "Kick-off in Rennes" in desk.text(page)
    assert (page["X-Robots-Tag"], page["Cache-Control"]) == ("noindex", "private, no-store")
    assert not page.cookies
    Taskforce.objects.filter(pk=item.pk).update(title="Brittany")
    assert "Brittany" in desk.text(client.get(link.get_absolute_url()))
    assert link.address_of(event) in page.content.decode()
    assert "Nobody has read this story yet." in desk.text(client.get(link.address_of(event)))
    assert client.get(f"/taskforces/{item.slug}/").status_code == 404


def test_a_link_shows_nothing_else(client, item, link):
    stranger = make.event("Secret meeting")
    assert client.get(link.address_of(stranger)).status_code == 404
    assert client.get("/preview/made-up:token/").status_code == 404
    assert client.get(f"/preview/{item.pk.hex}/").status_code == 404
    other = make_link(make.taskforce("Other"), by=None)
    forged = f"{link.pk.hex}:{other.token.partition(':')[2]}"
    assert client.get(f"/preview/{forged}/").status_code == 404


@pytest.mark.parametrize("over", ["revoked", "too old", "item deleted"])
def test_a_link_that_is_over_shows_the_draft_to_nobody(client, item, link, over):
    make.event("Kick-off in Rennes", taskforces=[item])
    event_address = link.address_of(item.events.get())
    if over == "revoked":
        assert revoke(link)
    elif over == "too old":
        PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        item.events.all().delete()
        item.delete()
    for address in (link.get_absolute_url(), event_address):
        for response in (client.get(address), client.post(address, {"text": "Hello"})):
            assert response.status_code == 410
            assert "no-store" in response["Cache-Control"]
            assert "Bretagne" not in response.content.decode()
    assert not Remark.objects.exists()


def test_looking_writes_nothing_whatever_is_drawn(client, link):
    with read_only():
        assert Taskforce.objects.count() == 1
        for write in (
            lambda: make.topic(),
            lambda: Taskforce.objects.all().delete(),
            lambda: Taskforce.objects.update(title="x"),
        ):
            with pytest.raises(WritesNothing), transaction.atomic():
                write()
    assert connection.execute_wrappers == []


def test_an_item_that_cannot_be_drawn_yet_is_not_found(client):
    nameless = make.event("")
    link = make_link(nameless, by=None)
    assert client.get(link.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("passage", "label", "place"),
    [
        ("asked for help", "Background", "id_background"),
        ("Train   ONE hundred", "Objectives", "id_objectives-1-text"),
        ("bretagne", "Title", "id_title"),
        ("is nowhere on the page", "", ""),
        ("", "", ""),
    ],
)
def test_a_remark_lands_at_the_field_that_it_is_about(editor, item, link, passage, label, place):
    answer = Client().post(link.get_absolute_url(), {"text": "Is that so?", "passage": passage, "name": "Mia"})
    assert answer.status_code == 302
    assert "Thank you" in Client().get(answer.url).content.decode()
    form = editor.get(desk.address(item))
    ((remark, told_label, told_place),) = form.context["remarks"]
    assert (remark.text, remark.name, told_label, told_place) == ("Is that so?", "Mia", label, place)
    assert form.content.decode().count("Remark of Mia") == bool(place)


def test_a_remark_on_an_event_lands_at_the_event(editor, item, link):
    event = make.event("Kick-off in Rennes", taskforces=[item], summary="Forty people came.")
    Client().post(link.get_absolute_url(), {"text": "It was fifty", "passage": "Forty people"})
    assert editor.get(desk.address(item)).context["remarks"] == []
    ((remark, _label, place),) = editor.get(desk.address(event)).context["remarks"]
    assert (remark.text, place) == ("It was fifty", "id_summary")


def test_a_remark_is_kept_once_and_never_without_words(item, link):
    for _time in range(2):
        Client().post(link.get_absolute_url(), {"text": "Is that so?", "passage": "Bretagne"})
    assert Remark.objects.count() == 1
    refused = Client().post(link.get_absolute_url(), {"text": " \u200b", "passage": "x" * 1001, "name": "Mia"})
    assert refused.status_code == 200
    assert {*refused.context["request"].preview.guest.form.errors} == {"text", "passage"}
    assert 'value="Mia"' in refused.content.decode()
    assert Remark.objects.count() == 1


def test_remarks_without_end_are_refused_with_a_sentence(item, link):
    Remark.objects.bulk_create(
        Remark(origin="guest", link=link, kind=item.kind, key=item.pk, text=f"Remark {number}")
        for number in range(MOST_OF_A_LINK)
    )
    refused = Client().post(link.get_absolute_url(), {"text": "One more"})
    assert "very many remarks" in refused.content.decode()
    assert Remark.objects.count() == MOST_OF_A_LINK


def test_what_a_guest_writes_is_shown_as_words(editor, item, link):
    Client().post(
        link.get_absolute_url(), {"text": "<script>alert(1)</script>", "passage": "bretagne", "name": "<b>Mia"}
    )
    words = editor.get(desk.address(item)).content.decode()
    assert "&lt;script&gt;alert(1)" in words
    assert "<b>Mia" not in words


def test_an_editor_makes_a_link_and_takes_it_back(editor, item):
    address = desk.address(item, "preview_links")
    assert address in editor.get(desk.address(item)).content.decode()
    token = desk.token(editor.get(address))
    editor.post(address, {"make": "1", "meant_for": "Ministry", "days": "30", "csrfmiddlewaretoken": token})
    link = PreviewLink.objects.get()
    assert 29 <= (link.expires_at - timezone.now()).days <= 30
    page = editor.get(address)
    assert link.get_absolute_url() in page.content.decode()
    assert Client().get(link.get_absolute_url()).status_code == 200
    editor.post(address, {"revoke": str(link.pk)})
    assert Client().get(link.get_absolute_url()).status_code == 410
    assert "taken back" in desk.text(editor.get(address))


@pytest.mark.parametrize("days", ["0", "-1", "366", "many", "", "9" * 30])
def test_an_odd_number_of_days_makes_no_link_and_says_why(editor, item, days):
    page = editor.post(desk.address(item, "preview_links"), {"make": "1", "meant_for": "Ministry", "days": days})
    assert page.status_code == 200
    assert page.context["form"].errors["days"]
    assert not PreviewLink.objects.exists()


def test_only_who_may_change_the_item_makes_links_or_settles_remarks(client, item, link):
    viewer = make.editor("viewer")
    viewer.groups.clear()
    client.force_login(viewer)
    for name in ("preview_links", "settle"):
        assert client.get(desk.address(item, name)).status_code == 403
        assert client.post(desk.address(item, name), {"revoke": str(link.pk)}).status_code == 403
    assert PreviewLink.objects.get().is_good


def test_a_link_of_another_item_is_not_taken_back(editor, item, link):
    other = make.taskforce("Other")
    editor.post(desk.address(other, "preview_links"), {"revoke": str(link.pk)})
    assert PreviewLink.objects.get().is_good


def test_a_remark_that_is_done_with_is_gone_from_the_form(editor, item, link):
    Client().post(link.get_absolute_url(), {"text": "Is that so?"})
    remark = Remark.objects.get()
    assert 'form="settle"' in editor.get(desk.address(item)).content.decode()
    editor.post(desk.address(item, "settle"), {"remark": "nonsense"})
    editor.post(desk.address(item, "settle"), {"remark": str(remark.pk)})
    assert editor.get(desk.address(item)).context["remarks"] == []
    assert Remark.objects.get().done_by.username == "editor"


@pytest.mark.parametrize("number", [1, 3, 100])
def test_the_page_of_links_asks_the_same_however_many_there_are(editor, item, django_assert_num_queries, number):
    for _each in range(number):
        make_link(item, by=None)
    editor.get(desk.address(item, "preview_links"))
    with django_assert_num_queries(5):
        editor.get(desk.address(item, "preview_links"))


def test_remarks_ask_one_question_more_however_many_there_are(editor, item, link, django_assert_num_queries):
    asked = []
    for number in (1, 3, 100):
        have = Remark.objects.count()
        Remark.objects.bulk_create(
            Remark(origin="guest", link=link, kind=item.kind, key=item.pk, text=f"{each}", passage="help")
            for each in range(have, number)
        )
        with django_assert_num_queries(27, exact=False) as captured:
            editor.get(desk.address(item))
        asked.append(len(captured))
    assert len({*asked}) == 1
