import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editing.models import ReferenceRow
from text.clean_fields import CleanCharField, CleanTextField
from text.fields import FoldedField, SortField
from text.languages import known_language


class Term(ReferenceRow):
    """A word that is explained to readers where it first stands in a text. True for everyone as soon as saved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    word = CleanCharField(
        _("word"),
        max_length=100,
        unique=True,
        help_text=_("For example: VET. What you write in small letters is found in capitals, too; nothing else is."),
    )
    other_forms = CleanTextField(
        _("other forms"), blank=True, help_text=_("One a line: plurals, other spellings. They are explained, too.")
    )
    explanation = CleanTextField(
        _("explanation"), max_length=600, help_text=_("One or two plain sentences for somebody who is new to this.")
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        validators=[known_language],
        help_text=_("The word is explained in texts of this language alone. Leave empty to have it explained in all."),
    )
    folded = FoldedField("word", "other_forms", "explanation", titles=("word",))
    sort_name = SortField("word")

    class Meta:
        default_permissions = ("add", "change", "delete", "view")
        verbose_name = _("word of the glossary")
        verbose_name_plural = _("words of the glossary")
        ordering = ("sort_name", "pk")
        constraints = (models.CheckConstraint(condition=~Q(word=""), name="term_has_a_word"),)

    def __str__(self):
        return self.word

    @property
    def anchor(self):
        """Its place on the page of the glossary."""
        return f"term_{self.pk.hex[:8]}"

    @property
    def forms(self):
        """The word and its other forms, as they stand in texts."""
        return list(dict.fromkeys([self.word, *filter(None, map(str.strip, self.other_forms.splitlines()))]))
