"""Sources in the taskforce's form: whatever a statement names stands among them."""

from html import escape

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editing.formsets import OrderedFormSet
from text.source_marks import name_key, names_in


class SourceFormSet(OrderedFormSet):
    """The sources. Told about `parts`, the formsets of objectives and results beside it, before it is validated."""

    parts: tuple = ()

    def clean(self):
        """Each has a name of its own, and every mark names one of those that stay."""
        super().clean()
        names = [form.instance.name for form in self.remaining_forms()]
        keys = list(map(name_key, names))
        twice = _("Two sources are called “%(name)s”. Give each a short name of its own.")
        missing = _("%(place)s: no source below is called “%(name)s”. Add it, or change the mark.")
        errors = [twice % {"name": name} for n, name in enumerate(names) if name and keys[n] in keys[:n]]
        for place, text in self._statements():
            unknown = [name for name in names_in(text) if name_key(name) not in keys]
            errors += [missing % {"place": place, "name": name} for name in unknown]
        if errors:
            raise ValidationError(errors)

    def _statements(self):
        """What was typed, and what it is called: [(place, HTML)]."""
        yield _("Background"), self.instance.background
        for formset in self.parts:
            for number, form in enumerate(formset.in_order() if formset.is_valid() else (), 1):
                yield f"{formset.model._meta.verbose_name.capitalize()} {number}", escape(form.instance.text)
