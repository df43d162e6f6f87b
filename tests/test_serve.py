"""From an empty folder to a running site with one command, and down again."""

import re
import signal
import socket
import stat
import urllib.request
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests import make, prepared, running
from tests.postgresql import free_port


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """A site started on an empty folder and an empty database of this run's kind, with its log; running."""
    with running.serve(tmp_path_factory.mktemp("serve"), **running.own_database()) as site:
        yield site


def get(site, path):
    """The answer to a plain request."""
    return urllib.request.urlopen(site.url + path, timeout=10)


def query(site, code):
    """What a line of Python prints inside the site."""
    return running.manage(site.data_dir, "shell", "--verbosity", "0", "-c", code, **site.env).stdout.strip()


def test_first_start_serves_the_demonstration_content(first_start):
    log = first_start.log.read_text()
    assert f"The site is at {first_start.url}" in log
    assert re.search(r"Loaded and published \d+ items", log)
    code = "from taskforces.models import Dossier; print(Dossier.objects.count())"
    assert int(query(first_start, code)) >= 5


def test_first_start_makes_an_administrator_who_is_no_superuser(first_start):
    password = re.search(r"Name: editor  Password: (\S{16})", first_start.log.read_text())[1]
    code = f"""
from django.contrib.auth import authenticate
user = authenticate(username="editor", password={password!r})
print(user.is_staff, user.is_superuser, [group.name for group in user.groups.all()])
"""
    assert query(first_start, code) == "True False ['Administrators']"


def test_worker_that_took_a_large_picture_is_as_small_as_before(first_start):
    data, staff = make.image("JPEG", (6000, 5000)), editor(first_start)
    bring(staff, first_start, make.image("JPEG"))
    before = peaks(first_start.process.pid)
    assert "was added successfully" in bring(staff, first_start, data)
    grown = [peak - before[worker] for worker, peak in peaks(first_start.process.pid).items()]
    # Decoded in the worker, it takes more than 200 MB.
    assert max(grown, default=0) < 100_000


def editor(site):
    """A browser of the editor's, signed in."""
    password = re.search(r"Name: editor  Password: (\S{16})", site.log.read_text())[1]
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    send(opener, f"{site.url}/admin/login/", username="editor", password=password, next="/admin/")
    return opener


def bring(opener, site, data):
    """Bring a picture; what the desk says then."""
    words = {"alt": "A bridge", "credit": "", "licence": "", "focal_x": 50, "focal_y": 50}
    return send(opener, f"{site.url}/admin/library/picture/add/", upload=ContentFile(data, "bridge.jpg"), **words)


def send(opener, address, **words):
    """Fill in a form as it was opened; the page that follows."""
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', opener.open(address, timeout=30).read().decode())[1]
    data = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": token, **words})
    with opener.open(urllib.request.Request(address, data, {"Content-Type": MULTIPART_CONTENT}), timeout=120) as answer:
        return answer.read().decode()


def peaks(pid):
    """By id of each process that this one started, how many kB it has needed at most; only Linux tells."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    workers = found.read_text().split() if found.exists() else []
    peak = re.compile(r"VmHWM:\s+(\d+)")
    return {worker: int(peak.search(Path(f"/proc/{worker}/status").read_text())[1]) for worker in workers}


def test_static_files_are_served_compressed_and_for_ever(first_start):
    page = get(first_start, "/admin/login/").read().decode()
    request = urllib.request.Request(first_start.url + re.search(r"/static/admin/css/base\.\w+\.css", page)[0])
    request.add_header("Accept-Encoding", "br")
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_second_one_on_the_same_folder_says_it_is_in_use(first_start):
    ended = running.manage(first_start.data_dir, "serve", PORT=str(free_port()))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "is in use" in ended.stderr


def test_used_port_is_told_with_the_way_out(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        ended = running.manage(tmp_path, "serve", PORT=str(other.getsockname()[1]))
    assert ended.returncode == 1
    assert "Set PORT to another number" in ended.stderr


@pytest.mark.parametrize(("bind", "way_out"), [("192.0.2.1", "Set BIND to an address of this machine")])
def test_address_of_another_machine_is_told_with_the_way_out(tmp_path, bind, way_out):
    ended = running.manage(tmp_path, "serve", BIND=bind)
    assert ended.returncode == 1
    assert way_out in ended.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("manage.py", "serve"), "CommandError: The database cannot be used: "),
        (("manage.py", "migrate"), "The database cannot be used: "),
    ],
)
@pytest.mark.parametrize("kind", ["file that is no database", "server that is away"])
def test_database_that_cannot_be_used_ends_a_start_with_one_sentence(tmp_path, kind, words, sentence):
    (tmp_path / "site.sqlite3").write_bytes(b"not a database" * 100)
    env = {"DATABASE_URL": f"postgres://user:hunter2@127.0.0.1:{free_port()}/name"} if "server" in kind else {}
    ended = running.python(tmp_path, *words, PORT=str(free_port()), **env)
    assert ended.returncode == 1
    assert ended.stderr.startswith(sentence)
    assert ended.stderr.count("\n") == 1
    assert "hunter2" not in ended.stderr


def test_empty_number_of_processes_is_the_usual_one(tmp_path):
    prepared.folder(tmp_path / "data")
    with running.serve(tmp_path / "data", DEMONSTRATION="0", WEB_CONCURRENCY="") as site:
        assert get(site, "/health/live").status == 200


# The first worker is told to end before it listens to signals.
TOLD_EARLY = """
import os, signal
from dossier_site.gunicorn import *
workers = 1
def post_fork(server, worker):
    if worker.age == 1:
        os.kill(os.getpid(), signal.SIGTERM)
