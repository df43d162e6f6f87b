"""An event may be copied: the form of a new one begins with all but what is the old one's own."""

import pytest
from django.contrib.auth.models import Permission, User

from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db):
    """A published event with all that an event may have."""
    pact = make.taskforce("Pact", results=["A network"])
    words = {"title": "Yearly meeting", "date": "2024-05-02", "place": "Oslo", "country_id": "NO", "mode": "hybrid"}
    words |= {"summary": "All met.", "body": "<p>All met.</p>", "language": "nb", "link_address": "https://e.org/"}
    words |= {"slug": "yearly", "old_addresses": "/node/7", "internal_note": "Ask Kari", "position": 3}
    rows = {"organisations": [make.organisation("B"), make.organisation("A")], "topics": [make.topic()]}
    rows |= {"taskforces": [pact], "results": pact.results.all(), "documents": [make.document(), make.document()]}
    meeting = make.event(type=make.event_type(), video_address="https://youtu.be/abcDEF_-123", **words, **rows)
    meeting.organisation_links.filter(organisation__name="A").update(shown_as="The A")
    return make.published(meeting)


def copying(event):
    return f"{desk.adding(Event)}?copy={event.pk}"


def test_a_copy_has_all_but_address_day_and_notes(editor, meeting):
    assert desk.send(editor, copying(meeting), date="2 May 2025").status_code == 302
    copy = Event.objects.exclude(pk=meeting.pk).get()
    own = {"slug": "yearly-meeting", "old_addresses": [], "date": "2025-05-02", "position": 0}
    meeting.refresh_from_db()
    assert copy.to_body() == meeting.to_body() | own
    assert (copy.internal_note, copy.state) == ("", copy.State.DRAFT)
    assert copy.organisation_links.last().shown_as == "The A"


def test_nothing_is_saved_before_the_editor_saves(editor, meeting):
    page = desk.text(editor.get(copying(meeting)))
    assert "Yearly meeting" in editor.get(copying(meeting)).content.decode()
    assert "This is a copy of “Yearly meeting”. Give it a date, and save it." in page
    assert Event.objects.get() == meeting


def test_the_form_of_an_event_leads_to_its_copy(editor, meeting):
    assert f'href="{copying(meeting)}"' in editor.get(desk.address(meeting)).content.decode()


@pytest.mark.parametrize("key", ["bad", "", "9" * 40, "00000000-0000-0000-0000-000000000000"])
def test_a_copy_of_nothing_is_an_empty_form(editor, key):
    page = editor.get(f"{desk.adding(Event)}?copy={key}")
    assert page.status_code == 200
    assert "This is a copy" not in page.content.decode()


def test_what_somebody_may_not_see_is_not_copied(client, meeting):
    user = User.objects.create_user("adder", password="a password for tests", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="add_event"))
    client.force_login(user)
    assert "All met." not in client.get(copying(meeting)).content.decode()
