from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from alerts.addresses import subject_at
from alerts.forms import SubscriptionForm
from alerts.links import stamp
from alerts.subscribing import ask, is_too_much
from alerts.views.page import AlertPage
from editing.throttling import client_address


class MailRequired:
    """There only where this site can send e-mail."""

    def setup(self, *args, **options):
        """404 elsewhere."""
        if not settings.SENDS_MAIL:
            raise Http404
        super().setup(*args, **options)


class NewAlert(MailRequired, AlertPage):
    """Asks for the address, and how often."""

    http_method_names = ("get", "head", "post", "options")
    template_name = "alerts/new.html"
    title = gettext_lazy("News by e-mail")

    @cached_property
    def about(self):
        return self.request.GET.get("about", "")[:2000]

    @cached_property
    def subject(self):
        return subject_at(self.about)

    def get_context_data(self, **context):
        form = SubscriptionForm(about=self.about)
        context = {"form": form, "subject": self.subject, "about": self.about} | context
        return super().get_context_data(stamp=stamp(self.about), **context)

    def post(self, request):
        """Keep what was asked for; whether the address is known is told to nobody."""
        form = SubscriptionForm(request.POST, about=self.about)
        if not self.subject or not form.is_valid():
            return self.answer(form=form)
        if is_too_much(client_address(request)):
            return self.answer(status=429, form=form, is_too_much=True)
        ask(self.subject, form.cleaned_data["address"], form.cleaned_data["frequency"])
        return HttpResponseRedirect(reverse("alert_asked"))


class AlertAsked(MailRequired, AlertPage):
    """Says that a letter may be on its way."""

    template_name = "alerts/asked.html"
    title = gettext_lazy("Look into your mailbox")
