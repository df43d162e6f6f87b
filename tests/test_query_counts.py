"""How often a page asks the database: the same literal number, however much there is to show."""

from datetime import date

import pytest
from django.db import connection

from tests import make

pytestmark = pytest.mark.django_db
# The budget of the design: dossiers and events at most 7, lists at most 6; words ask for three more: what is called so,
# rows that have them, titles that have them. Pages that did not change ask nothing of it: they are ready.
COUNTS = {
    "/": 7,
    "/taskforces/": 4,
    "/taskforces/?country=FR&status=ongoing&organisation=institut-de-locarn&year=2021&q=a&sort=latest-event": 7,
    "/taskforces/?view=table": 4,
    "/taskforces/?view=timeline&country=FR": 5,
    "/taskforces/?view=lineage&sort=oldest": 4,
    "/taskforces/taskforce-0/": 7,
    "/taskforces/taskforce-0/?type=tools&order=oldest": 7,
    "/taskforces/taskforce-0/evidence/": 4,
    "/taskforces/taskforce-0/editions/": 2,
    "/taskforces/taskforce-0/editions/1/": 15,
    "/taskforces/taskforce-0/editions/1.json": 2,
    "/taskforces/taskforce-0/compare/1...2/": 7,
    "/taskforces/taskforce-0.bib": 3,
    "/taskforces/taskforce-0/editions/1.ris": 8,
    "/oembed/?url=http://testserver/taskforces/taskforce-0/": 3,
    f"/taskforces/taskforce-0/?as-of={date.today()}": 15,
    "/taskforces/taskforce-0/share/": 1,
    "/taskforces/taskforce-0/embedded/": 5,
    "/taskforces/taskforce-0/embedded/?show=timeline": 5,
    "/events/": 4,
    "/events/?type=tools&topic=secondary-education&country=FR&organisation=institut-de-locarn&year=2021&q=e": 8,
    "/events/event-0/": 6,
    "/events/event-0/editions/": 3,
    "/events/event-0/editions/1/": 13,
    "/organisations/": 2,
    "/organisations/?q=institut": 5,
    "/organisations/institut-de-locarn/": 6,
    "/countries/": 2,
    "/countries/fr/": 9,
    "/countries/fr/bretagne/": 4,
    "/coming/": 3,
    "/coming/?show=events": 1,
    "/coming/?show=overdue": 1,
    "/new/": 5,
    "/years/": 5,
    "/years/2021/": 16,
    "/years/2021.xlsx": 18,
    "/glossary/": 1,
    "/compare/": 1,
    "/search/": 1,
    "/search/?q=event&kind=events": 6,
    "/search/?q=taskforce&kind=taskforces": 6,
    "/search/?q=institut&kind=organisations": 6,
    "/alerts/new/?about=/taskforces/taskforce-0/": 1,
    "/alerts/new/?about=/events/%3Fcountry%3DFR": 2,
    "/alerts/new/?about=/taskforces/%3Fq%3Dtaskforce": 3,
    "/alerts/new/?about=/search/%3Fq%3Dtaskforce": 1,
    "/sitemap.xml": 3,
    "/sitemap-taskforces.xml": 1,
    "/sitemap-events.xml": 1,
    "/sitemap-organisations.xml": 1,
    "/sitemap-countries.xml": 2,
    "/sitemap-years.xml": 4,
    "/sitemap-pages.xml": 4,
    "/accessibility/": 1,
    "/data/": 3,
    "/robots.txt": 0,
    "/taskforces.json": 8,
    "/taskforces.csv?country=FR&status=ongoing&organisation=institut-de-locarn&year=2021&q=a&sort=latest-event": 11,
    "/events.json": 9,
    "/events.csv?type=tools&topic=secondary-education&country=FR&organisation=institut-de-locarn&year=2021&q=e": 13,
    "/events.xlsx?order=oldest": 10,
    "/organisations.json": 5,
    "/organisations.csv?q=institut": 8,
    "/taskforces/taskforce-0.csv": 9,
    "/taskforces/taskforce-0.json": 13,
    "/taskforces/taskforce-0.zip": 21,
    "/taskforces.xlsx?sort=oldest": 8,
    "/organisations.xlsx": 5,
    "/taskforces/taskforce-0.xlsx": 9,
    "/events.atom": 5,
    "/taskforces.feed.json": 3,
    "/updates.feed.json": 6,
    "/api/v1/taskforces/{taskforce}": 5,
    "/api/v1/taskforces/{taskforce}/events": 8,
    "/api/v1/taskforces/{taskforce}/editions": 3,
    "/api/v1/taskforces/{taskforce}/editions/1": 2,
    "/api/v1/events/{event}": 6,
    "/api/v1/openapi.json": 0,
    "/api/v1/organisations/{organisation}": 2,
    "/api/v1/countries/FR": 1,
    "/events/event-0.json": 8,
    "/organisations/institut-de-locarn.json": 3,
    "/catalogue.jsonld": 2,
    "/.well-known/security.txt": 0,
    "/llms.txt": 0,
    "/updates.atom": 6,
    "/search.atom?q=event": 10,
    "/taskforces.atom?country=FR&status=ongoing": 4,
    "/events.feed.json?type=tools": 6,
    "/taskforces/taskforce-0.atom": 7,
    "/organisations/institut-de-locarn.atom": 7,
    "/countries/fr.atom": 7,
    "/countries/fr/bretagne.atom": 7,
    "/taskforces.ics": 5,
    "/events.ics?country=FR": 5,
    "/taskforces/taskforce-0.ics": 4,
    "/api/v1/taskforces": 7,
    "/api/v1/taskforces?country=FR&status=ongoing&organisation=institut-de-locarn&year=2021&q=a": 10,
    "/api/v1/events": 8,
    "/api/v1/organisations": 4,
    "/api/v1/countries": 2,
}


def furnish(number):
    """So many taskforces, and one event more, each with all that a page can show, all in each other's company.

    Gives the keys of one of each.
    """
    locarn, tools, topic = make.organisation(), make.event_type("Tools"), make.topic()
    picture, document = make.picture(), make.document()
    given = {"status": "ongoing", "region": "Bretagne", "start": "2020", "summary": "a", "cover": picture}
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
        event = make.published(make.event(taskforces=taskforces[:3], results=taskforces[0].results.all(), **given))
    for item in (taskforces[0], event):
        item.summary = "a b"
        item.save()
        make.touch(item)
        make.published(item)
    return {"taskforce": taskforces[0].pk, "event": event.pk, "organisation": locarn.pk}


@pytest.mark.parametrize("number", [1, 3, 100])
def test_pages_ask_the_same_few_questions(client, django_assert_num_queries, number, subtests, settings):
    keys = furnish(number)
    settings.SENDS_MAIL = True
    assert connection.features.supports_json_field  # what Django asks SQLite once
    for address, count in COUNTS.items():
        with subtests.test(address), django_assert_num_queries(count):
            response = client.get(address.format(**keys))
            assert response.status_code == 200
            assert b"".join(response)
