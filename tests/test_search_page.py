"""One search through everything: the same questions have the same answers on both databases."""

import pytest
from django.core.management import call_command

from dossiers.models import SearchRow
from dossiers.search import excerpts
from dossiers.search.hits import hits
from dossiers.search.indexing import rebuild_all
from publishing.editions import publish, withdraw
from publishing.models import Spelling
from publishing.refresh import rebuild
from publishing.touch import touch
from taskforces.models import Region
from tests import make
from tests.explain import know_numbers, whole_tables
from tests.reading import faults, read
from text.questions import terms
from timeline.spellings import add_all_titles

pytestmark = pytest.mark.django_db

PACT, BRIDGE, KICK, GIRLS, FILM, SCHOOLS = (
    "STEM pact",
    "Bridge",
    "Kick-off",
    "Girls in physics",
    "Film",
    "Écoles et ponts",
)
MINISTRY, LOCARN, REPORT = "Ministry of Education", "Institut de Locarn", "Report on teachers"
# What is asked, and what is found, best first.
QUESTIONS = {
    "q=pact": [PACT, KICK],
    "q=PACT.": [PACT, KICK],
    "q=pac": [PACT, KICK],
    "q=pacts": [PACT, KICK],
    "q=act": [],
    "q=stem pact": [PACT],
    "q=pact stem": [PACT],
    'q="stem pact"': [PACT],
    'q="pact stem"': [],
    "q=“stem pact”": [PACT],
    'q="stem': [PACT],
    'q="pac"': [],
    "q=girl": [GIRLS, BRIDGE],
    "q=girls": [GIRLS, BRIDGE],
    'q="girls in physics"': [GIRLS],
    'q="girls in" physics': [GIRLS],
    "q=girls physics bridge": [],
    "q=physic": [GIRLS],
    "q=bridges": [BRIDGE],
    "q=bridging": [BRIDGE],
    "q=ecole": [SCHOOLS],
    "q=École": [SCHOOLS],
    "q=pont": [SCHOOLS],
    "q=schools": [PACT],
    "q=school": [PACT],
    "q=goteborg": [BRIDGE],
    "q=Göteborg": [BRIDGE],
    "q=goeteborg": [BRIDGE],
    "q=Gothenburg": [],
    "q=norway": [BRIDGE],
    "q=Norge": [BRIDGE],
    "q=holland": [BRIDGE, LOCARN],
    "q=Pays-Bas": [BRIDGE, LOCARN],
    "q=Niederlande": [BRIDGE, LOCARN],
    "q=France": [GIRLS],
    "q=france girls": [GIRLS],
    "q=fr": [GIRLS],
    "q=locarn": [LOCARN, GIRLS, PACT],
    "q=ILO": [LOCARN, GIRLS, PACT],
    "q=old house": [PACT],
    "q=maison": [PACT],
    "q=ministry": [MINISTRY, REPORT, FILM],
    "q=education": [MINISTRY, FILM, GIRLS],
    "q=tool": [FILM],
    "q=higher": [GIRLS],
    "q=teacher": [REPORT, SCHOOLS],
    "q=teachers": [REPORT, SCHOOLS],
    "q=report teachers": [REPORT],
    "q=draft": [],
    "q=secret": [],
    "q=girls&kind=taskforces": [BRIDGE],
    "q=girls&kind=events": [GIRLS],
    "q=girls&kind=documents": [],
    "q=girls&year=2021": [GIRLS, BRIDGE],
    "q=girls&year=2019": [],
    "q=girls&country=no": [BRIDGE],
    "q=ministry&type=tools": [FILM],
    "q=kick&within=stem-pact": [KICK],
    "q=kick&within=bridge": [],
    "q=?!": [],
    "q=": [],
}


def fill():
    """Two dossiers, five events, two organisations, a document; and what nobody may find."""
    locarn = make.organisation(LOCARN, other_names="ILO-22")
    locarn.countries.add("NL")
    ministry, hidden = make.organisation(MINISTRY), make.organisation("Secret body")
    pact = make.taskforce(PACT, start="2020-01", end="2020-12", summary="For schools")
    pact.organisation_links.create(organisation=locarn, shown_as="Old House Maison")
    make.published(pact)
    bridge = {"start": "2021", "end": "2022", "background": "<p>More girls</p>", "region": "Göteborg"}
    make.published(make.taskforce(BRIDGE, countries=["NO", "NL"], results=["A network"], **bridge))
    make.published(make.event(KICK, date="2020-02-01", taskforces=[pact], summary="The pact begins"))
    topic = make.topic("Higher Education")
    make.published(make.event(GIRLS, date="2021-05", organisations=[locarn], topics=[topic], country_id="FR"))
    make.published(make.event(FILM, date="2022", type=make.event_type("Tools"), organisations=[ministry]))
    report = make.document(title=REPORT)
    body = "<p>Les teachers</p>"
    make.published(make.event(SCHOOLS, date="2018", language="fr", body=body, documents=[report]))
    make.document(title="Draft of girls")
    make.event("Draft pact", organisations=[hidden])


