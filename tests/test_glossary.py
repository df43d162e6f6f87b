"""Words explained in place, and the page that has them all."""

import pytest

from publishing.models import Term
from tests import desk, make
from tests.reading import faults, read
from text.glossary import Glossary

pytestmark = pytest.mark.django_db
VET = ("/glossary/#vet", "Training", "")


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    """Nothing is kept in memory of another test, whose changes were taken back."""
    monkeypatch.setattr("dossiers.reading.glossary._kept", (None, Glossary([])))


def marked(html, *forms, term=VET, language="en"):
    return Glossary([(forms, term)]).marked(html, language)


def link(word):
    return f'<a href="/glossary/#vet" title="Training">{word}</a>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>VET and VET</p>", f"<p>{link('VET')} and VET</p>"),
        ("<p>about VET.</p>", f"<p>about {link('VET')}.</p>"),
        ("<p>VETO, RIVET, vet, VET2</p>", None),
        ('<p><a href="x">VET</a></p>', None),
        ("<h3>VET <b>VET</b></h3><p>VET</p>", f"<h3>VET <b>VET</b></h3><p>{link('VET')}</p>"),
        ('<p title="VET > VET">x</p>', None),
        ("<tr><th>VET</th><td>VET</td></tr>", f"<tr><th>VET</th><td>{link('VET')}</td></tr>"),
        ("VET", link("VET")),
        ("", ""),
    ],
)
def test_first_word_is_marked_and_nothing_else(html, expected):
    assert marked(html, "VET") == (html if expected is None else expected)


def test_longest_form_counts_and_small_letters_are_found_in_capitals():
    html = marked("<p>Triple Helix Model</p>", "triple helix", "triple helix model")
    assert html == f"<p>{link('Triple Helix Model')}</p>"


def test_signs_are_found_as_html_writes_them():
    assert marked("<p>the R&amp;D unit</p>", "R&D") == f"<p>the {link('R&amp;D')} unit</p>"
    assert marked("<p>R&amp;D</p>", "amp") == "<p>R&amp;D</p>"


def test_hostile_words_are_escaped():
    hostile = ('/glossary/#"><script>', '"><script>alert(1)</script>', "")
    html = marked("<p>a &lt;b&gt; c</p>", "a <b>", term=hostile)
    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_word_of_a_language_is_explained_in_its_texts_alone():
    term = ("/glossary/#vet", "Training", "fr")
    assert marked("<p>VET</p>", "VET", term=term, language="en") == "<p>VET</p>"
    assert marked("<p>VET</p>", "VET", term=term, language="fr-BE") == f"<p>{link('VET')}</p>"


@pytest.fixture
def texts(db):
    make.published(make.taskforce("Pact", background="<p>Aims of VET in <b>VET</b></p>"))
    make.published(make.event("Meeting", body="<h3>VET</h3><p>On VET</p>"))


@pytest.mark.parametrize("address", ["/taskforces/pact/", "/events/meeting/"])
def test_texts_lead_to_the_glossary(client, texts, address):
    make.term()
    page = read(client, address)
    (found,) = [each for each in page.all("a") if each.text == "VET"]
    assert found.get("title") == "Vocational education and training"
    assert found.get("href").startswith("/glossary/#term_")
    target = found.get("href").partition("#")[2]
    assert read(client, "/glossary/").all("div", id=target) != []


def test_glossary_says_what_words_mean(client):
    make.term("VET", other_forms="vocational training", explanation="Learning <b>a trade</b>")
    page = read(client, "/glossary/")
    assert page.facts == {"VET": "Learning <b>a trade</b> Also: vocational training"}
    assert faults(page) == []


def test_change_of_the_glossary_is_seen_at_once(client, texts):
    term = make.term()
    assert "Vocational" in client.get("/taskforces/pact/").content.decode()
    Term.objects.filter(pk=term.pk).update(explanation="Something else")
    assert "Something else" in client.get("/taskforces/pact/").content.decode()
    term.delete()
    assert "/glossary/#" not in client.get("/taskforces/pact/").content.decode()


@pytest.mark.parametrize(("address", "number"), [("/taskforces/pact/", 6), ("/events/meeting/", 4)])
def test_glossary_costs_no_question_while_it_is_the_same(client, texts, address, number, django_assert_num_queries):
    make.term()
    client.get(address)
    with django_assert_num_queries(number):
        client.get(address)


def test_staff_keep_the_words(admin_client):
    response = desk.send(admin_client, "/admin/publishing/term/add/", word="VET", explanation="Training")
    assert response.status_code == 302
    term = Term.objects.get()
    assert desk.send(admin_client, desk.address(term), explanation="Better words").status_code == 302
    assert Term.objects.get().explanation == "Better words"
