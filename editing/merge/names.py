"""What people call a place in a form, and what they read in it."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext

from editing.autocomplete import is_valid_key
from editing.merge.states import OWN, fields_of
from editing.merge.three_way import REMOVED
from editing.merge.values import is_rich


class Names:
    """The places of a form: (prefix, key, field), as states have them."""

    def __init__(self, form, formsets):
        self.formsets = {formset.prefix: formset for formset in formsets}
        blanks = {prefix: formset.empty_form for prefix, formset in self.formsets.items()}
        self.fields = {prefix: fields_of(blank, self.formsets[prefix]) for prefix, blank in blanks.items()}
        self.fields[OWN] = fields_of(form)

    def place(self, place, *states):
        """A place in words: "Title", "Objective 2: Text". The first state that has the row says its number."""
        prefix, key, name = place
        label = str(self.fields[prefix][name].label) if name in self.fields[prefix] else ""
        if prefix == OWN:
            return label
        model = self.formsets[prefix].model._meta
        if not key:
            return gettext("Order of %(rows)s") % {"rows": model.verbose_name_plural}
        rows = next((list(state[prefix]) for state in states if key in state.get(prefix, ())), [key])
        return ": ".join(filter(None, [f"{capfirst(model.verbose_name)} {rows.index(key) + 1}", label]))

    def words(self, place, value):
        """What people read in a value: a text, or rich text as HTML."""
        prefix, _key, name = place
        if name == REMOVED:
            texts = [self.words((prefix, "", each), value[each]) for each in self.fields[prefix] if value.get(each)]
            return " · ".join(texts)
        return worded(self.fields[prefix][name], value)

    def is_rich(self, place):
        """Whether the words of a place are rich text."""
        return is_rich(self.fields[place[0]].get(place[2]))


def worded(field, value):
    """A value of a field as people read it."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(worded(field, each) for each in value)
    if isinstance(field, forms.ModelChoiceField):
        rows = field.queryset.filter(pk=value) if value and is_valid_key(field.queryset.model, value) else ()
        return next(map(str, map(field.label_from_instance, rows)), value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return value
