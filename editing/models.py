from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferenceRow(models.Model):
    """A row without a draft, such as an organisation: true for everyone as soon as saved.

    `touched_at` is when that was (UTC); None for a row that nobody has saved since the site began to note it.
    """

    touched_at = models.DateTimeField(_("last changed"), null=True, auto_now=True)

    class Meta:
        abstract = True
