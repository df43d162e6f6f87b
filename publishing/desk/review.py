"""The review of an item at the desk: what is new, what was remarked, and the buttons to ask, return and approve."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.concurrency import race_errors
from editing.submissions import does_once
from editing.unsaved import keeps_words, saved_or_shown
from publishing import review
from publishing.desk.standing import sentences, with_standing
from publishing.desk.unpublished import with_changes
from publishing.models import ReviewStep
from publishing.roles import Role, people_as

# So many steps are listed.
SHOWN = 100
State = ReviewStep.State
# What each button does, what it is called, and what is said and logged once it is done.
ACTS = {
    "approve": (review.approve, _("Approve"), _("Approved.")),
    "return": (review.send_back, _("Return with the remark"), _("Returned from review.")),
    "ask": (review.ask, _("Ask for review"), _("Asked for review.")),
    "end": (review.end, _("End the review"), _("The review was ended.")),
}
ANSWERS = {
    State.IN_REVIEW: ["approve", "return"],
    State.AGAIN: ["approve", "return"],
    State.APPROVED: ["return"],
    State.RETURNED: [],
}


class ReviewForm(forms.Form):
    """What somebody remarks. `seen` is the desk that they looked at."""

    seen = forms.CharField(required=False)  # written into the page beside what is shown, also after a refusal
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Colleagues read it here and in the history. Readers never do."),
    )


class Review:
    """Mixed into the admin of publishable items: the page on which one is reviewed."""

    def get_urls(self):
        """The page of reviewing, before those of Django."""
        return [self.own_path("review", self.review), *super().get_urls()]

    def review_acts(self, request, item):
        """Which of `ACTS` this person may do now to an item with its standing."""
        step, answers = item.review_step, []
        is_own = step and step.asked_by_id == request.user.pk
        may_answer = step and not is_own and self.has_publish_permission(request, item)
        if may_answer:
            answers = ANSWERS[item.review_state]
        needs_review = item.state != item.State.PUBLISHED and not (step and step.covers(item))
        asks = ["ask"] if needs_review and not answers and self.has_change_permission(request, item) else []
        return [*answers, *asks, *(["end"] if is_own or may_answer else [])]

    def ask_for_review(self, request, form):
        """Ask for review of what a form has just saved."""
        review.ask(form.instance, by=request.user)
        self.message_user(request, gettext("Colleagues are asked for review."), messages.SUCCESS)
        if not people_as(Role.PUBLISHER, Role.ADMINISTRATOR).exclude(pk=request.user.pk).exists():
            text = gettext("So far nobody else has a role in which one approves. An administrator can give one.")
            self.message_user(request, text, messages.WARNING)

    @keeps_words
    def review(self, request, key):
        """Show what is to be reviewed and how it stands, and do what was pressed."""
        show = partial(self._review_view, request, key)
        return saved_or_shown(request, partial(self._review_once, request, key), show)

    @does_once
    def _review_once(self, request, key):
        return self._review_view(request, key)

    def _review_view(self, request, key):
        item = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_view_or_change_permission(request, item):
            raise PermissionDenied
        with_standing([item])
        form = ReviewForm(request.POST or None)
        if hasattr(request, "not_saved"):
            form.add_error(None, request.not_saved)
        elif request.method == "POST" and form.is_valid() and self._reviewed(request, item, form):
            return HttpResponseRedirect(self.address("change", item))
        return self._review_page(request, item, form)

    def _reviewed(self, request, item, form):
        """Do what was pressed. Says whether that went well; if not, the form tells why."""
        act = request.POST.get("act")
        if act in ("approve", "return") and not self.has_publish_permission(request, item):
            raise PermissionDenied
        if act not in self.review_acts(request, item):
            form.add_error(None, _("That is not possible any more, or not for you. Please look at it again."))
            return False
        do, _words, said = ACTS[act]
        try:
            with race_errors(), transaction.atomic():
                do(item, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False
        self.log_change(request, item, str(said))
        self.message_user(request, f"“{item}”: {said}", messages.SUCCESS)
        return True

    def _review_page(self, request, item, form):
        item = with_changes(with_standing([self.get_queryset(request).get(pk=item.pk)]))[0]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Review"),
            "subtitle": str(item),
            "item": item,
            "opts": self.opts,
            "form": form,
            "way": sentences(item),
            "acts": [(act, ACTS[act][1]) for act in self.review_acts(request, item)],
            "steps": review_steps(item),
            "form_address": self.address("change", item),
            "preview_address": self.address("preview", item),
            "compare_address": self.address("compare", item),
        }
        return TemplateResponse(request, "admin/publishing/review.html", context)


def review_steps(item):
    """What was done and remarked in the reviews of an item, the latest first."""
    return ReviewStep.objects.of(item.kind, item.pk)[:SHOWN]
