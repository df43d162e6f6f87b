"""Pages of the desk ask the same few questions, whether they tell of one thing, of three, or of a hundred."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alerts.models import Subject
from audit.models import Record
from publishing.models import DeskState, Edition, Miss, Remark, ReviewStep, ScheduledAct, Term
from publishing.roles import Role
from tests import desk, make

pytestmark = pytest.mark.django_db
PAGES = {
    "/admin/": 18,
    "/admin/scheduled/": 9,
    "/admin/timeline/event/": 12,
    "/admin/audit/record/": 7,
    "/admin/auth/user/": 11,
    "/admin/alerts/subject/": 7,
    "/admin/publishing/miss/": 8,
    "/admin/publishing/term/": 8,
    "history": 11,
    "compare": 16,
    "review": 10,
}
ASKED = {"compare": {"before": "e1"}}


@pytest.fixture
def pact():
    return make.published(make.taskforce("Technology Pact"))


@pytest.fixture
def person(client):
    person = make.person(Role.ADMINISTRATOR)
    client.force_login(person)
    return person


def add(number, item, person):
    """One row more of each kind that these pages show."""
    own = {"kind": item.kind, "key": item.pk, "digest": f"{number}"}
    snapshot = item.build()
    Edition.objects.create(
        kind=item.kind, key=item.pk, number=number + 2, published_at=timezone.now(), snapshot=snapshot, note=f"{number}"
    )
    DeskState.objects.create(**own, snapshot=snapshot)
    ReviewStep.objects.create(**own, act="returned", asked_digest="", is_open=False)
    event = make.published(make.event(f"Meeting {number}", taskforces=[item], organisations=[make.organisation()]))
    for other in (event, make.published(make.taskforce(f"Pact {number}"))):
        other.summary = "New."
        make.touched(other)
        own = {"kind": other.kind, "key": other.pk, "digest": other.desk_digest}
        ScheduledAct.objects.create(**own, act="publish", due_at=timezone.now() + timedelta(days=number))
        ReviewStep.objects.create(**own, act="asked", asked_digest=other.desk_digest)
        LogEntry.objects.log_actions(person.pk, [other], CHANGE, single_object=True)
    make.found(), make.broken_link(f"https://example.org/{number}", item=event, is_public=True)
    Remark.objects.create(origin=Remark.Origin.READER, text="Wrong")
    Record.objects.create(kind=Record.Kind.RIGHTS, what=f"{number}")
    make.person(Role.EDITOR, username=f"person-{number}")
    Subject.objects.create(kind="events", about=f"/events/?q={number}", title=f"{number}")
    Miss.objects.create(words=f"word {number}", day=timezone.localdate())
    Term.objects.create(word=f"Word {number}", explanation="It means this.")


def test_pages_ask_the_same_few_questions(client, person, pact, subtests):
    filled = 0
    for number in (1, 3, 100):
        for each in range(filled, number):
            add(each, pact, person)
        filled = number
        for page, questions in PAGES.items():
            address = page if page.startswith("/") else desk.address(pact, page)
            client.get(address, ASKED.get(page))  # what Django reads once and keeps
            with subtests.test(f"{page} {number}"), CaptureQueriesContext(connection) as asked:
                assert client.get(address, ASKED.get(page)).status_code == 200
                assert len(asked) == questions, "\n".join(query["sql"] for query in asked)
