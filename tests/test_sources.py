"""Where statements come from: sources at the desk, marks that name them, and what readers and machines get of both."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client

from editing.uses import uses
from publishing.bringing_back import bring_back
from publishing.editions import publish
from publishing.refresh import refresh
from publishing.snapshots import SnapshotError
from publishing.trash import discard
from taskforces.models import Dossier, Source, Taskforce
from taskforces.schema import SCHEMA
from tests import desk, make
from tests.reading import faults, read, words
from text.source_marks import name_key, with_links, without_marks

pytestmark = pytest.mark.django_db

NEWS = {"name": "Ouest-France", "address": "https://news.example.org/1", "seen": date(2021, 5, 3)}
NEWS |= {"title": "Two schools began", "archived": "https://archive.example.org/1"}


def cited(**given):
    """A taskforce whose background, first objective and first result name sources."""
    usual = {
        "background": "<p>It began [source: ouest-france]. It grew [source: Report][source: Ouest-France].</p>",
        "objectives": ["Bring schools together [source: Report].", "Begin"],
        "results": ["Two schools began [source: Ouest-France]."],
    }
    pact = make.taskforce("Pact", **usual | given)
    pact.sources.create(**NEWS)
    pact.sources.create(name="Report", document=make.document(title="Yearly report"), position=1)
    return make.touched(pact)


def add_source(client, item, button="_save", **typed):
    """Type a new source in the form of a taskforce that has none."""
    row = {f"sources__0__{name}": value for name, value in typed.items() if name in ("name", "address", "document")}
    others = {name: value for name, value in typed.items() if f"sources__0__{name}" not in row}
    return desk.send(client, desk.address(item), button, sources__TOTAL_FORMS="1", **row, **others)


def non_form_errors(response):
    return [text for inline in response.context["inline_admin_formsets"] for text in inline.formset.non_form_errors()]


def test_a_source_is_typed_in_the_form_and_named_in_the_texts(editor):
    item = make.taskforce(objectives=["Begin"])
    texts = {"background": "<p>It began [source: News].</p>", "objectives__0__text": "Begin [source: news]"}
    assert add_source(editor, item, name="News", address="https://e.org/", **texts).status_code == 302
    item.refresh_from_db()
    assert item.background == "<p>It began [source: News].</p>"
    (source,) = item.to_body()["sources"]
    assert source == {
        "id": str(item.sources.get().pk),
        **{"name": "News", "title": "", "address": "https://e.org/", "seen": "", "archived": "", "document": ""},
    }


def test_a_statement_names_only_sources_of_its_own_taskforce(editor):
    cited()
    item = make.taskforce(objectives=["Begin"], results=["Done"])
    texts = {"background": "<p>[source: Report]</p>", "objectives__0__text": "[source: Ouest-France]"}
    page = add_source(editor, item, name="News", address="https://e.org/", **texts, results__0__text="[source: news]")
    assert non_form_errors(page) == [
        "Background: no source below is called “Report”. Add it, or change the mark.",
        "Objective 1: no source below is called “Ouest-France”. Add it, or change the mark.",
    ]
    assert desk.filled(page)["sources-0-name"] == "News"
    assert not item.sources.exists()


def test_a_source_that_is_named_is_neither_removed_nor_renamed(editor):
    item = cited()
    for change in ({"sources__1__DELETE": "on"}, {"sources__1__name": "Yearly report"}):
        page = desk.send(editor, desk.address(item), **change)
        assert [text.split(".")[0] for text in non_form_errors(page)] == [
            "Background: no source below is called “Report”",
            "Objective 1: no source below is called “Report”",
        ]


def test_a_source_that_somebody_else_renames_meanwhile_is_told(editor):
    item = make.taskforce()
    item.sources.create(name="News", address="https://e.org/")
    opened = desk.filled(editor.get(desk.address(make.touched(item))))
    other = Client()
    other.force_login(make.editor("anna"))
    assert desk.send(other, desk.address(item), sources__0__name="Paper").status_code == 302
    page = editor.post(desk.address(item), opened | {"background": "<p>It began [source: News].</p>", "_save": "1"})
    assert [text[:45] for text in non_form_errors(page)] == ["Background: no source below is called “News”."]
    sent = desk.filled(page) | {"background": "<p>It began [source: Paper].</p>", "_save": "1"}
    assert editor.post(desk.address(item), sent).status_code == 302


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"name": "News"}, "sources-0-__all__"),
        ({"name": "News", "address": "javascript:alert(1)"}, "sources-0-address"),
        ({"name": "[News]", "address": "https://e.org/"}, "sources-0-name"),
        ({"name": "<b>", "address": "https://e.org/"}, "sources-0-name"),
    ],
)
def test_a_source_is_somewhere_and_its_name_fits_into_a_mark(editor, typed, refused):
    item = make.taskforce()
    page = add_source(editor, item, **typed)
    (form,) = page.context["inline_admin_formsets"][3].formset.forms
    assert {form.add_prefix(name) for name in form.errors} == {refused}
    assert not Source.objects.exists()


def test_sources_are_put_in_order_and_removed_without_a_gap(editor):
    item = cited(background="", objectives=["Begin [source: Report]", "Go on [source: Report]"], results=[])
    desk.send(editor, desk.address(item), sources__0__number="2", sources__1__number="1")
    assert list(item.sources.values_list("name", "position")) == [("Report", 0), ("Ouest-France", 1)]
    desk.send(editor, desk.address(item), sources__1__DELETE="on", objectives__0__DELETE="on")
    assert list(item.sources.values_list("name", "position")) == [("Report", 0)]
    assert list(item.objectives.values_list("position", flat=True)) == [0]
    item.sources.create(name="Later", address="https://e.org/", position=1)
    desk.send(editor, desk.address(item), sources__0__DELETE="on", objectives__0__text="Go on [source: later]")
    assert list(item.sources.values_list("name", "position")) == [("Later", 0)]


def test_two_sources_of_one_name_are_told(editor):
    item = cited()
    page = desk.send(editor, desk.address(item), sources__1__name="ouest-FRANCE")
    assert "Two sources are called “ouest-FRANCE”. Give each a short name of its own." in non_form_errors(page)


@pytest.mark.parametrize("row", [{"name": "", "address": "https://e.org/"}, {"name": "Nowhere"}])
def test_database_refuses_a_source_without_name_or_place(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.taskforce().sources.create(**row)


def test_preview_shows_sources_as_they_are_typed(editor):
    item = make.taskforce()
    text = "<p>It began [source: News].</p>"
    page = add_source(editor, item, "_preview", name="News", address="https://e.org/", background=text)
    assert "It began[1]." in desk.text(page)
    assert "News" in desk.text(page)
    assert not item.sources.exists()


def test_readers_are_led_to_the_source_and_back(client):
    make.published(cited())
    page = read(client, "/taskforces/pact/")
    assert faults(page) == []
    assert "It began[1]. It grew[2][1]." in page.main
    assert "[source" not in page.main
    named = [link for link in page.all("a") if (link.get("href") or "").startswith("#note_source_")]
    numbers = ["1", "2", "1", "2", "1"]
    assert [link.get("aria-label") for link in named] == [f"Source {number}" for number in numbers]
    notes = [item for section in page.all("section", id="the_sources") for item in section.iter("li")]
    assert [words(note) for note in notes] == [
        "Two schools began, seen on 3 May 2021, archived copy ↑ ↑ ↑",
        "Yearly report (PDF, 1.1 MB, in English) ↑ ↑",
    ]
    back = [link for link in notes[1].iter("a") if link.get("href", "").startswith("#")]
    assert [link.get("aria-label") for link in back] == ["Back to statement 1", "Back to statement 2"]
    ids = {element.get("id") for element in page.all()}
    assert {link.get("href")[1:] for note in notes for link in note.iter("a") if link.get("href")[0] == "#"} <= ids
    assert page.links()["Sources 2"] == "#the_sources"
    assert next(thing["citation"] for thing in page.things if "citation" in thing)[0] == {
        "@type": "CreativeWork",
        "name": "Two schools began",
        "url": "https://news.example.org/1",
        "archivedAt": "https://archive.example.org/1",
    }


def test_pages_without_a_list_of_sources_show_the_words_alone(client):
    make.published(cited())
    for address in ("/taskforces/pact/print/", "/taskforces/pact/evidence/", "/search/?q=schools", "/taskforces/"):
        page = read(client, address)
        assert "[source" not in page.main
        assert "[1]" not in page.main
    assert read(client, "/taskforces/pact/").meta("description") == "It began. It grew."


def test_exports_keep_sources(client):
    make.published(cited())
    told = client.get("/taskforces/pact.json").json()
    news, report = told["sources"]
    assert {name: news[name] for name in ("number", "url", "seen", "archived", "document")} == {
        "number": 1,
        "url": "https://news.example.org/1",
        "seen": "2021-05-03",
        "archived": "https://archive.example.org/1",
        "document": None,
    }
    assert report["document"]["title"] == "Yearly report"
    assert told["objectives"][0]["text"] == "Bring schools together."
    assert told["objectives"][0]["sources"] == [report["id"]]
    assert told["results"][0]["sources"] == [news["id"]]
    assert told["documents"] == []
    assert told["background"]["text"] == "It began. It grew."


def test_tables_keep_sources_and_what_they_show(client):
    make.published(cited())
    content = b"".join(client.get("/taskforces.csv")).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    assert row["background"] == "It began [1]. It grew [2] [1]."
    assert row["objectives"] == "Bring schools together. [2]; Begin"
    assert row["results"] == "Two schools began. [1]"
    news, report = row["sources"].split("; ")
    assert news == (
        "[1] Two schools began, https://news.example.org/1, seen on 2021-05-03, "
        "archived copy: https://archive.example.org/1"
    )
    assert report.startswith("[2] Yearly report, http://testserver/media/documents/")


def test_two_editions_are_compared_with_their_sources(client):
    item = make.published(cited())
    item.sources.filter(name="Report").update(name="Year 2021", seen=date(2022, 1, 2))
    item.objectives.filter(position=0).update(text="Bring schools together [source: Year 2021].")
    make.published(make.touched(item))
    page = read(client, "/taskforces/pact/compare/1...2/")
    assert "Sources" in page.main
    assert "(2 January 2022, Yearly report)" in page.main


def test_an_edition_of_before_is_read_as_one_without_sources():
    item = make.published(make.taskforce("Pact", objectives=["Begin"]))
    old = item.build()
    del old["body"]["sources"]
    assert SCHEMA.body_of(old | {"schema": 3}) == item.to_body()
    Taskforce.objects.filter(pk=item.pk).update(schema_number=3, desk_digest="old", live_digest="old")
    refresh("taskforce", item.pk)
    item.refresh_from_db()
    assert (item.state, item.schema_number) == (item.State.PUBLISHED, SCHEMA.number)


def test_a_dossier_drawn_before_there_were_sources_is_shown(client):
    item = make.published(make.taskforce("Pact", objectives=["Begin"], results=["Done"]))
    plain = [{"id": str(item.pk), "text": "Begin"}]
    result = {"id": str(item.pk), "text": "Done", "state": "achieved", "date": "", "objectives": []}
    Dossier.objects.update(objectives=plain, results=[result], sources=[])
    assert "Begin" in read(client, "/taskforces/pact/").main
    (told,) = json.loads(b"".join(client.get("/api/v1/taskforces")))["items"]
    assert told["objectives"][0]["sources"] == []


def test_a_document_that_is_a_source_counts_as_used(client):
    item = cited()
    report = item.sources.get(name="Report").document
    assert uses(report) == ([item], 0)
    with pytest.raises(ProtectedError, match="“Yearly report” is used in: taskforce “Pact”"):
        report.delete()
    publish(item)
    assert "Yearly report" not in read(client, "/taskforces/pact/evidence/").main  # no document of the dossier's own
    assert read(client, "/search/?q=yearly").links()["Yearly report"] == report.get_absolute_url()
    item.sources.all().delete()
    assert uses(report) == ([item], 0)  # readers still see it


def test_sources_come_back_by_restore_and_from_the_trash():
    item = cited()
    before, snapshot = item.to_body(), item.build()
    item.sources.all().delete()
    item.write(snapshot)
    item.schema.forget(item)
    assert item.to_body() == before
    trashed, _touched = discard(item)
    assert not Source.objects.exists()
    back = bring_back(trashed)
    assert (back.item.to_body(), back.sentences) == (before, [])


def test_a_source_whose_document_is_gone_stays_only_with_an_address():
    item = cited()
    item.sources.filter(name="Ouest-France").update(document=make.document(title="Cutting"))
    trashed, _touched = discard(make.touched(item))
    Source.objects.all().delete()
    make.Document.objects.all().delete()
    back = bring_back(trashed)
    assert [(source.name, source.document) for source in back.item.sources.all()] == [("Ouest-France", None)]
    assert "“Cutting”" in back.sentences[0]
    assert "“Yearly report”" in back.sentences[0]


@pytest.mark.parametrize(
    "hostile",
    [
        {"address": "javascript:alert(1)"},
        {"archived": "data:text/html,x"},
        {"seen": "yesterday"},
        {"document": "../etc"},
        {"name": "[x]"},
        {"id": "1"},
    ],
)
def test_a_snapshot_with_a_bad_source_is_refused(hostile):
    item = cited()
    snapshot = item.build()
    snapshot["body"]["sources"][0] |= hostile
    with pytest.raises((SnapshotError, ValidationError)):
        item.write(snapshot)


NUMBERS = {name_key(name): number for number, name in enumerate(["R&D <1", "B"], 1)}


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        (
            "<p>A [source: r&amp;d &lt;1].</p>",
            '<p>A<sup><a id="ref_source1_1" href="#note_source_1">[1]</a></sup>.</p>',
        ),
        ("<p>A [source: unknown] [sic]</p>", "<p>A [source: unknown] [sic]</p>"),
        (
            "<p><strong>A [SOURCE:<em>B</em></strong> ]</p>",
            '<p><strong>A<sup><a id="ref_source2_1" href="#note_source_2">[2]</a></sup><em></em></strong></p>',
        ),
        ('<p><a href="/x" title="[source: B]">x</a></p>', '<p><a href="/x" title="[source: B]">x</a></p>'),
    ],
)
def test_marks_in_rich_text_become_links_and_nothing_else(written, drawn):
    assert with_links(written, NUMBERS).replace(' rel="noopener"', "") == drawn


def test_marks_in_plain_text_are_taken_out():
    assert without_marks("5 < 6 [source: B] > 4 & [source: r&d <1], [x]", NUMBERS) == ("5 < 6 > 4 &, [x]", [2, 1])
    assert without_marks("&amp; [source: unknown]", NUMBERS) == ("&amp; [source: unknown]", [])
