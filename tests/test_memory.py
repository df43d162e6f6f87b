"""What every worker has in its memory: nothing that only rare requests need."""

import json
import re

import pytest

from tests import prepared, running

# Large, and asked for by few: spreadsheets, calendars, codes to scan, pictures, passkeys, other people's servers.
RARE = {
    *("xlsxwriter", "icalendar", "segno", "PIL", "pi_heif", "fido2", "cryptography", "requests", "urllib3"),
    *("weasyprint", "publishing.migrations.0001_initial"),
}
USUAL = ("/", "/taskforces/", "/events/", "/search/?q=robotics", "/health/ready", "/admin/login/")
ASKED = """
import json, re, sys
import dossier_site.wsgi
from django.test import Client
client = Client(headers={"host": "127.0.0.1"})
first = client.get("/taskforces/").content.decode()
paths = [*json.loads(sys.argv[1]), *re.findall(r'href="(/taskforces/[a-z0-9-]+/)"', first)[:1]]
json.dump([{path: client.get(path).status_code for path in paths}, [*sys.modules]], sys.stdout)
"""

THROWN_AWAY = """
import weakref
from types import SimpleNamespace as Server
from dossier_site import gunicorn, wsgi
gunicorn.when_ready(Server(log=Server(info=print)))
class Row:
    pass
def answer():
    rows = [Row() for _number in range(5_000)]
    for row in rows:
        row.again = row
    return [weakref.ref(row) for row in rows]
rows = [row for _number in range(9) for row in answer()]
print(sum(row() is not None for row in rows))
"""

KEPT = """
from types import SimpleNamespace as Server
from dossier_site import gunicorn, wsgi
gunicorn.when_ready(Server(log=Server(info=print)))
from django.db import connection
with connection.cursor() as cursor:
    print(cursor.execute("PRAGMA cache_size").fetchone()[0])
"""

SETTLED = """
import gc
from types import SimpleNamespace as Server
from dossier_site import gunicorn, wsgi
gunicorn.when_ready(Server(log=Server(info=print)))
gunicorn.post_worker_init(None)
kept, frozen = [[number] for number in range(5_000)], [gc.get_freeze_count()]
for number in range(1, gunicorn.SETTLED[1]):
    gc.collect()
    if number in (gunicorn.SETTLED[0] - 1, gunicorn.SETTLED[0]):
        frozen.append(gc.get_freeze_count())
print(frozen[1] - frozen[0], frozen[2] - frozen[1] > 5_000, gc.get_freeze_count() - frozen[2])
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """What a process answered to usual requests, {path: status}, and the modules that it then has."""
    folder = tmp_path_factory.mktemp("asked")
    prepared.folder(folder, demonstration=True)
    env = {"DJANGO_SETTINGS_MODULE": "dossier_site.settings"}
    return json.loads(running.python(folder, "-c", ASKED, json.dumps(USUAL), **env).stdout)


def test_usual_requests_need_no_large_package_of_rare_ones(asked):
    answers, modules = asked
    assert {*answers.values()} == {200}
    assert any(re.fullmatch("/taskforces/[a-z0-9-]+/", path) for path in answers)
    assert not RARE & {*modules}


def test_rows_that_lead_back_to_themselves_are_thrown_away_before_they_are_many(tmp_path):
    said = running.python(tmp_path, "-c", THROWN_AWAY).stdout
    assert int(said.split()[-1]) < 20_000


def test_connection_of_a_worker_keeps_little_of_the_file(tmp_path):
    assert running.python(tmp_path, "-c", KEPT).stdout.split()[-1] == "-400"


def test_what_a_worker_made_at_first_is_not_looked_through_for_ever(tmp_path):
    assert running.python(tmp_path, "-c", SETTLED).stdout.split()[-3:] == ["0", "True", "0"]
