"""A backup holds the whole site; putting it back gives the same site, or changes nothing."""

import errno
import hashlib
import io
import json
import os
import shutil
import sqlite3
import stat
import tarfile
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command

from dossier_site.ops import archive, databases, lock
from library import documents, pictures, storage
from tests import make, prepared, running

STATE = """
from django.apps import apps
from django.core import serializers
for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label):
    if model._meta.label == "publishing.ChangeCount":
        continue  # a restored site counts on from another number
    print(model._meta.label, serializers.serialize("json", model.objects.order_by("pk")))
"""


GENERATION = "from publishing.generation import now; print(now())"


class House:
    """A small site of its own on the kind of database that this run is on: a folder, a database, a few files."""

    def __init__(self, folder):
        self.data_dir = folder / "data"
        self.env = prepared.site(self.data_dir)
        self.commands = running.Commands(self.data_dir, **self.env)
        self.python("from django.contrib.auth.models import User; User.objects.create_user('before')")
        for name in ("media/a.jpg", "private/deep/b.pdf"):
            (self.data_dir / name).parent.mkdir(parents=True, exist_ok=True)
            (self.data_dir / name).write_bytes(name.encode() * 1000)

    def run(self, *words):
        return self.commands.run(*words)

    def python(self, code):
        ended = self.run("shell", "--verbosity", "0", "-c", code)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def state(self):
        """Every row and every file."""
        places = [path for name in ("media", "private") for path in (self.data_dir / name).rglob("*") if path.is_file()]
        return self.python(STATE), {str(path.relative_to(self.data_dir)): path.read_bytes() for path in places}

    def destroy(self):
        """Lose the database and some files."""
        shutil.rmtree(self.data_dir / "media")
        if not self.env:
            (self.data_dir / "site.sqlite3").write_bytes(b"not a database")
        else:
            with psycopg.connect(self.env["DATABASE_URL"]) as connection:
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """One site for all tests of this file: each leaves it as it was. Of people the audit log keeps what was done."""
    house = House(tmp_path_factory.mktemp("house"))
    yield house
    house.commands.end()


@pytest.fixture(scope="module")
def backup(house):
    """A backup of it."""
    file = house.data_dir.parent / "backup.tar.gz"
    ended = house.run("backup", str(file))
    assert ended.returncode == 0, ended.stderr
    assert str(file) in ended.stdout
    return file


def repacked(backup, target, change):
    """The backup's members through `change(name, data)`, which gives the new (name, data), or None to drop one.

    What it does to the database is written into the manifest, too: as if the backup had been made so.
    """
    hashes = {}
    with tarfile.open(backup) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            data = old.extractfile(member).read()
            if member.name == archive.MANIFEST:
                data = sealed(data, hashes)
            if changed := change(member.name, data):
                member.name, data = changed
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
            if member.name.startswith("database/"):
                hashes[member.name] = hashlib.sha256(data).hexdigest() if changed else None
    return target


def sealed(manifest, hashes):
    """The manifest with these hashes; None for a file that is not there."""
    manifest = json.loads(manifest)
    files = {name: digest for name, digest in (manifest["files"] | hashes).items() if digest}
    return json.dumps(manifest | {"files": files}).encode()


def test_round_trip_brings_back_every_row_and_every_file(house, backup):
    before = house.state()
    house.destroy()
    ended = house.run("restore", str(backup))
    assert ended.returncode == 0, ended.stderr
    assert house.state() == before
    # Rows have new numbers.
    house.python("from django.contrib.auth.models import Group; Group.objects.create(name='after').delete()")
    assert sorted(path.name for path in house.data_dir.iterdir() if path.name.startswith("restore")) == []


def test_addresses_that_nobody_confirmed_are_in_no_backup(tmp_path):
    house, file = House(tmp_path), tmp_path / "backup.tar.gz"
    house.python(
        "from tests import make; make.subscription(address='ada@example.org');"
        "make.subscription(address='waits@example.org', is_confirmed=False)"
    )
    assert house.run("backup", str(file)).returncode == 0
    with tarfile.open(file) as tar:
        words = b"".join(tar.extractfile(member).read() for member in tar)
    assert (b"ada@example.org" in words, b"waits@example.org" in words) == (True, False)
    assert house.run("restore", str(file)).returncode == 0
    kept = "from alerts.models import Subscription; print(*Subscription.objects.values_list('address', flat=True))"
    assert house.python(kept).split() == ["ada@example.org"]
    house.commands.end()


