"""Ready pages of a real site: several processes read while another publishes, and nobody sees an old page."""

import http.client
import re
import subprocess
import sys
import threading
from urllib.parse import urlsplit

import pytest

from tests import prepared, running

READERS, READS = 4, 10_000
# Publishes one event again and again; says so after each time, and waits to be told to go on.
PUBLISHER = """
import sys
from publishing.editions import publish
from publishing.touch import touch
from tests import make
taskforce = make.published(make.taskforce("Counting", slug="counting"))
item = make.event("Number 0", slug="counted", date="2020-05", taskforces=[taskforce])
for number in range(1, 100_000):
    item.title = f"Number {number}"
    item.save()
    touch(item)
    publish(item)
    print(number, flush=True)
    if number == 1 and not sys.stdin.readline():
        break
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ready")
    with running.serve(folder, DEMONSTRATION="0", **prepared.site(folder)) as site:
        yield site


@pytest.fixture
def published(site):
    """The number that is public for certain, as a list of one, which grows; and what makes it stay as it is."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", PUBLISHER]
    env = running.surroundings(site.data_dir, **site.env)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=running.HOUSE, env=env, **pipes) as process:
        number = [int(process.stdout.readline())]
        process.stdin.write("go\n")
        process.stdin.flush()
        counting = threading.Thread(target=lambda: [number.__setitem__(0, int(line)) for line in process.stdout])
        counting.start()

        def stop():
            process.terminate()
            counting.join()  # before its pipe is closed

        yield number, stop
        stop()


def read(site, path, number, seen):
    """Read a page again and again: what was public before it was asked for must stand on it."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc)
    etag = ""
    for _again in range(READS // READERS):
        least = number[0]
        connection.request("GET", path, headers={"If-None-Match": etag} if etag else {})
        answer = connection.getresponse()
        page = answer.read().decode()
        if answer.status == 200:
            etag, shown = answer.headers["ETag"], max(map(int, re.findall(r"Number (\d+)", page)))
        seen.append((answer.status, shown - least))
    connection.close()


def test_no_reader_sees_an_old_page_after_it_was_published(site, published):
    number, stop = published
    first, seen = number[0], []
    paths = ["/events/counted/", "/taskforces/counting/", "/", "/events/"]
    readers = [threading.Thread(target=read, args=(site, path, number, seen)) for path in paths]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert (len(seen), len(paths)) == (READS, READERS)
    assert number[0] > first + 2
    assert {status for status, _ahead in seen} <= {200, 304}
    assert min(ahead for _status, ahead in seen) >= 0
    stop()
    for path in paths:
        etag = get(site, path).headers["ETag"]
        assert get(site, path, {"If-None-Match": etag}).status == 304  # before, each page may be another one


def get(site, path, headers=None):
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc)
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer
