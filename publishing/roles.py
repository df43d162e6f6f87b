"""Who may do what: one group, Editors, and every right that it has. Rights are named, never imported."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import DEFAULT_DB_ALIAS

EDITORS = "Editors"
DESK = ("add", "change", "view", "publish", "withdraw")
PART = ("add", "change", "delete", "view")
REFERENCE = ("add", "change", "view")
PARTS = ("taskforceorganisation", "taskforcerelation", "taskforcedocument", "objective", "result", "source")

# By room and model. What is not here the Editors may not do. Their own drafts they may delete because they may add some
# (`publishing/desk/deletion.py`).
RIGHTS = {
    "taskforces": {
        "taskforce": DESK,
        **dict.fromkeys(PARTS, PART),
        "organisation": REFERENCE,
        "country": ("view",),
        "region": PART,
    },
    "timeline": {
        "event": DESK,
        **dict.fromkeys(("eventorganisation", "eventdocument"), PART),
        "eventtype": REFERENCE,
        "topic": REFERENCE,
    },
    "library": {"picture": REFERENCE, "document": REFERENCE},
    "publishing": {"text": ("change", "view"), "term": PART, "miss": ("view",), "trasheditem": ("view",)},
    "alerts": {"subject": ("view",)},
}


def bring_up_to_date(*, using=DEFAULT_DB_ALIAS, apps=installed, **_options):
    """Give the group exactly the rights of `RIGHTS`, and take every other. Safe to repeat.

    Runs after every `migrate`. Django makes the permissions of a room only after those before it, so they are asked
    for here. On the way to an older state of the database, rights over what is not there yet are left out.
    """
    try:
        groups, permissions = (apps.get_model("auth", name).objects.using(using) for name in ("Group", "Permission"))
    except LookupError:
        return
    for room in RIGHTS:
        create_permissions(installed.get_app_config(room), verbosity=0, using=using, apps=apps)
    group, _made = groups.get_or_create(name=EDITORS)
    group.permissions.set(_in_table(permissions))


def _in_table(permissions):
    """Those of the permissions that `RIGHTS` names."""
    codenames = {
        (room, f"{action}_{model}")
        for room, models in RIGHTS.items()
        for model, actions in models.items()
        for action in actions
    }
    rooms = permissions.filter(content_type__app_label__in=RIGHTS).select_related("content_type")
    return [row for row in rooms if (row.content_type.app_label, row.codename) in codenames]


def may(person, act, item) -> bool:
    """Whether somebody may do this ("publish", "withdraw", "change") to an item at this moment; nobody may not."""
    is_staff = person is not None and person.is_active and person.is_staff
    return is_staff and person.has_perm(f"{item._meta.app_label}.{act}_{item._meta.model_name}")
