"""The taskforces that stand on the first page of the desk, for whoever signed in."""

from django.urls import reverse

from editing.recent import recent_acts, recent_rows
from taskforces.models import Taskforce
from timeline.models import Event

SHOWN = 8
LINKS = 500


def your_taskforces(request, acts):
    """The taskforces that somebody may change and worked on last, as their `acts` tell; none for who may not look."""
    if not any(map(request.user.has_perm, ("taskforces.view_taskforce", "taskforces.change_taskforce"))):
        return []
    items = _worked_on(request.user, acts) or _changed_last(request.user)
    return [{"item": item, "add_event": _adding(request, item)} for item in items]


def _adding(request, item):
    """Where an event is added to its timeline, for who may; else ""."""
    may_add = request.user.has_perm("timeline.add_event")
    return reverse("admin:timeline_event_add", query={"taskforces": item.pk}) if may_add else ""


def keys_worked_on(user, *models):
    """The keys of rows of these models that somebody saved last, and of the taskforces in which such events stand."""
    rows = recent_rows(recent_acts(user), *models)
    return [*(key for _model, key in rows), *_taskforces(rows)]


def _worked_on(user, acts):
    """Those whose form, or the form of whose events, somebody saved last."""
    keys = _taskforces(recent_rows(acts, Taskforce, Event))
    rows = Taskforce.objects.changeable_by(user).in_bulk(keys)
    return [rows[key] for key in keys if key in rows][:SHOWN]


def _taskforces(rows):
    """The keys of taskforces among what somebody saved, and of those in which the events stand, the latest first."""
    links = Event.taskforces.through.objects.filter(event__in=[key for model, key in rows if model is Event])
    timelines = {}
    for event, taskforce in links.order_by("pk").values_list("event", "taskforce")[:LINKS]:
        timelines.setdefault(event, []).append(taskforce)
    keys = [each for model, key in rows for each in ([key] if model is Taskforce else timelines.get(key, ()))]
    return list(dict.fromkeys(keys))


def _changed_last(user):
    """For a new colleague."""
    return list(Taskforce.objects.changeable_by(user).filter(touched_at__isnull=False).order_by("-touched_at")[:SHOWN])
