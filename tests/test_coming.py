"""What happens next: events to come, expected results, and what is overdue."""

import pytest

from publishing.editions import withdraw
from publishing.touch import touch
from taskforces.models import DossierResult
from tests import make
from tests.reading import Page, faults, read

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-05-04 12:00")]


def promising(title="Pact", **dates):
    """A published taskforce with a result of each text, expected on its date ("" for none)."""
    item = make.taskforce(title, results=dates)
    for result in item.results.all():
        result.date, result.state = dates[result.text], "expected"
        result.save()
    touch(item)
    return make.published(item)


def test_page_shows_what_is_to_come_soonest_first(client):
    item = promising(later="2027", soon="2026-05-04", late="2026-05-03", never="", long="2020/2026-03")
    for title, date in {"Today": "2026-05-04", "Later": "2027", "Past": "2026-05-03", "Month": "2026-05"}.items():
        make.published(make.event(title, date=date, taskforces=[item]))
    make.published(make.event("Some day"))
    page = read(client, "/coming/")
    assert page.texts("h2") == ["Coming events", "Expected results", "Overdue results"]
    assert page.texts("h3", "entry-title") == ["Today", "Later"]
    states = page.texts("span", "result-state")
    assert states == [
        "Expected, 4 May 2026",
        "Expected, 2027",
        "Expected, 3 May 2026, overdue",
        "Expected, 2020 – March 2026, overdue",
    ]
    assert page.links()["soon"].startswith("/taskforces/pact/#result_")
    assert faults(page) == []


def test_page_without_anything_says_so(client):
    words = read(client, "/coming/").main
    for sentence in ("No event is announced.", "Nothing is overdue.", "No result is expected"):
        assert sentence in words


def test_what_is_withdrawn_or_achieved_is_gone(client):
    item = promising(soon="2027", other="2026-01")
    item.results.update(state="achieved")
    touch(item)
    make.published(item)
    withdraw(promising("Gone", soon="2027"), reason="in_error")
    assert read(client, "/coming/").texts("span", "result-state") == []
    assert DossierResult.objects.count() == 2


def test_long_parts_are_cut_and_have_pages_of_their_own(client):
    promising(**{f"r{number}": "2027" for number in range(51)})
    page = read(client, "/coming/")
    assert len(page.texts("span", "result-state")) == 20
    assert page.links()["All expected results"] == "/coming/?show=expected"
    alone = read(client, "/coming/?show=expected")
    assert len(alone.texts("span", "result-state")) == 50
    assert len(read(client, "/coming/?show=expected&page=2").texts("span", "result-state")) == 1
    assert [faults(each) for each in (page, alone)] == [[], []]
    for number in ("3", "x", "-1"):
        assert client.get("/coming/", {"show": "expected", "page": number}).status_code == 404


@pytest.mark.parametrize("asked", ["x", "<script>", "\x00", "events'--"])
def test_part_that_there_is_not_is_said(client, asked):
    response = client.get("/coming/", {"show": asked})
    assert response.status_code == 200
    page = Page(response)
    assert "There is no choice" in page.main
    assert faults(page) == []


def test_dossier_says_what_happens_next(client):
    item = promising(late="2026-04", soon="2026-06", later="2027")
    meeting = make.published(make.event("Meeting", date="2026-05-04", taskforces=[item]))
    make.published(make.event("After", date="2027", taskforces=[item]))
    page = read(client, "/taskforces/pact/")
    said = page.texts("p", "next")
    assert said == ["Next: Meeting, 4 May 2026. Next expected result: June 2026. 1 expected result is overdue."]
    assert "Expected, April 2026, overdue" in page.texts("span", "result-state")
    assert page.links()["1 expected result is overdue"].startswith("#result_")
    withdraw(meeting, reason="in_error")
    assert "After" in read(client, "/taskforces/pact/").texts("p", "next")[0]


def test_dossier_without_anything_to_come_says_nothing(client):
    promising(never="")
    assert read(client, "/taskforces/pact/").texts("p", "next") == []
