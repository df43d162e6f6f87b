"""What somebody worked on last, as the log of the desk tells it."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

# So many acts are looked at: the work of some days, and the same small number at any size of the log.
ACTS = 100


def recent_acts(user):
    """The last acts of somebody: (content type, key as text), latest first."""
    # By key, not by time: an index holds a person's entries in the order of their keys.
    return LogEntry.objects.filter(user=user.pk).order_by("-pk").values_list("content_type", "object_id")[:ACTS]


def recent_rows(user, *models):
    """The rows of these models that somebody worked on last: [(model, key)], each once, the latest first.

    Some may be deleted by now.
    """
    kinds = {content_type.pk: model for model, content_type in ContentType.objects.get_for_models(*models).items()}
    rows = dict.fromkeys((kinds[kind], key) for kind, key in recent_acts(user) if kind in kinds)
    return [(model, model._meta.pk.to_python(key)) for model, key in rows]
