"""The preview at the desk: the public page exactly as it will be, and nothing of it stays."""

import pytest

from publishing.models import Address, Edition
from taskforces.models import Taskforce
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db


def nothing_is_kept():
    return not Edition.objects.exists() and not Address.objects.exists()


def test_a_preview_shows_what_is_typed_and_keeps_nothing(editor):
    item = make.taskforce("Bretagne", objectives=["Bring schools together"])
    typed = {"title": "Programme of Bretagne", "objectives__0__text": "Bring companies in"}
    words = desk.text(desk.send(editor, desk.address(item), "_preview", **typed))
    assert "Programme of Bretagne" in words
    assert "Bring companies in" in words
    item.refresh_from_db()
    assert (item.title, item.objectives.get().text, item.state) == ("Bretagne", "Bring schools together", "draft")
    assert nothing_is_kept()


def test_what_is_not_saved_yet_can_be_previewed(editor):
    words = desk.text(desk.send(editor, desk.adding(Event), "_preview", title="Kick-off", date="24–25 August 2022"))
    assert "Kick-off" in words
    assert "24–25 August 2022" in words
    assert not Event.objects.exists()


def test_a_preview_shows_the_unpublished_events_too(editor):
    item = make.taskforce()
    make.event("Kick-off meeting in Rennes", taskforces=[item])
    make.event("", taskforces=[item])
    response = editor.get(desk.address(item, "preview"))
    assert "Kick-off meeting in Rennes" in desk.text(response)
    assert "no-store" in response["Cache-Control"]
    assert nothing_is_kept()


def test_a_preview_that_cannot_be_drawn_says_why_and_keeps_nothing(editor):
    words = desk.text(desk.send(editor, desk.adding(Taskforce), "_preview", title="", start="07/12/2017"))
    assert "There is no preview yet" in words
    assert "Title: This is needed." in words
    assert "Start: Is this" in words
    nameless = make.event("")
    assert "Give a title" in desk.text(editor.get(desk.address(nameless, "preview")))
    assert "Give a title" in desk.text(desk.send(editor, desk.address(nameless), "_preview"))


def test_a_preview_does_not_count_as_a_change_by_somebody(editor):
    item = make.taskforce()
    opened = desk.filled(editor.get(desk.address(item)))
    editor.post(desk.address(item), opened | {"title": "Other", "_preview": "1"})
    assert editor.post(desk.address(item), opened | {"title": "Third", "_save": "1"}).status_code == 302
