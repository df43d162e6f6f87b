from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.roles import is_limited
from taskforces.models.reference import Country

# So many taskforces are named in a sentence.
NAMED = 3


class Limits(models.Model):
    """What a limited editor may change: some taskforces, and all of some countries. For everybody else there is none.

    Taskforces and countries are kept by their keys alone: a draft that comes back from the trash is theirs again, and
    nothing counts as used because somebody works on it.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="limits")
    taskforces = models.JSONField(default=list)
    countries = models.JSONField(default=list)

    class Meta:
        default_permissions = ("have",)

    def __str__(self):
        return str(self.person)

    def in_words(self, taskforces):
        """What somebody works on, of all taskforces: "Bretagne programme; all of France"."""
        titles = list(map(str, taskforces.filter(pk__in=self.taskforces)[: NAMED + 1]))
        if len(titles) > NAMED:
            more = len(self.taskforces) - NAMED
            titles[NAMED:] = [ngettext("%(number)d more", "%(number)d more", more) % {"number": more}]
        countries = Country.objects.filter(pk__in=self.countries)
        wholes = [_("all of %(country)s") % {"country": country} for country in countries]
        return "; ".join([*titles, *wholes]) or _("nothing yet")


def limits_of(person):
    """The limits of somebody, asked for once; None for who has none. Whose limits were lost may change nothing."""
    if not is_limited(person):
        return None
    if not hasattr(person, "asked_limits"):
        person.asked_limits = Limits.objects.filter(person=person).first() or Limits(person=person)
    return person.asked_limits
