"""A form that is sent after its editor was signed out, or signed in again elsewhere: every word comes back."""

import json

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from library.models import Document
from taskforces.models import Taskforce
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db
PASSWORD = "a password for tests"
HERE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Origin": "http://testserver"}
FORGED = [
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Origin": "http://elsewhere.example"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Origin": "http://elsewhere.testserver"},
    {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors", "Origin": "http://testserver"},
    {"Origin": "null"},
    {"Origin": "http://testserver.example"},
    {},
]
ODD = [
    "",
    "x",
    "[]",
    '{"words": 1, "files": []}',
    '{"words": [["a"]], "files": []}',
    '{"words": [["title", ["\\u0000", "\\ud800"]]], "files": [["upload", "../\\ud800"]]}',
    "[" * 100_000,
]


@pytest.fixture
def editor():
    """A editor in which an editor is signed in, and that is asked for its tokens."""
    client = Client(enforce_csrf_checks=True, headers=HERE)
    client.force_login(make.editor())
    return client


def typed(client, where, **words):
    """What a form would send, with words typed into it."""
    words = {name.replace("__", "-"): value for name, value in words.items()}
    return desk.filled(client.get(where)) | words | {"_save": "1"}


def sign_out(client):
    """As a session ends: its cookie is worth nothing any more, and the token stays."""
    client.session.flush()


def without_token(sent):
    return {name: value for name, value in sent.items() if name not in ("csrfmiddlewaretoken", "_save")}


def sign_in_elsewhere(client, token):
    """In another tab: from then on every page has another token."""
    sent = {"username": "editor", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/admin/login/", sent).status_code == 302


def sign_in(client, answer, where, name="editor", password=PASSWORD):
    """Fill in the page to sign in at, which came instead of the form."""
    fields = {field.get("name"): field.get("value") for field in desk.tree(answer).iter("input") if field.get("name")}
    return client.post(where, fields | {"username": name, "password": password})


def test_form_comes_back_after_the_session_expired(editor):
    item = make.taskforce("Pact", objectives=["First"])
    where = desk.address(item)
    sent = typed(editor, where, title="Other <b>", objectives__1__text="Zweites\nZiel – “schön”", note="New")
    sign_out(editor)
    answer = editor.post(where, sent)
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (403, True)
    assert "sign in here, and your form comes back with it" in desk.text(answer)
    drawn = sign_in(editor, answer, where)
    assert drawn.status_code == 200
    assert desk.errors(drawn)[""] == [
        "Nothing was saved yet: you were signed out. All that you typed is here. Press the button once more."
    ]
    assert without_token(desk.filled(drawn)) == without_token(sent)
    item.refresh_from_db()
    assert item.title == "Pact"
    assert editor.post(where, desk.filled(drawn) | {"_save": "1"}).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.objectives.count()) == ("Other <b>", 2)


def test_new_form_comes_back_where_it_was(editor):
    where = f"{desk.adding(Event)}?next=/admin/timeline/event/"
    sent = typed(editor, where, title="Kick-off")
    sign_out(editor)
    drawn = sign_in(editor, editor.post(where, sent), where)
    assert desk.filled(drawn)["title"] == "Kick-off"
    assert not Event.objects.exists()
    answer = editor.post(where, desk.filled(drawn) | {"_save": "1"})
    assert answer["Location"] == "/admin/timeline/event/"


def test_token_of_another_tab_brings_the_form_back(editor):
    where = desk.adding(Event)
    sent = typed(editor, where, title="Kick-off")
    editor.post(
        "/admin/login/",
        {"username": "editor", "password": PASSWORD} | {"csrfmiddlewaretoken": sent["csrfmiddlewaretoken"]},
    )
    drawn = editor.post(where, sent)
    assert drawn.status_code == 200
    assert "in another tab" in desk.errors(drawn)[""][0]
    assert without_token(desk.filled(drawn)) == without_token(sent)
    assert not Event.objects.exists()
    assert editor.post(where, desk.filled(drawn) | {"_save": "1"}).status_code == 302
    assert Event.objects.get().title == "Kick-off"


def test_signing_in_elsewhere_while_the_words_wait_brings_them_back_too(editor):
    where = desk.adding(Event)
    sent = typed(editor, where, title="Kick-off")
    sign_out(editor)
    waiting = editor.post(where, sent)
    editor.post(
        "/admin/login/", {"username": "editor", "password": PASSWORD, "csrfmiddlewaretoken": desk.token(waiting)}
    )
    drawn = sign_in(editor, waiting, where, password="not even right")
    assert desk.filled(drawn)["title"] == "Kick-off"


def test_words_stay_through_a_wrong_password_and_a_lost_token(editor):
    where = desk.adding(Event)
    sent = typed(editor, where, title="Kick-off")
    sign_out(editor)
    answer = sign_in(editor, editor.post(where, sent), where, password="wrong")
    assert "Please enter the correct" in " ".join("".join(p.itertext()) for p in desk.tree(answer).iter("p"))
    del editor.cookies["csrftoken"]
    answer = sign_in(editor, answer, where)
    assert answer.status_code == 403
    assert desk.filled(sign_in(editor, answer, where))["title"] == "Kick-off"


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize("headers", FORGED, ids=str)
def test_forged_form_changes_nothing_and_shows_nothing(headers, signed_in):
    client = Client(enforce_csrf_checks=True, headers=headers)
    if signed_in:
        client.force_login(make.editor())
    item = make.taskforce("Pact")
    for where in (desk.address(item), desk.adding(Event), desk.address(item, "delete"), "/admin/timeline/event/"):
        for forged in ({"title": "Forged"}, {"kept_words": json.dumps({"words": [["title", "Forged"]], "files": []})}):
            answer = client.post(where, forged | {"csrfmiddlewaretoken": "x" * 64, "_save": "1"})
            assert answer.status_code == 403
            assert "Forged" not in answer.content.decode()
            assert "Pact" not in answer.content.decode()
    assert Taskforce.objects.get().title == "Pact"


def test_words_with_a_wrong_token_let_nobody_in():
    make.editor()
    client = Client(enforce_csrf_checks=True, headers=HERE)
    words = {"kept_words": json.dumps({"words": [], "files": []}), "username": "editor", "password": PASSWORD}
    assert client.post(desk.adding(Event), words).status_code == 403
    assert client.get("/admin/").status_code == 302


def test_who_signs_in_instead_sees_what_their_rights_allow(editor):
    item = make.taskforce("Pact", internal_note="Between us")
    where = desk.address(item)
    sent = typed(editor, where, title="Other")
    sign_out(editor)
    User.objects.create_user("guest", password=PASSWORD, is_staff=True)
    answer = sign_in(editor, editor.post(where, sent), where, "guest")
    assert answer.status_code == 403
    assert "Between us" not in answer.content.decode()
    reader = User.objects.create_user("reader", password=PASSWORD, is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_taskforce"))
    editor.logout()
    editor.headers = HERE
    answer = sign_in(editor, editor.post(where, typed_again(editor, sent)), where, "reader")
    assert answer.status_code == 403
    item.refresh_from_db()
    assert item.title == "Pact"


def typed_again(client, sent):
    return sent | {"csrfmiddlewaretoken": desk.token(client.get("/admin/login/"))}


def test_withdrawal_comes_back(editor):
    item = make.published(make.event("Kick-off"))
    where = desk.address(item, "withdraw")
    sent = {
        "csrfmiddlewaretoken": desk.token(editor.get(where)),
        "act": "withdraw",
        "reason": "in_error",
        "note": "A slip",
    }
    sign_out(editor)
    drawn = sign_in(editor, editor.post(where, sent), where)
    assert "Nothing was saved yet" in desk.text(drawn)
    assert desk.tree(drawn).find(".//*[@name='note']").get("value") == "A slip"
    item.refresh_from_db()
    assert item.state == "published"


def test_text_of_minutes_comes_back(editor):
    where = f"{reverse('admin:timeline_event_from')}?next=/admin/"
    sent = {"csrfmiddlewaretoken": desk.token(editor.get(where)), "text": "<p>Minutes of the pact</p>"}
    sign_out(editor)
    drawn = sign_in(editor, editor.post(where, sent), where)
    assert "Nothing was saved yet" in desk.text(drawn)
    assert "Minutes of the pact" in desk.tree(drawn).find(".//textarea[@name='text']").text


@pytest.mark.parametrize("lost", ["session", "token"])
@pytest.mark.parametrize("kind", ["list", "deletion", "password"])
def test_what_has_no_words_leads_back_to_its_page_with_a_sentence(client, kind, lost):
    item = make.event("Kick-off")
    editor = Client(enforce_csrf_checks=True, headers=HERE)
    editor.force_login(User.objects.create_superuser("ada", password=PASSWORD))
    where = {
        "list": "/admin/timeline/event/",
        "deletion": desk.address(item, "delete"),
        "password": "/admin/password_change/",
    }[kind]
    token = desk.token(editor.get(where))
    if lost == "session":
        sign_out(editor)
    sent = {"action": "publish_selected", "_selected_action": str(item.pk), "post": "yes"}
    sent |= {"old_password": PASSWORD, "new_password1": "quite another one", "new_password2": "quite another one"}
    answer = editor.post(where, sent | {"csrfmiddlewaretoken": token if lost == "session" else "x" * 64}, follow=True)
    assert answer.status_code == 200
    assert "This was not done" in desk.text(answer)
    item.refresh_from_db()
    assert item.state == "draft"
    assert User.objects.get(username="ada").check_password(PASSWORD)
    if lost == "session":
        fields = {"username": "ada", "password": PASSWORD, "csrfmiddlewaretoken": desk.token(answer), "next": where}
        assert editor.post(f"/admin/login/?next={where}", fields)["Location"] == where


def test_files_are_named_and_chosen_again(editor):
    where = desk.adding(Document)
    sent = typed(editor, where, title="Report")
    sign_out(editor)
    answer = editor.post(where, sent | {"upload": SimpleUploadedFile("Bericht – 2020.pdf", b"%PDF-1.4 a file")})
    assert "Files must be chosen again: Bericht – 2020.pdf." in desk.text(answer)
    assert "a file" not in answer.content.decode()
    drawn = sign_in(editor, answer, where)
    assert desk.errors(drawn)["upload"] == ["Choose the file “Bericht – 2020.pdf” again: it was not kept."]
    assert desk.filled(drawn)["title"] == "Report"
    assert not Document.objects.exists()


def test_passwords_are_written_into_no_page():
    editor = Client(enforce_csrf_checks=True, headers=HERE)
    editor.force_login(User.objects.create_superuser("ada", password=PASSWORD))
    where = desk.adding(User)
    sent = typed(editor, where, username="bea", password1="a secret of bea", password2="a secret of bea")
    sign_out(editor)
    answer = editor.post(where, sent)
    assert "a secret" not in answer.content.decode()
    drawn = sign_in(editor, answer, where, "ada")
    assert desk.filled(drawn)["username"] == "bea"
    assert "a secret" not in drawn.content.decode()


def test_preview_with_a_token_of_another_tab_shows_the_page_and_saves_nothing(editor):
    where = desk.adding(Event)
    sent = typed(editor, where, title="Kick-off")
    del sent["_save"]
    editor.cookies["csrftoken"] = "y" * 32
    answer = editor.post(where, sent | {"_preview": "1"})
    assert "Kick-off" in answer.content.decode()
    assert "Nothing was saved yet" not in answer.content.decode()
    assert not Event.objects.exists()


def test_script_that_is_signed_out_gets_no_page_of_words(editor):
    where = desk.adding(Event)
    sent = typed(editor, where, title="Kick-off")
    sign_out(editor)
    answer = editor.post(where, sent, headers={"Sec-Fetch-Mode": "cors"})
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/admin/login/")


@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
def test_words_that_are_none_of_ours(client, words):
    client.force_login(make.editor())
    answer = client.post(desk.adding(Event), {"kept_words": words})
    assert answer.status_code in (200, 400)
    client.logout()
    assert client.post(desk.adding(Event), {"kept_words": words}).status_code in (400, 403)
    assert not Event.objects.exists()


def test_sign_in_page_older_than_the_last_sign_in_leads_where_one_wanted(editor):
    answer = editor.post("/admin/login/?next=/admin/timeline/event/", {"username": "editor", "password": PASSWORD})
    answer = editor.get(answer["Location"])
    assert answer["Location"] == "/admin/timeline/event/"
    assert editor.get("/admin/login/?next=https://elsewhere.example/")["Location"] == "/admin/"


def test_logging_out_with_an_old_token_is_asked_again(editor):
    assert editor.post("/admin/logout/")["Location"] == "/admin/"


def test_browser_without_cookies_is_told_so():
    make.editor()
    answer = Client(enforce_csrf_checks=True, headers=HERE).post("/admin/login/", {"username": "editor"})
    assert answer.status_code == 403
    assert "accepts no cookies" in answer.content.decode()
