"""The picture of a dossier for where somebody shares its address."""

import io
import re

import pytest
from PIL import Image, ImageChops, ImageColor

from dossiers.drawings import tokens, typesetting
from dossiers.drawings.share import LAND, MARKS, SIZE, picture
from publishing.editions import withdraw
from publishing.touch import touch
from taskforces.models.status import Status
from tests import make
from tests.reading import faults, read

CSS = tokens.FILE.parent
ALPHABETS = {
    "Latin": "ÀÁÂÃÄÅĀĂĄÆÇĆĈĊČĎĐÐÈÉÊËĒĖĘĚĞĠĢĦÌÍÎÏĪĮİĶĹĻĽŁÑŃŅŇÒÓÔÕÖŌŐØŒŔŘŚŠȘŞŤȚÙÚÛÜŪŮŰŲẂŴÝŶŸŹŻŽÞß„“”‚‘’«»–—…",
    "Greek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏΪΫάέήίόύώϊϋΐΰς",
    "Bulgarian": "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯѝ",
}
PLAIN = {"site_name": "Dossiers", "place": "", "status": "", "status_name": "", "codes": []}


def drawn(**given):
    """A picture as a browser sees it."""
    return Image.open(io.BytesIO(picture(**PLAIN | {"title": "Pact"} | given))).convert("RGB")


def differ(one, other):
    """The part where two pictures are not the same: (left, top, right, bottom), or None."""
    return ImageChops.difference(one, other).getbbox()


@pytest.mark.parametrize("letters", ALPHABETS.values(), ids=ALPHABETS)
def test_letters_of_the_union_are_drawn(letters):
    assert [letter for letter in letters + letters.lower() if not typesetting.has(letter)] == []


def test_letters_that_are_lacking_are_written_in_latin():
    assert typesetting.legible("STEM 中 \u202e\x07e\u0301") == "STEM Zhong é"


@pytest.mark.parametrize(
    "title",
    [
        "",
        "STEM",
        "W" * 200,
        "word " * 40,
        "wide words of " * 15,
        "<b>&amp;</b>",
        "\u202e\x00\n",
        "الرياضيات",
        "🙂" * 50,
    ],
    ids=lambda title: title[:12].encode("unicode_escape").decode(),
)
def test_any_title_stays_in_its_space(title):
    blank, full = drawn(title="", codes=["FR"]), drawn(title=title, codes=["FR"])
    left, top, right, bottom = differ(blank, full) or (80, 150, 80, 150)
    assert full.size == SIZE == (1200, 630)
    assert (left >= 78, top >= 148, right <= 692, bottom <= 470) == (True,) * 4


def test_short_title_is_large_and_a_long_one_whole():
    assert typesetting.fitted("STEM", 600, 300, (72, 40)) == (72, ["STEM"])
    size, lines = typesetting.fitted("Schools and companies " * 5, 600, 300, (72, 40))
    assert (size, " ".join(lines)) == (40, ("Schools and companies " * 5).strip())


def test_what_never_fits_is_cut():
    size, lines = typesetting.fitted("word " * 100, 600, 100, (72, 40))
    assert (size, len(lines), lines[-1][-1]) == (40, 2, "…")
    assert all(typesetting.wide(line, size) <= 600 for line in lines)


@pytest.mark.parametrize("status", ["planned", "ongoing", "paused", "finalised"])
def test_status_is_a_word_and_a_mark(status):
    left, _top, right, bottom = differ(drawn(), drawn(status=status, status_name=status))
    assert (left, bottom < 630) == (80, True)
    assert right > 150


def styled(status):
    """How the stylesheet tells a status: as MARKS has it."""
    rules = dict(re.findall(r"^\.(status[\w:.-]*) \{ (.*?) \}", (CSS / "facts.css").read_text(), re.MULTILINE))
    tone = re.search(r"--tone: var\(--(\w+)\)", rules.get(f"status-{status}", ""))
    word = tone[1] if tone else re.search(r"color: var\(--tone, var\(--(\w+)\)\)", rules["status"])[1]
    own = rules.get(f"status-{status}.status-{status}::before", "")
    edge = re.search(r"border-color: var\(--(\w+)\)", own)
    forms = {"border-block": "bars", "border-radius: 0": "square", "background": "dot", "": "ring"}
    return word, edge[1] if edge else word, next(form for sign, form in forms.items() if sign in own)


def test_status_is_told_as_on_pages():
    assert set(MARKS) == {value for value in Status.values if value}
    assert {status: styled(status) for status in MARKS} == MARKS
    assert LAND in (CSS / "map.css").read_text()


