"""How often a page asks the database: the same literal number, however much there is to show."""

import pytest
from django.db import connection

from tests import make

pytestmark = pytest.mark.django_db
# The budget of the design: dossiers and events at most 7, lists at most 6. Pages that did not change ask nothing of it:
# they are ready.
COUNTS = {
    "/": 7,
    "/taskforces/": 4,
    "/taskforces/?country=FR&status=ongoing&organisation=institut-de-locarn&year=2021&q=a&sort=latest-event": 5,
    "/taskforces/?view=table": 4,
    "/taskforces/?view=timeline&country=FR": 5,
    "/taskforces/?view=lineage&sort=oldest": 4,
    "/taskforces/taskforce-0/": 7,
    "/taskforces/taskforce-0/?type=tools&order=oldest": 7,
    "/taskforces/taskforce-0/evidence/": 4,
    "/taskforces/taskforce-0/share/": 1,
    "/taskforces/taskforce-0/embedded/": 5,
    "/taskforces/taskforce-0/embedded/?show=timeline": 5,
    "/events/": 4,
    "/events/?type=tools&topic=secondary-education&country=FR&organisation=institut-de-locarn&year=2021&q=e": 5,
    "/events/event-0/": 6,
    "/organisations/": 2,
    "/organisations/?q=institut": 3,
    "/organisations/institut-de-locarn/": 6,
    "/search/": 1,
    "/search/?q=event&kind=events": 4,
    "/search/?q=taskforce&kind=taskforces": 3,
    "/search/?q=institut&kind=organisations": 3,
    "/sitemap.xml": 3,
    "/sitemap-taskforces.xml": 1,
    "/sitemap-events.xml": 1,
    "/sitemap-organisations.xml": 1,
    "/sitemap-pages.xml": 0,
    "/accessibility/": 1,
    "/robots.txt": 0,
}


def furnish(number):
    """So many taskforces, and one event more, each with all that a page can show, all in each other's company."""
    locarn, tools, topic = make.organisation(), make.event_type("Tools"), make.topic()
    picture, document = make.picture(), make.document()
    given = {"status": "ongoing", "start": "2020", "summary": "a", "cover": picture}
    taskforces = [
        make.taskforce(f"Taskforce {n}", countries=["FR", "NO"], organisations=[locarn], results=["r"], **given)
        for n in range(number)
    ]
    for one, other in zip(taskforces[1:], taskforces, strict=False):
        one.relations.create(kind="continues", other=other)
    for item in taskforces:
        make.published(item)
    for n in range(number + 1):
        given = {"title": "" if n == 1 else f"Event {n}", "date": "2021-05", "picture": picture, "type": tools}
        given |= {"topics": [topic], "documents": [document], "organisations": [locarn], "country_id": "FR"}
        make.published(make.event(taskforces=taskforces[:3], results=taskforces[0].results.all(), **given))


@pytest.mark.parametrize("number", [1, 3, 100])
def test_pages_ask_the_same_few_questions(client, django_assert_num_queries, number, subtests):
    furnish(number)
    assert connection.features.supports_json_field  # what Django asks SQLite once
    for address, count in COUNTS.items():
        with subtests.test(address), django_assert_num_queries(count):
            assert client.get(address).status_code == 200
