"""The bar at the foot of a form: how the item stands, what can be done, and what was said last."""

import pytest
from django.contrib.auth.models import Permission, User

from taskforces.models import Organisation, Taskforce
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db


def bar(response):
    """The bar of a form, as an element. There is one."""
    (element,) = [each for each in desk.tree(response).iter("div") if each.get("class") == "bar"]
    return element


def words(response):
    """The words of the bar, on one line."""
    return " ".join("".join(map(str, bar(response).itertext())).split())


def links(response):
    """The links of the bar: {address: words}."""
    return {link.get("href"): "".join(link.itertext()) for link in bar(response).iter("a")}


def buttons(response):
    """The names of the buttons in the bar, in their order."""
    return [field.get("name") for field in bar(response).iter("input") if field.get("type") == "submit"]


def test_the_bar_has_the_state_and_the_buttons(editor):
    item = make.published(make.taskforce())
    page = editor.get(desk.address(item))
    assert words(page).startswith("published")
    assert buttons(page) == ["_save", "_preview", "_check", "_publish", "_continue", "_ask_review"]
    new = editor.get(desk.adding(Event))
    assert words(new).startswith("new")
    assert buttons(new) == ["_save", "_preview", "_check", "_publish", "_continue", "_ask_review", "_addanother"]


def test_what_is_said_of_a_publication_leads_from_there_to_its_words(editor):
    page = editor.get(desk.address(make.taskforce()))
    assert links(page)["#publish-heading"] == "Change note…"
    assert 'id="publish-heading"' in page.content.decode()


@pytest.mark.parametrize(
    ("published", "typed", "said"),
    [
        (False, {}, "Saved: Bretagne. Readers do not see it yet."),
        (True, {}, "Saved: Bretagne. Readers see all of it. Public page"),
        (True, {"region": "Rennes"}, "Saved: Bretagne. Readers do not see what you changed yet. Public page"),
    ],
)
def test_saving_says_in_the_bar_what_readers_see(editor, published, typed, said):
    item = make.taskforce("Bretagne")
    if published:
        make.published(item)
    answer = desk.send(editor, desk.address(item), "_continue", **typed)
    page = editor.get(answer.url)
    assert said in words(page)
    assert page.content.decode().count("Saved:") == 1
    assert ("/taskforces/bretagne/" in links(page)) == published


def test_what_is_withdrawn_and_saved_is_said_to_stay_so(editor):
    item = make.published(make.taskforce("Bretagne"))
    editor.post(desk.address(item, "withdraw"), {"reason": "not_kept"})
    answer = desk.send(editor, desk.address(item), "_continue", region="Rennes")
    page = editor.get(answer.url)
    assert "It stays withdrawn." in words(page)
    assert "/taskforces/bretagne/" not in links(page)


def test_after_saving_the_list_says_it_too(editor):
    item = make.taskforce("Bretagne")
    page = editor.get(desk.send(editor, desk.address(item)).url)
    assert "Saved: Bretagne. Readers do not see it yet." in desk.text(page)
    assert f'<a href="{desk.address(item)}">Bretagne</a>' in page.content.decode()


def test_publishing_leads_from_the_bar_to_the_public_page_and_to_the_next_event(editor):
    item, kind = make.taskforce("Bretagne"), make.event_type("Meeting report")
    typed = {"title": "Kick-off", "taskforces": [str(item.pk)], "type": str(kind.pk)}
    page = editor.get(desk.send(editor, desk.adding(Event), "_publish", **typed).url)
    assert "Public now: Kick-off" in words(page)
    told = {words: address for address, words in links(page).items()}
    assert editor.get(told["Kick-off"]).status_code == 200
    form = desk.filled(editor.get(told["Add another event to Bretagne"]))
    assert (form["taskforces"], form["type"], form["title"]) == (str(item.pk), str(kind.pk), "")


def test_save_and_add_another_keeps_taskforces_type_and_the_way_back(editor):
    first, second = make.taskforce("Bretagne"), make.taskforce("Riga")
    kind = make.event_type("Study")
    back = f"{desk.address(first)}#events"
    typed = {"title": "Kick-off", "taskforces": [str(first.pk), str(second.pk)], "type": str(kind.pk)}
    where = f"{desk.adding(Event)}?next={back.replace('#', '%23')}"
    there = desk.send(editor, where, "_addanother", **typed).url
    page = editor.get(there)
    assert "Saved: Kick-off." in words(page)
    form = desk.filled(page)
    assert (set(form["taskforces"]), form["type"], form["title"]) == ({str(first.pk), str(second.pk)}, str(kind.pk), "")
    assert desk.send(editor, there, title="Second meeting").url == back
    assert Event.objects.filter(taskforces=first).count() == Event.objects.filter(taskforces=second).count() == 2


