"""The Editors have the rights that the table says, after every migration, and no others."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from publishing.roles import EDITORS, RIGHTS
from tests import make, running

pytestmark = pytest.mark.django_db


def rights():
    permissions = Group.objects.get(name=EDITORS).permissions.select_related("content_type")
    return {(each.content_type.app_label, each.codename) for each in permissions}


def table():
    named = {
        (room, f"{action}_{model}")
        for room, models in RIGHTS.items()
        for model, actions in models.items()
        for action in actions
    }
    assert named
    return named


def migrate(*words):
    call_command("migrate", *words, interactive=False, verbosity=0)


def test_editors_have_every_right_of_the_table_and_no_other():
    assert rights() == table()


def test_the_table_names_only_what_there_is():
    there = set(Permission.objects.values_list("content_type__app_label", "codename"))
    assert table() <= there
    for room, models in RIGHTS.items():
        assert all(apps.get_model(room, name) for name in models)


def test_migrating_alone_brings_rights_back_and_takes_others():
    group = Group.objects.get(name=EDITORS)
    group.permissions.remove(Permission.objects.get(codename="publish_event"))
    group.permissions.add(*Permission.objects.filter(codename__in=["delete_taskforce", "change_user"]))
    migrate()
    assert rights() == table()
    before = list(group.permissions.through.objects.values_list("pk", flat=True))
    migrate()
    assert list(group.permissions.through.objects.values_list("pk", flat=True)) == before


def test_a_group_that_somebody_deleted_is_there_again():
    Group.objects.all().delete()
    migrate()
    assert rights() == table()


def test_other_groups_and_what_one_person_may_do_are_left_alone():
    right = Permission.objects.get(codename="delete_event")
    person, others = make.editor(), Group.objects.create(name="Translators")
    person.user_permissions.add(right)
    others.permissions.add(right)
    migrate()
    assert list(person.user_permissions.all()) == list(others.permissions.all()) == [right]
    assert person.has_perm("timeline.delete_event")


def test_database_that_is_migrated_in_part_is_no_error_and_complete_later(tmp_path):
    env = running.own_database()
    for words in (["contenttypes"], ["publishing"], []):
        ended = running.manage(tmp_path, "migrate", *words, **env)
        assert ended.returncode == 0, ended.stderr
    code = "from tests.test_roles import *; print(rights() == table())"
    assert running.manage(tmp_path, "shell", "-v0", "-c", code, **env).stdout.strip() == "True"
