"""Each role has the rights that the table says, after every migration, and no others."""

import importlib
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection

from publishing.roles import GROUPS, LIMITED, TABLE, Role, rights
from tests import make

pytestmark = pytest.mark.django_db
ACTS = ("publish_taskforce", "withdraw_event", "change_user", "delete_trasheditem")


def stored(role):
    permissions = Group.objects.get(name=role).permissions.select_related("content_type")
    return {(each.content_type.app_label, each.codename) for each in permissions}


def migrate(*words):
    call_command("migrate", *words, interactive=False, verbosity=0)


def test_each_role_has_every_right_of_the_table_and_no_other():
    assert {role: stored(role) for role in GROUPS} == {role: rights(role) for role in GROUPS}


def test_each_role_may_do_what_those_below_may():
    for lower, higher in pairwise(GROUPS):
        assert rights(lower) - {tuple(LIMITED.split("."))} < rights(higher)


def test_only_publishers_and_administrators_publish_and_only_administrators_manage_people():
    may = {act: [role for role in GROUPS if act in {name for _room, name in rights(role)}] for act in ACTS}
    assert may == {
        "publish_taskforce": [Role.PUBLISHER, Role.ADMINISTRATOR],
        "withdraw_event": [Role.PUBLISHER, Role.ADMINISTRATOR],
        "change_user": [Role.ADMINISTRATOR],
        "delete_trasheditem": [Role.ADMINISTRATOR],
    }


def test_the_table_names_only_what_there_is():
    there = set(Permission.objects.values_list("content_type__app_label", "codename"))
    assert all(rights(role) <= there for role in GROUPS)
    for room, models in TABLE.items():
        assert all(apps.get_model(room, name) for name in models)


def test_migrating_alone_brings_rights_back_and_takes_others():
    group = Group.objects.get(name=Role.PUBLISHER)
    group.permissions.remove(Permission.objects.get(codename="publish_event"))
    group.permissions.add(*Permission.objects.filter(codename__in=["delete_taskforce", "change_user"]))
    migrate()
    assert stored(Role.PUBLISHER) == rights(Role.PUBLISHER)
    before = list(group.permissions.through.objects.values_list("pk", flat=True))
    migrate()
    assert list(group.permissions.through.objects.values_list("pk", flat=True)) == before


def test_a_group_that_somebody_deleted_is_there_again():
    Group.objects.all().delete()
    migrate()
    assert stored(Role.EDITOR) == rights(Role.EDITOR)


def test_who_could_publish_until_now_still_can_and_can_again_on_the_way_back():
    person = make.person(Role.EDITOR)
    moves = importlib.import_module("publishing.migrations.0020_roles").Migration.operations[0]
    for move, after in ((moves.code, Role.PUBLISHER), (moves.reverse_code, Role.EDITOR)):
        move(apps, SimpleNamespace(connection=connection))
        assert [group.name for group in person.groups.all()] == [after]


def test_other_groups_and_what_one_person_may_do_are_left_alone():
    right = Permission.objects.get(codename="delete_event")
    person, others = make.editor(), Group.objects.create(name="Translators")
    person.user_permissions.add(right)
    others.permissions.add(right)
    migrate()
    assert list(person.user_permissions.all()) == list(others.permissions.all()) == [right]
    assert person.has_perm("timeline.delete_event")