def test_of_very_many_results_the_first_are_shown_and_no_number_is_made_up(client, monkeypatch):
    for number in range(5):
        make.published(make.event(f"Pact {number}", date=f"{2010 + number}"))
    make.published(make.taskforce("Pact", start="2000"))
    monkeypatch.setattr("dossiers.search.hits.MOST", 3)
    page = read(client, "/search/?q=pact")
    assert page.texts("p", "sentence") == ["More than 3 results for “pact”: the first of them are shown."]
    assert page.texts("h2", "card-title") == ["Pact 4", "Pact 3", "Pact 2"]
    assert {"All", "Taskforces", "Events"} <= {*page.links()}
    assert found(client, "q=pact&kind=taskforces") == ["Pact"]
    assert faults(page) == []


def test_index_that_is_made_anew_is_the_one_that_was_kept(capsys):
    fill()
    kept = [*SearchRow.objects.order_by("token").values_list("token", "folded")]
    places = {words: hits({"q": words})[""].places for words in ("pact", "girls", "ministry")}
    call_command("rebuild_search")
    assert "Search index: 4 of kind event" in capsys.readouterr().out
    assert [*SearchRow.objects.order_by("token").values_list("token", "folded")] == kept
    assert {words: hits({"q": words})[""].places for words in places} == places
    SearchRow.objects.all().delete()
    rebuild_all()
    assert [*SearchRow.objects.order_by("token").values_list("token", "folded")] == kept


def found(client, query):
    question = dict(part.split("=", 1) for part in query.split("&"))
    page = read(client, "/search/", query_params=question)
    return page.texts("h2", "card-title")


def test_questions_have_these_answers(client, subtests):
    fill()
    assert len(QUESTIONS) > 50
    for question, answer in QUESTIONS.items():
        with subtests.test(question):
            assert found(client, question) == answer


def test_page_counts_kinds_marks_words_and_is_no_page_of_its_own(client):
    fill()
    page = read(client, "/search/?q=girl")
    assert page.texts("p", "sentence") == ["2 results for “girl”"]
    assert {"All 2", "Taskforces 1", "Events 1"} <= {*page.links()}
    assert page.texts("mark") == ["Girls", "girls"]
    assert page.meta("robots") == "noindex"
    assert page.texts("title")[0].startswith("Search: “girl”")
    assert faults(page) == []
    assert read(client, "/").all("form", "site-search")[0].get("action") == "/search/"


def test_words_that_are_found_nowhere_are_those_of_a_title_misspelt(client):
    fill()
    for typed, meant in {"minstry": "ministry", "girsl phisics": "girls physics", "STEM patc": "stem pact"}.items():
        page = read(client, "/search/", query_params={"q": typed, "year": "2021"})
        assert page.links()[meant] == f"?q={meant.replace(' ', '+')}&year=2021"
    for typed, meant in {"nieederlande": "niederlande", "frankreih": "frankreich"}.items():
        assert meant in read(client, "/search/", query_params={"q": typed}).links()
    for typed, meant in {"inistry": "ministry", "phhysics": "physics", "ksick": "kick"}.items():
        assert meant in read(client, "/search/", query_params={"q": typed}).links()
    assert "Did you mean" not in read(client, "/search/?q=xyzzy").main
    assert "Did you mean" not in read(client, "/search/?q=girl").main


def test_one_long_timeline_is_searched(client):
    pact = make.published(make.taskforce(PACT))
    for number in range(21):
        make.published(make.event(f"Day {number}", taskforces=[pact]))
    make.published(make.event("Day elsewhere"))
    link = read(client, "/taskforces/stem-pact/").links()["Search this timeline"]
    assert read(client, link).all("input", type="hidden")[0].get("value") == "stem-pact"
    page = read(client, f"{link}&q=day")
    assert page.texts("p", "sentence") == ["21 results for “day”"]
    assert page.links()["Search everything"] == "?q=day"
    assert faults(page) == []


