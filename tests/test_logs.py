"""Who hears of a fault, and who does not."""

import socket

import pytest

from dossier_site import health


@pytest.fixture
def admins(settings, client):
    """A site with a webmaster to write to, whose faults become pages."""
    settings.ADMINS = [("Ada", "ada@example.org")]
    client.raise_request_exception = False


@pytest.mark.django_db
def test_error_in_a_page_is_mailed_to_the_admins(client, admins, mailoutbox, monkeypatch, settings):
    def fail(*args, **kwargs):
        raise RuntimeError("out of order")

    monkeypatch.setattr(health, "JsonResponse", fail)
    assert client.get("/health/live").status_code == 500
    assert [(letter.to, "out of order" in letter.body) for letter in mailoutbox] == [(["ada@example.org"], True)]
    assert mailoutbox[0].subject.startswith(f"[{settings.SITE_NAME}]")


def test_wrong_host_name_is_nobody_s_letter(client, admins, mailoutbox):
    assert client.get("/", headers={"host": "elsewhere.example.org"}).status_code == 400
    assert mailoutbox == []


def test_no_test_reaches_another_machine():
    with pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(pytest.fail.Exception, match=r"example\.org"):
        socket.getaddrinfo("example.org", 80)
