"""The search index is what the public rows say, however these are written, and whoever else writes meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from dossiers.models import SearchRow
from dossiers.search import table, writing
from dossiers.search.hits import hits
from publishing.editions import publish, withdraw
from tests import make
from tests.at_once import while_waiting
from tests.search_index import is_as_if_made_anew

pytestmark = pytest.mark.django_db


def found(words, kind="", **narrowing):
    places = hits({"q": words, **narrowing}, [kind])[kind].places
    return [SearchRow.objects.get(place=place).token[1] for place in places]


def test_organisation_and_document_are_found_while_something_public_names_them():
    body, paper = make.organisation("Zeppelin works"), make.document(title="Zeppelin paper")
    items = [make.event(f"Fair {n}", organisations=[body], documents=[paper]) for n in range(2)]
    assert found("zeppelin", kind="organisations") == found("zeppelin paper") == []
    for item in items:
        make.published(item)
    assert found("zeppelin", kind="organisations") == ["o"]
    assert found("zeppelin paper") == ["m"]
    withdraw(items[0], reason="in_error")
    assert found("zeppelin", kind="organisations") == ["o"]
    withdraw(items[1], reason="in_error")
    assert found("zeppelin") == found("zeppelin paper") == []
    assert is_as_if_made_anew()


def test_countries_of_an_organisation_that_are_saved_after_it_find_it(django_capture_on_commit_callbacks):
    body = make.organisation("Zeppelin works")
    make.published(make.event("Fair", organisations=[body]))
    with django_capture_on_commit_callbacks(execute=True):
        body.save()
        body.countries.set(["NL"])
    assert found("holland", country="NL", kind="organisations") == found("holand", kind="organisations") == ["o"]
    assert is_as_if_made_anew()


def test_taskforce_is_found_by_the_years_to_which_its_events_extend_it():
    pact = make.published(make.taskforce("Zeppelin pact", start="2019", status="finalised"))
    assert found("zeppelin", year=2022) == []
    fair = make.published(make.event("Fair", date="2022", taskforces=[pact]))
    assert found("zeppelin", year=2022) == ["d"]
    withdraw(fair, reason="in_error")
    assert found("zeppelin", year=2022) == []
    assert is_as_if_made_anew()


def test_rows_that_want_one_place_stand_side_by_side(monkeypatch):
    """As those do whose days, names and scattered keys are the same."""
    monkeypatch.setattr("dossiers.search.places.SCATTERED", 1)
    for _time in range(3):
        make.published(make.event("Zeppelin fair", date="2021-02-03"))
    assert found("zeppelin") == ["e", "e", "e"]


def test_row_that_somebody_wrote_meanwhile_is_written_over(monkeypatch):
    item, seen, real = make.published(make.event("Fair", summary="Zeppelin")), [], table.there_is

    def not_at_first(names):
        seen.append(names)
        return {} if len(seen) == 1 else real(names)

    item.summary = "Airship"
    make.touch(item)
    for module in ("writing", "table"):
        monkeypatch.setattr(f"dossiers.search.{module}.there_is", not_at_first)
    make.published(item)
    assert (found("zeppelin"), found("airship")) == ([], ["e"])
    assert len(seen) > 1


def test_many_rows_are_merged_renamed_and_restored():
    kept, gone = make.organisation("Zeppelin works"), make.organisation("Airship yard")
    item = make.published(make.event("Fair", organisations=[gone]))
    gone.name = "Balloon yard"
    gone.save()
    assert (found("balloon"), found("airship")) == (["o", "e"], ["o", "e"])
    item.organisation_links.update(organisation=kept)
    make.touch(item)
    make.published(item)
    assert found("balloon") == []
    assert found("zeppelin") == ["o", "e"]
    assert is_as_if_made_anew()


several_write = pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time there")


@several_write
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_published_first", [True, False])
def test_organisation_that_one_lets_go_while_another_names_it_is_found(is_published_first):
    last, new = _last_and_new()
    acts = [lambda: publish(new), lambda: withdraw(last, reason="in_error")]
    if not is_published_first:
        acts.reverse()
    with while_waiting(acts[1]):
        acts[0]()
    assert is_as_if_made_anew()
    assert found("ministry") == ["o", "e"]


@several_write
@pytest.mark.django_db(transaction=True)
def test_organisation_that_another_lets_go_before_it_is_this_ones_turn_is_found(monkeypatch):
    last, new = _last_and_new()
    is_alone, turns = writing._is_alone, []

    def after_the_other(**how):
        if not turns:
            turns.append(new)
            with ThreadPoolExecutor(1) as pool:
                pool.submit(_withdraw_elsewhere, last).result()
        return is_alone(**how)

    monkeypatch.setattr(writing, "_is_alone", after_the_other)
    publish(new)
    assert is_as_if_made_anew()
    assert found("ministry") == ["o", "e"]


def _last_and_new():
    """The last public event that names an organisation, and a draft that does, too."""
    ministry = make.organisation("Ministry")
    return make.published(make.event("Last", organisations=[ministry])), make.event("New", organisations=[ministry])


def _withdraw_elsewhere(event):
    try:
        withdraw(event, reason="in_error")
    finally:
        connection.close()
