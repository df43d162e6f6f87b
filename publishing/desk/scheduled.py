"""What is coming at the desk: all that is scheduled, by day, and what was not done; and who waits for a review."""

from itertools import groupby

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.desk.standing import placed, review_sentences, scheduled_sentence
from publishing.models import Publishable, ReviewStep, ScheduledAct
from publishing.scheduling import timer_is_late

# So many rows stand on the page, and of each sort on the first page of the desk.
SHOWN, SHOWN_FIRST = 200, 5


def scheduled(request):
    """The page on which all that is scheduled stands by day; first of all what needs somebody."""
    acts = _acts(request, SHOWN + 1)
    items = _items(request, [], acts)
    is_cut, rows = len(acts) > SHOWN, [_row(act, items[act.key]) for act in acts[:SHOWN] if act.key in items]
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


def way(request):
    """What the first page of the desk says: the latest reviews, and what is scheduled next. Few questions for all."""
    steps = list(ReviewStep.objects.open().filter(kind__in=_admins(request)).order_by("-at")[:SHOWN_FIRST])
    acts = _acts(request, SHOWN_FIRST)
    items = _items(request, steps, acts)
    reviews = [items[step.key] for step in steps if step.key in items]
    return {
        "reviews": [_own(item) | {"sentences": review_sentences(item)} for item in reviews],
        "acts": [_row(act, items[act.key]) for act in acts if act.key in items],
        "timer_is_late": bool(acts) and timer_is_late(),
    }


def _acts(request, most):
    """What is scheduled, or was not done, of what this person may see, the earliest first."""
    return list(ScheduledAct.objects.open().filter(kind__in=_admins(request))[:most])


def _row(act, item):
    return _own(item) | {"act": act, "sentences": [scheduled_sentence(item, act)]}


def _own(item):
    return {"item": item, "address": admin.site.get_model_admin(type(item)).address("change", item)}


def _admins(request):
    """The admins of the kinds that this person may see, by kind."""
    admins = {model.kind: admin.site.get_model_admin(model) for model in Publishable.kinds()}
    return {kind: each for kind, each in admins.items() if each.has_view_or_change_permission(request)}


def _items(request, steps, acts):
    """The items that these are about, by key, each with its standing; but for those that are gone or that this person
    may not see. A question a kind.
    """
    items = []
    for kind, each in _admins(request).items():
        if keys := {row.key for row in (*steps, *acts) if row.kind == kind}:
            items += each.get_queryset(request).filter(pk__in=keys).for_headings()
    return {item.pk: item for item in placed(items, steps, acts)}
