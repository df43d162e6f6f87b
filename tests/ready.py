"""Django behind the ready pages, and a site that they are kept of."""

import io

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from dossier_site.ready import freshness
from dossier_site.ready.layer import ReadyPages
from dossier_site.wsgi import SiteHandler
from taskforces.models import Taskforce
from tests import make

PAGES = [
    "/",
    "/taskforces/",
    "/taskforces/?country=FR",
    "/taskforces/bretagne/",
    "/taskforces/bretagne/?order=oldest",
    "/taskforces/bretagne/print/",
    "/taskforces/bretagne/evidence/",
    "/taskforces/bretagne/editions/",
    "/taskforces/bretagne/editions/1/",
    "/taskforces/bretagne/?as-of=2000-01-01",
    "/events/",
    "/events/meeting/",
    "/organisations/",
    "/coming/",
    "/years/",
    "/glossary/",
    "/new/?since=2020-01-01",
    "/countries/",
    "/countries/fr/",
    "/organisations/ptvt/",
    "/contact/",
    "/sitemap.xml",
    "/sitemap-events.xml",
    "/updates.atom",
    "/events.feed.json?country=FR",
    "/taskforces/bretagne.ics",
    "/taskforces/bretagne.json",
    "/api/v1/taskforces?limit=1",
]


class Server:
    """Django behind the ready pages; `asked` is how often it was asked."""

    def __init__(self):
        self.django, self.asked = SiteHandler(), 0
        self.ready = ReadyPages(self.counting)

    def counting(self, environ, start_response):
        self.asked += 1
        return self.django(environ, start_response)

    def get(self, address, application=None, method="GET", **headers):
        """What is answered: status, headers without their order, body."""
        environ = RequestFactory().generic(method, address).environ
        environ = {name: value for name, value in environ.items() if name not in ("HTTP_COOKIE", "CONTENT_TYPE")}
        environ |= {"HTTP_HOST": "testserver", "wsgi.errors": io.StringIO()} | headers
        started = []
        answer = (application or self.ready)(environ, lambda status, headers: started.append((status, headers)))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        status, sent = started[0]
        return status[:3], dict(sent), body

    def is_ready(self, address, **headers):
        """Whether this is answered without Django."""
        before = self.asked
        assert self.get(address, **headers)[0] == "200"
        return self.asked == before

    def warm(self, *addresses):
        for address in addresses:
            for _ask in range(2):
                self.get(address)
            assert self.is_ready(address), address


@pytest.fixture
def server(tmp_path, settings, monkeypatch):
    """One whose requests leave the test's own transaction open, and see what is never committed."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(freshness.COMMITS, "latest", lambda: None)
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield Server()
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.fixture(scope="module")
def written(module_db):
    """One dossier with one event, for all tests."""
    ptvt = make.organisation("PTvT", slug="ptvt")
    item = make.published(make.taskforce("Bretagne", countries=["FR"], organisations=[ptvt], results=["Done"]))
    make.published(make.event("Meeting", taskforces=[item], organisations=[ptvt], date="2020-05"))
    return item


@pytest.fixture
def bretagne(written):
    return Taskforce.objects.get(pk=written.pk)
