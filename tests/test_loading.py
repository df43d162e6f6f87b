"""Loading a folder of snapshots: all of it, or nothing and the place of the mistake."""

import json
import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from dossier_site.ops.loading import load
from publishing.editions import withdraw
from publishing.models import Address, Edition, Text
from publishing.snapshots import SnapshotError
from publishing.touch import touch
from taskforces.models import Dossier, Organisation, Taskforce
from tests import make
from tests.at_once import while_waiting
from tests.search_index import is_as_if_made_anew
from timeline.models import Entry, Event, EventType, Topic

pytestmark = pytest.mark.django_db
BRETAGNE = "bretagne-france-programme-school-company-cooperation"


@pytest.fixture
def folder(tmp_path):
    """A copy of the demonstration's taskforces and of the events of one, without pictures, small enough to break."""
    target = tmp_path / "snapshots"
    for name in ("taskforces", "events"):
        shutil.copytree(settings.BASE_DIR / "fixtures" / name, target / name)
    key = json.loads((target / "taskforces" / f"{BRETAGNE}.json").read_text())["key"]
    for path in target.glob("events/*.json"):
        if key not in json.loads(path.read_text())["body"]["taskforces"]:
            path.unlink()
    reference = json.loads((settings.BASE_DIR / "fixtures" / "reference.json").read_text())
    reference["pictures"] = []
    (target / "reference.json").write_text(json.dumps(reference))
    for path in target.glob("*/*.json"):
        change(
            path, lambda snapshot: snapshot["body"].update(dict.fromkeys({"cover", "picture"} & {*snapshot["body"]}))
        )
    return target


def without_picture(snapshot):
    name = "cover" if snapshot["kind"] == "taskforce" else "picture"
    snapshot["body"][name] = None


def change(path, how):
    content = json.loads(path.read_text())
    how(content)
    path.write_text(json.dumps(content))


def written_rows():
    return [model.objects.count() for model in (Taskforce, Event, Organisation, Edition, Address, Dossier, Entry)]


def test_demonstration_content_is_loaded_and_published():
    assert load(settings.BASE_DIR / "fixtures").number == 75
    dossier = Dossier.objects.get(slug=BRETAGNE)
    assert [str(link) for link in dossier.organisation_links.all()] == ["L'Institut de Locarn", "AlertEducation"]
    assert (dossier.status, dossier.start) == ("ongoing", "2020-05-01")
    assert Entry.objects.of([dossier.pk]).count() == 10
    assert Address.objects.resolve("/node/4858") == f"taskforces/{BRETAGNE}"
    assert dossier.cover.alt
    assert Text.objects.filter(key="what-are-taskforces").exclude(body="").exists()


def test_loading_twice_changes_nothing(folder):
    load(folder)
    before, days = written_rows(), days_of_change()
    load(folder)
    assert written_rows() == before
    assert days_of_change() == days


def days_of_change():
    """When each reference row was last changed."""
    return {row.pk: row.touched_at for model in (Organisation, EventType, Topic, Text) for row in model.objects.all()}


def test_loading_again_brings_back_what_the_desk_changed(folder):
    load(folder)
    Taskforce.objects.filter(slug=BRETAGNE).update(title="Mistake")
    load(folder)
    assert Taskforce.objects.get(slug=BRETAGNE).title.startswith("Bretagne (France)")


def test_a_result_that_a_folder_has_no_more_changes_the_events_that_show_it(folder):
    load(folder)
    taskforce = Taskforce.objects.get(slug=BRETAGNE)
    result = taskforce.results.create(text="A network", position=9)
    touch(taskforce)
    event = make.published(make.event("Not in the folder", results=[result]))
    load(folder)
    event.refresh_from_db()
    assert event.to_body()["results"] == []
    assert event.state == "changed"


@pytest.fixture
def withdrawn(folder):
    """The Bretagne dossier, loaded, changed on the desk, and withdrawn by staff; and one of its events."""
    load(folder)
    taskforce = Taskforce.objects.get(slug=BRETAGNE)
    taskforce.region = "Changed before it was withdrawn"
    touch(taskforce)
    items = [taskforce, taskforce.events.order_by("slug").first()]
    for item in items:
        withdraw(item, reason="in_error")
    return items


