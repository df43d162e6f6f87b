"""Who built on whom, and who shares events: on the dossier, and as one picture over all."""

import re
import uuid
from datetime import date

import pytest
from django.template.loader import render_to_string

from dossiers.drawings.journeys import Journeys, place
from dossiers.drawings.lineage import Lineage
from taskforces.models import Dossier, TaskforceRelation
from taskforces.models.live_links import DossierCountry
from tests import make
from tests.reading import read, words

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def family(db):
    """The Dutch pact, what was built on it, and one that only shares its events."""
    given = [("Netherlands", "2013"), ("Denmark", "2016"), ("Basque", "2018"), ("Bretagne", "2020"), ("Alone", "")]
    rows = {title: make.taskforce(title, start=start, countries=["NL"]) for title, start in given}
    for later, kind, earlier in [("Denmark", "builds_on", "Netherlands"), ("Bretagne", "builds_on", "Basque")]:
        TaskforceRelation.objects.create(taskforce=rows[later], kind=kind, other=rows[earlier])
    rows = {title: make.published(make.touch(row) or row) for title, row in rows.items()}
    for number in range(2):
        make.published(make.event(f"Shared {number}", taskforces=[rows["Bretagne"], rows["Basque"]]))
    make.published(make.event("Talk", taskforces=[rows["Denmark"], rows["Basque"], rows["Netherlands"]]))
    return rows


def told(page):
    """What stands beside the picture: {title: {words: others}}."""
    (picture,) = page.all("ol", "lineage")
    return {
        words(row.find(".//h2")): {
            words(group.find("dt")): [words(fact) for fact in group.findall("dd")] for group in row.find(".//dl")
        }
        for row in picture.iter("li")
    }


def dossier(title, start=None):
    """A dossier that only a drawing sees."""
    return Dossier(pk=uuid.uuid4(), title=title, slug=title.lower(), start_lower=start and date(start, 1, 1))


def test_dossier_names_those_that_share_its_events(client, family):
    facts = read(client, "/taskforces/bretagne/").facts
    assert facts["Builds on"] == "Basque (2 events in common)"
    assert "Events also used by" not in facts
    facts = read(client, "/taskforces/basque/").facts
    assert facts["Taken up by"] == "Bretagne (2 events in common)"
    assert facts["Events also used by"] == "Denmark (1 event in common) Netherlands (1 event in common)"
    assert "Events also used by" not in read(client, "/taskforces/alone/").facts


def test_what_is_not_public_ties_nothing(client, family):
    draft = make.taskforce("Draft")
    make.published(make.event("Also in a draft", taskforces=[draft, family["Alone"]]))
    make.event("Draft event", taskforces=[family["Alone"], family["Denmark"]])
    assert "Events also used by" not in read(client, "/taskforces/alone/").facts
    assert "Alone" not in told(read(client, "/taskforces/?view=lineage"))


def test_picture_tells_all_ties_in_words_oldest_first(client, family):
    page = read(client, "/taskforces/?view=lineage")
    ties = told(page)
    assert list(ties) == ["Netherlands", "Denmark", "Basque", "Bretagne"]
    assert ties["Denmark"]["Builds on"] == ["Netherlands (1 event in common)"]
    assert ties["Netherlands"]["Taken up by"] == ["Denmark (1 event in common)"]
    assert ties["Bretagne"] == {"Builds on": ["Basque (2 events in common)"]}
    assert set(ties["Basque"]["Events also used by"]) == {
        "Denmark (1 event in common)",
        "Netherlands (1 event in common)",
    }
    assert "1 taskforce stands alone here." in page.main


def test_picture_obeys_the_filters(client, family):
    ties = told(read(client, "/taskforces/?view=lineage&year=2016&year=2013"))
    assert ties == {
        "Netherlands": {"Taken up by": ["Denmark (1 event in common)"]},
        "Denmark": {"Builds on": ["Netherlands (1 event in common)"]},
    }


def test_list_without_ties_says_so(client):
    make.published(make.taskforce("One"))
    page = read(client, "/taskforces/?view=lineage")
    assert "Nothing ties these taskforces to each other yet." in page.main
    assert page.all("ol", "lineage") == []


