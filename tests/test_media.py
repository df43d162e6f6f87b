"""/media/: hashed names only, kept for a year, in whole or in part, and never anything else of the disk."""

import io
from errno import ENOSPC
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from library import documents, pictures, processes, renditions, storage
from library.models import Picture
from library.storage import WriteOnceStorage
from tests import make

PDF = b"%PDF-1.7\n" + b"0123456789" * 10 + b"\n%%EOF"


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def picture(db):
    return pictures.store(io.BytesIO(make.image("JPEG", (400, 200))), alt="A bridge")


@pytest.fixture
def document(db):
    stored = documents.store(io.BytesIO(PDF), title="Verslag: één / twee", language="nl")
    make.published(make.event(documents=[stored]))
    return stored


def test_picture_is_served_for_a_year_without_a_query(client, picture, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(picture.get_absolute_url())
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Set-Cookie" not in response
    assert "Vary" not in response
    assert len(body(response)) == int(response["Content-Length"]) == storage.media().size(picture.file)


def test_every_rendition_is_served(client, picture):
    kinds = set()
    for name in picture.file_names():
        response = client.get(f"/media/{name}")
        kinds.add(response["Content-Type"])
        assert len(body(response)) == storage.media().size(name)
    assert kinds == {"image/jpeg", "image/avif"}


@pytest.fixture
def waiting(admin_client, django_capture_on_commit_callbacks, monkeypatch):
    """A picture just brought at the desk, what is still to be done, and what a process was asked for meanwhile."""
    jobs, run = [], processes.run
    monkeypatch.setattr(processes, "run", lambda *args, **options: jobs.append(args[2]) or run(*args, **options))
    with django_capture_on_commit_callbacks() as callbacks:
        upload = SimpleUploadedFile("bridge.jpg", make.image("JPEG", (400, 200)))
        words = {"alt": "A bridge", "focal_x": 50, "focal_y": 50, "upload": upload}
        assert admin_client.post(reverse("admin:library_picture_add"), words).status_code == 302
    return Picture.objects.get(), callbacks, jobs


def done(callbacks) -> None:
    (thread,) = filter(None, (callback() for callback in callbacks))
    thread.join()


def test_renditions_are_made_after_the_answer(client, waiting):
    picture, callbacks, jobs = waiting
    assert jobs == ["whole"]
    whole = f"/media/{picture.file}"
    addresses = [f"/media/{name}" for name in picture.rendition_names()]
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, whole, "no-store")
    assert body(client.get(whole)).startswith(b"\xff\xd8\xff")
    done(callbacks)
    assert jobs == ["whole", "renditions"]
    answers = [client.get(address) for address in addresses]
    assert {answer["Content-Type"]: body(answer)[4:8] for answer in answers} == {
        "image/jpeg": b"\x00\x10JF",
        "image/avif": b"ftyp",
    }


def test_nothing_else_leads_to_a_whole_picture(client, waiting):
    picture, _callbacks, _jobs = waiting
    stem = picture.file.removesuffix(".jpg")
    for name in (f"{stem}.avif", f"{stem}.png", f"{stem}-320.png", f"pictures/{'0' * 32}-320.avif"):
        assert client.get(f"/media/{name}").status_code == 404


def test_renditions_of_a_picture_that_was_deleted_meanwhile_do_not_stay(waiting, django_capture_on_commit_callbacks):
    picture, _callbacks, _jobs = waiting
    save = WriteOnceStorage._save

    def deleted_first(self, name, content):
        if Picture.objects.exists():
            with django_capture_on_commit_callbacks(execute=True):
                Picture.objects.get().delete()
        return save(self, name, content)

    with mock.patch.object(WriteOnceStorage, "_save", deleted_first):
        renditions.make(picture)
    assert not Picture.objects.exists()
    assert not any(map(storage.media().exists, picture.file_names()))


def test_renditions_that_a_stopped_server_owes_are_made_at_night(client, picture, capsys):
    lost = picture.rendition_names()[1:]
    storage.media().remove(lost)
    call_command("make_renditions")
    call_command("make_renditions")
    assert capsys.readouterr().out.splitlines() == [f"Pictures that lacked something: {number}." for number in (1, 0)]
    assert all(body(client.get(f"/media/{name}")) for name in lost)


def test_renditions_for_which_the_disk_has_no_room_are_told_and_made_later(picture, caplog):
    names = picture.rendition_names()
    storage.media().remove(names)
    with mock.patch.object(WriteOnceStorage, "_write_whole", side_effect=OSError(ENOSPC, "No space left on device")):
        renditions.make(picture)
    assert f"No renditions were made of {picture.file}" in caplog.text
    assert not any(map(storage.media().exists, names))
    renditions.make(picture)
    assert all(map(storage.media().exists, names))


