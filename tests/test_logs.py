"""Who hears of a fault, and who does not."""

import logging
import socket

import pytest
from django.db import OperationalError

from dossier_site import health, mail
from dossiers.views import sitemap
from editing import letters
from tests import running


@pytest.fixture
def admins(settings, client):
    """A site with a webmaster to write to, whose faults become pages."""
    settings.ADMINS = [("Ada", "ada@example.org")]
    client.raise_request_exception = False


@pytest.fixture
def silent_server(settings):
    """A mail server that takes calls and never says a word; the site sends its letters there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        yield server
    letters.wait()


def fail(*args, **kwargs):
    raise RuntimeError("out of order")


@pytest.fixture
def broken(monkeypatch):
    """A site of which one page is broken, and the answer of health, too."""
    monkeypatch.setattr(sitemap, "HttpResponse", fail)
    monkeypatch.setattr(health, "JsonResponse", fail)


def test_error_in_a_page_is_mailed_to_the_admins(client, admins, broken, mailoutbox, settings):
    assert client.get("/robots.txt?q=secret").status_code == 500
    letters.wait()
    (letter,) = mailoutbox
    assert letter.to == ["ada@example.org"]
    assert letter.subject == f"[{settings.SITE_NAME}] ERROR: Internal Server Error: /robots.txt"
    assert "out of order" in letter.body
    assert "127.0.0.1" not in letter.body
    assert "secret" not in letter.body


def test_one_cause_is_mailed_once_an_hour_and_another_one_at_once(client, admins, broken, mailoutbox, time_machine):
    def letters_at(clock):
        time_machine.move_to(f"2026-03-01T{clock}Z")
        client.get("/robots.txt")
        letters.wait()
        return len(mailoutbox)

    assert [letters_at(clock) for clock in ("10:00", "10:01", "10:59", "11:01", "11:30")] == [1, 1, 1, 2, 2]
    logging.getLogger("django.request").error("Another cause")
    letters.wait()
    assert len(mailoutbox) == 3


def test_other_process_has_written_already(client, admins, broken, mailoutbox):
    there = logging.LogRecord("django", logging.ERROR, __file__, 1, "Down", (), None)
    for handler in (mail.AdminMail(), mail.AdminMail()):
        handler.emit(there)
    letters.wait()
    assert len(mailoutbox) == 1


def test_database_that_is_away_is_one_cause_wherever_it_is_missed(admins, mailoutbox):
    for words in ("connection refused", "server closed the connection"):
        try:
            raise OperationalError(words)
        except OperationalError:
            logging.getLogger("django.request").exception("Service Unavailable: /%s", words)
    letters.wait()
    assert len(mailoutbox) == 1


def test_pages_of_health_are_nobody_s_letter(client, admins, broken, mailoutbox):
    for path in ("/health/live", "/health/ready"):
        assert client.get(path).status_code == 500
    letters.wait()
    assert mailoutbox == []


def test_what_makes_no_sense_is_nobody_s_letter(client, admins, mailoutbox, settings):
    assert client.get("/", headers={"host": "elsewhere.example.org"}).status_code == 400
    too_many = "&".join(f"q={n}" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    assert client.get(f"/events/?{too_many}").status_code == 400
    letters.wait()
    assert mailoutbox == []


def test_mail_server_that_never_answers_holds_nobody_up(client, admins, broken, silent_server):
    assert client.get("/robots.txt").status_code == 500
    line, _address = silent_server.accept()
    assert client.get("/robots.txt").status_code == 500  # while the letter is still being sent
    line.close()


def test_mail_server_that_never_answers_does_not_keep_the_site_from_ending(tmp_path, silent_server):
    host, port = silent_server.getsockname()
    code = "import logging; logging.getLogger('django').error('Down')"
    ended = running.manage(tmp_path, "shell", "-c", code, ADMINS="ada@example.org", EMAIL_URL=f"smtp://{host}:{port}")
    assert ended.returncode == 0, ended.stderr
    assert "Down" in ended.stdout
    assert "A letter was not sent" not in ended.stdout  # nobody waited until it failed


def test_no_test_reaches_another_machine():
    with pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(pytest.fail.Exception, match=r"example\.org"):
        socket.getaddrinfo("example.org", 80)
