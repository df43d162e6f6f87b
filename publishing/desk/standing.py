"""Where items are on their way to readers: how their reviews stand, and what is scheduled, in sentences."""

from functools import cache

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from editing.search import FoldedChangeList
from publishing.models import Remark, ReviewStep, ScheduledAct
from publishing.models.prepared import KEYS, TEXT, Prepared
from text.clock import moment_words

# So many letters of a remark stand in lists; all of it stands on the page of review and in the history.
REMARK = 300
State = ReviewStep.State
REVIEWS = {
    State.IN_REVIEW: gettext_lazy("%(asked_by)s asked for review on %(at)s."),
    State.AGAIN: gettext_lazy("Changed since %(by)s approved it on %(at)s: it has to be reviewed again."),
    State.RETURNED: gettext_lazy("Returned by %(by)s on %(at)s: %(remark)s"),
    State.APPROVED: gettext_lazy("Approved by %(by)s on %(at)s."),
}
WHEN = {
    True: gettext_lazy("To be published on %(at)s (%(by)s)."),
    False: gettext_lazy("To be withdrawn on %(at)s (%(by)s)."),
}


def with_signs(rows):
    """Items of a query, each with whether it is reviewed or scheduled, and whether somebody outside remarked anything:
    of most nobody has, and then nothing more is asked.
    """
    own = {"kind": rows.model.kind, "key": OuterRef("pk")}
    review, act, remark = (Exists(model.objects.open().filter(**own)) for model in (ReviewStep, ScheduledAct, Remark))
    return rows.annotate(is_on_its_way=review | act, has_remarks=remark)


def with_standing(items):
    """The same items of one kind, each with its standing (see `placed`). Two questions for any number of them; none
    where they are known not to be on their way.
    """
    if not any(getattr(item, "is_on_its_way", True) for item in items):
        return placed(items, (), ())
    kind, keys = items[0].kind, {item.pk for item in items}
    return placed(items, STEPS.ask(kind, keys), ACTS.ask(kind, keys))


STEPS, ACTS = (
    Prepared(lambda kind, keys, rows=model.objects: rows.open().filter(kind=kind, key__among=keys), TEXT, KEYS)
    for model in (ReviewStep, ScheduledAct)
)


def placed(items, steps, acts):
    """The same items, each with its `review_step` (None where there is no review), the `review_state` of that, and
    what is `scheduled`, of the open steps and acts at hand.
    """
    steps, acts = {step.key: step for step in steps}, list(acts)
    for item in items:
        item.review_step = steps.get(item.pk)
        item.review_state = item.review_step.state(item) if item.review_step else ""
        item.scheduled = [act for act in acts if act.key == item.pk]
    return items


def sentences(item):
    """How the review of an item with its standing goes, and what is scheduled: [(whether it needs somebody, words)]."""
    return [*review_sentences(item), *(scheduled_sentence(item, act) for act in item.scheduled)]


def review_sentences(item):
    """How the review of an item with its standing goes; nothing where there is none."""
    if step := item.review_step:
        words = {"asked_by": step.asked_by_name, "by": step.by_name, "at": moment_words(step.at)}
        words["remark"] = Truncator(step.remark).chars(REMARK)
        return [(item.review_state == State.RETURNED, REVIEWS[item.review_state] % words)]
    return []


def scheduled_sentence(item, act):
    """What becomes of one thing that is scheduled, and whether it needs somebody."""
    when = WHEN[act.is_publication] % {"at": moment_words(act.due_at), "by": act.by_name}
    if act.is_refused:
        return True, _("%(when)s It was not done: %(why)s") % {"when": when, "why": act.refusal}
    if act.is_outdated(item, item.scheduled):
        text = _("%(when)s It was changed since: it will not be done unless you schedule it again.")
        return True, text % {"when": when}
    if act.is_overdue:
        return True, _("%(when)s That moment is over, and no timer has done it yet.") % {"when": when}
    return False, when


def state_mark(state, way=()):
    """A state in words and colour, with sentences of what is under way."""
    return _drawn(state, way) if way else _alone(get_language(), state)


def _drawn(state, way):
    return render_to_string("admin/publishing/_state_in_list.html", {"state": state, "way": way})


@cache
def _alone(_language, state):
    return _drawn(state, ())


class StandingChangeList(FoldedChangeList):
    """A list of items, each with its standing."""

    def get_results(self, request):
        """The rows of the page."""
        super().get_results(request)
        self.result_list = list(self.result_list)

    def read(self):
        """Read what is drawn of the rows beside them: whoever only wants to know which they are asks nothing more."""
        self.model_admin.read_for_list(with_standing(self.result_list))
