"""Who comes in at the desk, who is asked to wait, and how a forgotten password is replaced."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from dossier_site.file_cache import SharedFileCache
from editing import letters
from editing.throttling import client_address
from tests import desk, make, running
from tests.mailbox import mail_server, text_of
from tests.reading import Page, words

RIGHT = "a password for tests"


@pytest.fixture
def at_ten(time_machine):
    """It is ten o'clock, and stays so until it is told to be later."""
    time_machine.move_to("2026-03-01T10:00Z", tick=False)
    return time_machine


def sign_in(client, password, name="editor", **request):
    """What the desk says to a password: "" when it lets somebody in."""
    answer = client.post("/admin/login/", {"username": name, "password": password}, **request)
    if answer.status_code == 302:
        client.logout()
        return ""
    return " ".join(words(note) for note in desk.tree(answer).iter("p") if note.get("class") == "errornote")


@pytest.mark.django_db
def test_after_five_wrong_passwords_even_the_right_one_waits_a_minute(client, at_ten):
    make.editor()
    assert "correct" in [sign_in(client, "wrong") for _ in range(5)][4]
    assert sign_in(client, RIGHT) == "Too many wrong passwords. Try again in 1 minute."
    at_ten.move_to("2026-03-01T10:01:01Z", tick=False)
    assert sign_in(client, RIGHT) == ""
    assert "correct" in sign_in(client, "wrong")  # counted from the beginning again


@pytest.mark.django_db
def test_pauses_grow_and_end(client, at_ten):
    make.editor()
    for clock in ("10:00", "10:02", "10:05", "10:10", "10:19", "10:35", "10:51"):
        at_ten.move_to(f"2026-03-01T{clock}Z", tick=False)
        for _ in range(6):
            sign_in(client, "wrong")
    assert sign_in(client, RIGHT) == "Too many wrong passwords. Try again in 15 minutes."
    at_ten.move_to("2026-03-01T11:06:01Z", tick=False)
    assert sign_in(client, RIGHT) == ""


def test_what_is_counted_is_forgotten_an_hour_after_the_first(at_ten, tmp_path):
    cache = SharedFileCache(tmp_path, {})
    cache.add("tries", 0, 60 * 60)
    for clock, number in (("10:00", 1), ("10:59", 2), ("11:01", 1)):
        at_ten.move_to(f"2026-03-01T{clock}Z", tick=False)
        assert cache.incr("tries") == number


@pytest.mark.django_db
def test_others_are_not_slowed(client, at_ten):
    make.editor()
    make.editor("other")
    for _ in range(6):
        sign_in(client, "wrong")
    assert sign_in(client, RIGHT, name="other") == ""
    assert sign_in(client, RIGHT, REMOTE_ADDR="192.0.2.9") == ""
    assert "Too many" in sign_in(client, RIGHT, name="EDITOR")


@pytest.mark.django_db
def test_name_that_is_nobody_s_is_answered_alike(client, at_ten):
    make.editor()
    answers = [[sign_in(client, "wrong", name=name) for _ in range(7)] for name in ("editor", "nobody")]
    assert answers[0] == answers[1]


@pytest.mark.django_db
def test_slowing_is_logged_with_the_name_and_without_the_address(client, at_ten, caplog):
    make.editor()
    with caplog.at_level(logging.WARNING, "dossier_site.sign_in"):
        for _ in range(5):
            sign_in(client, "wrong", REMOTE_ADDR="192.0.2.9")
    assert [record.getMessage() for record in caplog.records if record.name == "dossier_site.sign_in"] == [
        "Sign-in is slowed: 5 wrong passwords for 'editor'."
    ]
    assert "192.0.2.9" not in caplog.text


def test_processes_count_together(tmp_path):
    code = "from editing.throttling import counted; print(max(counted('x') for _ in range(100)))"
    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(lambda _: running.manage(tmp_path, "shell", "--verbosity", "0", "-c", code), range(2)))
    assert max(int(process.stdout) for process in ended) == 200