def test_rows_made_after_the_backup_are_gone(house, backup):
    before = house.state()
    house.python("from django.contrib.auth.models import User; User.objects.create_user('late')")
    (house.data_dir / "media" / "late.jpg").touch()
    assert house.run("restore", str(backup)).returncode == 0
    assert house.state() == before


def test_backup_is_private_and_its_name_is_never_used_twice(house, backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    again = house.run("backup", str(backup))
    assert again.returncode == 1
    assert "File exists" in again.stderr
    assert [name for name in os.listdir(backup.parent) if "backup" in name] == [backup.name]


def test_older_backups_are_forgotten_once_a_new_one_is_written(house):
    old, young, other = (
        house.data_dir / "backups" / name for name in ("dossiers-1.tar.gz", "dossiers-2.tar.gz", "notes")
    )
    old.parent.mkdir()
    for path, days in ((old, 31), (young, 29), (other, 31)):
        path.touch()
        os.utime(path, (time.time() - days * 24 * 60 * 60,) * 2)
    assert house.run("backup", "--forget-after", "30").returncode == 0
    left = {path.name for path in old.parent.iterdir()}
    shutil.rmtree(old.parent)
    assert (len(left), left > {"dossiers-2.tar.gz", "notes"}) == (3, True)


def test_backup_needs_no_hard_links(tmp_path, monkeypatch):
    def refuse(*args, **options):
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "media").mkdir()
    archive.pack(tmp_path / "backup.tar.gz", {"media": tmp_path / "media"}, {})
    assert archive.unpack(tmp_path / "backup.tar.gz", tmp_path, ("media",))["files"] == {}
    assert sorted(os.listdir(tmp_path)) == ["backup.tar.gz", archive.MANIFEST, "media"]


PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def meanwhile(monkeypatch):
    """Gives a list of acts: each packing first does the next of them, after the database was copied."""
    acts, pack = [], archive.pack

    def pack_after_the_next_act(*args, **options):
        if acts:
            acts.pop(0)()
        return pack(*args, **options)

    monkeypatch.setattr(archive, "pack", pack_after_the_next_act)
    return acts


def kept(backup, folder):
    """The row of the one document in a backup, and the names of the backup's files."""
    manifest = archive.unpack(backup, folder, ("database", "media", "private"))
    (row,) = databases.rows(folder / "database", "library_document")
    return row, manifest["files"]


@pytest.mark.django_db(transaction=True)
def test_file_replaced_between_database_and_files_is_in_the_backup(tmp_path, meanwhile):
    first = documents.store(io.BytesIO(PDF), title="Report")
    meanwhile.append(lambda: documents.store(io.BytesIO(PDF + b"%%EOF"), title="Report", id=first.pk))
    call_command("backup", tmp_path / "backup.tar.gz", stdout=io.StringIO())
    row, files = kept(tmp_path / "backup.tar.gz", tmp_path)
    assert row["file"] != first.file
    assert f"media/{row['file']}" in files


@pytest.mark.django_db(transaction=True)
def test_backup_that_never_comes_to_rest_fails_and_leaves_nothing(tmp_path, meanwhile):
    first = documents.store(io.BytesIO(PDF), title="Report")
    for number in range(9):
        data = PDF + b"%d %%%%EOF" % number
        meanwhile.append(lambda data=data: documents.store(io.BytesIO(data), title="Report", id=first.pk))
    with pytest.raises(CommandError, match=r"1 cannot be found, first documents/"):
        call_command("backup", tmp_path / "backup.tar.gz")
    assert os.listdir(tmp_path) == []


@pytest.mark.django_db(transaction=True)
def test_backup_without_a_file_that_is_lost_is_made_only_when_forced(tmp_path):
    document = documents.store(io.BytesIO(PDF), title="Report", access="on_request", contact="us")
    storage.remove([document.file])
    with pytest.raises(CommandError, match=r"--force"):
        call_command("backup", tmp_path / "backup.tar.gz")
    call_command("backup", tmp_path / "backup.tar.gz", force=True, stdout=io.StringIO())
    assert kept(tmp_path / "backup.tar.gz", tmp_path)[0]["file"] == document.file


