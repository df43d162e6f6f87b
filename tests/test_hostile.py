"""No request that a client can make is answered with 500: hundreds of them, over all pages of the site.

On PostgreSQL the first half of them are asked again. HOSTILE=20 asks ten thousand.
"""

import logging
import os

import pytest
from django.conf import settings
from django.test import Client

from taskforces.models import Organisation
from tests import desk, hostile, make, surroundings
from timeline.models import Event, Topic

CHUNKS, EACH = int(os.environ.get("HOSTILE") or 1), 250 if surroundings.on_postgresql() else 500

pytestmark = pytest.mark.long


@pytest.fixture
def enemy(transactional_db, request):
    """Whoever draws the requests of one chunk, on a site with something in it."""
    locarn = make.organisation("Locarn")
    item = make.published(
        make.taskforce("Bretagne", countries=["FR"], organisations=[locarn], start="2020", results=["r"])
    )
    make.published(make.event("Meeting", date="2020", taskforces=[item], topics=[make.topic()], type=make.event_type()))
    people = [make.editor(), make.editor("root", is_superuser=True)]
    clients = [Client() for _ in people]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)
    forms = {
        desk.adding(model): desk.filled(clients[0].get(desk.adding(model))) for model in (Event, Organisation, Topic)
    }
    forms[desk.address(item)] = desk.filled(clients[0].get(desk.address(item)))
    sessions = [client.cookies[settings.SESSION_COOKIE_NAME].value for client in clients]
    return hostile.Enemy(request.param, sessions, forms)


@pytest.fixture
def quiet():
    """Without the log, which takes a third of the time."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.filterwarnings("ignore:.*received a naive datetime:RuntimeWarning")  # a line in the log, elsewhere
@pytest.mark.parametrize("enemy", range(CHUNKS), indirect=True)
def test_no_request_is_answered_with_an_error_of_ours(enemy, quiet):
    failed = [request for request in (enemy.request() for _ in range(EACH)) if hostile.answer(request) >= 500]
    assert failed == []
