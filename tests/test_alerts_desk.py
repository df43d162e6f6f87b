"""What staff see of readers who follow something: numbers, no addresses; and how an address is erased on request."""

import pytest

from alerts.models import Subscription
from tests import desk, make

pytestmark = pytest.mark.django_db
LIST, ERASE = "/admin/alerts/subject/", "/admin/alerts/subject/erase/"


@pytest.fixture
def followed():
    make.subscription("/events/")
    make.subscription("/events/", address="grace@example.org")
    make.subscription("/events/", address="waits@example.org", is_confirmed=False)
    make.subscription("/taskforces/")


def test_editors_see_how_many_follow_what_and_nobody_s_address(client, followed):
    client.force_login(make.editor())
    page = client.get(LIST)
    rows = {row.title: (row.confirmed_number, row.waiting_number) for row in page.context["cl"].result_list}
    assert rows == {"Events: all": (2, 1), "Taskforces: all": (1, 0)}
    assert "@example.org" not in page.content.decode()
    assert "Erase" not in desk.text(page)
    assert client.get(ERASE).status_code == client.post(ERASE, {"address": "ada@example.org"}).status_code == 403
    for closed in (f"{LIST}add/", f"{LIST}{page.context['cl'].result_list[0].pk}/delete/"):
        assert client.post(closed, {"post": "yes"}).status_code == 403
    assert Subscription.objects.count() == 4


def test_an_administrator_erases_an_address_everywhere_by_typing_it(admin_client, followed):
    assert ERASE in admin_client.get(LIST).content.decode()
    done = desk.text(admin_client.post(ERASE, {"address": " Ada@Example.org"}, follow=True))
    assert "It was erased 2 times." in done
    assert sorted(Subscription.objects.values_list("address", flat=True)) == ["grace@example.org", "waits@example.org"]
    assert "It is not kept here." in desk.text(admin_client.post(ERASE, {"address": "ada@example.org"}, follow=True))
    assert "This is no e-mail address." in desk.text(admin_client.post(ERASE, {"address": "ada"}))


@pytest.mark.parametrize("number", [1, 3, 49])
def test_the_list_asks_the_same_few_questions(admin_client, number, django_assert_max_num_queries):
    for each in range(number):
        make.subscription(f"/events/?q=word{each}", address=f"{each}@example.org")
    with django_assert_max_num_queries(12):
        assert admin_client.get(LIST).status_code == 200
