"""The history at the desk: what an item was when, any two moments compared, any of them brought back."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User

from publishing.editions import withdraw
from publishing.history import moments, restore
from publishing.models import DeskState
from publishing.models.desk_states import KEPT
from publishing.trash import discard, empty
from taskforces.models import Organisation, Taskforce
from tests import desk, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    """Somebody of the Editors, logged in."""
    person = make.editor(first_name="Ines", last_name="Costa")
    client.force_login(person)
    return person


@pytest.fixture
def pact(editor):
    """A taskforce that was published with all that it can have, and changed at the desk since."""
    given = {"status": "ongoing", "start": "2020", "summary": "For all.", "background": "<p>One two three</p>"}
    pact = make.taskforce("Pact", countries=["FR", "NO"], organisations=[make.organisation("Locarn")], **given)
    first = pact.objectives.create(text="Meet", position=0)
    result = pact.results.create(text="Met", position=0)
    result.objectives.add(first)
    return make.published(make.touched(pact))


def save(client, item, **typed):
    return desk.send(client, desk.address(item), "_continue", **typed)


def press(client, page):
    """Press the one button of a page that shows what will change."""
    sent = {"seen": page.context["item"].desk_digest}
    return client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], sent, follow=True)


def words(client, item, name="history", **asked):
    return desk.text(client.get(desk.address(item, name), asked))


def test_history_names_editions_and_what_was_saved(client, pact):
    save(client, pact, summary="For some.")
    save(client, pact, start="2021")
    desk.send(client, desk.address(pact), "_publish", note="A year later")
    names = [moment.name[0] for moment in moments(pact)]
    assert names == ["e", "s", "s", "e"]
    told = words(client, pact)
    assert "Edition 2: A year later The same as before." in told
    assert "Ines Costa Changed: start" in told
    assert "Ines Costa Changed: summary" in told
    assert "Edition 1 The first that is kept." in told


def test_history_says_how_many_events_were_attached_and_taken_out(client, pact):
    events = [str(make.event(f"Meeting {number}").pk) for number in range(3)]
    save(client, pact, attach=events[:2], end="2024")
    save(client, pact, attach=events[2], detach=events[0])
    told = [entry.get_change_message() for entry in LogEntry.objects.filter(object_id=pact.pk).order_by("pk")]
    assert told == [
        "Changed End and 2 events attached.",
        "Changed 1 event attached and 1 event detached.",
    ]


def test_what_is_published_or_saved_unchanged_is_not_kept_twice(client, pact):
    save(client, pact)
    assert not DeskState.objects.exists()
    save(client, pact, summary="For some.")
    save(client, pact)
    assert DeskState.objects.count() == 1
    desk.send(client, desk.address(pact), "_publish", title="Treaty")
    assert DeskState.objects.count() == 1


def test_two_moments_are_compared_with_the_words_marked(client, pact):
    save(client, pact, background="<p>One 2 three</p>", status="finalised")
    response = client.get(desk.address(pact, "compare"), {"before": "desk", "after": "e1"})
    page = response.content.decode()
    assert "<del>two </del>" in page
    assert "<ins>2 </ins>" in page
    assert "Finalised" in desk.text(response)
    assert desk.text(response).index("Edition 1 of") < desk.text(response).index("The desk now")
    told = [cell.get("data-side") for cell in desk.tree(response).iter("td")][1:]  # a phone has no heads of columns
    assert [side.partition(" of ")[0] for side in told] == ["Edition 1", "The desk now"] * 2


def checked(page):
    """What the history offers to compare: {name of the field: value}."""
    radios = [each for each in desk.tree(page).iter("input") if each.get("type") == "radio"]
    return {each.get("name"): each.get("value") for each in radios if each.get("checked") is not None}


def test_history_offers_the_last_two_editions_or_what_is_not_public_yet(client, pact):
    desk.send(client, desk.address(pact), "_publish", summary="For some.")
    assert "What changed in each" in desk.text(client.get(desk.address(pact)))
    page = client.get(desk.address(pact, "history"))
    assert checked(page) == {"before": "e1", "after": "e2"}
    (link,) = [each.get("href") for each in desk.tree(page).iter("a") if "compare" in (each.get("href") or "")]
    assert "<ins>some" in client.get(link).content.decode()
    save(client, pact, start="2021")
    assert checked(client.get(desk.address(pact, "history"))) == {"before": "e2", "after": "desk"}


def test_two_that_say_the_same_and_one_that_is_chosen_twice_are_told(client, pact):
    told = words(client, pact, "compare", before="e1", after="desk")
    assert "Both say the same: edition 1 of" in told
    page = client.get(desk.address(pact, "compare"), {"before": "e1", "after": "e1"}, follow=True)
    assert "You chose the same one twice." in desk.text(page)


@pytest.mark.parametrize("asked", [{}, {"before": "e9"}, {"before": "s1", "after": "x"}, {"before": "e1'--"}])
def test_moment_that_there_is_not_is_told(client, pact, asked):
    response = client.get(desk.address(pact, "compare"), asked, follow=True)
    assert "Choose two different moments that are still kept." in desk.text(response)
    response = client.get(desk.address(pact, "restore"), {"moment": asked.get("before", "")}, follow=True)
    assert "This state is not kept any more, or it was a withdrawal." in desk.text(response)


def test_edition_is_brought_back_with_all_that_it_had(client, pact):
    before = pact.build()
    other = make.organisation("Elsewhere")
    pact.organisation_links.all().delete()
    pact.organisation_links.create(organisation=other, position=0)
    pact.results.all().delete()
    pact.countries.clear()
    make.touched(pact)
    save(client, pact, title="Treaty", background="")
    shown = words(client, pact, "restore", moment="e1")
    assert "Locarn" in shown
    assert "Norway" in shown
    address = f"{desk.address(pact, 'restore')}?moment=e1"
    response = press(client, client.get(address))
    assert response.redirect_chain[-1][0] == desk.address(pact)
    assert "stands on the desk as it did then: edition 1 of" in desk.text(response)
    pact = Taskforce.objects.get()
    assert pact.build() == before
    assert pact.state == pact.State.PUBLISHED
    assert LogEntry.objects.filter(change_message__contains="Restored").count() == 1
    assert moments(pact)[0].name[0] == "s"  # what stood there before


def test_large_taskforce_comes_back_whole_with_its_timeline_as_it_was(client, editor):
    files = [make.document(title=f"Paper {number}") for number in range(3)]
    texts = [f"Number {number}" for number in range(20)]
    pact = make.taskforce("Pact", objectives=texts, results=texts, documents=files, countries=["FR"])
    for objective, result in zip(pact.objectives.all(), pact.results.all(), strict=True):
        result.objectives.set([objective])
    pact.sources.create(name="Paper", document=files[0])
    results = list(pact.results.all())
    for number in range(40):
        make.event(f"Meeting {number}", taskforces=[pact], results=[results[number % 20]], date="2020", position=number)
    make.published(make.touched(pact))
    before, timeline = pact.build(), [event.build() for event in pact.events.all()]
    pact.objectives.filter(position__lt=10).delete()
    pact.document_links.all().delete()
    for number, result in enumerate(results):
        result.position, result.text = 20 - number, f"Other {number}"
        result.save()
    make.touched(pact)
    page = client.get(f"{desk.address(pact, 'restore')}?moment=e1")
    assert [word for word in ("Number 3", "Other 3", "Paper 2") if word not in desk.text(page)] == []
    press(client, page)
    pact = Taskforce.objects.get()
    assert pact.build() == before
    assert [event.build() for event in pact.events.all()] == timeline


def test_what_stood_on_the_desk_can_be_brought_back_in_turn(client, pact):
    save(client, pact, title="Treaty")
    (kept,) = DeskState.objects.all()
    restore(pact, pact.editions().get().snapshot)
    assert Taskforce.objects.get().title == "Pact"
    restore(pact, kept.snapshot)
    assert Taskforce.objects.get().title == "Treaty"


def test_what_somebody_changed_meanwhile_is_not_overwritten(client, pact):
    save(client, pact, title="Treaty")
    address = f"{desk.address(pact, 'restore')}?moment=e1"
    page = client.get(address)
    save(client, pact, title="Alliance")
    response = press(client, page)
    assert "Somebody changed the desk meanwhile." in desk.text(response)
    assert "Alliance" in desk.text(response)
    assert Taskforce.objects.get().title == "Alliance"


def test_what_was_deleted_meanwhile_is_named(client, pact):
    pact.organisation_links.all().delete()
    withdraw(make.touched(pact), reason="in_error")
    Organisation.objects.filter(name="Locarn").delete()
    _item, _owners, sentences = restore(pact, pact.editions().get(number=1).snapshot)
    assert sentences == ["These do not come back, for they were deleted meanwhile: organisation “Locarn”."]
    assert not Taskforce.objects.get().organisation_links.exists()


def test_others_that_named_a_part_that_goes_are_told(client, pact):
    save(client, pact, summary="For some.")
    result = pact.results.create(text="New", position=1)
    make.touched(pact)
    event = make.published(make.event("Meeting", taskforces=[pact], results=[result]))
    _item, owners, sentences = restore(pact, pact.editions().get().snapshot)
    assert owners == [event]
    assert sentences == ["These named a part that it has no more, and name it no longer: “Meeting”."]
    event.refresh_from_db()
    assert event.state == event.State.CHANGED


def test_address_that_something_else_has_is_not_taken(client, pact):
    save(client, pact, slug="treaty")
    other = make.taskforce("Other")
    Taskforce.objects.filter(pk=other.pk).update(slug="pact")
    _item, _owners, sentences = restore(pact, pact.editions().get().snapshot)
    assert Taskforce.objects.get(pk=pact.pk).slug == "treaty"
    assert sentences == ["Something else has the address “pact” now: it keeps “treaty”."]


def test_withdrawal_has_no_words_to_bring_back(client, pact):
    withdraw(pact, reason="in_error", note="A slip")
    told = words(client, pact)
    assert "Edition 2: withdrawn, published in error: A slip" in told
    assert "moment=e2" not in client.get(desk.address(pact, "history")).content.decode()


def test_who_may_only_look_restores_nothing(client, pact):
    save(client, pact, title="Treaty")
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_taskforce"))
    client.force_login(viewer)
    assert "Bring back" not in words(client, pact)
    address = f"{desk.address(pact, 'restore')}?moment=e1"
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403
    assert Taskforce.objects.get().title == "Treaty"


def test_states_are_not_kept_without_end(client, pact):
    given = {"kind": "taskforce", "key": pact.pk, "digest": "x", "snapshot": pact.build()}
    DeskState.objects.bulk_create(DeskState(**given) for _n in range(KEPT + 5))
    save(client, pact, title="Treaty")
    assert DeskState.objects.count() == KEPT
    assert DeskState.objects.of("taskforce", pact.pk).first().snapshot["body"]["title"] == "Treaty"


def test_states_of_a_draft_go_with_it_for_good(client, editor):
    desk.send(client, desk.adding(Taskforce), "_continue", title="A slip")
    trashed, _others = discard(Taskforce.objects.get())
    assert DeskState.objects.count() == 1
    empty(type(trashed).objects.all())
    assert not DeskState.objects.exists()
