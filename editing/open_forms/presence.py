"""Who else has a form open, in sentences."""

from datetime import timedelta
from operator import attrgetter

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from editing.people import called

# Forms that are looked at report themselves every 20 seconds.
HERE, WAS_HERE = timedelta(seconds=60), timedelta(hours=8)


def time_in_words(moment) -> str:
    """When something was: today "14:05", else with its day."""
    moment = localtime(moment)
    return date_format(moment, "TIME_FORMAT" if moment.date() == localdate() else "DATETIME_FORMAT")


def present(rows, user) -> list[str]:
    """A sentence for each person but `user` who has a form open, or had until a short time ago; who is here first."""
    now, here, gone = timezone.now(), {}, {}
    others = [form for form in rows if form.user_id != user.pk and form.seen_at >= now - WAS_HERE]
    for form in sorted(others, key=attrgetter("seen_at")):
        people = here if form.in_view and form.seen_at >= now - HERE else gone
        people[form.user] = form.seen_at
    sentences = [_("%(who)s has this open, too.") % {"who": called(user)} for user in here]
    left = {user: seen for user, seen in gone.items() if user not in here}
    return sentences + [
        _("%(who)s was here at %(when)s.") % {"who": called(user), "when": time_in_words(seen)}
        for user, seen in left.items()
    ]
