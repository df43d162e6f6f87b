"""A few lives side by side, in the order in which they were asked for. Pure."""

from functools import cached_property

from django.utils.translation import gettext as _

from dossiers.drawings.spans import Spans


class Lanes(Spans):
    """Lives on one axis, a lane each, all under one heading."""

    @property
    def sentence(self):
        return _("From start to end, a lane each. The gold line is today.")

    @cached_property
    def groups(self):
        return [(_("In time"), [self._row(dossier) for dossier in self.dossiers])]
