from django.core.paginator import InvalidPage
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from dossiers.lists.fields import printable
from dossiers.reading.coming import PARTS
from dossiers.views.page import Page

# Rows of each part where all stand together, and on a page of one alone.
FIRST, WHOLE = 20, 50


class ComingPage(Page, TemplateView):
    """What happens next: coming events, expected results and those that are overdue; or all of one of these."""

    template_name = "dossiers/coming.html"
    title = gettext_lazy("What happens next")
    description = gettext_lazy("Coming events of all taskforces, the results that are expected, and what is overdue.")

    @cached_property
    def asked(self):
        """The part that was asked for alone; "" for all."""
        return self.request.GET.get("show", "")

    @property
    def query(self):
        """What was asked, for links to other pages."""
        return QueryDict(f"show={self.asked}" if self.asked else "")

    def get_context_data(self, **context):
        context |= {"filterset": self, "is_alone": bool(self.asked)}
        if not self.asked:
            context["parts"] = [
                (name, part.label, *part.first(timezone.localdate(), FIRST)) for name, part in PARTS.items()
            ]
        elif self.asked in PARTS:
            page = self.page(PARTS[self.asked])
            context |= {"page_obj": page, "paginator": page.paginator, "is_paginated": page.has_other_pages()}
            context["parts"] = [(self.asked, PARTS[self.asked].label, page.object_list, False)]
        else:
            context["error"] = _("There is no choice “%(value)s” here.") % {"value": printable(self.asked[:60])}
        return super().get_context_data(**context)

    def page(self, part):
        """The page of a part that was asked for; 404 for one that there is not."""
        try:
            return part.pages(timezone.localdate(), WHOLE).page(self.request.GET.get("page") or 1)
        except InvalidPage as error:
            raise Http404 from error

    def name(self, context):
        if self.asked not in PARTS:
            return self.title
        number = context["page_obj"].number
        name = PARTS[self.asked].label
        return f"{name}, {_('page %d') % number}" if number > 1 else name

    def is_only_a_view(self, context):
        return bool(self.asked)
