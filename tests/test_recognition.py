"""Recognition: the kind of a document is told from its bytes; what could harm readers is refused with a sentence."""

import tracemalloc
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from library import processes
from library.kinds import Kind
from library.recognition import packages, recognise
from library.recognition.identify import identify
from library.recognition.refusals import MAX_TEXT
from tests import make

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
CONTENTS = "[Content_Types].xml"
WORD = {CONTENTS: "<Types/>", "word/document.xml": "<document/>"}
TABLE = {CONTENTS: "<Types/>", "xl/workbook.xml": "<workbook/>"}
OPEN = "application/vnd.oasis.opendocument."
WRITER = {"mimetype": f"{OPEN}text", "content.xml": "<a/>"}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
SCRIPT = 'xmlns:s="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
FIELD = '<w:r xmlns:w="w"><w:instrText>%s</w:instrText></w:r>'


def types(name: str, encoding="utf-8") -> bytes:
    """A list of content types with one part of this type."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><Types><Override PartName="/a" ContentType="{name}"/></Types>'
    return text.encode(encoding)


def relations(kind: str, target="a", mode="Internal", encoding="utf-8") -> bytes:
    """A part with one relationship. `kind` is the end of its type, or all of it."""
    kind = kind if ":" in kind else RELATION + kind
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><Relationships xmlns="r">'
        f'<Relationship Id="r1" Type="{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return text.encode(encoding)


def outside(kind: str, target: str) -> bytes:
    """A Word document that names something elsewhere."""
    return make.archive({**WORD, "word/_rels/document.xml.rels": relations(kind, target, "External")})


def refused(data: bytes, **how) -> str:
    """The code of the refusal."""
    with pytest.raises(ValidationError) as refusal:
        identify(data, **how)
    (sentence,) = refusal.value.messages
    assert sentence.endswith(".")
    assert "%" not in sentence
    return refusal.value.code


def member_that_is_broken() -> bytes:
    data = bytearray(make.archive({**WORD, "word/media.bin": "a long stretch of words " * 50}))
    place = data.index(b"word/media.bin") + len("word/media.bin")
    data[place + 5] ^= 0xFF
    return bytes(data)


class TestRecognise:
    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (PDF, Kind.PDF),
            (make.archive(WORD), Kind.WORD),
            (make.archive({CONTENTS: "", "xl/workbook.xml": ""}), Kind.EXCEL),
            (make.archive({CONTENTS: "", "ppt/presentation.xml": ""}), Kind.POWERPOINT),
            (make.archive({"mimetype": f"{OPEN}text", "content.xml": ""}), Kind.ODT),
            (make.archive({"mimetype": f"{OPEN}spreadsheet", "content.xml": ""}), Kind.ODS),
            (make.archive({"mimetype": f"{OPEN}presentation", "content.xml": ""}), Kind.ODP),
            ("Élan: 3 < 5, ask <jan@example.org>\n".encode(), Kind.TEXT),
            (b"\xef\xbb\xbfa;b\n", Kind.TEXT),
        ],
    )
    def test_kind_is_told_from_the_content(self, data, kind):
        assert identify(data) == kind

    def test_name_tells_csv_from_other_text_only(self):
        assert recognise(b"a;b\n", "TABLE.CSV") == Kind.CSV
        assert recognise(b"a;b\n", "csv") == Kind.TEXT
        assert recognise(PDF, "table.csv") == Kind.PDF

    @pytest.mark.parametrize("data", [b"<script>", PDF[:20], b"a" * (MAX_TEXT + 1), b"\x00"])
    def test_refusal_is_the_same_as_inside_the_process(self, data):
        with pytest.raises(ValidationError) as inside:
            identify(data)
        with pytest.raises(ValidationError) as outside:
            recognise(data)
        assert (outside.value.code, outside.value.messages) == (inside.value.code, inside.value.messages)

    def test_document_that_takes_too_long_gives_a_sentence(self, monkeypatch):
        monkeypatch.setattr(processes, "SECONDS", 0)
        with pytest.raises(ValidationError) as refusal:
            recognise(PDF)
        assert refusal.value.code == "too_much_work"

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (PDF[:30], "cut_off"),
            (PDF + b"<script>alert(1)</script>", "cut_off"),
            (make.archive(WORD)[:-30], "damaged"),
            (make.archive(WORD) + b"more", "damaged"),
            (member_that_is_broken(), "damaged"),
            (make.archive({**WORD, "word/vbaProject.bin": "x"}), "macros"),
            (make.archive({**WORD, CONTENTS: "no XML"}), "damaged"),
            (make.archive({CONTENTS: "", "xl/workbook.xml": "", "xl/macrosheets/sheet1.xml": ""}), "macros"),
            (make.archive({"mimetype": f"{OPEN}text", "Basic/Standard/Module1.xml": ""}), "macros"),
            (make.archive({"readme.txt": "any zip"}), "unknown"),
            (make.archive({"word/document.xml": "without contents"}), "unknown"),
            (make.archive({**WORD, "xl/workbook.xml": "two kinds at once"}), "unknown"),
            (make.archive({}), "damaged"),
            (b"<!doctype html><p>Hello", "markup"),
            (b"  plain, then <script src=x", "markup"),
            (b"<?xml version='1.0'?><svg/>", "markup"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 the old Word", "unknown"),
            (b"MZ\x90\x00 a program", "unknown"),
            (b"\x00\x01 text with control characters", "unknown"),
            ("Grüße".encode("utf-16"), "unknown"),
            (make.image("JPEG"), "unknown"),
        ],
    )
    def test_what_lies_about_itself_is_refused_with_a_sentence(self, data, code):
        assert refused(data) == code

    def test_bomb_is_refused_before_it_is_unpacked(self, monkeypatch):
        monkeypatch.setattr(packages, "MAX_UNPACKED", 1000)
        assert refused(make.archive({**WORD, "word/media.bin": "0" * 1001})) == "bomb"

    @given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", make.archive(WORD)]))
    def test_any_bytes_give_a_kind_or_a_sentence(self, noise, start):
        with suppress(ValidationError):
            assert identify(start + noise) in Kind

    @given(st.integers(0), st.integers(0, 255))
    def test_archive_with_a_wrong_byte_gives_a_kind_or_a_sentence(self, place, value):
        data = bytearray(make.archive(WORD))
        data[place % len(data)] = value
        with suppress(ValidationError):
            assert identify(bytes(data)) in Kind


class TestPdf:
    @pytest.mark.parametrize(
        "trailer",
        [
            b"<< /Root 1 0 R /Encrypt 12 0 R >>",
            b"<</Encrypt<</Filter/Standard/V 2>>/Root 1 0 R>>",
            b"<< /Encrypt\n12\n0\nR >>",
            b"<< /#45ncr#79pt 12 0 R >>",
            b"<< /Encr#79pT 12 0 R /Encry#70t  7 0  R >>",
        ],
    )
    def test_one_that_asks_for_a_password_is_refused_before_it_is_published(self, trailer):
        assert refused(PDF.replace(b"<< >>\n%%EOF", trailer + b"\n%%EOF")) == "protected"

    def test_one_that_only_speaks_of_encryption_is_kept(self):
        assert identify(PDF.replace(b"<< >>", b"<< /Title (/Encrypt and /EncryptMetadata) >>")) == Kind.PDF


class TestOoxml:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "us-ascii", "iso-8859-1"])
    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("application/vnd.ms-word.document.macroEnabled.main+xml", "macros"),
            ("application/vnd.ms-excel.sheet.MACROENABLED.main+xml", "macros"),
            ("application/vnd.ms-word.document.&#109;acro&#x45;nabled.main+xml", "macros"),
            ("application/vnd.ms-office.vbaProject", "macros"),
            ("application/vnd.ms-excel.macrosheet+xml", "macros"),
            ("application/vnd.ms-excel.intlmacrosheet+xml", "macros"),
            ("application/vnd.ms-office.activeX+xml", "macros"),
            ("application/vnd.openxmlformats-officedocument.oleObject", "embedded"),
        ],
    )
    def test_programs_and_objects_are_known_by_their_type_whatever_they_are_called(self, name, code, encoding):
        assert refused(make.archive({**WORD, CONTENTS: types(name, encoding), "word/fonts.xml": "x"})) == code

    def test_types_are_read_to_their_end(self):
        padded = b"<Types>" + b"<Default/>" * 200_000 + types("application/vnd.ms-office.vbaProject")[38:]
        assert refused(make.archive({**WORD, CONTENTS: padded + b"</Types>"})) == "macros"

    @pytest.mark.parametrize("part", ["word/_rels/document.xml.rels", "_rels/.rels", "XL/_RELS/Sheet.xml.RELS"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize(
        ("kind", "code"),
        [
            ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "macros"),
            ("http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", "macros"),
            ("http://schemas.microsoft.com/office/2006/relationships/activeXControlBinary", "macros"),
            ("control", "macros"),
            ("oleObject", "embedded"),
            (f"{STRICT}oleObject", "embedded"),
            ("aFChunk", "embedded"),
        ],
    )
    def test_programs_and_objects_are_known_by_what_leads_to_them(self, kind, code, part, encoding):
        assert refused(make.archive({**WORD, part: relations(kind, encoding=encoding)})) == code

    @pytest.mark.parametrize(
        "name", ["word/vbaProject.bin", "word\\VBAPROJECT.BIN", "xl/macrosheets/a.xml", "x/activeX/a"]
    )
    def test_programs_are_known_by_their_name(self, name):
        assert refused(make.archive({**WORD, name: "x"})) == "macros"

    @pytest.mark.parametrize("name", ["word/media/image1.png", "word/embeddings/oleObject1.bin", "a"])
    @pytest.mark.parametrize("data", [OLD_OFFICE + b"x", b"MZ\x90\x00"])
    def test_programs_and_objects_are_known_by_their_content(self, name, data):
        assert refused(make.archive({**WORD, name: data})) == "embedded"
        assert refused(make.archive({**WRITER, name: data})) == "embedded"

    @pytest.mark.parametrize(
        ("kind", "target"),
        [
            ("attachedTemplate", "https://example.org/a.dotm"),
            ("attachedTemplate", "file://server/share/a.dotx"),
            ("attachedTemplate", "\\\\server\\share\\a.dotx"),
            ("attachedTemplate", "file:///\\\\server\\share\\a.dotx"),
            (f"{STRICT}attachedTemplate", "http://example.org/a.dotm"),
            ("oleObject", "https://example.org/a"),
            ("frame", "https://example.org/a"),
            ("subDocument", "https://example.org/a.docx"),
            ("package", "https://example.org/a.xlsx"),
            ("image", "file://server/share/a.png"),
            ("image", "\\\\server\\a.png"),
        ],
    )
    def test_what_is_fetched_from_elsewhere_is_refused(self, kind, target):
        assert refused(outside(kind, target)) in ("linked", "embedded")

    @pytest.mark.parametrize(
        ("kind", "target"),
        [
            ("hyperlink", "https://example.org/?a=b&amp;c=d"),
            (f"{STRICT}hyperlink", "mailto:jan@example.org"),
            ("image", "https://example.org/a.png"),
            ("video", "https://example.org/film"),
            ("externalLinkPath", "Budget%202024.xlsx"),
            ("http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlPathMissing", "Budget.xlsx"),
            ("attachedTemplate", "file:///C:\\Users\\jan\\Templates\\Letter.dotx"),
            ("attachedTemplate", "C:/Templates/Letter.dotx"),
        ],
    )
    def test_links_and_the_writers_own_template_are_fine(self, kind, target):
        assert identify(outside(kind, target)) == Kind.WORD

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize(
        "words",
        [
            FIELD % "DDEAUTO c:\\\\windows\\\\cmd.exe",
            FIELD % " dde Excel table",
            '<w:r xmlns:w="w"><w:instrText>DD</w:instrText><w:t>text</w:t><w:instrText>EAUTO a</w:instrText></w:r>',
            '<w:p xmlns:w="w"><w:fldSimple w:instr="DDE&#65;UTO a b"/></w:p>',
            '<w:p xmlns:w="w"><w:fldSimple w:instr=" \'DDE\' "/></w:p>'.replace("'", "&quot;"),
            '<x xmlns="x"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></x>',
        ],
    )
    def test_data_of_another_program_is_refused(self, words, encoding):
        part = f'<?xml version="1.0" encoding="{encoding}"?>{words}'.encode(encoding)
        assert refused(make.archive({**WORD, "word/footnotes.xml": part})) == "linked"

    def test_fields_that_only_speak_of_it_are_fine(self):
        words = FIELD % 'HYPERLINK "https://example.org/DDE"' + FIELD % " TOC \\o "
        assert identify(make.archive({**WORD, "word/footnotes.xml": f"<a>{words}</a>"})) == Kind.WORD

    def test_words_are_found_wherever_a_long_part_is_cut(self):
        for padding in range(packages._CHUNK - 60, packages._CHUNK + 20, 7):
            part = f"<a>{'x' * padding}{FIELD % 'DDE a'}</a>"
            assert refused(make.archive({**WORD, "word/footnotes.xml": part})) == "linked"

    def test_table_behind_a_chart_is_kept_and_one_with_macros_is_not(self):
        place = "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"
        assert identify(make.archive({**WORD, place: make.archive(TABLE)})) == Kind.WORD
        evil = make.archive({**TABLE, "xl/vbaProject.bin": "x"})
        assert refused(make.archive({**WORD, place: evil})) == "macros"
        assert refused(make.archive({**WORD, place: make.archive({**TABLE, place: evil})})) == "macros"
        assert refused(make.archive({**WORD, "word/a.png": make.archive({"run.exe": "x"})})) == "embedded"

    def test_files_within_files_within_files_are_refused(self):
        data = make.archive(TABLE)
        for _depth in range(packages.DEEPEST + 1):
            data = make.archive({**TABLE, "a": data})
        assert refused(data) == "embedded"

    def test_bomb_within_the_file_is_refused_before_it_is_unpacked(self, monkeypatch):
        monkeypatch.setattr(packages, "MAX_UNPACKED", 10_000)
        inner = make.archive({**TABLE, "a": "0" * 4000})
        assert identify(make.archive({**WORD, "a": inner, "b": inner})) == Kind.WORD
        assert refused(make.archive({**WORD, "a": inner, "b": inner, "c": inner})) == "bomb"

    def test_work_on_xml_is_bounded(self, monkeypatch):
        monkeypatch.setattr(packages, "MAX_PARSED", 10_000)
        assert refused(make.archive({**WORD, CONTENTS: "<a>" + "<b/>" * 3000 + "</a>"})) == "bomb"

    @pytest.mark.parametrize(
        "text",
        [
            "<!DOCTYPE a [<!ENTITY a 'vbaProject'>]><Types/>",
            "<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><Types/>",
            "<Types>",
            "no xml",
        ],
    )
    def test_odd_xml_is_refused(self, text):
        assert refused(make.archive({**WORD, CONTENTS: text})) == "damaged"

    def test_xml_that_is_nested_without_end_is_refused(self):
        assert refused(make.archive({**WORD, CONTENTS: "<a>" * 2_000_000})) == "damaged"

    def test_two_parts_of_one_name_are_refused(self):
        assert refused(make.archive({**WORD, "WORD/Document.xml": "<other/>"})) == "damaged"

    def test_one_with_a_password_is_told_from_the_old_formats(self):
        packed = OLD_OFFICE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100
        assert refused(packed) == "protected"
        assert refused(OLD_OFFICE + b"\0" * 500 + "WordDocument".encode("utf-16-le")) == "unknown"


class TestOpenDocument:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize(
        ("words", "code"),
        [
            (f'<s:event-listener {SCRIPT} s:event-name="dom:load"/>', "macros"),
            (f"<x:event-listener {SCRIPT.replace('xmlns:s=', 'xmlns:x=')}/>", "macros"),
            ('<o:script xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>', "macros"),
            ('<script xmlns="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>', "macros"),
            ('<a href="vnd.sun.star.script:Standard.Module1.Main?language=Basic"/>', "macros"),
            ('<a href="&#118;nd.sun.star.script:x"/>', "macros"),
            ('<a href="macro:///Standard.Module1.Main"/>', "macros"),
            ('<o:dde-source xmlns:o="o"/>', "linked"),
            ('<t:section-source xmlns:t="t" href="https://example.org/a.odt"/>', "linked"),
            ('<d:floating-frame xmlns:d="d" href="https://example.org/"/>', "linked"),
        ],
    )
    @pytest.mark.parametrize("part", ["content.xml", "styles.xml", "Object 1/content.xml"])
    def test_programs_and_links_in_any_part_are_refused(self, words, code, part, encoding):
        text = f'<?xml version="1.0" encoding="{encoding}"?><r>{words}</r>'.encode(encoding)
        assert refused(make.archive({**WRITER, part: text})) == code

    @pytest.mark.parametrize("name", ["Basic/Standard/Module1.xml", "Scripts/python/a.py", "Dialogs/a.xml"])
    def test_programs_are_known_by_their_place(self, name):
        assert refused(make.archive({**WRITER, name: "x"})) == "macros"

    def test_one_with_a_password_is_refused(self):
        manifest = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
        assert refused(make.archive({**WRITER, "META-INF/manifest.xml": manifest})) == "protected"

    def test_click_that_turns_a_page_is_fine(self):
        click = '<p:event-listener xmlns:p="presentation" p:action="next-page"/><o:scripts xmlns:o="o"/>'
        assert identify(make.archive({**WRITER, "content.xml": f"<a>{click}</a>"})) == Kind.ODT


class TestPlainText:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            (r"{\rtf1\ansi Hello}", "rtf"),
            ("\ufeff\n {\\rt Hello}", "rtf"),
            ("%!PS-Adobe-3.0 EPSF-3.0\n", "postscript"),
            ("<note to='jan@example.org'/>", "markup"),
            ("\n\n<?xml version='1.0'?>", "markup"),
            ("words, then <p class='a@b'>", "markup"),
            ("words, then <svg:script >", "markup"),
            ("words, then <!-- comment", "markup"),
            ("#!/bin/sh\nrm -rf /\n", "program"),
            ("@echo off\r\ndel *\r\n", "program"),
            ("[InternetShortcut]\nURL=https://example.org\n", "program"),
            ("Windows Registry Editor Version 5.00\n", "program"),
            ("MIME-Version: 1.0\nSubject: Hello\n\nHello\n", "email"),
            ("From: Jan\nTo: Eva\nMessage-ID: <1@example.org>\n\nHello\n", "email"),
            ("From jan@example.org Mon Jan  1 10:00:00 2024\nSubject: Hello\n", "email"),
            ("BEGIN:VCALENDAR\nVERSION:2.0\n", "card"),
            ("BEGIN:VCARD\n", "card"),
            ('{"name": "value"}', "json"),
            ('[{"name": 1}]', "json"),
            ("[1, 2, 3]", "json"),
            ("-----BEGIN PRIVATE KEY-----\nabc\n", "key"),
        ],
    )
    @pytest.mark.parametrize("is_csv", [False, True])
    def test_what_only_looks_like_plain_text_is_told_apart(self, text, code, is_csv):
        assert refused(text.encode(), is_csv=is_csv) == code

    @pytest.mark.parametrize(
        "text",
        [
            "[1] Smith, J. (2020). Schools.",
            "From: Jan\nTo: Eva\nSubject: Meeting\n\nDear Eva",
            "See <https://example.org/a> and <jan@example.org>; 3 < 5 and a <- b",
            "# Agenda\n- one\n",
            "{name} is to be filled in",
            "Begin: 10:00\nEnd: 11:00",
            "100%!",
        ],
    )
    def test_plain_text_is_plain_text(self, text):
        assert identify(text.encode()) == Kind.TEXT

    @pytest.mark.parametrize(
        "piece", ["<", "< ", "<a", "<a ", "<!", "</", "a", " ", "\n", "&", "<a:b", '{"', "[", "%", "é"]
    )
    def test_text_of_thirty_nine_million_signs_is_refused_before_it_is_read(self, piece):
        data = piece.encode() * (39_000_000 // len(piece.encode()))
        tracemalloc.start()
        assert refused(data) in ("long_text", "markup")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 1_000_000

    @pytest.mark.parametrize(
        "piece", ["<", "< ", "<a", "<a-", "<!", "</", "a", " ", "&", "<a:b", "<a:", '{"', "[", "\n", "x:"]
    )
    def test_longest_text_that_is_read_is_read_once(self, piece):
        # Ten megabytes: were each sign compared with all that follow, this would never end.
        with suppress(ValidationError):
            assert identify((piece * (MAX_TEXT // len(piece))).encode()) in Kind