def test_document_is_an_attachment_with_a_name_people_can_read(client, document, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(document.get_absolute_url())
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Verslag%20%C3%A9%C3%A9n%20twee.pdf"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in response
    assert "Vary" not in response
    assert body(response) == PDF


def test_who_only_asks_about_a_file_is_told_of_the_whole(client, document, picture):
    for address in (document.get_absolute_url(), picture.get_absolute_url()):
        part = client.head(address, headers={"Range": "bytes=0-1"})
        assert (part.status_code, part["Content-Length"]) == (200, client.head(address)["Content-Length"])
        assert "Content-Range" not in part


def test_nginx_is_told_which_public_file_to_hand_out(client, document, settings):
    settings.ACCEL_REDIRECT = True
    response = client.get(document.get_absolute_url(), headers={"Range": "bytes=0-1"})
    assert (response.status_code, response["X-Accel-Redirect"]) == (200, f"/accel/{document.file}")
    assert (body(response), response["Content-Type"]) == (b"", "application/pdf")


def test_nginx_is_never_told_of_a_document_on_request(admin_client, settings):
    settings.ACCEL_REDIRECT = True
    document = documents.store(io.BytesIO(PDF), title="Minutes", access="on_request", contact="info@example.org")
    response = admin_client.get(reverse("admin:library_document_file", args=[document.pk]))
    assert "X-Accel-Redirect" not in response
    assert body(response) == PDF


def test_unchanged_file_is_not_sent_again(client, document):
    response = client.get(document.get_absolute_url())
    etag = response["ETag"]
    body(response)
    assert not etag.startswith("W/")
    again = client.get(document.get_absolute_url(), headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Cache-Control"].startswith("public")


def test_head_says_the_same_without_the_file(client, document):
    response = client.head(document.get_absolute_url())
    assert (response.status_code, response["Content-Length"], body(response)) == (200, str(len(PDF)), b"")
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=5-9", 5, 10),
        ("bytes=100-", 100, len(PDF)),
        ("bytes=-5", len(PDF) - 5, len(PDF)),
        ("bytes=-99999", 0, len(PDF)),
        ("bytes=10-99999", 10, len(PDF)),
    ],
)
def test_one_range_is_served(client, document, asked, start, end):
    response = client.get(document.get_absolute_url(), headers={"Range": asked})
    assert response.status_code == 206
    assert body(response) == PDF[start:end]
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/{len(PDF)}"
    assert response["Content-Length"] == str(end - start)


@pytest.mark.parametrize(
    "asked", ["bytes=9-5", "bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b", "bytes=" + "9" * 5000]
)
def test_range_that_means_nothing_gives_the_whole(client, document, asked):
    response = client.get(document.get_absolute_url(), headers={"Range": asked})
    assert (response.status_code, body(response)) == (200, PDF)


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=99999-100000", "bytes=-0"])
def test_range_past_the_end_is_told(client, document, asked):
    response = client.get(document.get_absolute_url(), headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(PDF)}")


def test_range_of_another_version_gives_the_whole(client, document):
    address = document.get_absolute_url()
    other = client.get(address, headers={"Range": "bytes=0-1", "If-Range": '"another"'})
    assert (other.status_code, body(other)) == (200, PDF)
    same = client.get(address, headers={"Range": "bytes=0-1", "If-Range": other["ETag"]})
    assert (same.status_code, body(same)) == (206, PDF[:2])


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_sent(client, picture, method):
    assert getattr(client, method)(picture.get_absolute_url()).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "",
        "pictures/",
        "pictures/../../site.sqlite3",
        "pictures/%2e%2e/%2e%2e/site.sqlite3",
        "..%2fsite.sqlite3",
        "/etc/passwd",
        "pictures/" + "a" * 32 + ".jpg",
        "pictures/" + "a" * 32 + ".svg",
        "pictures/" + "A" * 32 + ".jpg",
        "pictures/" + "a" * 32 + ".jpg%0a",
        "pictures/" + "a" * 32 + ".jpg%00.png",
        "documents/" + "a" * 32 + ".pdf",
        "private/documents/" + "a" * 32 + ".pdf",
        "pictures/." + "a" * 31 + ".part",
    ],
)
def test_anything_else_is_not_found(client, path):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.django_db
@given(st.text(max_size=60))
def test_any_name_is_answered(name):
    assert Client().get("/media/" + name.replace("?", "").replace("#", "")).status_code in (400, 404)


def test_public_row_whose_file_is_gone_answers_404(client, document):
    storage.media().remove([document.file])
    assert client.get(document.get_absolute_url()).status_code == 404
