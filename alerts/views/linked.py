from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alerts.forms import FrequencyForm
from alerts.links import path_to, subscription_of
from alerts.models import Subscription
from alerts.subscribing import confirm
from alerts.views.page import AlertPage


class LinkPage(AlertPage):
    """Where a signed link leads. What is not kept any more says so (410); what is no link of ours is not found."""

    http_method_names = ("get", "head", "post", "options")
    purpose = ""

    def setup(self, request, token):
        super().setup(request, token=token)
        self.subscription = subscription_of(self.purpose, token)

    def get(self, request, token):
        return self.answer() if self.subscription else self.gone()

    def gone(self):
        """The answer where nothing is kept."""
        self.template_name, self.title = "alerts/gone.html", _("This link was used or is too old")
        return self.answer(status=410)

    def get_context_data(self, **context):
        return super().get_context_data(subscription=self.subscription, **context)


class ConfirmAlert(LinkPage):
    """Asks whether letters shall come, about all that waits under the address."""

    purpose = "confirm"
    template_name = "alerts/confirm.html"
    title = gettext_lazy("Get news by e-mail?")

    def get_context_data(self, **context):
        return super().get_context_data(waiting=self.waiting().select_related("subject"), **context)

    def waiting(self):
        address = self.subscription.address if self.subscription else ""
        return Subscription.objects.filter(address=address).waiting().order_by("asked_at", "pk")

    def get(self, request, token):
        if self.subscription and self.subscription.is_confirmed:
            return HttpResponseRedirect(path_to("manage", self.subscription))
        return super().get(request, token)

    def post(self, request, token):
        """Let letters come about what was ticked, and forget the rest."""
        if not self.subscription:
            return self.gone()
        waiting = self.waiting()
        ticked = [row for row in waiting if str(row.pk) in request.POST.getlist("subscription")]
        if not ticked:
            return self.get(request, token)
        confirm(Subscription.objects.filter(pk__in=[row.pk for row in ticked]))
        self.waiting().delete()
        return HttpResponseRedirect(path_to("manage", ticked[0]))


class ManageAlert(LinkPage):
    """Shows what is sent, lets it be changed, and leads to all else of the address."""

    purpose = "manage"
    template_name = "alerts/manage.html"
    title = gettext_lazy("Your e-mail")

    def get_context_data(self, **context):
        if not self.subscription:
            return super().get_context_data(**context)
        others = Subscription.objects.filter(address=self.subscription.address).confirmed().select_related("subject")
        others = [(row, path_to("manage", row)) for row in others.exclude(pk=self.subscription.pk)]
        form = FrequencyForm({"frequency": self.subscription.frequency})
        context = {"form": form, "others": others, "leave": path_to("leave", self.subscription)} | context
        return super().get_context_data(**context)

    def post(self, request, token):
        """Change how often."""
        if not self.subscription:
            return self.gone()
        form = FrequencyForm(request.POST)
        if not form.is_valid():
            return self.answer(form=form)
        self.subscription.frequency = form.cleaned_data["frequency"]
        self.subscription.save(update_fields=["frequency"])
        return self.answer(form=form, is_saved=True)


class LeaveAlert(LinkPage):
    """Asks whether letters shall end. The button of a mail program ends them at once (RFC 8058)."""

    purpose = "leave"
    template_name = "alerts/leave.html"
    title = gettext_lazy("No more e-mail?")

    def post(self, request, token):
        """Erase the address here, or wherever it stands. Safe to repeat."""
        self.template_name, self.title = "alerts/left.html", _("No more e-mail")
        if self.subscription and "all" in request.POST:
            Subscription.objects.filter(address=self.subscription.address).delete()
        elif self.subscription:
            Subscription.objects.filter(pk=self.subscription.pk).delete()
        return self.answer()
