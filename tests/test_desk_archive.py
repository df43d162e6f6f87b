"""The whole desk as one archive, and back into an empty site."""

import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from dossier_site.ops.desk_archive import ABOUT, ACCEPTED, FORMAT, REFERENCE, RIGHT, reference_name
from library import storage
from publishing.models import Text
from taskforces.models import Taskforce
from tests import make, prepared, running
from timeline.models import Topic

# What a desk holds beside what the demonstration has.
FULLER = """
from django.db import transaction
from editing.models import Finding
from library.models import Document
from publishing.editions import withdraw
from publishing.history import keep_state
from publishing.merging import merge
from publishing.models import Remark, Term
from publishing.touch import touch
from publishing.trash import discard
from taskforces.models import Organisation, Taskforce
from timeline.models import Event
from upkeep.models import ExternalLink

changed, gone = Event.objects.live().order_by("pk")[:2]
changed.title, changed.internal_note = "Changed at the desk", "Ask Anna"
touch(changed)
keep_state(changed, changed.to_body())
withdraw(gone, reason="replaced", note="Twice", replacement=changed)
draft = Event.objects.create(title="A slip of the pen")
draft.taskforces.set(Taskforce.objects.all()[:1])
touch(draft)
discard(draft)
organisation = Organisation.objects.create(name="Rectorat", contact_email="ada@example.org")
merge(organisation, Organisation.objects.exclude(pk=organisation.pk).order_by("pk")[0])
Remark.objects.create(origin="reader", kind="event", key=changed.pk, name="Ada", text="It was in May")
Term.objects.create(word="Rectorat", explanation="An authority for schools")
link = ExternalLink.of("https://example.org/gone")
link.accepted = "not-found"
link.save()
assert Finding.objects.say_right(by=None)
"""


OUT = """
from django.core.management import call_command
call_command("export_desk", {file!r})
"""
IN_AND_OUT = """
from django.core.management import CommandError, call_command
call_command("import_desk", {file!r})
call_command("export_desk", {again!r})
try:
    call_command("import_desk", {file!r})
except CommandError as error:
    print(error)
"""


def test_desk_goes_into_an_empty_site_and_out_again_equal_to_the_byte(tmp_path):
    full, empty = tmp_path / "full", tmp_path / "empty"
    files = {"file": str(tmp_path / "one.zip"), "again": str(tmp_path / "two.zip")}
    prepared.folder(full, demonstration=True)
    own = prepared.site(empty)  # on PostgreSQL in a run on that
    for data_dir, env, code in ((full, {}, FULLER + OUT), (empty, own, IN_AND_OUT)):
        ended = running.manage(data_dir, "shell", "-c", code.format(**files), **prepared.DJANGO, **env)
        assert ended.returncode == 0, ended.stderr
    assert ended.stdout.endswith("\nNothing was changed: this site is not empty.\n")
    assert (tmp_path / "two.zip").read_bytes() == (tmp_path / "one.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        words = b"".join(map(archive.read, archive.namelist())).decode("utf-8", "replace")
    assert "It was in May" in words
    assert "ada@example.org" not in words


@pytest.mark.django_db
def test_site_that_has_anything_of_its_own_is_left_alone(tmp_path):
    topic = make.topic()
    with pytest.raises(CommandError, match="this site is not empty"):
        call_command("import_desk", tmp_path / "desk.zip")
    assert Topic.objects.get() == topic


def packed(**changed):
    """An archive of a desk with nothing but a file, and what is wrong with it."""
    parts = {reference_name(model): [] for model in REFERENCE} | {ABOUT: {"format": FORMAT}, RIGHT: [], ACCEPTED: []}
    parts = {name: json.dumps(value) for name, value in (parts | changed).items()}
    return make.archive({"files/media/a.txt": "words"} | parts)


WRONG = {
    b"": "cannot be read",
    b"PK\x03\x04 and no more": "cannot be read",
    packed(**{ABOUT: {"format": 99}}): "this version of the site reads format 1",
    packed(**{ABOUT: []}): "is damaged",
    packed(**{"files/media/../../escaped.txt": "words"}): "is damaged",
    packed(**{"desk/event/one.json": {"key": "one", "body": {"slug": "one"}, "desk": {}}}): "is damaged",
    packed(**{"editions/1.json": {"kind": "poem", "key": "1"}}): "is damaged",
    packed(**{RIGHT: [{"rank": "first"}]}): "is damaged",
}


@pytest.mark.django_db
def test_archive_that_cannot_be_used_is_told_and_changes_nothing(tmp_path):
    texts = set(Text.objects.values_list("pk", "touched_at"))
    file = tmp_path / "desk.zip"
    for content, words in WRONG.items():
        file.write_bytes(content)
        with pytest.raises(CommandError, match=words) as told:
            call_command("import_desk", file)
        assert str(told.value).startswith("Nothing was changed: ")
        assert set(Text.objects.values_list("pk", "touched_at")) == texts
        assert not storage.media().exists("a.txt")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_desk", tmp_path / "missing.zip")
    assert not Taskforce.objects.exists()