@pytest.mark.django_db(transaction=True)
def test_picture_belongs_to_a_backup_and_its_renditions_where_they_are(tmp_path):
    picture = pictures.store(io.BytesIO(make.image(size=(400, 300))), alt="A bridge")
    smallest, *others = picture.rendition_names()
    storage.remove([smallest])
    call_command("backup", tmp_path / "backup.tar.gz", stdout=io.StringIO())
    with tarfile.open(tmp_path / "backup.tar.gz") as packed:
        names = packed.getnames()
    assert {f"media/{name}" for name in (picture.file, *others)} <= set(names)
    storage.remove([picture.file])
    with pytest.raises(CommandError, match=picture.file):
        call_command("backup", tmp_path / "other.tar.gz")


def damaged_file(name, data):
    return name, data[:-1] + b"?" if name == "media/a.jpg" else data


def missing_file(name, data):
    return None if name == "private/deep/b.pdf" else (name, data)


def missing_manifest(name, data):
    return None if name == archive.MANIFEST else (name, data)


def file_outside(name, data):
    return "../escaped" if name == "media/a.jpg" else name, data


def file_elsewhere(name, data):
    return "static/site.js" if name == "media/a.jpg" else name, data


def absolute_file(name, data):
    return "/tmp/escaped" if name == "media/a.jpg" else name, data


def newer_format(name, data):
    return name, json.dumps(json.loads(data) | {"format": 99}).encode() if name == archive.MANIFEST else data


def newer_site(name, data):
    if name == archive.MANIFEST:
        manifest = json.loads(data)
        migrations = sorted([*manifest["migrations"], ["publishing", "9999_from_the_future"]])
        return name, json.dumps(manifest | {"migrations": migrations}).encode()
    values = "'publishing', '9999_from_the_future', '2026-01-01'"
    statement = f"INSERT INTO django_migrations (app, name, applied) VALUES ({values})"
    line = b"9999,publishing,9999_from_the_future,2026-01-01 00:00:00+00\n"
    return in_database(name, data, statement, "django_migrations.csv", data + line)


def newer_manifest(name, data):
    manifest = {"migrations": [["publishing", "9999_from_the_future"]]}
    return name, json.dumps(json.loads(data) | manifest).encode() if name == archive.MANIFEST else data


def missing_table(name, data):
    return in_database(name, data, "DROP TABLE library_picture", "library_picture.csv", None)


def missing_column(name, data):
    first, _line, rest = data.partition(b"\n")
    return in_database(
        name,
        data,
        "ALTER TABLE library_document RENAME COLUMN contact TO other",
        "library_document.csv",
        first.replace(b"contact", b"other") + b"\n" + rest,
    )


def migrations_of_another_day(name, data):
    statement = "DELETE FROM django_migrations WHERE app = 'library' AND name LIKE '0003%'"
    kept = b"".join(line for line in data.splitlines(keepends=True) if b",library,0003" not in line)
    return in_database(name, data, statement, "django_migrations.csv", kept)


def orphan(name, data):
    """Only SQLite keeps such a row; PostgreSQL refuses it while it is written."""
    return in_database(
        name,
        data,
        "INSERT INTO django_admin_log (action_time, object_repr, action_flag, change_message, user_id)"
        " VALUES ('2026-01-01', 'x', 1, '', 987)",
        "django_admin_log.csv",
        data
        + values(
            data, {"id": 1, "action_time": "2026-01-01", "action_flag": 1, "user_id": 987, "content_type_id": ""}, '""'
        ),
    )


def values(data, row, rest):
    """A line of CSV for the header that `data` begins with."""
    header = data.partition(b"\n")[0].decode("latin-1").split(",")
    return (",".join(str(row.get(column, rest)) for column in header) + "\n").encode()


def in_database(name, data, statement, file, changed):
    """A backup's member with its database changed: by a statement in SQLite, else by other data of one file."""
    if name == f"database/{databases.FILE}":
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "copy")
            copy.write_bytes(data)
            with closing(sqlite3.connect(copy)) as connection, connection:
                connection.execute(statement)
            return name, copy.read_bytes()
    if name == f"database/{file}":
        return changed and (name, changed)
    return name, data


def no_migrations(name, data):
    if name != archive.MANIFEST:
        return name, data
    return name, json.dumps({key: value for key, value in json.loads(data).items() if key != "migrations"}).encode()


def other_database(name, data):
    return name, json.dumps(json.loads(data) | {"database": "oracle"}).encode() if name == archive.MANIFEST else data


