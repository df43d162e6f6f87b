"""What is coming at the desk: all that is scheduled, by day, and what was not done; and who waits for a review."""

from itertools import groupby

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.desk.standing import placed, scheduled_sentence, sentences
from publishing.models import Publishable, ReviewStep, ScheduledAct
from publishing.scheduling import timer_is_late

# So many rows stand on the page, and of each sort on the first page of the desk.
SHOWN, SHOWN_FIRST = 200, 5


def scheduled(request):
    """The page on which all that is scheduled stands by day; first of all what needs somebody."""
    rows = scheduled_rows(request, SHOWN + 1)
    is_cut, rows = len(rows) > SHOWN, rows[:SHOWN]
    late = [row for row in rows if row["act"].is_refused or row["act"].is_overdue]
    coming = groupby([row for row in rows if row not in late], lambda row: timezone.localdate(row["act"].due_at))
    context = {
        **admin.site.each_context(request),
        "title": _("What is coming"),
        "late": late,
        "days": [(day, list(rows)) for day, rows in coming],
        "is_cut": is_cut,
        "timer_is_late": bool(rows) and timer_is_late(),
    }
    return TemplateResponse(request, "admin/publishing/scheduled.html", context)


def scheduled_rows(request, most):
    """What is scheduled, or was not done, of what this person may see, the earliest first, as rows with sentences."""
    acts = list(ScheduledAct.objects.open().filter(kind__in=_admins(request))[:most])
    items = {item.pk: item for item in placed(_items(request, acts), [], acts)}
    return [_row(act, items[act.key]) for act in acts if act.key in items]


def review_rows(request, most):
    """What is in review, returned or approved, of what this person may see, the latest first: rows with sentences."""
    steps = list(ReviewStep.objects.open().filter(kind__in=_admins(request)).order_by("-at")[:most])
    items = {item.pk: item for item in placed(_items(request, steps), steps, [])}
    rows = [items[step.key] for step in steps if step.key in items]
    return [_own(item) | {"sentences": sentences(item)} for item in rows]


def way(request):
    """What the first page of the desk says: the reviews and what is scheduled next. Few questions, however many."""
    acts = scheduled_rows(request, SHOWN_FIRST)
    return {"reviews": review_rows(request, SHOWN_FIRST), "acts": acts, "timer_is_late": bool(acts) and timer_is_late()}


def _row(act, item):
    return _own(item) | {"act": act, "sentences": [scheduled_sentence(item, act)]}


def _own(item):
    return {"item": item, "address": admin.site.get_model_admin(type(item)).address("change", item)}


def _admins(request):
    """The admins of the kinds that this person may see, by kind."""
    admins = {model.kind: admin.site.get_model_admin(model) for model in Publishable.kinds()}
    return {kind: each for kind, each in admins.items() if each.has_view_or_change_permission(request)}


def _items(request, rows):
    """The items that rows are about, but for those that are gone or that this person may not see. A question a kind."""
    items = []
    for kind, each in _admins(request).items():
        if keys := {row.key for row in rows if row.kind == kind}:
            items += each.get_queryset(request).filter(pk__in=keys).for_headings()
    return items