def test_save_and_continue_keeps_the_way_back(editor):
    item, event = make.taskforce(), make.event()
    there = desk.send(editor, f"{desk.address(event)}?next={desk.address(item)}", "_continue").url
    assert desk.send(editor, there).url == desk.address(item)


def test_who_may_not_add_events_is_not_sent_to_another(client):
    person = User.objects.create_user("helper", is_staff=True)
    rights = ["view_event", "change_event", "publish_event"]
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(person)
    event = make.event(taskforces=[make.taskforce()])
    page = client.get(desk.address(event))
    assert "_addanother" not in buttons(page)
    assert client.post(desk.address(event), desk.filled(page) | {"_addanother": "1"}).status_code == 403
    assert "another" not in words(client.get(desk.send(client, desk.address(event), "_publish").url))


def test_who_may_only_look_finds_the_ways_out_in_the_bar(client):
    person = User.objects.create_user("helper", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="view_event"))
    client.force_login(person)
    page = client.get(desk.address(make.event()))
    assert buttons(page) == []
    assert list(links(page).values()) == ["Close", "Preview"]


def test_a_refused_form_says_so_in_the_bar_and_leads_to_the_reasons(editor):
    page = desk.send(editor, desk.adding(Taskforce), title="")
    assert "Nothing was saved." in words(page)
    assert "#mistakes" in links(page)
    assert 'id="mistakes"' in page.content.decode()


def test_reference_rows_have_the_bar_too(editor):
    page = editor.get(desk.adding(Organisation))
    assert words(page) == "True for everyone as soon as saved."
    assert buttons(page) == ["_save", "_addanother", "_continue"]
    after = editor.get(desk.send(editor, desk.adding(Organisation), "_continue", name="Locarn").url)
    assert "“Locarn” was added successfully" in words(after)
    assert after.content.decode().count("was added successfully") == 1


def test_the_library_has_the_bar_too(editor):
    page = editor.get(desk.address(make.document()))
    assert words(page).startswith("True for everyone as soon as saved.")
    assert buttons(page)[0] == "_save"


def test_a_window_beside_another_form_is_closed_when_it_saved(editor):
    answer = desk.send(editor, f"{desk.adding(Taskforce)}?_popup=1", title="Bretagne")
    assert answer.template_name[-1] == "admin/popup_response.html"
    assert words(editor.get(f"{desk.adding(Taskforce)}?_popup=1")) == ""


def test_words_of_an_item_are_no_markup_in_what_is_said(editor):
    answer = desk.send(editor, desk.adding(Event), "_continue", title="<b>Kick</b>-off & more")
    assert "Saved: <b>Kick</b>-off & more." in words(editor.get(answer.url))


def test_of_many_that_were_published_five_are_named(editor):
    item = make.taskforce("Bretagne")
    events = [make.event(f"Meeting {number}", taskforces=[item]) for number in range(7)]
    typed = {"also": [str(event.pk) for event in events]}
    page = editor.get(desk.send(editor, desk.address(item), "_publish", **typed).url)
    assert words(page).count("Meeting") == 4
    assert "and 3 more" in words(page)


def test_a_new_event_is_one_press_from_the_top_of_a_taskforce_and_comes_back_to_its_timeline(editor):
    item = make.taskforce("Bretagne")
    page = editor.get(desk.address(item))
    told = {"".join(link.itertext()): link.get("href") for link in desk.tree(page).iter("a")}
    words = desk.text(page)
    assert words.index("Add an event") < words.index("Title:")
    assert desk.send(editor, told["Add an event"], title="Kick-off").url == f"{desk.address(item)}#events"
    assert [event.title for event in item.events.all()] == ["Kick-off"]


def test_who_may_add_no_event_finds_no_way_to_one(client):
    person = User.objects.create_user("helper", is_staff=True)
    rights = ["view_taskforce", "change_taskforce", "view_event"]
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(person)
    item = make.taskforce("Bretagne")
    assert "Add an event" not in client.get(desk.address(item)).content.decode()
    assert "Add an event" not in client.get(desk.send(client, desk.address(item), "_continue").url).content.decode()
