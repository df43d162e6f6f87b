"""Files that people bring as tables: what programs write, what is odd, and what is hostile."""

import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest

from dossier_site.tables.reading import MAX_BYTES, MOST_UNPACKED
from tests import make
from tests.tables import bring, look, take
from timeline.models import Event

pytestmark = pytest.mark.django_db


def bomb():
    """A workbook of some kilobytes that is much larger than it says."""
    return make.archive({"xl/workbook.xml": b"0" * (MOST_UNPACKED + 1)})


def laughs():
    """A workbook with a text that is made of others, and so would fill all memory."""
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    cell = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row></sheetData>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<!DOCTYPE worksheet [<!ENTITY a0 "haha">{names}]><worksheet xmlns="{space}">{cell}</worksheet>'
    with zipfile.ZipFile(io.BytesIO(sheet(["title"], ["A"]))) as book:
        return make.archive({name: book.read(name) for name in book.namelist()} | {"xl/worksheets/sheet1.xml": text})


def sheet(*rows):
    """A workbook as spreadsheet programs write it, with what its cells hold."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


ODD_FILES = {
    b"": "empty",
    b" \n\n": "empty",
    b"title\n": "no rows",
    b"titel,date\nA,2020\n": "“titel”",
    b"title,title\nA,B\n": "twice: title",
    b"title\nA,B,C\n": "Line 2 has more cells",
    b"[1, 2]": "no list of objects",
    b'{"title": "A"}': "no list of objects",
    b'[{"title": ["A"]}]': "a text is expected",
    b"[" * 100_000: "no JSON",
    b"PK\x03\x04 and no more": "cannot be read",
    b"\x89PNG\r\n\x1a\n\0\0": "no table",
    b"title\n" + b"A\n" * 5001: "5000 rows",
    b"title\n" + b"A" * MAX_BYTES: "too large",
    sheet(["title", "date"], ["=1+1", None]): "Cell A2 holds a formula",
}


def test_file_that_is_no_table_is_told_in_a_sentence(editor):
    for content, words in {**ODD_FILES, bomb(): "too large", laughs(): "cannot be read"}.items():
        page = look(editor, "event", content)
        assert page.status_code == 200
        assert words in " ".join(page.context["form"].errors["file"]), content[:40]
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        "\ufefftitle;date\nRéunion;2020\n".encode(),
        "title;date\nRéunion;2020\n".encode("cp1252"),
        "Title\tDate\nRéunion\t2020\n".encode("utf-16"),
        b"\n\n" + "title,date,place\n\nRéunion,2020,\n,,\n".encode(),
        sheet(["title", "date", "place"], [None, None, None], ["Réunion", 2020, None]),
        json.dumps([{"title": "Réunion", "date": 2020}, {"title": "Réunion", "date": None}][:1]).encode(),
    ],
)
def test_table_is_read_as_programs_write_it(editor, content):
    (line,) = look(editor, "event", content).context["found"].new
    assert (line.draft.words["title"], line.draft.words["date"]) == ("Réunion", "2020")


def test_formula_of_a_table_is_a_text_and_a_day_of_a_spreadsheet_a_date(editor):
    bring(editor, "event", sheet(["slug", "title", "date"], ["sum", "1+1", date(2022, 8, 24)]))
    bring(editor, "event", "slug,title\nsum,=1+1\n")
    event = Event.objects.get()
    assert (event.title, event.date) == ("=1+1", "2022-08-24")
    rows = list(openpyxl.load_workbook(io.BytesIO(take(editor, "event", "xlsx"))).active.iter_rows())
    assert (rows[1][2].value, rows[1][2].data_type) == ("=1+1", "s")
    assert b"'=1+1" in take(editor, "event")
