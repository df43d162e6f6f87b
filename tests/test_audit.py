"""The audit log: what is written in it, by whom it is read, and that nobody changes it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit.models import YEARS, Record
from dossier_site.accounts.letting_in import let_in
from publishing.editions import publish, withdraw
from publishing.models import Edition
from publishing.roles import Role
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "a password for tests"
LOG = "/admin/audit/record/"


def told(kind):
    """What the log says of a kind of act, the oldest first: (who, what, from where)."""
    return list(Record.objects.filter(kind=kind).order_by("pk").values_list("who", "what", "network"))


def refused(act):
    """Whether the database refuses an act."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError as error:
        return "The audit log is not changed" in str(error) or "unique" in str(error)
    return False


def test_database_refuses_to_change_a_record_and_to_delete_a_young_one():
    old = timezone.now() - timedelta(days=366 * YEARS)
    young = Record.objects.create(kind=Record.Kind.ERASED, what="young")
    Record.objects.create(kind=Record.Kind.ERASED, what="old", at=old)
    assert refused(lambda: Record.objects.update(what="other"))
    assert refused(lambda: Record.objects.filter(pk=young.pk).delete())
    assert refused(lambda: Record.objects.create(pk=young.pk, kind=Record.Kind.ERASED, what="other"))
    with connection.cursor() as cursor:
        assert refused(lambda: cursor.execute("UPDATE audit_record SET at = %s", [old]))
        if connection.vendor == "sqlite":
            columns, values = "(id, at, kind, who, what, network)", "(%s, %s, '', '', '', '')"
            sql = f"INSERT OR REPLACE INTO audit_record {columns} VALUES {values}"
            assert refused(lambda: cursor.execute(sql, [young.pk, old]))
    call_command("shorten_audit_log", stdout=StringIO())
    assert [what for _who, what, _network in told(Record.Kind.ERASED)] == ["young"]


def test_publications_and_withdrawals_are_told_with_what_they_tell():
    ada, item = make.editor("ada", first_name="Ada", last_name="Lovelace"), make.taskforce("Pact")
    publish(item, by=ada)
    assert publish(item, by=ada) is None
    withdraw(item, by=ada, reason=Edition.Reason.IN_ERROR)
    assert told(Record.Kind.PUBLISHED) == [("Ada Lovelace (ada)", "taskforce “Pact” #1", "")]
    assert told(Record.Kind.WITHDRAWN) == [("Ada Lovelace (ada)", "taskforce “Pact” #2", "")]
    with transaction.atomic():
        assert publish(item, by=ada)
        transaction.set_rollback(True)
    assert len(told(Record.Kind.PUBLISHED)) == 1


def test_sign_ins_are_told_with_the_network_alone(client):
    make.editor("ada")
    for name, password in [("ada", "wrong"), ("hunter2", "wrong"), ("ada", PASSWORD)]:
        client.post("/admin/login/", {"username": name, "password": password}, REMOTE_ADDR="192.0.2.77")
    assert told(Record.Kind.REFUSED) == [
        ("", "wrong password: ada", "192.0.2.0/24"),
        ("", "wrong password: no such account", "192.0.2.0/24"),  # what was typed there may be a password
    ]
    assert told(Record.Kind.SIGNED_IN) == [("ada", "password", "192.0.2.0/24")]


def test_rights_are_told_wherever_they_are_given(client):
    chief, bo = User.objects.create_superuser("chief"), make.editor("bo")
    client.force_login(chief)
    before = Record.objects.count()
    pact = make.taskforce("Pact")
    form = {"role": Role.LIMITED_EDITOR, "taskforces": [str(pact.pk)]}
    assert client.post(f"/admin/auth/user/{bo.pk}/role/", form).status_code == 302
    assert {*told(Record.Kind.RIGHTS)[-3:]} == {
        ("chief", "bo: − Publishers", "127.0.0.0/24"),
        ("chief", "bo: + Limited editors", "127.0.0.0/24"),
        ("chief", "bo: Pact", "127.0.0.0/24"),
    }
    assert Record.objects.count() == before + 3
    Group.objects.get(name="Editors").user_set.add(bo)
    bo.delete()
    assert [what for _who, what, _network in told(Record.Kind.RIGHTS)[-2:]] == ["Editors: + bo", "bo: account deleted"]


def test_letting_somebody_in_is_told():
    user = make.editor("ada", is_active=False)
    let_in(user)
    assert told(Record.Kind.RIGHTS)[-1] == ("", "ada: + active", "")


def test_administrators_read_it_and_nobody_writes_in_it(client, django_assert_num_queries):
    Record.objects.bulk_create(Record(kind=Record.Kind.ERASED, what=f"number {each}") for each in range(60))
    client.force_login(make.editor())
    assert client.get(LOG).status_code == 403
    client.force_login(User.objects.create_superuser("chief"))
    row = Record.objects.first()
    assert "number 59" in client.get(f"{LOG}?kind=erased").content.decode()
    for where in (f"{LOG}add/", f"{LOG}{row.pk}/delete/"):
        assert client.post(where, {"post": "yes"}).status_code == 403
    with django_assert_num_queries(QUESTIONS):
        client.get(LOG)


QUESTIONS = 6
