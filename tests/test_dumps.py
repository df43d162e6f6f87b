"""All public data in files: the same as the API has, whole or not at all."""

import csv
import gzip
import io
import json

import pytest
from django.core.management import CommandError, call_command

from dossiers.exports import chunks, dumps
from tests import make
from tests.reading import faults, read
from tests.test_catalogue import against_shapes, parsed

pytestmark = pytest.mark.django_db
KINDS = ("taskforces", "events", "organisations", "countries")


@pytest.fixture
def filled(tmp_path, settings, monkeypatch):
    """More rows than are read at once, and a draft."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(chunks, "ROWS", 2)
    ptvt = make.organisation("PTvT", slug="ptvt")
    for title in ("Bretagne", "Norway", "=1+1"):
        item = make.published(make.taskforce(title, countries=["FR", "NO"], organisations=[ptvt], start="2020-05"))
        make.published(make.event(f"Meeting of {title}", date="2020-06", taskforces=[item], body="<p>Said.</p>"))
    make.taskforce("Not for the public yet")


def fetched(client, name):
    response = client.get(f"/data/dumps/{name}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/gzip")
    return gzip.decompress(b"".join(response)).decode()


def told(client, kind):
    """All records of the API, page by page."""
    address, items = f"/api/v1/{kind}?limit=100", []
    while address:
        page = client.get(address.removeprefix("http://testserver")).json()
        items, address = items + page["items"], page["next"]
    return items


def key(record):
    return record.get("id") or record["code"]


def test_files_have_what_the_api_has(client, filled, subtests):
    call_command("dump_data")
    for kind in KINDS:
        with subtests.test(kind):
            records = [json.loads(line) for line in fetched(client, f"{kind}.ndjson.gz").splitlines()]
            assert records == sorted(told(client, kind), key=key)
            rows = list(csv.DictReader(io.StringIO(fetched(client, f"{kind}.csv.gz").removeprefix("\ufeff"))))
            assert [key(row) for row in rows] == [key(record) for record in records]
    assert "'=1+1" in fetched(client, "taskforces.csv.gz")


def test_page_and_catalogue_tell_of_them(client, filled):
    assert "/data/dumps/" not in client.get("/data/").content.decode()
    assert client.get("/data/dumps/events.csv.gz").status_code == 404
    call_command("dump_data")
    page = read(client, "/data/")
    assert faults(page) == []
    offered = [link for link in page.links().values() if link.startswith("/data/dumps/")]
    assert sorted(offered) == sorted(f"/data/dumps/{kind}.{form}.gz" for kind in KINDS for form in ("csv", "ndjson"))
    answer = client.get("/catalogue.jsonld").content.decode()
    assert "http://testserver/data/dumps/events.ndjson.gz" in answer
    conforms, words = against_shapes(parsed(answer, "json-ld"))
    assert conforms, words


def test_part_of_a_file_is_sent_to_who_has_the_rest(client, filled):
    call_command("dump_data")
    whole = b"".join(client.get("/data/dumps/events.csv.gz"))
    part = client.get("/data/dumps/events.csv.gz", headers={"Range": "bytes=10-"})
    assert (part.status_code, b"".join(part)) == (206, whole[10:])


def test_fault_leaves_the_files_of_the_night_before(client, filled, monkeypatch):
    call_command("dump_data")
    before = fetched(client, "events.ndjson.gz")
    make.published(make.event("Later"))
    write = dumps.write

    def full(path, *args):
        if path.name == "organisations.csv.gz":
            raise OSError(28, "No space left on device", str(path))
        write(path, *args)

    monkeypatch.setattr(dumps, "write", full)
    with pytest.raises(CommandError, match=r"Nothing was replaced\. .*No space left on device"):
        call_command("dump_data")
    assert fetched(client, "events.ndjson.gz") == before
    assert len(list(dumps.root().iterdir())) == 1


def test_two_runs_at_once_leave_whole_files_and_few_of_them(client, filled, monkeypatch):
    call_command("dump_data")
    write, within = dumps.write, []

    def meanwhile(path, *args):
        if not within:
            within.append(path)
            call_command("dump_data")
        write(path, *args)

    monkeypatch.setattr(dumps, "write", meanwhile)
    call_command("dump_data")
    assert len(list(dumps.root().iterdir())) == dumps.KEPT
    assert len(fetched(client, "events.ndjson.gz").splitlines()) == 3
