"""The page of the desk that tells a new colleague how to work here."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from publishing.models import Publishable
from publishing.roles import role_of
from text import dates

State = Publishable.State
STATES = [
    (State.DRAFT, _("Only colleagues see it.")),
    (State.PUBLISHED, _("Readers read just this.")),
    (State.CHANGED, _("Readers read what you published last, not yet what you saved since.")),
    (State.WITHDRAWN, _("Readers do not read it any more.")),
]
# What people may type, from the most to the least exact.
TYPED = (
    "24 August 2022",
    "24–25 August 2022",
    "May 2020",
    "spring 2020",
    "Q1 2020",
    "2015",
    "about 2018",
    "2016–2019",
    "since 2016",
    "before 2015",
)


def first_steps(request):
    """Desk and public, a meeting, publishing, the trash, dates: each in a few sentences, with the way there."""
    shown = [(typed, dates.written(dates.read(typed))) for typed in TYPED]
    context = {"title": _("First steps"), "states": STATES, "dates": shown, "role": role_of(request.user)}
    return TemplateResponse(request, "admin/first_steps.html", admin.site.each_context(request) | context)