@pytest.mark.parametrize(
    ("behind", "forwarded", "remote", "address"),
    [
        (False, "192.0.2.77", "192.0.2.1", "192.0.2.1"),
        (True, "192.0.2.77", "127.0.0.1", "192.0.2.77"),
        (True, "10.0.0.1, 192.0.2.77", "127.0.0.1", "192.0.2.77"),
        (True, None, "127.0.0.1", "127.0.0.1"),
        (True, "2001:db8::1", "127.0.0.1", "2001:db8::/64"),
        (False, None, "2001:db8::2", "2001:db8::/64"),
        (True, "unknown", "127.0.0.1", "unknown"),
    ],
)
def test_address_is_what_the_proxy_in_front_saw(rf, settings, behind, forwarded, remote, address):
    settings.BEHIND_PROXY = behind
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert client_address(rf.get("/", headers=headers, REMOTE_ADDR=remote)) == address


@pytest.fixture
def with_mail(settings, transactional_db, mailoutbox):
    """A site that can send letters, with an editor who has an address."""
    settings.SENDS_MAIL = True
    make.editor(email="ada@example.org")
    return mailoutbox


def ask_for_letter(client, address="ada@example.org", **request):
    """What the site answers to an e-mail address, once all letters are sent."""
    answer = client.post("/admin/password_reset/", {"email": address}, **request)
    letters.wait()
    return answer


def test_forgotten_password_is_replaced_by_a_letter(client, with_mail, settings):
    login = Page(client.get("/admin/login/"))
    reset = login.links()["Forgotten your password?"]
    assert client.get(reset).status_code == 200
    assert ask_for_letter(client)["Location"] == "/admin/password_reset/done/"
    (letter,) = with_mail
    assert letter.to == ["ada@example.org"]
    path = re.search(rf"{settings.SITE_URL}(/admin/password_reset/\S+)", letter.body)[1]
    typed = {"new_password1": "quite another one", "new_password2": "quite another one"}
    form = client.get(path, follow=True)
    done = client.post(form.request["PATH_INFO"], typed, follow=True)
    assert (done.status_code, done.request["PATH_INFO"]) == (200, "/admin/password_reset/complete/")
    assert sign_in(client, "quite another one") == ""
    assert "no-store" in form["Cache-Control"]
    assert client.get(path, follow=True).context["validlink"] is False  # once


def test_letter_goes_through_a_real_mail_server(client, with_mail, settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        ask_for_letter(client)
        assert f"{settings.SITE_URL}/admin/password_reset/" in text_of(server.to("ada@example.org")[0])


def test_letter_names_the_site_as_readers_know_it_whatever_host_is_asked(client, with_mail, settings):
    settings.ALLOWED_HOSTS = ["*"]
    ask_for_letter(client, headers={"host": "elsewhere.example.org"})
    assert "elsewhere" not in with_mail[0].body


def test_answer_does_not_tell_who_has_an_account(client, with_mail):
    known, unknown = ask_for_letter(client), ask_for_letter(client, "nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(with_mail) == 1


def test_nobody_s_mailbox_is_filled(client, with_mail):
    for number in range(6):
        assert ask_for_letter(client, REMOTE_ADDR=f"192.0.2.{number}").status_code == 302
    assert len(with_mail) == 3


def test_nobody_tries_out_many_addresses(client, with_mail):
    for number in range(10):
        ask_for_letter(client, f"{number}@example.org")
    ask_for_letter(client)
    assert with_mail == []


@pytest.mark.django_db
def test_without_mail_there_is_no_way_to_a_new_password(client):
    assert "Forgotten your password?" not in Page(client.get("/admin/login/")).links()
    for path in ("", "done/"):
        assert client.get(f"/admin/password_reset/{path}").status_code == 404


def test_many_passwords_at_once_are_not_tried_all(transactional_db, client, at_ten):
    make.editor()

    def guess(number):
        try:
            return sign_in(Client(), f"wrong {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(16)))
    assert sum("correct" in answer for answer in answers) <= 5
