"""Moments that people write as a day and a time by the clock of the site, which is put forward and back each year."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _


def moment(day, time, *, second=None):
    """The moment of a day and a time by the clock of the site. `second` says which one is meant where it comes twice.

    Raises ValidationError for a time that the clock leaves out, and (code "twice") where it is not said which one.
    """
    if not 1900 < day.year < 3000:
        raise ValidationError(_("This day is too far away."))
    first, later = (datetime.combine(day, time, timezone.get_current_timezone()).replace(fold=fold) for fold in (0, 1))
    if first.utcoffset() < later.utcoffset():
        after = timezone.localtime(first.astimezone(UTC)).strftime("%H:%M")
        text = _("On that day the clock is put forward: %(time)s does not exist. Write %(after)s, if you mean that.")
        raise ValidationError(text % {"time": time.strftime("%H:%M"), "after": after})
    if first.utcoffset() > later.utcoffset() and second is None:
        text = _("On that day the clock is put back: %(time)s comes twice. Choose below which one you mean.")
        raise ValidationError(text % {"time": time.strftime("%H:%M")}, code="twice")
    return (later if second else first).astimezone(UTC)


def moment_words(moment):
    """A moment by the clock of the site; with the name of the time where that clock shows it twice."""
    here = timezone.localtime(moment)
    words = formats.date_format(here, "DATETIME_FORMAT")
    return f"{words} ({here.tzname()})" if _comes_twice(here) else words


def _comes_twice(here):
    return here.replace(fold=0).utcoffset() > here.replace(fold=1).utcoffset()
