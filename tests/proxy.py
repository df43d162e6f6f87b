"""A real nginx with the file that we ship, before a site, and somebody who asks it."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from django.middleware.csrf import _mask_cipher_secret
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests import running
from tests.postgresql import free_port

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
HOST = "taskforces.example.org"
# What the shipped file is put into: a whole configuration that writes nothing outside its folder.
WHOLE = """
{user}
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
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
        self.content = self.body  # as Django's client calls it


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

    def upload(self, data, access="public"):
        words = {"title": "Report", "access": access, "contact": "info@example.org"}
        return self.post("/admin/library/document/add/", words | {"upload": Upload(data)})

    def post(self, path, form):
        """Send a form of the desk from a page that nobody has sent yet. Needs a cookie of the desk."""
        token = _mask_cipher_secret(self.cookies["csrftoken"].value)
        body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": token} | form)
        return self.ask("POST", path, body, **{"Content-Type": MULTIPART_CONTENT})


class Upload:
    """A file as `encode_multipart` takes it."""

    name = "report.pdf"

    def __init__(self, data):
        self.data = data

    def read(self):
        return self.data


class Proxy(NamedTuple):
    """A running nginx: its ports by https and by http, and what it keeps."""

    secure: int
    plain: int
    folder: Path

    def kept(self) -> dict[str, bytes]:
        """What is kept of all that was answered: each with the key that it is kept under."""
        files = [path.read_bytes() for path in (self.folder / "kept").rglob("*") if path.is_file()]
        return {re.search(rb"^KEY: (.*)$", data, re.MULTILINE)[1].decode(): data for data in files}


@contextmanager
def serve(site: running.Site, folder: Path) -> Iterator[Proxy]:
    """Start nginx before a site, wait until it answers, hand it over, stop it."""
    proxy = Proxy(free_port(), free_port(), folder)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(WHOLE.format(folder=folder, user=user, servers=shipped(site, proxy)))
    with open(folder / "out", "w") as out:
        process = subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf"], stdout=out, stderr=out)
    try:
        wait(process, Visitor(proxy.secure), folder / "out")
        yield proxy
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def shipped(site: running.Site, proxy: Proxy) -> str:
    """deploy/nginx.conf without its certificate, on other ports and before another one; each of these is in it."""
    text = (running.HOUSE / "deploy" / "nginx.conf").read_text()
    for old, new in (
        (r"listen 80;\n", f"listen 127.0.0.1:{proxy.plain};\n"),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{proxy.secure};"),
        (r" *listen \[::\].*\n", ""),
        (r" *ssl_.*\n", ""),
        (r"127\.0\.0\.1:8000", urlsplit(site.url).netloc),
        (r"/srv/dossiers/", f"{site.data_dir}/"),
        (r"/srv/dossiers;", f"{site.data_dir};"),
        (r"/var/cache/dossiers", f"{proxy.folder}/kept"),
    ):
        text, times = re.subn(old, new, text)
        assert times > 0, old
    return text


def wait(process: subprocess.Popen, visitor: Visitor, log: Path, seconds: int = 30) -> None:
    """Return when nginx answers; raise with what it said when it does not."""
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        try:
            visitor.ask("GET", "/health/live")
            return
        except ConnectionError:
            time.sleep(0.05)
    raise RuntimeError(f"nginx did not start:\n{log.read_text()}")
