"""The language of an item: a word of its own, told to those who listen to the page."""

import pytest

from publishing.editions import publish
from tests import desk, make
from tests.reading import read

pytestmark = pytest.mark.django_db


def test_words_in_another_language_than_the_page_say_so(client):
    item = make.published(
        make.taskforce("Pacte", language="fr", summary="Deux mots.", objectives=["Relier"], results=["Fait"])
    )
    make.published(make.event("Réunion", language="nl", body="<p>Verslag</p>", taskforces=[item], date="2020"))
    page = read(client, "/taskforces/pacte/")
    french = [element.tag for element in page.all(lang="fr")]
    assert french == ["h1", "p", "span", "span", "cite"]
    assert page.texts("a", lang="nl") == ["Réunion"]
    assert read(client, "/events/reunion/").texts("div", lang="nl") == ["Verslag"]
    assert "Pacte" in read(client, "/taskforces/").texts("a", lang="fr")


def test_words_in_the_language_of_the_page_need_not_say_so(client):
    make.published(make.taskforce("Pact"))
    assert len(read(client, "/taskforces/pact/").all(lang="en")) == 0


def test_another_language_is_a_change_that_can_be_published(client):
    item = make.published(make.taskforce("Pacte"))
    client.force_login(make.editor())
    desk.send(client, desk.address(item), language="fr")
    item.refresh_from_db()
    assert (item.language, item.state) == ("fr", "changed")
    publish(item)
    assert item.editions().first().snapshot["language"] == "fr"
    assert read(client, "/taskforces/pacte/").texts("h1", lang="fr") == ["Pacte"]
