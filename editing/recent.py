"""What somebody worked on last, as the log of the desk tells it."""

from django.contrib.admin.models import LogEntry

# So many acts are looked at: the work of some days, and the same small number at any size of the log.
ACTS = 100


def recent_acts(user):
    """The last acts of somebody, as the log has them, with their content types; the latest first."""
    # By key, not by time: an index holds a person's entries in the order of their keys.
    acts = LogEntry.objects.filter(user=user.pk).select_related("content_type")
    return acts.defer("change_message").order_by("-pk")[:ACTS]


def recent_rows(acts, *models):
    """The rows of these models that these acts were about: [(model, key)], each once, the latest first.

    Some may be deleted by now.
    """
    of_models = [(act.content_type and act.content_type.model_class(), act.object_id) for act in acts]
    rows = dict.fromkeys((model, key) for model, key in of_models if model in models)
    return [(model, model._meta.pk.to_python(key)) for model, key in rows]
