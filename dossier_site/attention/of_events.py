"""What is odd in events."""

import re

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dossier_site.attention.fault import fault
from text import dates
from timeline.models import Event, EventType


@fault(
    Event,
    _("It is on 1 January. Is the day known, or only the year?"),
    ngettext_lazy(
        "%(number)d event is on 1 January: perhaps only its year is known.",
        "%(number)d events are on 1 January: perhaps only their year is known.",
        "number",
    ),
    place="id_date",
)
def first_of_january(event):
    """Tables and other programs write a year as its first day. Hardly anybody meets on it."""
    return bool(re.fullmatch(r"\d{4}-01-01(/.*)?", event.date))


@fault(
    Event,
    _("A meeting of more than two weeks. Is it that long?"),
    ngettext_lazy(
        "%(number)d meeting lasts more than two weeks.",
        "%(number)d meetings last more than two weeks.",
        "number",
    ),
    place="id_date",
    told=dates.written,
)
def meeting_of_weeks(event):
    """Two dates of one line may have been taken for a range."""
    is_long = dates.is_range(event.date) and (dates.days(event.date) or 0) > dates.LONG
    return event.date if is_long and event.type and event.type.icon == EventType.Icon.MEETING else ""
