"""Who works at the desk, and in which role. Whatever happens, one administrator stays."""

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import log as audit
from audit.models import Record
from publishing.roles import GROUPS, Role, people_as, role_of
from taskforces.models import Limits


def administrators():
    """Those who can sign in and give roles."""
    return people_as(Role.ADMINISTRATOR)


def why_not_managed(person, by):
    """Why somebody may not give another role to a person, or delete them; "" where they may."""
    if person == by:
        return _("Nobody changes their own rights. Another administrator can do it.")
    if person.is_superuser and not by.is_superuser:
        return _("The webmaster made this account with “createsuperuser”. Only such an account may change it.")
    if role_of(person) == Role.ADMINISTRATOR and not administrators().exclude(pk=person.pk).exists():
        return _("This is the last administrator: nobody could give roles any more.")
    return ""


@transaction.atomic
def give_role(person, role, *, by, taskforces=(), countries=()):
    """Give somebody a role in the place of the one that they had. It holds from their next request on.

    `taskforces` and `countries` are what a limited editor works on. Groups that are no role are left alone. Raises
    ValidationError with the reason where `by` may not do that.
    """
    person = _alone(person, by)
    person.groups.remove(*person.groups.filter(name__in=GROUPS))
    if role:
        person.groups.add(Group.objects.get(name=role))
    person.is_active = person.is_staff = bool(role)
    person.is_superuser = person.is_superuser and role == Role.ADMINISTRATOR
    person.save(update_fields=["is_active", "is_staff", "is_superuser"])
    Limits.objects.filter(person=person).delete()
    if role == Role.LIMITED_EDITOR:
        keys = {"taskforces": [str(each.pk) for each in taskforces], "countries": [each.pk for each in countries]}
        Limits.objects.create(person=person, **keys)
        names = ", ".join(map(str, [*taskforces, *countries]))
        audit.note(Record.Kind.RIGHTS, by=by, what=f"{audit.name_of(person)}: {names}")


@transaction.atomic
def remove(person, *, by):
    """Delete the account of somebody. Raises ValidationError with the reason where `by` may not do that."""
    _alone(person, by).delete()


def _alone(person, by):
    """The person, while nobody else changes who administers: two who demote each other at once do it in turn."""
    keys = {person.pk, by.pk, *administrators().values_list("pk", flat=True)}
    rows = {row.pk: row for row in User.objects.filter(pk__in=keys).order_by("pk").select_for_update()}
    if person.pk not in rows or by not in administrators():
        raise ValidationError(_("This changed just now. Please look again."))
    if why := why_not_managed(rows[person.pk], rows[by.pk]):
        raise ValidationError(why)
    return rows[person.pk]
