"""Who saved a row while somebody had it open, and when, in words."""

from datetime import UTC, datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext

from editing.people import called

# Of more than these only the latest are named.
MOST = 50


class Savers:
    """Those who saved a row since `opened` (seconds), as `user` is told of them."""

    def __init__(self, user, item, opened):
        kind = ContentType.objects.get_for_model(item)
        entries = LogEntry.objects.filter(content_type=kind, object_id=str(item.pk)).select_related("user")[:MOST]
        recent = [entry for entry in entries if entry.action_time >= datetime.fromtimestamp(opened, UTC)]
        self.entries = recent or list(entries[:1])
        self.names = list(dict.fromkeys(called(entry.user) for entry in self.entries if entry.user_id != user.pk))
        self.is_me = any(entry.user_id == user.pk for entry in self.entries)

    def who(self):
        """Their names; "you, in another window" where it was the same person."""
        names = [*self.names, gettext("you, in another window,")] if self.is_me else self.names
        return gettext(" and ").join(names) or gettext("somebody else")

    def words(self):
        """What their words are called where one has to choose."""
        if self.is_me and not self.names:
            return gettext("My words from the other window")
        return gettext("The words of %(who)s") % {"who": self.who().strip(",")}

    def saved(self):
        """That they saved, and when, as a sentence."""
        text = gettext("%(who)s saved this %(when)s, while you had it open.")
        who = self.who()
        return text % {"who": who[:1].upper() + who[1:], "when": self.when()}

    def when(self):
        """When they saved last: "at 14:05", or with its day."""
        if not self.entries:
            return gettext("just now")
        saved_at = localtime(self.entries[0].action_time)
        if saved_at.date() == localdate():
            return gettext("at %(time)s") % {"time": date_format(saved_at, "TIME_FORMAT")}
        return gettext("on %(day)s") % {"day": date_format(saved_at, "DATETIME_FORMAT")}
