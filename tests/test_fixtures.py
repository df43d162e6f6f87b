"""The demonstration content as files: whole, consistent, and in our own words. No database."""

import json
import re
from collections import Counter
from pathlib import Path
from uuid import UUID
from zlib import crc32

import pytest

FIXTURES = Path(__file__).parent.parent / "fixtures"
BRETAGNE = "bretagne-france-programme-school-company-cooperation"

DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
DATE = re.compile(rf"({DAY}(/({DAY}|\.\.))?)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# Every nine words in a row of the old dossier page, and every seven in a row of the sentences in which the facts were
# collected, as checksums: so both are guarded without being repeated here.
OLD_PAGE, FACTS = (
    set((Path(__file__).parent / name).read_text(encoding="ascii").split())
    for name in ("old_page_runs.txt", "facts_runs.txt")
)


def read(path):
    return json.loads((FIXTURES / path).read_text(encoding="utf-8"))


def snapshots(folder):
    return [read(path) for path in sorted((FIXTURES / folder).glob("*.json"))]


@pytest.fixture(scope="module")
def reference():
    return read("reference.json")


@pytest.fixture(scope="module")
def taskforces():
    return snapshots("taskforces")


@pytest.fixture(scope="module")
def events():
    return snapshots("events")


@pytest.fixture(scope="module")
def bretagne(taskforces):
    return next(item for item in taskforces if item["body"]["slug"] == BRETAGNE)


@pytest.fixture(scope="module")
def timeline(bretagne, events):
    return [item["body"] for item in events if bretagne["key"] in item["body"]["taskforces"]]


def known(reference, table):
    return {row["id"] for row in reference[table]}


def test_there_is_as_much_as_promised(reference, taskforces, events):
    assert len(taskforces) == 5
    assert len(events) >= 50
    assert len(reference["organisations"]) >= 40


def test_every_file_is_named_after_its_slug_and_says_what_it_is():
    for folder, kind in (("taskforces", "taskforce"), ("events", "event")):
        for path in (FIXTURES / folder).glob("*.json"):
            item = json.loads(path.read_text(encoding="utf-8"))
            assert (item["schema"], item["kind"], item["body"]["slug"]) == (2, kind, path.stem)
            assert SLUG.fullmatch(path.stem), path.stem
            assert len(path.stem) <= 80, path.stem
            UUID(item["key"])


def test_keys_and_addresses_are_given_once(taskforces, events):
    keys = [item["key"] for item in taskforces + events]
    paths = [f"taskforces/{item['body']['slug']}" for item in taskforces]
    paths += [f"events/{item['body']['slug']}" for item in events]
    paths += [path for item in taskforces + events for path in item["body"]["old_addresses"]]
    assert [key for key, times in Counter(keys + paths).items() if times > 1] == []


def test_old_addresses_are_bare_paths(taskforces, events):
    for item in taskforces + events:
        for path in item["body"]["old_addresses"]:
            assert path == path.strip("/ "), path
            assert not re.search(r"[?%#]|://", path), path


def test_every_id_that_an_event_names_exists(reference, taskforces, events):
    keys = {item["key"] for item in taskforces}
    results = {result["id"]: item["key"] for item in taskforces for result in item["body"]["results"]}
    for body in (item["body"] for item in events):
        assert {body["type"]} - {None} <= known(reference, "event_types")
        assert {body["picture"]} - {None} <= known(reference, "pictures")
        assert set(body["topics"]) <= known(reference, "topics")
        assert set(body["documents"]) <= known(reference, "documents")
        assert {link["organisation"] for link in body["organisations"]} <= known(reference, "organisations")
        assert set(body["taskforces"]) <= keys
        assert {results[result] for result in body["results"]} <= set(body["taskforces"]), body["slug"]


def test_every_id_that_a_taskforce_names_exists(reference, taskforces):
    keys = {item["key"] for item in taskforces}
    for item in taskforces:
        body, objectives = item["body"], {objective["id"] for objective in item["body"]["objectives"]}
        assert body["cover"] in known(reference, "pictures")
        assert {link["organisation"] for link in body["organisations"]} <= known(reference, "organisations")
        assert {relation["taskforce"] for relation in body["relations"]} <= keys - {item["key"]}
        assert all(set(result["objectives"]) <= objectives for result in body["results"])


def test_every_snapshot_tells_the_names_of_its_ids(taskforces, events):
    for item in taskforces + events:
        for link in item["body"]["organisations"]:
            assert item["names"]["organisations"][link["organisation"]]


def test_other_taskforces_and_results_have_the_names_of_today(taskforces, events):
    titles = {item["key"]: item["body"]["title"] for item in taskforces}
    texts = {result["id"]: result["text"] for item in taskforces for result in item["body"]["results"]}
    for item in taskforces:
        named = [relation["taskforce"] for relation in item["body"]["relations"]]
        assert item["names"]["taskforces"] == {key: titles[key] for key in named}
    for item in events:
        assert item["names"]["taskforces"] == {key: titles[key] for key in item["body"]["taskforces"]}
        assert item["names"]["results"] == {key: texts[key] for key in item["body"]["results"]}


def test_dates_are_as_exact_as_they_are_known(taskforces, events):
    dates = [item["body"][name] for item in taskforces for name in ("start", "end")]
    dates += [result["date"] for item in taskforces for result in item["body"]["results"]]
    dates += [item["body"]["date"] for item in events]
    assert [date for date in dates if not DATE.fullmatch(date)] == []
    assert not [date for date in dates if date.endswith("-01-01")]


def test_pictures_are_there_and_have_words(reference):
    for picture in reference["pictures"]:
        assert (FIXTURES / picture["file"]).is_file()
        assert picture["alt"]
        assert picture["licence"]


def test_summaries_are_short_and_not_said_twice(taskforces, events):
    for item in taskforces + events:
        body = item["body"]
        assert len(body["summary"]) <= 200, body["slug"]
        assert not body["summary"] or body["summary"] not in body.get("body", ""), body["slug"]


def test_a_country_stands_as_organisation_only_where_the_source_says_so(reference):
    assert [row["name"] for row in reference["organisations"] if row["kind"] == "country"] == ["Denmark"]


def test_taskforces_say_what_they_owe_to_earlier_ones(taskforces):
    slugs = {item["key"]: item["body"]["slug"] for item in taskforces}
    relations = [(slugs[item["key"]], relation) for item in taskforces for relation in item["body"]["relations"]]
    assert {(slug, relation["kind"], slugs[relation["taskforce"]]) for slug, relation in relations} == {
        (BRETAGNE, "builds_on", "steamsare-programme-basque-country"),
        ("norwegian-technology-pact", "builds_on", "danish-technology-pact"),
        ("towards-new-norwegian-stem-strategy", "continues", "norwegian-technology-pact"),
    }


def test_bretagne_says_what_its_old_page_said(bretagne, reference):
    body, names = bretagne["body"], {row["id"]: row["name"] for row in reference["organisations"]}
    requesters = [names[link["organisation"]] for link in body["organisations"]]
    assert requesters == ["L'Institut de Locarn", "AlertEducation"]
    assert (body["countries"], body["start"], body["status"]) == (["FR"], "2020-05-01", "ongoing")
    assert [result["date"] for result in body["results"] if result["state"] == "achieved"][-1] == "2021-12-10"
    assert "node/4858" in body["old_addresses"]


def test_bretagne_shows_its_ten_events(timeline):
    assert sorted(body["date"] for body in timeline) == [
        "",
        "2018-03-15",
        "2020",
        "2020-06-12",
        "2020-06-12",
        "2020-06-12",
        "2020-08-27/2020-08-28",
        "2020-09-27",
        "2020-12-02",
        "2021-12-10",
    ]
    titles = {body["title"] for body in timeline}
    assert "Video message by Georgette Bréard (Regional Council of Brittany)" in titles
    assert [title for title in titles if title.endswith(("...", "…"))] == []


def test_bretagne_keeps_the_names_that_were_shown(timeline):
    shown = {link["shown_as"] for body in timeline for link in body["organisations"]}
    assert {"PTvT (Dutch National STEM Platform)", "PTvT (Dutch national STEM platform)", "Institut de Locarn"} <= shown


def test_shared_events_stand_in_both_dossiers(bretagne, taskforces, events):
    basque = next(item["key"] for item in taskforces if item["body"]["region"] == "Basque Country")
    shared = [item for item in events if {bretagne["key"], basque} <= set(item["body"]["taskforces"])]
    assert len(shared) == 2


def test_no_sentence_of_the_old_page_is_copied(taskforces, events):
    texts = list(strings([item["body"] for item in taskforces + events] + read("texts.json")))
    assert [text for text in texts if runs(text, 9) & OLD_PAGE] == []


def test_no_sentence_of_the_facts_is_copied(taskforces, events):
    untitled = [{**item["body"], "title": ""} for item in taskforces + events]
    texts = list(strings(untitled + read("texts.json")))
    assert [text for text in texts if runs(text, 7) & FACTS] == []


def strings(value):
    """Every text in `value`, without tags."""
    if isinstance(value, str):
        yield re.sub(r"<[^>]+>", " ", value)
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(part)


def runs(text, length):
    """Checksums of every `length` words in a row."""
    words = re.findall(r"\w+(?:['-]\w+)*", text.casefold())
    rows = (words[start : start + length] for start in range(len(words) - length + 1))
    return {f"{crc32(' '.join(row).encode()):08x}" for row in rows}


def test_every_taskforce_starts_on_the_day_that_its_record_says():
    starts = {path.stem: json.loads(path.read_text())["body"]["start"] for path in (FIXTURES / "taskforces").iterdir()}
    assert starts == {
        "bretagne-france-programme-school-company-cooperation": "2020-05-01",
        "danish-technology-pact": "2016-09-29",
        "norwegian-technology-pact": "2018-08-20",
        "steamsare-programme-basque-country": "2018-02-07",
        "towards-new-norwegian-stem-strategy": "2021-06-29",
    }
