"""The page of the desk on which it is scheduled when an item is published or withdrawn, moved, or cancelled."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.autocomplete import AutocompleteOne
from editing.concurrency import race_errors
from editing.submissions import does_once
from editing.unsaved import keeps_words, saved_or_shown
from publishing.desk.schedule_form import SchedulePublicationForm, ScheduleWithdrawalForm
from publishing.desk.standing import sentences, with_standing
from publishing.models import ScheduledAct
from publishing.review import still_unapproved
from publishing.scheduling import cancel, schedule, sight, timer_is_late
from text.clock import moment_words

Act = ScheduledAct.Act
FORMS = {Act.PUBLISH: SchedulePublicationForm, Act.WITHDRAW: ScheduleWithdrawalForm}
TITLES = {Act.PUBLISH: _("Publish it at a time"), Act.WITHDRAW: _("Withdraw it at a time")}


class Scheduling:
    """Mixed into the admin of publishable items: the page on which something is scheduled."""

    def get_urls(self):
        """The page of scheduling, before those of Django."""
        return [self.own_path("schedule", self.schedule), *super().get_urls()]

    def schedulable(self, request, item):
        """What this person may schedule, move or cancel now, of an item with its standing: [(act, title)]."""
        acts = {act.act for act in item.scheduled}
        may = {
            Act.PUBLISH: item.state != item.State.PUBLISHED and self.has_publish_permission(request, item),
            Act.WITHDRAW: (item.live_digest or acts) and self.has_withdraw_permission(request, item),
        }
        may[Act.PUBLISH] = may[Act.PUBLISH] or (Act.PUBLISH in acts and self.has_publish_permission(request, item))
        return [(act.value, TITLES[act]) for act in Act if may[act]]

    @keeps_words
    def schedule(self, request, key):
        """Ask when, and for how it is to be done then; or cancel it. `?act=` is "publish" or "withdraw"."""
        show = partial(self._schedule_view, request, key)
        return saved_or_shown(request, partial(self._schedule_once, request, key), show)

    @does_once
    def _schedule_once(self, request, key):
        return self._schedule_view(request, key)

    def _schedule_view(self, request, key):
        item = get_object_or_404(self.get_queryset(request), pk=key)
        act = Act.WITHDRAW if request.GET.get("act") == Act.WITHDRAW else Act.PUBLISH
        if not getattr(self, f"has_{act}_permission")(request, item):
            raise PermissionDenied
        planned = next((each for each in with_standing([item])[0].scheduled if each.act == act), None)
        box = self.reference and AutocompleteOne(self.reference, self.admin_site)
        form = FORMS[act](item, request.POST or None, act=planned, box=box)
        if hasattr(request, "not_saved"):
            form.add_error(None, request.not_saved)
        elif request.method == "POST" and self._scheduled(request, item, act, form):
            return HttpResponseRedirect(self.address("change", item))
        return self._schedule_page(request, item, act=act, planned=planned, form=form)

    def _scheduled(self, request, item, act, form):
        """Schedule or cancel it. Says whether that went well; if not, the form tells why."""
        if "cancel" in request.POST:
            self._say_scheduled(request, item, gettext("It is not scheduled any more."), cancel(item, act))
            return True
        if not form.is_valid():
            return False
        due_at = form.cleaned_data["due_at"]
        try:
            with race_errors(), transaction.atomic():
                schedule(item, act, due_at, by=request.user, seen=request.POST.get("seen"), **form.how())
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False
        texts = {
            Act.PUBLISH: gettext("It will be published on %(at)s."),
            Act.WITHDRAW: gettext("It will be withdrawn on %(at)s."),
        }
        self._say_scheduled(request, item, texts[act] % {"at": moment_words(due_at)})
        if act == Act.PUBLISH and (sentence := _unapproved(with_standing([item])[0], request.user)):
            self.message_user(request, sentence, messages.WARNING)
        return True

    def _say_scheduled(self, request, item, text, is_new=True):
        if is_new:
            self.log_change(request, item, text)
        self.message_user(request, f"“{item}”: {text}", messages.SUCCESS)

    def _schedule_page(self, request, item, *, act, **context):
        item = with_standing([self.get_queryset(request).get(pk=item.pk)])[0]
        context |= {
            **self.admin_site.each_context(request),
            "title": TITLES[act],
            "act": act,
            "subtitle": str(item),
            "item": item,
            "opts": self.opts,
            "seen": sight(item),
            "way": sentences(item),
            "timer_is_late": timer_is_late(),
            "unapproved": act == Act.PUBLISH and _unapproved(item, request.user),
            "form_address": self.address("change", item),
        }
        return TemplateResponse(request, "admin/publishing/schedule.html", context)


def _unapproved(item, person):
    """That an item with its standing will not go out in the name of somebody, and why; "" where it will."""
    why = still_unapproved(item, person)
    return gettext("As things stand it will not go out: %(why)s") % {"why": why} if why else ""
