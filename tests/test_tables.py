"""Tables at the desk: taken out, changed in a spreadsheet, brought in after a look at what they would do."""

import csv
import io
import json
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from dossier_site.tables import progress
from dossier_site.tables.events import EventResource
from dossier_site.tables.importing import Import, confirm
from publishing import review
from publishing.models import DeskState, Edition
from publishing.roles import Role
from publishing.touch import update_digest
from taskforces.models import Organisation, Taskforce
from tests import make
from tests.at_once import while_waiting
from tests.tables import bring, look, take, told
from timeline.models import Event


@pytest.fixture
def desk(db, client):
    client.force_login(make.editor())
    return client


ODD = "=1+1; a|b \\ 'c' \"d\"\n-e"


@pytest.fixture
def full(desk):
    """One of everything, with words that tables stumble over."""
    pair = [make.organisation("Ministry of Education", countries=[code]) for code in ("FR", "DE")]
    other = make.organisation("Académie; de | Rennes", other_names="Rectorat\nRennes", kind="'=government")
    type = make.event_type()
    document, picture = make.document(), make.picture()
    taskforce = make.taskforce(
        "-Bretagne",
        countries=["FR", "BE"],
        organisations=[*pair, other],
        objectives=["Build a network", ODD, "Build a network"],
        results=["A network", ODD],
        documents=[document],
        background="<p>Words</p><ul><li>one</li></ul>",
        start="2020-05",
        end="2022~",
        status="ongoing",
        cover=picture,
        confirmed_on=date(2024, 2, 29),
        internal_note="@note",
        old_addresses="/node/1\n/node/2",
    )
    result = taskforce.results.first()
    result.objectives.set(taskforce.objectives.all()[:2])
    taskforce.sources.create(name="Rectorat 2021", address="https://example.org/a", seen=date(2021, 3, 4), position=0)
    taskforce.sources.create(name="Report", document=document, position=1)
    link = taskforce.organisation_links.first()
    link.shown_as = "The ministry | of; 2020"
    link.save()
    later = make.taskforce("Grand Est")
    later.relations.create(kind="continues", other=taskforce)
    for item in (taskforce, later):
        make.touched(item)
    topics = [make.topic(), make.topic("Vocational; Education")]
    make.event(
        "'=Kick-off",
        type=type,
        taskforces=[taskforce, later],
        organisations=[other, pair[1]],
        topics=topics,
        results=[result],
        documents=[document],
        date="2022-08-24/2022-08-25",
        place="Rennes",
        country_id="FR",
        mode="hybrid",
        body="<p>A <strong>story</strong></p>",
        picture=picture,
        video_address="https://youtu.be/x",
        video_language="fr",
        video_subtitles="fr en",
        link_address="https://example.org/",
        link_label="More",
        position=3,
        internal_note=ODD,
    )
    make.event("", type=type, date="2018~")
    return desk


def test_what_is_taken_out_and_brought_back_changes_nothing(full):
    for kind, number in {"event": 2, "taskforce": 2, "organisation": 3}.items():
        for form in ("csv", "xlsx", "json"):
            page = look(full, kind, take(full, kind, form), f"table.{form}")
            assert page.context["form"].errors == {}
            assert page.context["found"].faults == []
            assert [[*map(str, line.changes())] for line in page.context["found"].changed] == []
            assert told(page) == (0, 0, number)
            assert b"Nothing changes" in page.content


# What can be wrong with a row, each with words that the sentence holds.
WRONG = [
    ({"date": "07/12/2017"}, "date", "December"),
    ({"date": "2022-13-01"}, "date", "no month 13"),
    ({"date": "soon"}, "date", "Type"),
    ({"type": "Meating report"}, "type", "no event type “Meating report”"),
    ({"organisations": "Institut de Locarn; Nobody at all"}, "organisations", "Nobody at all"),
    ({"organisations": "Ministry of Education"}, "organisations", "ministry-of-education-2"),
    ({"taskforces": "no-such-taskforce"}, "taskforces", "no-such-taskforce"),
    ({"country": "Utopia"}, "country", "Utopia"),
    ({"mode": "at sea"}, "mode", "on_site"),
    ({"title": "x" * 201}, "title", "200"),
    ({"title": "", "type": "", "date": "", "organisations": ""}, "title", "Give a title"),
    ({"picture": "no-such-file.jpg"}, "picture", "no-such-file.jpg"),
    ({"documents": "Another report"}, "documents", "Another report"),
    ({"topics": "Astrology"}, "topics", "Astrology"),
    ({"language": "qqq-none"}, "language", "qqq-none"),
    ({"link_address": "not an address"}, "link_address", "URL"),
    ({"position": "first"}, "position", "integer"),
    ({"id": "7"}, "id", "Nothing at the desk has this id"),
    ({"slug": "Not An Address"}, "slug", "slug"),
    ({"results": "A result that nobody has"}, "results", "A result that nobody has"),
]
COLUMNS = sorted({*(name for row, *_others in WRONG for name in row), "summary", "body"})


