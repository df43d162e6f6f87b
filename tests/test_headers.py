"""What a client writes into a request beside its address decides nothing: asked of the server itself, byte by byte."""

import re
import socket
from urllib.parse import urlsplit

import pytest

from tests import prepared, running

HEADERS = (
    "SCRIPT_NAME: /events",
    "script_name: /events/",
    "Script-Name: /events",
    "X-Script-Name: /events",
    "X-Forwarded-Prefix: /events",
    "PATH_INFO: /admin/",
    "Path-Info: /admin/",
    "SCRIPT_URL: /elsewhere/events/",
    "Script-Url: /elsewhere/events/",
    "REDIRECT_URL: /elsewhere/events/",
    "Redirect-Url: /elsewhere/events/",
    "X-Original-Url: /admin/",
    "X-Rewrite-Url: /admin/",
    "QUERY_STRING: q=nothing",
    "REQUEST_METHOD: POST",
    "X-HTTP-Method-Override: DELETE",
    "X-Forwarded-Host: elsewhere.example.org",
    "X-Forwarded-Server: elsewhere.example.org",
    "X-Forwarded-Port: 1",
    "X-Forwarded-Proto: https",
    "X-Forwarded-Protocol: ssl",
    "X-Forwarded-Ssl: on",
    "X-Forwarded-For: 192.0.2.77",
    "Forwarded: for=192.0.2.77;host=elsewhere.example.org;proto=https",
    "wsgi.url_scheme: https",
    "Front-End-Https: on",
    "REMOTE_USER: editor",
    "Remote-User: editor",
    "REMOTE_ADDR: 192.0.2.77",
    "SERVER_NAME: elsewhere.example.org",
    "Accept-Language: fr",
    "Content-Type: text/html; charset=hex",
    "Content-Type: text/html; a*=bogus''%41",
)
# Requests that a server in front of this one might read in another way.
UNCLEAR = (
    "GET /events/ HTTP/1.1\r\nHost: {host}\r\nHost: elsewhere.example.org\r\n\r\n",
    "POST /events/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "POST /events/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n",
    "POST /events/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /events/ HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "POST /events/ HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    "GET /events/ HTTP/1.1\r\nHost: {host}\r\nCookie: sessionid=\x00\r\n\r\n",
    "GET /events/ HTTP/1.1\r\nHost: {host}\r\nX: a\r\n b\r\n\r\n",
    "GET /events/ HTTP/9.9\r\nHost: {host}\r\n\r\n",
    "get /events/ HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "GET /events/\x00 HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "GET  /events/ HTTP/1.1\r\nHost: {host}\r\n\r\n",
)


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory):
    """A running site without content."""
    folder = tmp_path_factory.mktemp("headers")
    with running.serve(folder, DEMONSTRATION="0", WEB_CONCURRENCY="1", **prepared.site(folder)) as site:
        yield site


def send(site, request):
    """What the server answers to these very bytes, until it closes: (status, headers and body)."""
    address = urlsplit(site.url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as line:
        line.sendall(request.format(host=address.netloc).encode("latin-1"))
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    head, _empty, body = answer.partition(b"\r\n\r\n")
    return int((head.split() or [b"", b"0"])[1]), re.sub(rb"\r\n(?:Date|Expires): [^\r]+|nonce-[^']+", b"", head), body


def ask(site, path, *headers):
    """The answer to a plain question with these headers."""
    lines = [f"GET {path} HTTP/1.1", "Host: {host}", "Connection: close", *headers]
    return send(site, "\r\n".join(lines) + "\r\n\r\n")


@pytest.mark.parametrize("path", ["/events/", "/admin/", "/nothing/"])
def test_no_header_of_a_client_decides_what_is_answered(empty_site, path, subtests):
    plain = ask(empty_site, path)
    assert plain[0] in (200, 301, 302, 404)
    for header in HEADERS:
        with subtests.test(header):
            assert ask(empty_site, path, header) == plain


def test_request_that_can_be_read_in_two_ways_is_refused(empty_site, subtests):
    for request in UNCLEAR:
        with subtests.test(request):
            assert send(empty_site, request)[0] in (400, 405, 501, 505)


def test_log_names_no_address_of_a_reader(empty_site):
    for request in UNCLEAR:
        send(empty_site, request)
    ask(empty_site, "/nothing/", "X-Forwarded-For: 192.0.2.77")
    send(empty_site, "GET / HTTP/1.1\r\nHost: elsewhere.example.org\r\n\r\n")
    send(empty_site, "POST /admin/login/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n")
    log = empty_site.log.read_text()
    assert "Invalid request: " in log
    said = log.replace(f"The site is at {empty_site.url}", "").replace("Listening at: " + empty_site.url, "")
    assert not re.search(r"127\.0\.0\.1|192\.0\.2\.77", said), said