"""


def test_worker_that_is_told_to_end_while_it_starts_ends(tmp_path):
    prepared.folder(tmp_path / "data")
    (tmp_path / "early.py").write_text(TOLD_EARLY)
    with running.serve(tmp_path / "data", "-m", "gunicorn", "-c", str(tmp_path / "early.py")) as site:
        running.wait_for(lambda: site.log.read_text().split("Booting worker")[2], IndexError)
        assert get(site, "/health/live").status == 200


@pytest.mark.parametrize(
    "server",
    [("-c", "python:dossier_site.gunicorn"), ("-b", "127.0.0.1:0", "dossier_site.wsgi")],
    ids=["with our settings", "with its own"],
)
def test_gunicorn_by_hand_finds_the_folder_in_use(first_start, server):
    ended = running.python(first_start.data_dir, "-m", "gunicorn", *server, PORT=str(free_port()), **first_start.env)
    assert ended.returncode != 0
    assert "is in use" in ended.stderr


def test_everything_written_lies_in_the_data_folder_and_is_private(first_start):
    names = {path.name for path in first_start.data_dir.iterdir()}
    assert names >= {"secret-key", "static", "media", "lock"}
    assert stat.S_IMODE((first_start.data_dir / "secret-key").stat().st_mode) == 0o600


def test_second_start_repeats_nothing_and_sigterm_stops_it_cleanly(tmp_path):
    prepared.folder(tmp_path / "data")
    with running.serve(tmp_path / "data", DEMONSTRATION="0", STAFF_PASSWORD="chosen by the webmaster"):
        pass
    log = (tmp_path / "data.log").read_text()
    assert "Password: the one in STAFF_PASSWORD" in log
    assert "chosen by" not in log
    assert "Loaded" not in log
    with running.serve(tmp_path / "data", DEMONSTRATION="0") as site:
        site.process.send_signal(signal.SIGTERM)
        assert site.process.wait(10) == 0
    log = (tmp_path / "data.log").read_text()
    assert "The site is at" in log
    assert not re.search("Preparing|Loading|Collecting|account", log)
    with pytest.raises(OSError, match="refused"):
        get(site, "/health/live")


def test_collects_again_when_a_static_file_or_the_lock_has_changed(tmp_path, settings):
    from dossier_site.management.commands.serve import fingerprint

    settings.BASE_DIR = tmp_path
    (tmp_path / "requirements").mkdir()
    (tmp_path / "static").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("django==5.2.19")
    (tmp_path / "static" / "site.css").write_text("a {}")
    prints = [fingerprint()]
    assert fingerprint() == prints[0]
    (tmp_path / "static" / "site.css").write_text("b {}")
    prints.append(fingerprint())
    (tmp_path / "static" / "site.css").rename(tmp_path / "static" / "page.css")
    prints.append(fingerprint())
    (tmp_path / "requirements" / "run.txt").write_text("django==5.2.20")
    prints.append(fingerprint())
    assert len(set(prints)) == 4