def thousand(wrong=()):
    """A table of a thousand events; in some rows something is wrong."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    for number in range(1000):
        row = {
            "title": f"Meeting {number}",
            "type": "meeting REPORT",
            "date": ("May 2020", "24–25 August 2022", "about 2018", "")[number % 4],
            "organisations": "institut de locarn; rectorat | Rectorat de Rennes",
            "taskforces": "bretagne",
            "country": "France",
            "body": "First line\nSecond line",
            "language": "fr",
        }
        place, odd = divmod(number, 50)
        writer.writerow(row | (wrong[place][0] if odd == 7 and wrong else {}))
    return file.getvalue()


def test_of_a_thousand_events_twenty_are_wrong_then_all_are_written(full):
    make.organisation("Institut de Locarn")
    taskforce = Taskforce.objects.get(title="-Bretagne")
    before = (Event.objects.count(), DeskState.objects.count(), LogEntry.objects.count())
    page = look(full, "event", thousand(WRONG))
    assert page.context["form"].errors == {}
    found = page.context["found"]
    assert [(number, column) for number, column, _sentence in found.faults] == [
        (place * 50 + 9, column) for place, (_row, column, _words) in enumerate(WRONG)
    ]
    for (_number, _column, sentence), (_row, _name, words) in zip(found.faults, WRONG, strict=True):
        assert words in sentence
    assert (Event.objects.count(), DeskState.objects.count(), LogEntry.objects.count()) == before
    page = bring(full, "event", thousand())
    assert "Imported: 1000 new, 0 changed." in page.content.decode()
    assert Event.objects.count() == before[0] + 1000
    assert taskforce.events.count() == 1001
    assert LogEntry.objects.count() == before[2] + 1000
    assert not Edition.objects.exists()
    event = Event.objects.get(title="Meeting 1")
    assert (event.date, event.country_id, event.slug, event.language) == (
        "2022-08-24/2022-08-25",
        "FR",
        "meeting-1",
        "fr",
    )
    assert event.body == "<p>First line</p><p>Second line</p>"
    assert [str(link) for link in event.organisation_links.all()] == ["Institut de Locarn", "Rectorat de Rennes"]
    for event in Event.objects.filter(title__in=[f"Meeting {number}" for number in range(4)]):
        kept = event.desk_digest
        update_digest(event)
        assert event.desk_digest == kept
        assert DeskState.objects.get(key=event.pk).digest == kept


def test_what_changes_is_told_column_by_column_and_readers_see_nothing_of_it(full):
    event = make.published(Event.objects.get(title="'=Kick-off"))
    edition = event.editions().get()
    rows = f"slug,title,date,body\n{event.slug},Kick-off in Rennes,May 2023,<p>A <em>story</em></p>\n"
    page = look(full, "event", rows)
    assert told(page) == (0, 1, 0)
    text = page.content.decode()
    assert '<th scope="row">title</th>' in text
    assert "<ins>May 2023</ins>" in text
    assert "The same words, formatted or linked otherwise." in text
    bring(full, "event", rows)
    event.refresh_from_db()
    assert (event.title, event.date, event.place, event.state) == ("Kick-off in Rennes", "2023-05", "Rennes", "changed")
    assert event.editions().get() == edition
    assert [state.snapshot["body"]["title"] for state in DeskState.objects.of("event", event.pk)] == [
        "Kick-off in Rennes"
    ]
    assert look(full, "event", rows).context["found"].same


def test_what_a_file_changes_has_to_be_approved_anew(full):
    event = Event.objects.get(title="")
    review.ask(event, by=make.editor("first"))
    review.approve(event, by=make.editor("second"))
    assert Event.objects.approved().get() == event
    bring(full, "event", f"id,place\n{event.pk},Brest\n")
    assert Event.objects.in_review().get() == event


def test_what_somebody_changed_meanwhile_is_looked_at_again(full):
    taskforce = Taskforce.objects.get(title="Grand Est")
    page = look(full, "taskforce", f"id,region\n{taskforce.pk},Lorraine\n")
    Taskforce.objects.filter(pk=taskforce.pk).update(region="Alsace")
    sent = {"kept": page.context["kept"], "seen": page.context["found"].seen}
    page = full.post("/admin/taskforces/taskforce/import/", sent)
    assert "somebody changed the desk meanwhile" in page.content.decode()
    taskforce.refresh_from_db()
    assert taskforce.region == "Alsace"
    sent = {"kept": page.context["kept"], "seen": page.context["found"].seen}
    stranger = make.editor("stranger")
    full.force_login(stranger)  # whose file it is not
    assert "Choose it again" in full.post("/admin/taskforces/taskforce/import/", sent).content.decode()
    full.force_login(type(stranger).objects.get(username="editor"))
    for _click in range(2):
        assert full.post("/admin/taskforces/taskforce/import/", sent).status_code in (200, 302)
    taskforce.refresh_from_db()
    assert (taskforce.region, taskforce.title) == ("Lorraine", "Grand Est")


def test_parts_keep_their_ids_where_their_words_stay(full):
    taskforce = Taskforce.objects.get(title="-Bretagne")
    kept = taskforce.objectives.get(text=ODD).pk
    event = Event.objects.get(title="'=Kick-off")
    lines = 'id,objectives,results\n{},"Something new\n{}","achieved | May 2020 | 2 | Another one\nJust words"\n'
    page = bring(full, "taskforce", lines.format(taskforce.pk, '=1+1; a|b \\\\ \'c\' ""d""\\n-e'))
    assert "0 new, 1 changed" in page.content.decode()
    assert [each.text for each in taskforce.objectives.all()] == ["Something new", ODD]
    assert taskforce.objectives.get(text=ODD).pk == kept
    results = list(taskforce.results.all())
    assert [(row.text, row.state, row.date) for row in results] == [
        ("Another one", "achieved", "2020-05"),
        ("Just words", "achieved", ""),
    ]
    assert [each.pk for each in results[0].objectives.all()] == [kept]
    assert not event.results.exists()  # what it showed is no more


def test_limited_editor_brings_nothing_into_the_taskforces_of_others(full):
    own, other = Taskforce.objects.get(title="Grand Est"), make.taskforce("Another")
    mine = make.event("Mine", taskforces=[own])
    full.force_login(make.person(Role.LIMITED_EDITOR, taskforces=[own]))
    rows = f"id,title,taskforces\n{mine.pk},Mine,{own.slug}; {other.slug}\n,New one,{own.slug}\n"
    found = look(full, "event", rows).context["found"]
    assert [(number, column) for number, column, _sentence in found.faults] == [(2, "taskforces")]
    foreign = Event.objects.get(title="'=Kick-off")
    found = look(full, "event", f"id,title\n{foreign.pk},Taken\n").context["found"]
    assert "You may change events that stand in your taskforces" in found.faults[0][2]
    bring(full, "event", f"title,taskforces\nNew one,{own.slug}\n")
    assert own.events.filter(title="New one").exists()


def test_editor_of_a_country_changes_its_taskforces_and_gives_none_away(full):
    own, other = Taskforce.objects.get(title="-Bretagne"), Taskforce.objects.get(title="Grand Est")
    own.countries.set(["BE"])
    full.force_login(make.person(Role.LIMITED_EDITOR, countries=["BE"]))
    rows = f"id,countries,region\n{own.pk},{{}},Brittany\n"
    found = look(full, "taskforce", rows.format("France")).context["found"]
    assert [(number, column) for number, column, _sentence in found.faults] == [(2, "countries")]
    own.refresh_from_db()
    assert own.region == ""
    found = look(full, "taskforce", f"id,region\n{other.pk},Lorraine\n").context["found"]
    assert [(number, column) for number, column, _sentence in found.faults] == [(2, "id")]
    found = look(full, "taskforce", "title,countries\nNew one,Belgium\n").context["found"]
    assert found.faults == [(2, "title", "You may not add any.")]
    bring(full, "taskforce", rows.format("Belgium"))
    own.refresh_from_db()
    assert own.region == "Brittany"


def test_new_row_is_made_once_however_often_it_is_brought(full):
    rows = "title,date\nMeeting,2020\nMeeting,2021\nmeeting,2020\n"
    assert look(full, "event", rows).context["found"].faults == [
        (4, "title", "Line 2 says the same. Keep one of the two.")
    ]
    bring(full, "event", rows[: rows.rindex("meeting")])
    faults = look(full, "event", "title,date\nMeeting,2021\nMeeting,2022\n").context["found"].faults
    assert [(number, column) for number, column, _sentence in faults] == [(2, "title")]
    assert "write its address “meeting-2”" in faults[0][2]


def test_address_that_another_row_wants_is_not_given_away(full):
    bring(full, "event", "title,slug,date\nMeeting,,2020\nMeeting,meeting,2021\n")
    assert {*Event.objects.filter(title="Meeting").values_list("slug", "date")} == {
        ("meeting-2", "2020"),
        ("meeting", "2021"),
    }


def test_page_that_waits_is_told_how_far_the_file_is(full, monkeypatch):
    monkeypatch.setattr(progress, "SECOND", 0)
    word = "6c2f0d5e-4f4e-4b39-9a53-0b5c39a6a0f1"
    address = f"/admin/timeline/event/import/progress/{word}/"
    assert full.get(address).json() == {}
    file = SimpleUploadedFile("table.csv", b"title\nA\nB\n")
    page = full.post("/admin/timeline/event/import/", {"file": file, "progress": word})
    assert full.get(address).json() == {"number": 2, "total": 2, "words": "Read: 2 of 2 rows."}
    sent = {"kept": page.context["kept"], "seen": page.context["found"].seen, "progress": word}
    full.post("/admin/timeline/event/import/", sent)
    assert full.get(address).json()["words"] == "Written: 2 of 2 rows."
    full.force_login(make.editor("stranger"))
    assert full.get(address).json() == {}


@pytest.mark.django_db(transaction=True)
def test_file_that_two_bring_at_once_is_brought_once():
    event = make.event("Kick-off")
    data = f"id,title\n{event.pk},Kick-off in Rennes\n,Meeting\n".encode()
    people = [make.editor(name) for name in ("first", "second")]
    seen = Import(EventResource, data, people[0]).seen

    def second():
        with pytest.raises(ValidationError, match="somebody changed the desk meanwhile"):
            confirm(EventResource, data, people[1], seen)

    with while_waiting(second):
        confirm(EventResource, data, people[0], seen)
    assert sorted(Event.objects.values_list("title", flat=True)) == ["Kick-off in Rennes", "Meeting"]


def test_organisation_is_not_made_twice_nor_renamed_by_another_name(full):
    found = look(full, "organisation", "name;countries\nRectorat;France\nMINISTRY of education;Spain\n").context[
        "found"
    ]
    assert [(number, column) for number, column, _sentence in found.faults] == [(2, "slug")]
    bring(full, "organisation", "name;countries;other_names\nMINISTRY of education;Spain;MEC\n")
    row = Organisation.objects.get(name="MINISTRY of education")
    assert (row.other_names, [country.pk for country in row.countries.all()]) == ("MEC", ["ES"])


def test_list_is_taken_out_as_it_is_narrowed(full):
    rows = json.loads(take(full, "event", "json", "?q=kick-off"))
    assert [row["title"] for row in rows] == ["'=Kick-off"]
    assert rows[0]["organisations"] == "Académie\\; de \\| Rennes; ministry-of-education-2"
    assert len(json.loads(take(full, "event", "json"))) == 2
    assert full.get("/admin/timeline/event/export/csv/?type__exact=x").status_code == 302
    page = full.get("/admin/timeline/event/export/?q=kick-off").content.decode()
    assert 'href="/admin/timeline/event/export/xlsx/?q=kick-off"' in page
    Event.objects.filter(title="").update(body=f"<p>{'x' * 33_000}</p>")
    page = full.get("/admin/timeline/event/export/xlsx/", follow=True).content.decode()
    assert "Take CSV or JSON." in page


def test_tables_ask_as_much_for_many_rows_as_for_one(full, django_assert_num_queries):
    type = Event.objects.exclude(type=None)[0].type.name
    rows = [f"Kick-off {number},{type},grand-est,Rectorat | Rennes\n" for number in range(99)]
    for first, last in ((0, 0), (0, 2), (2, 99)):
        if last:
            bring(full, "event", "title,type,taskforces,organisations\n" + "".join(rows[first:last]))
        with django_assert_num_queries(OUT):
            file = take(full, "event", "json", "?q=kick-off")
        with django_assert_num_queries(IN):
            assert told(look(full, "event", file)) == (0, 0, last + 1)


OUT, IN = 23, 21
