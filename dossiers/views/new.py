from datetime import date, datetime, time, timedelta

from django import forms
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from dossiers.lists.fields import printable
from dossiers.reading.news import editions_since, grouped
from dossiers.views.alternates import feeds_of_everything
from dossiers.views.page import Page
from publishing.models import Edition
from text.dates import written

USUAL = timedelta(days=30)
FIRST = date(1900, 1, 1)


class SinceForm(forms.Form):
    """The day since when a reader wants to know."""

    since = forms.DateField(
        label=gettext_lazy("Since"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_since(self):
        """The day. Raises ValidationError for one that is still to come."""
        day, today = self.cleaned_data["since"], timezone.localdate()
        if day > today:
            raise forms.ValidationError(_("This day is still to come."))
        return max(day, FIRST)


class NewPage(Page, TemplateView):
    """What is new since a day, over everything; without a day, of the last 30."""

    template_name = "dossiers/new.html"
    description = gettext_lazy("Taskforces and events that were published, updated or withdrawn since a day.")

    def alternates(self):
        """Feeds of everything."""
        return feeds_of_everything()

    @cached_property
    def form(self):
        usual = (timezone.localdate() - USUAL).isoformat()
        return SinceForm({"since": printable(self.request.GET.get("since") or usual)})

    @cached_property
    def since(self):
        """The day; None for one that makes no sense."""
        return self.form.cleaned_data["since"] if self.form.is_valid() else None

    def get_context_data(self, **context):
        editions, has_more = editions_since(self.moment(), self.before()) if self.since else ([], False)
        context |= {"form": self.form, "since": self.since and written(self.since.isoformat())}
        context |= {"groups": grouped(editions), "canonical": self.address()}
        if has_more:
            context["older"] = self.address(before=editions[-1].pk)
        context["changed_at"] = editions[0].published_at if editions else None
        return super().get_context_data(**context)

    def moment(self):
        """The first moment of the day."""
        return timezone.make_aware(datetime.combine(self.since, time.min))

    def before(self):
        """The edition before which the page begins; None for the first page, 404 for one that there is not."""
        asked = self.request.GET.get("before")
        if not asked:
            return None
        known = Edition.objects.filter(pk=asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
        edition = known.only("published_at").first() if known is not None else None
        if edition is None:
            raise Http404
        return edition

    def address(self, **more):
        """The short address of what is shown."""
        asked = ({"since": self.since.isoformat()} if self.since and self.request.GET.get("since") else {}) | more
        return f"{self.request.path}?{urlencode(asked)}" if asked else self.request.path

    def name(self, context):
        return _("New since %(day)s") % {"day": context["since"]} if self.is_asked else _("What is new")

    @property
    def is_asked(self):
        """Whether a day was asked for that makes sense."""
        return bool(self.since and self.request.GET.get("since"))

    def is_only_a_view(self, context):
        return bool(self.request.GET.get("since") or self.request.GET.get("before"))
