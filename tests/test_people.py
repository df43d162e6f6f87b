"""An administrator gives roles in plain words; nobody changes their own, and the last administrator stays."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossier_site.people import give_role, remove
from publishing.roles import Role, role_of
from taskforces.models import Limits
from tests import desk, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return make.person(Role.ADMINISTRATOR, username="boss")


@pytest.fixture
def administrator(client, boss):
    """An administrator, logged in."""
    client.force_login(boss)
    return client


def page_of(person):
    return reverse("admin:auth_user_role", args=[person.pk])


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_the_page_says_what_each_role_may_do_and_names_no_permission(administrator):
    words = desk.text(administrator.get(page_of(make.person(Role.NONE, username="ada"))))
    assert all(f"{role.label} {role.sentence}" in words for role in Role)
    assert "Can add" not in words


def test_a_role_holds_at_the_next_request_of_who_is_signed_in(administrator):
    item, colleague = make.taskforce(), Client()
    ada = make.person(Role.VIEWER, username="ada")
    colleague.force_login(ada)
    for role, buttons in ((Role.EDITOR, (True, False)), (Role.PUBLISHER, (True, True)), (Role.VIEWER, (False, False))):
        assert administrator.post(page_of(ada), {"role": role.value}).status_code == 302
        page = colleague.get(desk.address(item)).content.decode()
        assert tuple(f'name="{name}"' in page for name in ("_save", "_publish")) == buttons
    administrator.post(page_of(ada), {"role": ""})
    assert colleague.get("/admin/").status_code == 302
    assert LogEntry.objects.filter(user__username="boss", object_id=str(ada.pk)).count() == 4


def test_limits_are_given_kept_and_taken_with_the_role(administrator):
    ada, item = make.person(Role.EDITOR, username="ada"), make.taskforce("Pact")
    sent = {"role": Role.LIMITED_EDITOR.value, "taskforces": [str(item.pk)], "countries": ["FR"]}
    assert administrator.post(page_of(ada), sent).status_code == 302
    limits = Limits.objects.get(person=ada)
    assert (limits.taskforces, limits.countries) == ([str(item.pk)], ["FR"])
    page = administrator.get(page_of(ada))
    assert desk.fields([*desk.tree(page).iter("form")][-1])["taskforces"] == str(item.pk)
    assert "Pact; all of France" in desk.text(administrator.get(desk.address(ada)))
    administrator.post(page_of(ada), {"role": Role.EDITOR.value})
    assert not Limits.objects.exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"role": "Limited editors"}, "Choose at least one taskforce or country."),
        ({"role": "Editors", "countries": ["FR"]}, "Take them out."),
        ({"role": "Kings"}, "There is no choice “Kings” here."),
        ({"role": "Limited editors", "taskforces": ["x"]}, "“x” stands for nothing here. Choose another."),
        ({"role": "Limited editors", "countries": ["\x00"]}, "There is a character in it that cannot be kept."),
    ],
    ids=str,
)
def test_wrong_input_is_told_and_changes_nothing(administrator, sent, told):
    ada = make.person(Role.VIEWER, username="ada")
    answer = administrator.post(page_of(ada), sent)
    assert (answer.status_code, role_of(fresh(ada))) == (200, Role.VIEWER)
    assert told in str(answer.context["form"].errors)


def test_nobody_changes_or_deletes_themselves_not_even_with_others_there(administrator, boss):
    make.person(Role.ADMINISTRATOR, username="other")
    assert "Nobody changes their own rights." in desk.text(administrator.get(page_of(boss)))
    assert administrator.post(page_of(boss), {"role": Role.VIEWER.value}).status_code == 403
    assert administrator.post(desk.address(boss, "delete"), {"post": "yes"}).status_code == 403
    assert role_of(fresh(boss)) == Role.ADMINISTRATOR


def test_two_who_demote_or_delete_each_other_at_once_leave_one(boss):
    other = make.person(Role.ADMINISTRATOR, username="other")
    give_role(other, Role.EDITOR, by=boss)
    for act in (lambda: give_role(boss, Role.EDITOR, by=other), lambda: remove(boss, by=other)):
        with pytest.raises(ValidationError, match="changed just now"):
            act()
    assert role_of(fresh(boss)) == Role.ADMINISTRATOR


def test_the_webmaster_s_account_is_changed_by_such_an_account_only(administrator):
    root = User.objects.create_superuser("root", password="a password for tests")
    assert "Only such an account may change it" in desk.text(administrator.get(page_of(root)))
    for where in (page_of(root), desk.address(root), desk.address(root, "delete")):
        assert administrator.post(where, {"role": "", "post": "yes"}).status_code == 403
    assert administrator.post(reverse("admin:auth_user_password_change", args=[root.pk])).status_code == 403


def test_a_form_of_an_account_gives_no_rights(administrator):
    ada = make.person(Role.VIEWER, username="ada")
    desk.send(administrator, desk.address(ada), is_superuser="on", is_staff="on", groups="1", first_name="Ada")
    assert (fresh(ada).first_name, fresh(ada).is_superuser, role_of(fresh(ada))) == ("Ada", False, Role.VIEWER)


def test_a_new_colleague_is_given_a_role_next(administrator):
    password = "quite a long passphrase"
    answer = desk.send(administrator, desk.adding(User), username="ada", password1=password, password2=password)
    assert answer.url == page_of(User.objects.get(username="ada"))


def test_the_list_of_people_asks_the_same_for_any_number(administrator):
    list_of_people = reverse("admin:auth_user_changelist")
    numbers = []
    for wanted in (3, 30):
        for number in range(User.objects.count(), wanted):
            make.person(Role.VIEWER, username=f"colleague {number}")
        with CaptureQueriesContext(connection) as asked:
            administrator.get(list_of_people)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
