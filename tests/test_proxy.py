"""Behind a real nginx with the file that we ship: what passes, what is refused, and what no client can make it say."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import closing
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from library import recognition
from tests import running, surroundings
from tests.postgresql import free_port

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = pytest.mark.skipif(not NGINX, reason=surroundings.MISSING_NGINX)
HOST = "taskforces.example.org"
PASSWORD = "a long password for tests"
# What the shipped file is put into: a whole configuration that writes nothing outside its folder.
WHOLE = """
{user}
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {servers}
}}
"""


class Answer:
    """An answer of the proxy, read to its end."""

    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()


class Visitor:
    """Somebody who keeps cookies and asks the proxy."""

    def __init__(self, port):
        self.port, self.cookies = port, SimpleCookie()

    def ask(self, method, path, body=None, **headers):
        """Headers with their own names: underscores stay."""
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        about = {"Host": HOST, "Referer": f"https://{HOST}/", **({"Cookie": cookies} if cookies else {})}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, body, about | headers)
            answer = Answer(connection.getresponse())
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        return answer

    def token(self, path):
        """What a form at the desk must be sent with."""
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask("GET", path).body.decode())[1]

    def sign_in(self, password, name="editor", **headers):
        form = {"csrfmiddlewaretoken": self.token("/admin/login/"), "username": name, "password": password}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", "/admin/login/?next=/admin/", urlencode(form), **headers)

    def upload(self, data):
        form = {
            "csrfmiddlewaretoken": self.token("/admin/library/document/add/"),
            "title": "Report",
            "access": "public",
        }
        body = encode_multipart(BOUNDARY, form | {"upload": Upload(data)})
        return self.ask("POST", "/admin/library/document/add/", body, **{"Content-Type": MULTIPART_CONTENT})


class Upload:
    """A file as `encode_multipart` takes it."""

    name = "report.pdf"

    def __init__(self, data):
        self.data = data

    def read(self):
        return self.data


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """The ports of one nginx, by https and by http, before one site."""
    folder = tmp_path_factory.mktemp("proxy")
    env = {"SITE_URL": f"https://{HOST}", "BEHIND_PROXY": "1", "STAFF_PASSWORD": PASSWORD, "DEMONSTRATION": "0"}
    with running.serve(folder / "data", **env) as site:
        secure, plain = free_port(), free_port()
        (folder / "nginx.conf").write_text(
            WHOLE.format(
                folder=folder, user="user root;" if os.geteuid() == 0 else "", servers=shipped(site, secure, plain)
            )
        )
        with open(folder / "out", "w") as out:
            process = subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf"], stdout=out, stderr=out)
        try:
            wait(process, Visitor(secure), folder / "out")
            yield secure, plain
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def shipped(site, secure, plain):
    """deploy/nginx.conf without its certificate, on other ports and before another one; each of these is in it."""
    text = (running.HOUSE / "deploy" / "nginx.conf").read_text()
    for old, new in (
        (r"listen 80;\n", f"listen 127.0.0.1:{plain};\n"),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{secure};"),
        (r" *listen \[::\].*\n", ""),
        (r" *ssl_certificate.*\n", ""),
        (r"127\.0\.0\.1:8000", urlsplit(site.url).netloc),
    ):
        text, times = re.subn(old, new, text)
        assert times > 0, old
    return text


def wait(process, visitor, log, seconds=30):
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        try:
            visitor.ask("GET", "/health/live")
            return
        except ConnectionError:
            time.sleep(0.05)
    raise RuntimeError(f"nginx did not start:\n{log.read_text()}")


@pytest.fixture
def visitor(proxy):
    return Visitor(proxy[0])


def test_page_is_there_as_by_https(visitor):
    answer = visitor.ask("GET", "/taskforces/")
    assert answer.status == 200
    assert f'href="https://{HOST}/taskforces/"' in answer.body.decode()
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_reader_without_https_is_led_there(proxy):
    answer = Visitor(proxy[1]).ask("GET", "/taskforces/?country=FR")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/taskforces/?country=FR")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Proto": "http"},
        {"X-Forwarded-Host": "evil.example"},
        {"Forwarded": "host=evil.example;proto=http"},
        {"X-Forwarded-Port": "81"},
        {"X-Forwarded-Prefix": "/events"},
        {"SCRIPT_NAME": "/events"},
        {"Script-Name": "/events"},
        {"PATH_INFO": "/admin/"},
        {"X-Script-Name": "/events"},
        {"X-Forwarded-For": "::1"},
    ],
)
def test_header_of_a_client_decides_nothing(visitor, headers):
    plain, forged = (visitor.ask("GET", "/events/", **some) for some in ({}, headers))
    assert (forged.status, forged.body) == (200, plain.body)


def test_page_is_compressed_once_and_asked_for_again_by_its_tag(visitor):
    answer = visitor.ask("GET", "/taskforces/", **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["ETag"].startswith('"')
    again = visitor.ask("GET", "/taskforces/", **{"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_largest_document_passes_and_a_larger_one_is_refused_with_a_sentence(visitor):
    assert visitor.sign_in(PASSWORD).status == 302
    whole = b"%PDF-1.7\n" + b"%" + b"x" * (recognition.MAX_BYTES - 17) + b"\n%%EOF\n"
    assert len(whole) == recognition.MAX_BYTES
    answer = visitor.upload(whole)
    assert answer.status == 302, re.findall(r"errorlist[^>]*>.*?</ul>", answer.body.decode(), re.DOTALL)
    refused = visitor.upload(whole + b"x" * 8_000_000)
    assert refused.status == 413
    assert "larger than the 40 MB" in refused.body.decode()


def test_who_guesses_passwords_cannot_hide_behind_other_addresses(visitor):
    for number in range(6):
        answer = visitor.sign_in("wrong", "somebody", **{"X-Forwarded-For": f"192.0.2.{number}"})
    assert "Too many wrong passwords" in answer.body.decode()
