"""Who may do what: the group Editors, to which each room's migration gives the rights over its own rows."""

EDITORS = "Editors"
DESK = ("add", "change", "view", "publish", "withdraw")
PART = ("add", "change", "delete", "view")
REFERENCE = ("add", "change", "view")


def grant(app_label, rights):
    """A function for RunPython that gives the Editors `rights` ({model name: actions}) in one app.

    The permissions are made here, since Django makes them only after the last migration.
    """

    def forwards(apps, schema_editor):
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=EDITORS)
        group.permissions.add(*_permissions(apps, app_label, rights))

    return forwards


def _permissions(apps, app_label, rights):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for model, actions in rights.items():
        content_type, _ = content_types.get_or_create(app_label=app_label, model=model)
        for action in actions:
            name = f"Can {action} {apps.get_model(app_label, model)._meta.verbose_name}"
            yield permissions.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": name}
            )[0]
