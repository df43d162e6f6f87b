"""Words that are typed in a form of the desk are kept before they are saved, for the one who typed them."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from editing.models import OpenForm
from tests import desk, make
from tests.test_outage import another_writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    """The client of an editor."""
    client.user = make.editor()
    client.force_login(client.user)
    return client


def open_form(response):
    """The hidden field in which a form has its key: (key, where it is kept)."""
    field = next(each for each in desk.tree(response).iter("input") if each.get("name") == "open_form")
    return field.get("value"), field.get("data-address")


def keep(client, opened, **more):
    """What the script sends of a form that was opened, with what was typed over it."""
    key, where = open_form(opened)
    sent = {"key": key, "user": client.user.pk, "in_view": "1", "active": "1"}
    typed = {name.replace("__", "-"): value for name, value in more.pop("typed", {}).items()}
    if typed:
        words = (desk.filled(opened) | typed).items()
        sent["words"] = json.dumps({name: value if isinstance(value, list) else [value] for name, value in words})
    return client.post(where, sent | more)


def left(client, where, **typed):
    """A form that was opened, typed in, and never saved."""
    opened = client.get(where)
    assert keep(client, opened, typed=typed).status_code == 200
    return opened


def take_up(client, where):
    """The form with the words that it offers."""
    link = next(each for each in desk.tree(client.get(where)).iter("a") if "kept=" in each.get("href", ""))
    return client.get(where.partition("?")[0] + link.get("href"))


def test_words_are_kept_without_touching_the_item(editor):
    item = make.taskforce("A pact")
    answer = keep(editor, editor.get(desk.address(item)), typed={"title": "A better pact"})
    assert "Kept at" in answer.json()["kept"]
    assert "no-store" in answer["Cache-Control"]
    digest = item.desk_digest
    item.refresh_from_db()
    assert (item.title, item.desk_digest) == ("A pact", digest)


def test_kept_words_are_offered_with_their_age_and_what_differs(editor):
    item = make.taskforce("A pact of schools", region="Riga")
    left(editor, desk.address(item), title="A pact of all schools", region="Riga")
    OpenForm.objects.update(kept_at=timezone.now() - timedelta(minutes=20))
    page = desk.text(editor.get(desk.address(item)))
    assert "You have words here that you did not save" in page
    assert "20 minutes ago" in page
    assert "1 difference from what is saved" in page
    marked = [each.text for each in desk.tree(editor.get(desk.address(item))).iter("ins")]
    assert marked == ["all "]


def test_kept_words_are_taken_up_and_nothing_is_saved_by_that(editor):
    item = make.taskforce("A pact", objectives=["First"])
    left(editor, desk.address(item), title="", objectives__0__text="First of all")
    page = take_up(editor, desk.address(item))
    filled = desk.filled(page)
    assert (filled["title"], filled["objectives-0-text"]) == ("", "First of all")
    assert desk.errors(page) == {}
    item.refresh_from_db()
    assert item.title == "A pact"


def test_kept_words_that_were_taken_up_are_saved_like_any_other(editor):
    item = make.taskforce("A pact", objectives=["First"])
    left(editor, desk.address(item), title="A better pact", objectives__0__text="First of all")
    page = take_up(editor, desk.address(item))
    assert editor.post(desk.address(item), desk.filled(page) | {"_save": "1"}).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.objectives.get().text) == ("A better pact", "First of all")
    assert not OpenForm.objects.filter(words__isnull=False).exists()
    assert "did not save" not in desk.text(editor.get(desk.address(item)))


def test_rows_that_nobody_saved_come_back(editor):
    organisation = make.organisation("Institut de Locarn")
    item = make.taskforce("A pact", objectives=["First"])
    typed = {"objectives__TOTAL_FORMS": "3", "objectives__1__text": "Second", "objectives__2__text": "Third"}
    typed |= {"objectives__2__number": "3", "organisation_links__0__organisation": str(organisation.pk)}
    left(editor, desk.address(item), **typed)
    offered = desk.text(editor.get(desk.address(item)))
    assert "Objective 3, Text" in offered
    assert "Institut de Locarn" in offered
    filled = desk.filled(take_up(editor, desk.address(item)))
    assert (filled["objectives-1-text"], filled["objectives-2-text"]) == ("Second", "Third")
    assert filled["organisation_links-0-organisation"] == str(organisation.pk)


def test_row_that_was_taken_out_is_told(editor):
    item = make.taskforce("A pact", objectives=["First", "Second"])
    left(editor, desk.address(item), objectives__1__DELETE="on")
    page = editor.get(desk.address(item))
    assert "Objective 2 Second taken out" in desk.text(page)
    assert desk.filled(take_up(editor, desk.address(item)))["objectives-1-DELETE"] == "on"


def test_choices_are_told_by_their_names(editor):
    topics = [make.topic("Girls in STEM"), make.topic("Careers")]
    item = make.event("Kick-off", topics=topics[:1])
    left(editor, desk.address(item), topics=[str(topic.pk) for topic in topics], body="<p>Schools <b>met</b>.</p>")
    page = desk.text(editor.get(desk.address(item)))
    assert "Topics Girls in STEM" in page
    assert "Careers" in page
    assert "Full story Schools met." in page.replace("met .", "met.")


@pytest.mark.parametrize("model", ["timeline.event", "taskforces.taskforce"])
def test_words_of_a_new_item_are_offered_where_one_is_added(editor, model):
    from django.apps import apps

    where = desk.adding(apps.get_model(model))
    left(editor, where, title="A new one")
    page = editor.get(where)
    assert "You did not save “A new one”" in desk.text(page)
    taken = take_up(editor, where)
    assert desk.filled(taken)["title"] == "A new one"
    editor.post(where, desk.filled(taken) | {"_save": "1"})
    assert "did not save" not in desk.text(editor.get(where))


def test_two_new_forms_in_two_tabs_never_replace_each_other(editor):
    from timeline.models import Event

    first, second = editor.get(desk.adding(Event)), editor.get(desk.adding(Event))
    keep(editor, first, typed={"title": "First"})
    keep(editor, second, typed={"title": "Second"})
    page = desk.text(editor.get(desk.adding(Event)))
    assert "“First”" in page
    assert "“Second”" in page


def forms_of_every_kind():
    from library.models import Document, Picture
    from publishing.models import Text
    from taskforces.models import Organisation
    from timeline.models import EventType, Topic

    return [
        (Organisation, "name", make.organisation),
        (EventType, "name", make.event_type),
        (Topic, "name", make.topic),
        (Picture, "alt", make.picture),
        (Document, "title", make.document),
        (Text, "title", lambda: Text.objects.first()),
    ]


@pytest.mark.parametrize("number", range(6))
def test_every_form_of_the_desk_keeps_words(editor, number):
    _model, name, make_row = forms_of_every_kind()[number]
    row = make_row()
    left(editor, desk.address(row), **{name: "Typed and not saved"})
    assert desk.filled(take_up(editor, desk.address(row)))[name] == "Typed and not saved"


def test_every_way_to_save_forgets_what_was_kept(editor):
    item = make.event("Kick-off", type=make.event_type(), date="2021")
    for button in ("_save", "_continue", "_publish"):
        opened = left(editor, desk.address(item), title=f"Saved by {button}")
        sent = desk.filled(opened) | {"title": f"Saved by {button}", button: "1"}
        assert editor.post(desk.address(item), sent).status_code == 302
        assert not OpenForm.objects.filter(words__isnull=False).exists()


def test_a_save_that_is_refused_forgets_nothing(editor):
    item = make.taskforce("A pact")
    opened = left(editor, desk.address(item), title="", region="Riga")
    refused = editor.post(desk.address(item), desk.filled(opened) | {"title": "", "region": "Riga", "_save": "1"})
    assert desk.errors(refused)
    assert OpenForm.objects.with_words().count() == 1
    assert open_form(refused) == open_form(opened)
    assert "data-unsaved" in refused.content.decode()


def test_preview_and_check_of_dates_forget_nothing(editor):
    item = make.event("Kick-off", type=make.event_type())
    for button in ("_preview", "_check"):
        opened = left(editor, desk.address(item), title="Typed")
        assert editor.post(desk.address(item), desk.filled(opened) | {"title": "Typed", button: "1"}).status_code == 200
        assert OpenForm.objects.with_words().count() == 1
        OpenForm.objects.all().delete()


def test_words_that_come_after_the_save_come_too_late_and_that_is_no_fault(editor):
    item = make.taskforce("A pact")
    opened = editor.get(desk.address(item))
    editor.post(desk.address(item), desk.filled(opened) | {"title": "Saved", "_save": "1"})
    late = keep(editor, opened, typed={"title": "Too late"})
    assert (late.status_code, [*late.json()]) == (200, ["key"])
    assert not OpenForm.objects.filter(words__isnull=False).exists()
    assert keep(editor, opened, typed={"title": "Anew"}, key=late.json()["key"]).status_code == 200


def test_words_taken_up_elsewhere_are_kept_once(editor):
    item = make.taskforce("A pact")
    left(editor, desk.address(item), title="On the phone")
    taken = take_up(editor, desk.address(item))
    replaces = desk.filled(taken)["open_form_replaces"]
    keep(editor, taken, typed={"title": "At the desk"}, replaces=replaces)
    assert [form.words["title"] for form in OpenForm.objects.with_words()] == [["At the desk"]]


def test_what_was_typed_back_is_not_kept(editor):
    item = make.taskforce("A pact")
    opened = left(editor, desk.address(item), title="Typed")
    assert keep(editor, opened, words="").json()["kept"] == ""
    assert not OpenForm.objects.with_words().exists()
    assert "did not save" not in desk.text(editor.get(desk.address(item)))


def test_words_that_are_saved_by_now_are_not_offered(editor):
    item = make.taskforce("A pact")
    left(editor, desk.address(item), title="The same")
    desk.send(editor, desk.address(item), title="The same")
    assert "did not save" not in desk.text(editor.get(desk.address(item)))


def test_discarding_works_without_a_script(editor):
    item = make.taskforce("A pact")
    left(editor, desk.address(item), title="Typed")
    page = editor.get(desk.address(item) + "?next=/admin/")
    form = next(each for each in desk.tree(page).iter("form") if "/keep/" in each.get("action", ""))
    button = next(each for each in form.iter("button"))
    answer = editor.post(form.get("action"), {button.get("name"): button.get("value")})
    assert answer.status_code == 302
    assert answer["Location"].startswith(desk.address(item) + "?next=")
    assert not OpenForm.objects.filter(words__isnull=False).exists()
    assert "discarded" in desk.text(editor.get(answer["Location"]))


def test_uploads_are_named_to_be_chosen_again(editor):
    picture = make.picture()
    keep(editor, editor.get(desk.address(picture)), typed={"alt": "A bridge"}, uploads=["bridge.jpg"])
    assert "Choose these files again, files are not kept: bridge.jpg" in desk.text(editor.get(desk.address(picture)))


def test_nobody_else_reads_kept_words(editor, client):
    item = make.taskforce("A pact")
    left(editor, desk.address(item), title="Zebra words")
    key = OpenForm.objects.get().key
    boss = User.objects.create_superuser("boss", password="a password for tests")
    client.force_login(boss)
    where = desk.address(item)
    pages = ["/admin/", desk.address(editor.user, "delete"), desk.address(item, "history")]
    for page in [where, f"{where}?kept={key}", *pages]:
        answer = client.get(page)
        assert answer.status_code == 200
        assert "Zebra" not in answer.content.decode()
    key_of_editor = {"discard": str(key)}
    client.post(where.replace("change", "keep"), key_of_editor)
    assert OpenForm.objects.with_words().filter(user=editor.user).exists()


def test_first_page_leads_to_what_was_typed_and_not_saved(editor):
    item, gone = make.taskforce("A pact"), make.organisation("Deleted since")
    left(editor, desk.address(item), title="An older pact")
    left(editor, desk.address(item), title="A better pact")
    left(editor, desk.adding(type(item)), title="A new pact")
    left(editor, desk.address(gone), name="Renamed")
    gone.delete()
    page = editor.get("/admin/")
    words = desk.text(page)
    assert "Typed and not saved New taskforce: A new pact" in words
    assert "A better pact" in words
    assert "An older pact" not in words
    assert "Renamed" not in words
    links = [each.get("href") for each in desk.tree(page).iter("a")]
    assert {desk.address(item), desk.adding(type(item))} <= {*links}


def test_words_go_with_their_editor(editor):
    left(editor, desk.address(make.taskforce("A pact")), title="Typed")
    editor.user.delete()
    assert not OpenForm.objects.exists()


def test_words_are_gone_after_thirty_days(editor):
    item = make.taskforce("A pact")
    left(editor, desk.address(item), title="Typed")
    OpenForm.objects.update(kept_at=timezone.now() - timedelta(days=30, minutes=1))
    key = OpenForm.objects.get().key
    page = editor.get(desk.address(item))
    assert "did not save" not in desk.text(page)
    assert "not kept any more" in desk.text(editor.get(f"{desk.address(item)}?kept={key}"))
    keep(editor, page)
    assert not OpenForm.objects.filter(key=key).exists()


def test_words_typed_over_what_somebody_else_saved_since_are_told_when_saved(editor):
    item = make.taskforce("A pact")
    left(editor, desk.address(item), title="Mine")
    other = make.editor("other")
    editor.force_login(other)
    desk.send(editor, desk.address(item), title="Theirs")
    editor.force_login(editor.user)
    page = take_up(editor, desk.address(item))
    answer = editor.post(desk.address(item), desk.filled(page) | {"_save": "1"})
    assert any("saved this" in text for texts in desk.errors(answer).values() for text in texts)
    assert desk.filled(answer)["title"] == "Mine"


def test_keeping_needs_the_right_to_save(editor, client):
    item = make.taskforce("A pact")
    opened = editor.get(desk.address(item))
    reader = User.objects.create_user("reader", password="a password for tests", is_staff=True)
    client.force_login(reader)
    client.user = reader
    assert keep(client, opened, typed={"title": "Typed"}).status_code == 403
    client.logout()
    assert keep(client, opened, typed={"title": "Typed"}).status_code == 302
    assert not OpenForm.objects.filter(words__isnull=False).exists()


def test_words_of_one_are_never_kept_for_another_who_signed_in_meanwhile(editor):
    opened = editor.get(desk.address(make.taskforce("A pact")))
    editor.force_login(make.editor("other"))
    answer = keep(editor, opened, typed={"title": "Typed"})
    assert (answer.status_code, "Somebody else" in answer.json()["refused"]) == (400, True)
    assert not OpenForm.objects.filter(words__isnull=False).exists()


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    "bad",
    [
        {"key": ""},
        {"key": "1"},
        {"key": "é" * 36},
        {"words": "nonsense"},
        {"words": DEEP},
        {"words": "[]"},
        {"words": '{"title": "text"}'},
        {"words": '{"title": [1]}'},
        {"words": '{"title": [null]}'},
        {"words": "1" * 5000},
        {"words": json.dumps({"title": ["x" * 3_100_000]})},
        {"replaces": "nobody"},
        {"user": "1 OR 1"},
    ],
    ids=lambda bad: next(iter(bad.items()))[0] + "=" + next(iter(bad.values()))[:12],
)
def test_what_no_form_sends_is_refused_in_a_sentence(editor, bad):
    opened = editor.get(desk.address(make.taskforce("A pact")))
    answer = keep(editor, opened, **({"words": '{"title": ["A"]}'} | bad))
    assert answer.status_code == 400
    assert answer.json()["refused"]
    assert not OpenForm.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"title": ["a\x00b", "\ud800"], "\x00": ["1"]},
        {"objectives-TOTAL_FORMS": ["99999999"], "objectives-INITIAL_FORMS": ["-3"]},
        {"objectives-TOTAL_FORMS": ["x"]},
        {"countries": ["nowhere", "\x00", "FR"], "cover": ["1 or 1"], "start": ["99999999999"], "status": ["?"]},
        {"organisation_links-0-organisation": ["9" * 40], "organisation_links-0-id": ["9" * 40]},
        {"results-0-objectives": [], "title": []},
        {},
    ],
    ids=range(7),
)
def test_odd_words_are_drawn_as_they_are(editor, odd):
    item = make.taskforce("A pact", objectives=["First"])
    opened = editor.get(desk.address(item))
    for words in (odd, {name: [value] for name, value in desk.filled(opened).items() if isinstance(value, str)} | odd):
        assert keep(editor, opened, words=json.dumps(words)).status_code == 200
        assert editor.get(desk.address(item)).status_code == 200
        assert editor.get(f"{desk.address(item)}?kept={open_form(opened)[0]}").status_code == 200


@pytest.mark.parametrize("key", ["", "1", "\x00", "é", "00000000-0000-4000-8000-000000000000"])
def test_a_form_is_drawn_whatever_words_are_asked_for(editor, key):
    answer = editor.get(desk.address(make.taskforce("A pact")), {"kept": key})
    assert answer.status_code == (400 if key == "\x00" else 200)


def test_keeping_is_asked_by_post_only(editor):
    _key, where = open_form(editor.get(desk.address(make.taskforce("A pact"))))
    assert editor.get(where).status_code == 405
    assert editor.post(where.replace("/keep/", "x/keep/")).status_code in (403, 404)


def test_passwords_and_tokens_are_never_kept(editor):
    opened = editor.get(desk.address(make.taskforce("A pact")))
    words = {"csrfmiddlewaretoken": ["secret"], "password1": ["secret"], "title": ["A"]}
    keep(editor, opened, words=json.dumps(words))
    assert OpenForm.objects.get().words == {"title": ["A"]}


def test_somebody_cannot_fill_the_table(editor, monkeypatch):
    monkeypatch.setattr("editing.open_forms.keep.MOST_FORMS", 2)
    monkeypatch.setattr("editing.open_forms.keep.MOST_OPENED", 3)
    item = make.taskforce("A pact")
    for _form in range(2):
        left(editor, desk.address(item), title="Typed")
    assert "too many" in keep(editor, editor.get(desk.address(item)), typed={"title": "Once more"}).json()["refused"]
    keep(editor, editor.get(desk.address(item)))
    assert keep(editor, editor.get(desk.address(item))).status_code == 400


def test_session_lasts_while_somebody_works_and_ends_where_a_tab_was_forgotten(editor):
    opened = editor.get(desk.address(make.taskforce("A pact")))
    soon = timezone.now() + timedelta(hours=1)
    Session.objects.update(expire_date=soon)
    keep(editor, opened, active="")
    assert Session.objects.get().expire_date == soon
    answer = keep(editor, opened, typed={"title": "Typed"})
    assert Session.objects.get().expire_date > soon + timedelta(days=1)
    assert answer.cookies["sessionid"]["max-age"]
    assert not keep(editor, opened, typed={"title": "More"}).cookies  # not written at every word


def test_keeping_asks_few_questions(editor, django_assert_max_num_queries):
    item = make.taskforce("A pact")
    opened = left(editor, desk.address(item), title="Typed")
    with django_assert_max_num_queries(8):
        keep(editor, opened, typed={"title": "Typed more"})


@pytest.mark.django_db(transaction=True)
def test_somebody_who_saves_the_item_just_now_is_not_waited_for(editor):
    item = make.taskforce("A pact")
    opened = left(editor, desk.address(item), title="Typed")
    with another_writer(item):
        answer = keep(editor, opened, typed={"title": "Typed more"}, active="")
    if connection.vendor == "postgresql":
        assert answer.status_code == 200
    else:  # which has one writer: the browser sends it again
        assert (answer.status_code, "Not kept" in answer.json()["refused"]) == (503, True)
    assert OpenForm.objects.with_words().count() == 1