def test_picture_has_the_colours_of_the_stylesheet(tmp_path, monkeypatch):
    status = {"status": "paused", "status_name": "Paused"}
    amber = ImageColor.getrgb(tokens.light("amber"))
    assert amber in {colour for _count, colour in drawn(**status).getcolors(100_000)}
    other = tmp_path / "tokens.css"
    other.write_text(tokens.FILE.read_text().replace(tokens.light("amber"), "#123456"))
    monkeypatch.setattr(tokens, "FILE", other)
    tokens.light.cache_clear()
    assert (0x12, 0x34, 0x56) in {colour for _count, colour in drawn(**status).getcolors(100_000)}
    tokens.light.cache_clear()


def test_countries_are_drawn_where_there_are_outlines():
    assert differ(drawn(), drawn(codes=["JP"])) is None
    assert differ(drawn(), drawn(codes=["FR"]))
    assert differ(drawn(codes=["FR"]), drawn(codes=["FR", "DK", "NO", "ES", "NL"]))


def test_same_words_make_the_same_picture():
    assert picture(**PLAIN, title="Pact") == picture(**PLAIN, title="Pact")


@pytest.fixture
def pact(db):
    given = {"slug": "pact", "status": "ongoing", "region": "Bretagne", "cover": make.picture()}
    return make.published(make.taskforce('A "Pact" <b>', countries=["FR"], **given))


def republished(item, title):
    item.title = title
    item.save()
    touch(item)
    make.published(item)


def test_picture_is_served_and_kept(client, pact, django_assert_num_queries):
    with django_assert_num_queries(2):
        response = client.get("/taskforces/pact.png")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response["Cache-Control"] == "public, no-cache"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    assert len(response.content) < 100_000
    again = client.get("/taskforces/pact.png", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_picture_is_drawn_once_for_what_it_says(client, pact, monkeypatch):
    asked = []
    monkeypatch.setattr("dossiers.drawings.share.picture", lambda **words: asked.append(words["title"]) or b"PNG")
    client.get("/taskforces/pact.png")
    client.get("/taskforces/pact.png?edition=1")
    republished(pact, title="A new pact")
    client.get("/taskforces/pact.png")
    assert asked == ['A "Pact" <b>', "A new pact"]


@pytest.mark.parametrize("address", ["/taskforces/pact/", "/taskforces/pact/print/"])
def test_pages_name_the_picture(client, pact, address):
    page = read(client, address)
    assert faults(page) == []
    assert page.meta("og:image") == "http://testserver/taskforces/pact.png?edition=1"
    assert page.meta("og:image:alt") == 'Taskforce: A "Pact" <b>'
    assert client.get(page.meta("og:image")).status_code == 200


def test_new_edition_has_a_new_address(client, pact):
    republished(pact, title="A new pact")
    assert read(client, "/taskforces/pact/").meta("og:image").endswith("/taskforces/pact.png?edition=2")


def test_picture_that_somebody_kept_is_gone_with_its_page(client, pact):
    kept = client.get("/taskforces/pact.png")
    withdraw(pact, reason="in_error")
    gone = client.get("/taskforces/pact.png", headers={"if-none-match": kept["ETag"]})
    assert (gone.status_code, gone["Cache-Control"]) == (410, "no-store")


def test_what_cannot_be_read_has_no_picture(client, pact):
    make.taskforce("Draft", slug="draft")
    withdraw(pact, reason="in_error")
    assert client.get("/taskforces/draft.png").status_code == 404
    assert client.get("/taskforces/pact.png").status_code == 410
    assert client.post("/taskforces/pact.png").status_code == 405


@pytest.mark.django_db
def test_every_page_has_a_picture_for_sharing(client):
    pact = make.published(make.taskforce("Pact"))
    make.published(make.event("Alone", date="2020"))
    make.published(make.event("In a dossier", date="2020", taskforces=[pact]))
    pictures = {
        "/": "/share.png",
        "/events/": "/share.png",
        "/taskforces/?view=table": "/share.png",
        "/events/alone/": "/share.png",
        "/events/in-a-dossier/": pact_picture(client),
        "/taskforces/pact/": pact_picture(client),
    }
    shown = {address: read(client, address).all("meta", property="og:image") for address in pictures}
    assert {address: [each.get("content") for each in shown[address]] for address in pictures} == {
        address: [f"http://testserver{path}"] for address, path in pictures.items()
    }
    response = client.get("/share.png")
    assert Image.open(io.BytesIO(response.content)).size == SIZE
    assert response["Content-Type"] == "image/png"


def pact_picture(client):
    return (
        read(client, "/taskforces/pact/")
        .all("meta", property="og:image")[0]
        .get("content")
        .removeprefix("http://testserver")
    )


@pytest.mark.django_db
def test_picture_of_the_site_follows_its_name(client, settings):
    before = client.get("/share.png").content
    settings.SITE_NAME = "Other dossiers"
    assert client.get("/share.png").content != before
