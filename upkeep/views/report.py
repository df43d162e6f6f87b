from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from alerts.links import stamp
from alerts.views.page import AlertPage
from editing.throttling import client_address
from upkeep.reporting import ReportForm, is_too_much, page_at, report


class ReportPage(AlertPage):
    """Where readers say what is wrong on a page, without an account and without an address."""

    http_method_names = ("get", "head", "post", "options")
    template_name = "upkeep/report.html"
    title = gettext_lazy("Report a mistake")

    @cached_property
    def about(self):
        """The page that it is about, and the live row that this shows."""
        return page_at(self.request.GET.get("about", ""))

    def get_context_data(self, **context):
        address, row = self.about
        context = {"form": ReportForm(about=address)} | context
        return super().get_context_data(stamp=stamp(address), about=address, row=row, **context)

    def post(self, request):
        """Keep what was found; what cannot be kept is shown again with the reason."""
        address, row = self.about
        form = ReportForm(request.POST, about=address)
        if not form.is_valid():
            return self.answer(form=form)
        if is_too_much(client_address(request)):
            return self.answer(status=429, form=form, is_too_much=True)
        try:
            report(form.instance, address, row)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.answer(status=429, form=form)
        return HttpResponseRedirect(reverse("reported"))


class ReportedPage(AlertPage):
    """Says that it was received."""

    template_name = "upkeep/reported.html"
    title = gettext_lazy("Thank you")
