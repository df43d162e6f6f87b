"""The history of an item at the desk: what it was when, any two moments compared, and any of them restored."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from editing.concurrency import race_errors
from editing.submissions import does_once
from publishing.comparison import compare
from publishing.desk.review import review_steps
from publishing.desk.unpublished import differences
from publishing.history import DESK, bodies_of, moments, names_of, restore, snapshots_at

ON_A_PAGE = 30


class History:
    """Mixed into the admin of publishable items: beside what was logged, all that an item ever was."""

    object_history_template = "admin/publishing/object_history.html"

    def get_urls(self):
        """The pages of comparing and restoring, before those of Django."""
        pages = [self.own_path("compare", self.compare), self.own_path("restore", self.restore)]
        return [*pages, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        """All moments of an item, newest first, each with what changed in it; then what was logged."""
        item = self.get_object(request, unquote(object_id))
        context = {"may_restore": self.has_change_permission(request, item), "item": item}
        if item and self.has_view_or_change_permission(request, item):
            page = Paginator(moments(item), ON_A_PAGE).get_page(request.GET.get("moments"))
            rows = with_changes(item, page)
            context |= {"moments": rows, "moments_page": page, "chosen": _chosen(item, rows)}
            context |= {"compare_address": self.address("compare", item), "desk_name": DESK}
            context |= {"restore_address": self.address("restore", item), "steps": review_steps(item)}
        return super().history_view(request, object_id, context | (extra_context or {}))

    def compare(self, request, key):
        """Two moments of an item, field by field; the desk as it stands is one, too."""
        item = self._seen_item(request, key)
        order = [DESK, *(moment.name for moment in moments(item))]
        asked = {request.GET.get("before", ""), request.GET.get("after") or DESK}
        sides = _sides(item, [name for name in reversed(order) if name in asked])
        if len(asked) < 2:
            return self._to_history(request, item, _("You chose the same one twice. Choose two different ones."))
        if len(sides) < 2:
            text = _("Choose two different moments that are still kept. A withdrawal says nothing to compare.")
            return self._to_history(request, item, text)
        return self._sides_page(request, "compare", item, _("What changed"), sides)

    @does_once
    def restore(self, request, key):
        """Show what a moment would change at the desk; then bring it back. For everybody who may change the item."""
        item = self._seen_item(request, key)
        name = request.GET.get("moment", "")
        sides = _sides(item, [DESK, name])
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        if len(sides) < 2:
            return self._to_history(request, item, _("This state is not kept any more, or it was a withdrawal."))
        if request.method == "POST" and self._restored(request, item, sides[-1]):
            return HttpResponseRedirect(self.address("change", item))
        item.refresh_from_db()
        return self._sides_page(request, "restore", item, _("Bring this back to the desk?"), _sides(item, [DESK, name]))

    def _restored(self, request, item, side):
        """Restore it, all or nothing. Says whether that went well, and if not, why."""
        try:
            with race_errors(), transaction.atomic():
                seen = request.POST.get("seen")
                item, owners, sentences = restore(item, side["snapshot"], by=request.user, seen=seen)
                self.log_change(request, item, _("Restored: %(moment)s.") % {"moment": side["words"]})
                for owner in owners:
                    self.log_change(request, owner, _("Changed: what it names was restored."))
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return False
        text = _("“%(item)s” stands on the desk as it did then: %(moment)s.")
        self.message_user(request, text % {"item": item, "moment": side["words"]}, messages.SUCCESS)
        self.say_saved(request, item)
        for sentence in sentences:
            self.message_user(request, sentence, messages.WARNING)
        return True

    def _seen_item(self, request, key):
        item = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_view_or_change_permission(request, item):
            raise PermissionDenied
        return item

    def _to_history(self, request, item, sentence):
        self.message_user(request, sentence, messages.WARNING)
        return HttpResponseRedirect(self.address("history", item))

    def _sides_page(self, request, name, item, title, sides):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(item),
            "opts": self.opts,
            "form_address": self.address("change", item),
            "history_address": self.address("history", item),
            "item": item,
            "sides": sides,
            "changes": _changes(item, sides),
        }
        return TemplateResponse(request, f"admin/publishing/{name}.html", context)


def with_changes(item, page):
    """The moments of a page of `moments`, each with its `changes` in words and the one `before` it that has words, with
    which it is compared; None for the first. Asks the same questions for any page.
    """
    rows, everything = list(page), page.paginator.object_list
    rest = everything[page.end_index() :]
    before = next((each for each in rest if not each.reason), None)
    snapshots = snapshots_at(item, [each.name for each in [*rows, *([before] if before else [])]])
    bodies = dict(zip(snapshots, bodies_of(item, snapshots.values()), strict=True))
    told, last = [], bodies.get(before.name) if before else None
    for moment in reversed(rows):
        body = bodies.get(moment.name)
        changes = differences(type(item), last, body) if body and last else []
        told.append({"moment": moment, "changes": changes, "before": before, "has_words": bool(body)})
        if body:
            last, before = body, moment
    return told[::-1]


def _chosen(item, rows):
    """What an editor most likely compares: what readers have with the desk; where these are the same, the last two."""
    names = [row["moment"].name for row in rows if row["has_words"]]
    if item.desk_digest == item.live_digest and len(names) > 1:
        return {"before": names[1], "after": names[0]}
    editions = (name for name in names if name.startswith("e"))
    return {"before": next(editions, names[-1] if names else ""), "after": DESK}


def _sides(item, names):
    """What is compared, in the order asked for: [{name, words, snapshot}]; what there is not is missing."""
    snapshots = snapshots_at(item, names)
    words = {moment.name: moment.words for moment in moments(item)} | {DESK: _("the desk now")}
    return [{"name": name, "words": words[name], "snapshot": snapshots[name]} for name in names if name in snapshots]


def _changes(item, sides):
    snapshots = [side["snapshot"] for side in sides]
    bodies = bodies_of(item, snapshots)
    return compare(item.schema, *bodies, names_of(item, snapshots, bodies))