def test_what_staff_withdrew_stays_withdrawn_and_is_named(folder, withdrawn):
    left = load(folder).left_alone
    assert {path.stem for path in left} == {withdrawn[0].slug, withdrawn[1].slug}
    for item in withdrawn:
        item.refresh_from_db()
        assert item.state == "withdrawn"
    assert withdrawn[0].region == "Changed before it was withdrawn"


def test_command_says_what_it_left_alone_and_how_to_bring_it_back(folder, withdrawn, capsys):
    call_command("load_snapshots", str(folder))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Loaded and published 13 items."
    assert f"Left alone, since it was withdrawn: taskforces/{BRETAGNE}.json" in lines
    assert "--bring-back-withdrawn" in lines[-1]
    call_command("load_snapshots", str(folder), "--bring-back-withdrawn")
    assert capsys.readouterr().out.splitlines() == ["Loaded and published 15 items."]
    assert {type(item).objects.get(pk=item.pk).state for item in withdrawn} == {"published"}
    assert is_as_if_made_anew()


@pytest.mark.django_db(transaction=True)
def test_what_is_withdrawn_while_the_loader_waits_stays_withdrawn(folder):
    load(folder)
    taskforce = Taskforce.objects.get(slug=BRETAGNE)
    with while_waiting(lambda: load(folder)) as loaded:
        withdraw(taskforce, reason="in_error")
    assert [path.stem for path in loaded[0].left_alone] == [BRETAGNE]
    taskforce.refresh_from_db()
    assert taskforce.state == "withdrawn"


def set_body(**fields):
    return lambda snapshot: snapshot["body"].update(fields)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (lambda snapshot: snapshot.update(schema=99), "schema 99"),
        (lambda snapshot: snapshot.update(kind="event"), "kind"),
        (lambda snapshot: snapshot.pop("body"), "body"),
        (lambda snapshot: snapshot["body"].pop("status"), "body.status is missing"),
        (lambda snapshot: snapshot.update(key="no-uuid"), "no-uuid"),
        (set_body(status="finished"), "body.status"),
        (set_body(start="01/05/2020"), "body.start"),
        (set_body(countries=["XX"]), "countries"),
        (set_body(organisations=[{"organisation": "x", "shown_as": ""}]), "organisations"),
        (set_body(slug="Not A Slug"), "body.slug"),
        (set_body(title=""), "title"),
        (set_body(title="x" * 201), "title"),
        (set_body(cover="6f2f8a26-7a53-4a4b-8f4b-6f1c86d1b1d1"), "cover"),
        (set_body(start="2020", end="2010"), BRETAGNE),
        (set_body(old_addresses=["node/4858", "admin"]), "admin"),
    ],
)
def test_half_wrong_snapshot_changes_nothing_and_says_where(folder, how, said):
    change(folder / "taskforces" / f"{BRETAGNE}.json", how)
    with pytest.raises(SnapshotError, match=f"taskforces/{BRETAGNE}.json") as refused:
        load(folder)
    assert said in str(refused.value)
    assert written_rows() == [0] * 7


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b'{"schema": 1}', b"[" * 100_000])
def test_broken_file_changes_nothing_and_is_named(folder, content):
    (folder / "events" / "broken.json").write_bytes(content)
    with pytest.raises(CommandError, match=r"Nothing was loaded.*broken\.json"):
        call_command("load_snapshots", str(folder))
    assert written_rows() == [0] * 7


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([], "reference.json"),
        ({"organisation": []}, "organisation is not known"),
        ({"organisations": [{"id": "0b2a4d1e-0000-4000-8000-000000000000"}]}, "'name' is missing"),
        ({"topics": [{"id": "0b2a4d1e-0000-4000-8000-000000000000", "name": "X", "nmae": "Y"}]}, "X.nmae is not known"),
    ],
)
def test_wrong_reference_rows_change_nothing_and_say_where(folder, content, said):
    (folder / "reference.json").write_text(json.dumps(content))
    with pytest.raises(SnapshotError, match=said):
        load(folder)
    assert written_rows() == [0] * 7


def test_missing_folder_is_said(tmp_path):
    with pytest.raises(CommandError, match="no folder"):
        call_command("load_snapshots", str(tmp_path / "nowhere"))
