"""Who was given which rights, and who lost them: told to the audit log wherever it is saved."""

from django.contrib.auth.models import Group, User
from django.db.models.signals import m2m_changed, post_delete, pre_save
from django.utils.translation import gettext as _

from audit.log import name_of, note
from audit.models import Record

FLAGS = ("is_active", "is_staff", "is_superuser")
SIGNS = {"post_add": "+", "post_remove": "−", "pre_clear": "−"}


def listen() -> None:
    """From now on."""
    pre_save.connect(on_save, sender=User)
    post_delete.connect(on_deletion, sender=User)
    for relation in (User.groups, User.user_permissions, Group.permissions):
        m2m_changed.connect(on_relation, sender=relation.through)


def on_save(instance, raw=False, update_fields=None, using=None, **_options):
    """A flag of an account changed, or it is new."""
    if raw or (update_fields is not None and not set(FLAGS) & set(update_fields)):
        return
    before = User.objects.using(using).filter(pk=instance.pk).values(*FLAGS).first() if instance.pk else None
    old = before or dict.fromkeys(FLAGS, False)
    changed = [flag for flag in FLAGS if old[flag] != bool(getattr(instance, flag))]
    changes = [
        f"{'+' if getattr(instance, flag) else '−'} {User._meta.get_field(flag).verbose_name}" for flag in changed
    ]
    if changes:
        note(Record.Kind.RIGHTS, what=f"{name_of(instance)}: {', '.join(changes)}")


def on_deletion(instance, **_options):
    """An account is gone."""
    note(Record.Kind.RIGHTS, what=_("%(name)s: account deleted") % {"name": name_of(instance)})


def on_relation(instance, action, model, pk_set, **_options):
    """Somebody joined or left a group, or a right was given or taken."""
    if action not in SIGNS:
        return
    whose = name_of(instance) if isinstance(instance, User) else str(instance)
    if pk_set is None:
        names = [_("all %(what)s") % {"what": model._meta.verbose_name_plural}]
    else:
        rows = model.objects.filter(pk__in=pk_set)
        names = sorted(name_of(row) if isinstance(row, User) else str(row) for row in rows)
    if names:
        note(Record.Kind.RIGHTS, what=f"{whose}: {', '.join(f'{SIGNS[action]} {name}' for name in names)}")
