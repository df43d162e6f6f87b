"""The wall: what the public reads never touches what staff are writing."""

import pytest
from django.apps import apps
from django.db import connection

from publishing.editions import withdraw
from publishing.models import Publishable
from tests import make
from tests.test_query_counts import COUNTS, furnish

pytestmark = pytest.mark.django_db
DOCUMENT, DRAFT = (f"documents/{digit * 32}.pdf" for digit in "ad")
ADDRESSES = [
    *COUNTS,
    "/new/",
    "/compare/?with=taskforce-0&with=taskforce-1&with=withdrawn",
    "/privacy/",
    "/contact/",
    "/taskforces/?year=x",
    "/taskforces/moved/",
    "/taskforces/withdrawn/",
    "/taskforces/draft/",
    "/node/1",
    "/nothing",
    f"/media/{DOCUMENT}",
    f"/media/{DRAFT}",
]


def desk_tables():
    """The tables behind the forms of staff: the desk's models, and every row that hangs on one of them."""
    tables = set()
    for model in apps.get_models(include_auto_created=True):
        leads_to = {field.related_model for field in model._meta.get_fields() if field.is_relation and field.concrete}
        if any(isinstance(one, type) and issubclass(one, Publishable) for one in (model, *leads_to)):
            tables.add(model._meta.db_table)
    return tables


def test_desk_tables_are_those_of_staff():
    assert {"taskforces_taskforce", "taskforces_objective", "taskforces_result", "timeline_event"} <= desk_tables()
    assert not {"taskforces_dossier", "timeline_entry", "taskforces_organisation", "publishing_text"} & desk_tables()


def test_no_public_address_touches_the_desk(client, subtests, settings):
    furnish(3)
    settings.SENDS_MAIL = True
    moved = make.published(make.taskforce("Moved", old_addresses="/node/1"))
    moved.slug = "elsewhere"
    moved.save()
    make.published(moved)
    withdraw(make.published(make.taskforce("Withdrawn")), reason="in_error")
    make.taskforce("Draft")
    make.published(make.event("Reported", documents=[make.document(file=DOCUMENT)]))
    make.event("Not yet reported", documents=[make.document(file=DRAFT)])
    forbidden = desk_tables()

    def refuse(execute, sql, params, many, context):
        touched = [table for table in forbidden if f'"{table}"' in sql]
        assert not touched, f"{touched} in {sql}"
        return execute(sql, params, many, context)

    record = f"/api/v1/taskforces/{moved.pk}/editions"
    for address in [*ADDRESSES, record, f"{record}/1"]:
        with subtests.test(address), connection.execute_wrapper(refuse):
            response = client.get(address)
            assert response.status_code < 500
            b"".join(response)  # some answers are made while they are sent