def test_hits_are_cut_into_pages_that_keep_the_question(client):
    for number in range(25):
        make.published(make.event(f"Pact {number:02}", date=f"{1990 + number}"))
    page = read(client, "/search/?q=pact&kind=events")
    assert page.texts("h2", "card-title")[:2] == ["Pact 24", "Pact 23"]
    assert page.links()["Next"] == "?q=pact&kind=events&page=2"
    assert len(read(client, "/search/?q=pact&kind=events&page=2").texts("h2", "card-title")) == 5
    assert client.get("/search/?q=pact&page=3").status_code == 404


ODD = ["q=%00", "q='\"*(NEAR", "q=a:b^c", "q=" + "a+" * 1000, "q=pact&year=x", "q=pact&country=ZZ", "q=pact&type=%00"]
ODD += [
    "q=pact&kind=x",
    "q=pact&within=%00",
    "q=pact&year=" + "9" * 400,
    "page=0&q=%F0%9D%94%89",
    "q=" + "%EF%B7%BA" * 60,
]


@pytest.mark.parametrize("query", ODD, ids=range(len(ODD)))
def test_bad_questions_get_a_page_and_no_error(client, query):
    assert client.get(f"/search/?{query}").status_code in (200, 404)


def pieces(text, question):
    return "".join(f"[{piece}]" if asked else piece for piece, asked in excerpts.excerpt(text, terms(question)))


def test_excerpt_is_the_part_in_which_the_words_stand():
    text = f"{'Words before. ' * 30}The girls' programme met. {'Words after. ' * 30}"
    assert "The [girls]' [programme] met." in pieces(text, "girl programmes")
    assert pieces(text, "girl").startswith("… ")
    assert len(pieces(text, "girl")) < 260
    assert pieces("Nothing of it", "girl") == "Nothing of it"
    assert pieces("A b a", '"a b"') == "[A] [b] [a]"
    assert pieces("", "girl") == ""


def renamed(item, title):
    """The item, published under another title."""
    item.title = title
    item.save()
    touch(item)
    return make.published(item)


def test_former_titles_and_names_are_found(client):
    pact = renamed(make.published(make.taskforce("Chemistry alliance")), "Pact")
    renamed(make.published(make.event("Zeppelin day")), "Fair")
    body = make.organisation("Platform Betatechniek")
    body.name = "PTvT"
    body.save()
    make.published(make.event("Other", organisations=[body]))
    assert found(client, "q=alliance") == ["Pact"]
    assert found(client, "q=zeppelins") == ["Fair"]
    assert found(client, "q=betatechniek") == ["Other", "PTvT"]
    assert "Formerly: Chemistry alliance" in read(client, "/search/?q=alliance").main
    rebuild()
    assert found(client, "q=alliance") == ["Pact"]
    withdraw(pact, reason="in_error")
    assert found(client, "q=alliance") == []
    publish(pact)
    assert found(client, "q=alliance") == ["Pact"]


def test_words_of_what_is_withdrawn_are_not_offered(client):
    withdraw(make.published(make.event("Zeppelin")), reason="in_error")
    assert "Zeppelin".lower() not in read(client, "/search/?q=zepelin").main.lower().replace("zepelin", "")


def test_spellings_are_looked_up_by_their_index(client, django_assert_num_queries):
    Spelling.objects.add(" ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(600)))
    know_numbers()
    with django_assert_num_queries(1) as queries:
        assert "wordabx" in Spelling.objects.near(["wordabz"])["wordabz"]
    assert whole_tables(queries[0]["sql"], ("publishing_spelling",)) == []


def test_titles_of_before_are_spelt_too(client):
    make.published(make.event("Gallery"))
    Spelling.objects.all().delete()
    add_all_titles()
    assert "gallery" in read(client, "/search/?q=galery").links()


def test_region_is_found_by_its_other_names_as_soon_as_they_are_saved(client):
    make.published(make.taskforce("Pact", region="Bretagne"))
    assert found(client, "q=brittany") == []
    Region.objects.create(name="Bretagne", other_names="Brittany\nBreizh")
    assert found(client, "q=brittany pact") == ["Pact"]
    assert found(client, "q=breizh") == ["Pact"]
    assert read(client, "/taskforces/?q=brittany").texts("p", "sentence") == ["1 taskforce matches “brittany”"]
