"""Who may do what: a group for each role, and every right that it has. Rights are named, never imported."""

from django.apps import apps as installed
from django.contrib.auth import get_user_model
from django.contrib.auth.management import create_permissions
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# It gives nothing and takes much: who has it may change only what their limits name (`taskforces/models/limits.py`).
LIMITED = "taskforces.have_limits"


class Role(models.TextChoices):
    """What somebody does at the desk. The value is the name of the group whose rights they have; "" is nobody's."""

    NONE = "", _("No access")
    VIEWER = "Viewers", _("Viewer")
    LIMITED_EDITOR = "Limited editors", _("Editor of some taskforces")
    EDITOR = "Editors", _("Editor")
    PUBLISHER = "Publishers", _("Publisher")
    ADMINISTRATOR = "Administrators", _("Administrator")

    @property
    def sentence(self):
        """What the role may do, in plain words."""
        return SENTENCES[self]


SENTENCES = {
    Role.NONE: _("Cannot sign in at the desk."),
    Role.VIEWER: _("Sees all of the desk, and previews. Changes nothing."),
    Role.LIMITED_EDITOR: _(
        "Writes the taskforces that you choose below, and events that stand in no others. Adds organisations, pictures "
        "and documents. Sees all else, and publishes nothing."
    ),
    Role.EDITOR: _("Writes every taskforce and event, and what they name. Publishes nothing."),
    Role.PUBLISHER: _("Does what an editor does, publishes it and withdraws it."),
    Role.ADMINISTRATOR: _(
        "Does what a publisher does. Gives roles, deletes what nothing uses, empties the trash, and erases addresses "
        "of readers."
    ),
}
GROUPS = [role for role in Role if role]
_PART = ("view", "add change delete")
_REFERENCE = ("view", "add", "change", "", "delete")
_LABEL = ("view", "", "add change", "", "delete")
# By room and model: what viewers may do with it, and what limited editors, editors, publishers and administrators may
# beside that. What is not here none of them may. Their own drafts people may delete because they may add some
# (`publishing/desk/deletion.py`).
TABLE = {
    "taskforces": {
        "taskforce": ("view", "change", "add", "publish withdraw", "delete"),
        "taskforceorganisation": _PART,
        "taskforcerelation": _PART,
        "taskforcedocument": _PART,
        "objective": _PART,
        "result": _PART,
        "source": _PART,
        "organisation": _REFERENCE,
        "country": ("view",),
        "region": ("view", "", "add change delete"),
    },
    "timeline": {
        "event": ("view", "add change", "", "publish withdraw", "delete"),
        "eventorganisation": _PART,
        "eventdocument": _PART,
        "eventtype": _LABEL,
        "topic": _LABEL,
    },
    "library": {"picture": _REFERENCE, "document": _REFERENCE},
    "publishing": {
        "text": ("view", "", "change"),
        "term": ("view", "", "add change delete"),
        "miss": ("view",),
        "trasheditem": ("view", "", "", "", "delete"),
        "remark": ("view",),
    },
    "upkeep": {"linkspot": ("view", "", "recheck")},
    "audit": {"record": ("", "", "", "", "view")},
    "alerts": {"subject": ("view",), "subscription": ("", "", "", "", "delete")},
    "auth": {"user": ("", "", "", "", "add change delete view")},
}


def rights(role):
    """Every right of a role, as (room, codename)."""
    level = GROUPS.index(role) + 1
    own = {tuple(LIMITED.split("."))} if role == Role.LIMITED_EDITOR else set()
    return own | {
        (room, f"{act}_{model}")
        for room, models_of_room in TABLE.items()
        for model, acts in models_of_room.items()
        for act in " ".join(acts[:level]).split()
    }


def is_limited(person):
    """Whether somebody may change only what their limits name."""
    return person.has_perm(LIMITED) and not person.is_superuser


def role_of(person):
    """The role of somebody: the one that may do most of those that they have."""
    if person.is_superuser:
        return Role.ADMINISTRATOR
    names = {group.name for group in person.groups.all()}
    return next((role for role in reversed(GROUPS) if role in names), Role.NONE)


def people_as(*roles):
    """Those who can sign in and have one of these roles; who may do everything has each."""
    people = get_user_model().objects
    is_one = Q(is_superuser=True) | Q(groups__name__in=roles)
    return people.filter(pk__in=people.filter(is_one, is_active=True, is_staff=True).values("pk"))


def bring_up_to_date(*, using=DEFAULT_DB_ALIAS, apps=installed, **_options):
    """Give each group exactly the rights of its role, and take every other. Safe to repeat.

    Runs after every `migrate`. Django makes the permissions of a room only after those before it, so they are asked
    for here. On the way to an older state of the database, rights over what is not there yet are left out.
    """
    try:
        groups, permissions = (apps.get_model("auth", name).objects.using(using) for name in ("Group", "Permission"))
    except LookupError:
        return
    for room in TABLE:
        create_permissions(installed.get_app_config(room), verbosity=0, using=using, apps=apps)
    rows = list(permissions.filter(content_type__app_label__in=TABLE).select_related("content_type"))
    for role in GROUPS:
        group, _made = groups.get_or_create(name=role.value)
        named = rights(role)
        group.permissions.set([row for row in rows if (row.content_type.app_label, row.codename) in named])


def may(person, act, item) -> bool:
    """Whether somebody may do this ("publish", "withdraw", "change") to an item at this moment; nobody may not."""
    if person is None or not (person.is_active and person.is_staff):
        return False
    has_right = person.has_perm(f"{item._meta.app_label}.{act}_{item._meta.model_name}")
    return has_right and item.may_be_changed_by(person)
