"""Behind a real nginx with the file that we ship: what passes, what is refused, what is kept, and for whom."""

import gzip
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from library import recognition
from tests import prepared, running, surroundings
from tests.proxy import HOST, NGINX, Visitor, serve

pytestmark = pytest.mark.skipif(not NGINX, reason=surroundings.MISSING_NGINX)
PASSWORD = "a long password for tests"
PDF = b"%PDF-1.7\n" + b"0123456789" * 200 + b"\n%%EOF"
DOSSIER = "/taskforces/bretagne/"
# A dossier with a picture, a document that readers may open, and one that they have to ask for.
FILL = """
import io, django; django.setup()
from library import documents, pictures
from tests import make
cover = pictures.store(io.BytesIO(make.image("JPEG", (400, 200))), alt="A bridge")
report = documents.store(io.BytesIO(%r), title="Report")
make.published(make.taskforce("Bretagne", cover=cover, documents=[report], background="<p>Story.</p>" * 100))
secret = documents.store(io.BytesIO(%r), title="Secret minutes", access="on_request", contact="info@example.org")
print(report.get_absolute_url(), secret.pk)
"""
RENAME = """
import django; django.setup()
from publishing.editions import publish
from publishing.touch import touch
from taskforces.models import Taskforce
item = Taskforce.objects.get()
item.title = "Bretagne, renamed"
item.save()
touch(item)
publish(item)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    settings = {"SITE_URL": f"https://{HOST}", "BEHIND_PROXY": "1", "ACCEL_REDIRECT": "1"}
    start = {"STAFF_PASSWORD": PASSWORD, "DEMONSTRATION": "0", "WEB_CONCURRENCY": "1"}
    data_dir = tmp_path_factory.mktemp("proxied") / "data"
    prepared.folder(data_dir)
    with running.serve(data_dir, **settings, **start) as site:
        yield site


@pytest.fixture(scope="module")
def documents(site):
    """Address of a public document, and the key of one on request."""
    return running.beside(site, FILL % (PDF, PDF))


@pytest.fixture(scope="module")
def proxy(site, documents, tmp_path_factory):
    """One nginx before one site."""
    with serve(site, tmp_path_factory.mktemp("proxy")) as proxy:
        yield proxy


@pytest.fixture
def visitor(proxy):
    return Visitor(proxy.secure)


@pytest.fixture
def editor(visitor):
    assert visitor.sign_in(PASSWORD).status == 302
    return visitor


def test_page_is_there_as_by_https(visitor):
    answer = visitor.ask("GET", "/taskforces/")
    assert answer.status == 200
    assert f'href="https://{HOST}/taskforces/"' in answer.body.decode()
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_reader_without_https_is_led_there(proxy):
    answer = Visitor(proxy.plain).ask("GET", "/taskforces/?country=FR")
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


def test_largest_document_passes_and_a_larger_one_is_refused_with_a_sentence(editor):
    whole = b"%PDF-1.7\n" + b"%" + b"x" * (recognition.MAX_BYTES - 17) + b"\n%%EOF\n"
    assert len(whole) == recognition.MAX_BYTES
    answer = editor.upload(whole)
    assert answer.status == 302, re.findall(r"errorlist[^>]*>.*?</ul>", answer.body.decode(), re.DOTALL)
    refused = editor.upload(whole + b"x" * 8_000_000)
    assert refused.status == 413
    assert "larger than the 40 MB" in refused.body.decode()


def test_who_guesses_passwords_cannot_hide_behind_other_addresses(visitor):
    for number in range(6):
        answer = visitor.sign_in("wrong", "somebody", **{"X-Forwarded-For": f"192.0.2.{number}"})
    assert "Too many wrong passwords" in answer.body.decode()


def test_publish_is_seen_when_the_page_is_asked_for_anew(proxy, site):
    reader, compressed = Visitor(proxy.secure), {"Accept-Encoding": "gzip, deflate, br;q=0"}
    old = reader.ask("GET", DOSSIER, **{"Accept-Encoding": "gzip"})
    kept = old
    while kept.headers["X-Cache"] == "MISS":
        kept = reader.ask("GET", DOSSIER, **compressed)
    assert (kept.body, kept.headers["ETag"]) == (old.body, old.headers["ETag"])
    assert reader.ask("GET", DOSSIER, **compressed, **{"If-None-Match": old.headers["ETag"]}).status == 304
    running.beside(site, RENAME)
    new = reader.ask("GET", DOSSIER, **compressed)
    while new.headers["X-Cache"] == "HIT":
        new = reader.ask("GET", DOSSIER, **compressed)
    assert "Bretagne, renamed" in gzip.decompress(new.body).decode()


def test_page_that_is_still_true_is_not_sent_again(proxy):
    reader = Visitor(proxy.secure)
    states = {reader.ask("GET", "/events/").headers["X-Cache"]}
    while "REVALIDATED" not in states:
        states.add(reader.ask("GET", "/events/").headers["X-Cache"])
    assert states <= {"MISS", "HIT", "EXPIRED", "REVALIDATED"}


def test_nothing_private_is_kept(proxy, editor, documents, site):
    report, secret = documents
    asked = ["/admin/", f"/admin/library/document/{secret}/file/", "/taskforces/?as=staff", report]
    for path in asked:
        assert editor.ask("GET", path).status == 200, path
    reader = Visitor(proxy.secure)
    for path, headers in (
        ("/taskforces/?with=authorization", {"Authorization": "Basic eA=="}),
        ("/taskforces/?with=cookie", {"Cookie": "sessionid=stolen"}),
        ("/admin/login/", {}),
        ("/health/ready", {}),
        ("/taskforces/nowhere/", {}),
    ):
        reader.ask("GET", path, **headers)
    stranger = Visitor(proxy.secure)  # without the cookies that the other one was given
    while stranger.ask("GET", "/organisations/").headers["X-Cache"] == "MISS":
        pass
    kept = proxy.kept()
    assert f"{HOST}/organisations/|" in kept
    assert not [key for key in kept if re.search(r"admin|as=staff|with=|media|health|nowhere", key)]
    assert not [key for key, answer in kept.items() if re.search(rb"(?i)set-cookie|Secret minutes|no-store", answer)]


def test_files_are_read_from_the_disk(site, visitor, documents):
    page = visitor.ask("GET", DOSSIER).body.decode()
    for address, kind in ((r"/static/[^\"]+\.css", "text/css"), (r"/media/pictures/[^\" ]+\.avif", "image/avif")):
        path = re.search(address, page)[0]
        lain = site.data_dir / path.lstrip("/")
        answer = visitor.ask("GET", path)
        assert (answer.body, answer.headers.get_content_type()) == (lain.read_bytes(), kind)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert f"GET {path}" not in site.log.read_text()


# As browsers ask: a reader of PDFs that leafs, a film that is wound on, a download that goes on.
@pytest.mark.parametrize(
    ("headers", "status", "part"),
    [
        ({}, 200, slice(None)),
        ({"Range": "bytes=0-"}, 206, slice(None)),
        ({"Range": "bytes=65-128"}, 206, slice(65, 129)),
        ({"Range": "bytes=-100"}, 206, slice(-100, None)),
        ({"Range": "bytes=99999-"}, 416, None),
        ({"Range": "bytes=0-1", "If-Range": '"another"'}, 200, slice(None)),
    ],
)
def test_document_is_handed_out_by_nginx_in_whole_or_in_part(visitor, documents, headers, status, part):
    answer = visitor.ask("GET", documents[0], **headers)
    assert answer.status == status
    assert part is None or answer.body == PDF[part]
    assert answer.headers.get_content_type() == ("application/pdf" if part else "text/html")


def test_document_is_a_download_and_its_tag_holds(visitor, documents):
    answer = visitor.ask("GET", documents[0])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Report.pdf"'
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "X-Accel-Redirect" not in answer.headers
    tag = answer.headers["ETag"]
    assert visitor.ask("GET", documents[0], **{"If-None-Match": tag}).status == 304
    rest = visitor.ask("GET", documents[0], **{"Range": "bytes=5-", "If-Range": tag})
    assert (rest.status, rest.body) == (206, PDF[5:])


def test_nobody_opens_the_folder_that_nginx_hands_out_from(visitor, documents):
    path = documents[0].replace("/media/", "/accel/")
    assert visitor.ask("GET", path).status == 404
    assert visitor.ask("GET", "/static/../secret-key").status in (400, 404)


def test_who_asks_too_much_at_once_is_told_to_wait(visitor):
    with ThreadPoolExecutor(20) as pool:
        statuses = [*pool.map(lambda number: visitor.ask("GET", "/events/?q=school").status, range(200))]
    assert {*statuses} == {200, 429}
    assert visitor.ask("GET", "/taskforces/").status == 200