ODD = (
    (damaged_file, "media/a.jpg is not as it was written"),
    (missing_file, "private/deep/b.pdf is not as it was written"),
    (missing_manifest, "no manifest"),
    (file_outside, "does not belong there"),
    (file_elsewhere, "does not belong there"),
    (absolute_file, "does not belong there"),
    (newer_format, "format 99"),
    (newer_site, "newer version"),
    (newer_manifest, "name different migrations"),
    (no_migrations, "name different migrations"),
    (migrations_of_another_day, "name different migrations"),
    (missing_table, "no table library_picture"),
    (missing_column, "no table library_document"),
    (orphan, "django_admin_log"),
    (other_database, "oracle"),
)
# One process for all of them: a start takes longer than a restore.
RESTORE_EACH = """
import sys
from django.core.management import CommandError, call_command
for file in {files}:
    try:
        call_command("restore", file)
    except CommandError as error:
        print(repr(str(error)))
"""


def test_odd_backup_changes_nothing_and_says_why(house, backup, tmp_path, subtests):
    files = [str(repacked(backup, tmp_path / f"{change.__name__}.tar.gz", change)) for change, _reason in ODD]
    before = house.state()
    answers = house.python(RESTORE_EACH.format(files=files)).splitlines()
    for answer, (change, reason) in zip(answers, ODD, strict=True):
        with subtests.test(change.__name__):
            assert "Nothing was changed" in answer
            assert reason in answer
    assert house.state() == before


@pytest.mark.parametrize("part", [0, 0.5, 0.9])
def test_file_that_was_cut_off_is_refused(house, backup, tmp_path, part):
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(backup.read_bytes()[: int(backup.stat().st_size * part)])
    with pytest.raises(archive.Unusable):
        archive.unpack(cut, tmp_path / "to", ("database", "media", "private"))


def test_link_in_a_backup_is_refused(tmp_path):
    with tarfile.open(tmp_path / "link.tar.gz", "w:gz") as tar:
        link = tarfile.TarInfo("media/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(archive.Unusable, match="does not belong"):
        archive.unpack(tmp_path / "link.tar.gz", tmp_path / "to", ("media",))


def test_missing_file_is_told(house):
    ended = house.run("restore", "no-such-file.tar.gz")
    assert ended.returncode == 1
    assert "No such file" in ended.stderr


@pytest.mark.parametrize("hold", [lock.take, lock.share])
def test_refused_while_the_site_runs(house, backup, hold):
    house.python("from django.contrib.auth.models import Group; Group.objects.create(name='later')")
    before = house.state()
    held = hold(house.data_dir)
    try:
        ended = house.run("restore", str(backup))
    finally:
        os.close(held)
        del os.environ[lock.HANDED_ON]
    assert ended.returncode == 1
    assert "Nothing was changed" in ended.stderr
    assert "in use" in ended.stderr
    assert house.state() == before
    house.python("from django.contrib.auth.models import Group; Group.objects.get(name='later').delete()")


def test_nothing_that_was_kept_of_the_old_database_is_taken_for_fresh(house, backup):
    generations = set()
    for _ in range(2):
        house.python("from publishing.generation import note; note('text', ['x'])")
        generations.add(house.python(GENERATION))
        assert house.run("restore", str(backup)).returncode == 0
        generations.add(house.python(GENERATION))
    assert len(generations) == 4
    house.python("from publishing.models import ChangeCount; ChangeCount.objects.all().delete()")


def test_what_processes_count_together_is_forgotten(house, backup):
    house.python("from django.core.cache import caches; caches['shared'].set('x', 'old', None)")
    assert house.run("restore", str(backup)).returncode == 0
    assert house.python("from django.core.cache import caches; print(caches['shared'].get('x'))") == "None\n"


def test_move_that_fails_leaves_all_as_it_was(tmp_path):
    from dossier_site.management.commands.restore import swapped

    for name in ("media", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    moves = [(tmp_path / "new", tmp_path / "media"), (None, tmp_path / "absent")]

    def refuse():
        with swapped(moves, tmp_path / "aside"):
            assert os.listdir(tmp_path / "media") == ["new"]
            raise RuntimeError("the database refused")

    with pytest.raises(RuntimeError):
        refuse()
    assert os.listdir(tmp_path / "media") == ["media"]