def test_chain_runs_down_one_lane_and_arrows_lead_to_the_later():
    one, two, three = dossier("A", 2013), dossier("B", 2016), dossier("C", 2018)
    lineage = Lineage([three, one, two], [("builds_on", two.pk, one.pk, 0), ("continues", three.pk, two.pk, 0)])
    assert [line.lane for line in lineage.lines] == [0, 0]
    assert [bool(row.arrow) for row in lineage.rows] == [False, True, True]


def test_lines_that_pass_each_other_have_lanes_of_their_own():
    rows = [dossier(sign, 2010 + number) for number, sign in enumerate("ABCD")]
    a, b, c, d = (row.pk for row in rows)
    lineage = Lineage(rows, [("builds_on", c, a, 0), ("shares", b, d, 3), ("continues", d, c, 0)])
    assert sorted(line.lane for line in lineage.lines) == [0, 0, 1]
    assert [(bool(row.solid), bool(row.dashed)) for row in lineage.rows] == [
        (True, False),
        (True, True),
        (True, True),
        (True, True),
    ]
    assert lineage.width == 54


def test_one_line_ties_two_however_much_they_share():
    one, two = dossier("A"), dossier("B")
    lineage = Lineage([one, two], [("shares", one.pk, two.pk, 4), ("builds_on", two.pk, one.pk, 0)])
    (line,) = lineage.lines
    assert line.to == 1
    assert lineage.rows[0].dashed == ""


def test_builders_on_each_other_are_drawn_all_the_same():
    one, two = dossier("A"), dossier("B")
    lineage = Lineage([one, two], [("builds_on", two.pk, one.pk, 0), ("builds_on", one.pk, two.pk, 0)])
    assert len(lineage.lines) == 1
    assert render_to_string("dossiers/_lineage.html", {"lineage": lineage}).count("<li>") == 2


def test_families_stand_together():
    rows = [dossier(sign, 2010 + number) for number, sign in enumerate("ABCD")]
    a, b, c, d = (row.pk for row in rows)
    lineage = Lineage(rows, [("builds_on", c, a, 0), ("shares", b, d, 1)])
    assert [row.dossier.title for row in lineage.rows] == ["A", "C", "B", "D"]
    assert {line.lane for line in lineage.lines} == {0}


def in_country(title, *codes, start=None):
    row = dossier(title, start)
    row._prefetched_objects_cache = {"country_links": [DossierCountry(country_id=code) for code in codes]}
    return row


def test_ideas_travel_from_the_earlier_country_to_the_later_one():
    dutch, danish, basque = in_country("A", "NL", start=2004), in_country("B", "DK", start=2016), in_country("C", "ES")
    ties = [("builds_on", danish.pk, dutch.pk, 0), ("continues", basque.pk, danish.pk, 0)]
    ties.append(("shares", dutch.pk, basque.pk, 2))
    drawn = Journeys([dutch, danish, basque], ties)
    assert len(drawn.ways) == 2
    assert sorted(stop.words for stop in drawn.stops) == ["Denmark 2016", "Netherlands 2004", "Spain"]
    first, last = re.fullmatch(r"M(\d+ \d+)Q\d+ \d+ (\d+ \d+)", drawn.ways[0]).groups()
    assert near(first, place("NL"))
    assert near(last, place("DK"))


def near(point, country):
    x, y = map(int, point.split())
    return abs(x - country[0]) + abs(y - country[1]) < 60


@pytest.mark.parametrize(("one", "other"), [(["NO"], ["NO"]), ([], ["NO"]), (["EU"], ["NO"]), (["JP"], ["NO"])])
def test_idea_that_stays_or_has_no_place_on_the_map_draws_no_way(one, other):
    rows = in_country("A", *one), in_country("B", *other)
    assert not Journeys(rows, [("continues", rows[1].pk, rows[0].pk, 0)])


def test_ways_are_drawn_above_the_list_and_only_where_there_are_any(client, family):
    assert read(client, "/taskforces/?view=lineage").all("div", "journeys") == []
    family["Denmark"].countries.set(["DK"])
    make.touch(family["Denmark"])
    make.published(family["Denmark"])
    (picture,) = read(client, "/taskforces/?view=lineage").all("div", "journeys")
    assert picture.get("aria-hidden") == "true"
    assert len([way for way in picture.iter(f"{SVG}path") if way.get("class") == "journey"]) == 1
    assert read(client, "/taskforces/?view=lineage&year=2014").all("div", "journeys") == []
