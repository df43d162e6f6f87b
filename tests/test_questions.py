"""A question to a list is answered without a page: its rows, its order and its address need no HTML."""

import pytest
import time_machine
from django.http import QueryDict

from dossiers.lists.questions import DossierQuestion, EventQuestion, OrganisationQuestion
from tests import make
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def furnished(db):
    """Taskforces of two countries with an event each, and one organisation."""
    row = make.organisation("Institut de Locarn")
    for title, code, date in [("Bretagne", "FR", "2020"), ("Nordic", "NO", "2030"), ("Pact", "NO", "2021")]:
        item = make.published(make.taskforce(title, countries=[code], organisations=[row], start=date))
        make.published(make.event(f"Event of {title}", date=date, taskforces=[item], country_id=code))


@pytest.mark.parametrize(
    ("question", "query", "shown"),
    [
        (DossierQuestion, "", ["Nordic", "Pact", "Bretagne"]),
        (DossierQuestion, "country=NO&sort=oldest", ["Pact", "Nordic"]),
        (DossierQuestion, "q=pact", ["Pact"]),
        (DossierQuestion, "country=ZZ", []),
        (EventQuestion, "country=NO", ["Event of Nordic", "Event of Pact"]),
        (OrganisationQuestion, "q=loca", ["Institut de Locarn"]),
    ],
)
def test_question_gives_its_rows_in_order(furnished, question, query, shown):
    assert list(map(str, question(QueryDict(query)).rows)) == shown


def test_rows_hold_what_every_answer_says_of_them(furnished):
    with time_machine.travel("2025-01-01"):
        rows = {row.title: row for row in DossierQuestion(QueryDict("")).rows}
    assert (rows["Pact"].event_count, rows["Pact"].latest_date, rows["Pact"].coming_date) == (1, "2021", None)
    assert (rows["Nordic"].latest_date, rows["Nordic"].coming_date) == (None, "2030")


def test_page_shows_the_rows_of_its_question(client, furnished):
    query = "country=NO&sort=title"
    assert read(client, f"/taskforces/?{query}").texts("h2", "card-title") == [
        row.title for row in DossierQuestion(QueryDict(query)).rows
    ]
