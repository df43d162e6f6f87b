"""The rows of a form: none that somebody typed is lost, and those of new rows are made only where somebody looks."""

import re

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from editing.known_rows import KnowingOne, know, read_together
from editing.unchanged import UnchangedForm
from text.error_words import ALSO_ABOVE, TWICE


class OrderedRowForm(UnchangedForm):
    """One row in its place among others. People count from 1."""

    number = forms.IntegerField(label=_("Position"), required=False, min_value=1, widget=forms.NumberInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs["data-row-number"] = ""
        if not self.instance._state.adding:
            # A row that may only be read sends nothing, and keeps what it has: its place.
            self.initial["number"] = self.instance.position + 1

    def has_changed(self):
        """An empty row that only has a number is still an empty row."""
        return bool(set(self.changed_data) - {"number"}) if self.instance._state.adding else bool(self.changed_data)


class LosslessFormSet(forms.BaseInlineFormSet):
    """Rows of which nothing typed is lost: one that somebody else removed in the meantime becomes a new row.

    `refers` names the fields that hold numbers of another formset's rows: {field: its prefix}. The admin sets
    `conflicts`: where somebody else changed the same as its editor ({(key of a row, field): errors}); and `is_merged`:
    whether what was sent was merged with what somebody else saved.
    """

    refers: dict = {}
    conflicts: dict = {}
    is_merged = False

    def __init__(self, *args, rows=None, **kwargs):
        """`rows`: those that are shown, where they were read already."""
        if rows is not None:
            self._queryset = self.model._default_manager.all()
            self._queryset._result_cache, self._queryset._prefetch_done = rows, True
        super().__init__(*args, **kwargs)
        if self.is_bound and self.management_form.is_valid():
            self._renew_removed()

    @cached_property
    def initial_forms(self):
        """The forms of rows that are there. Those of new ones are made only where they hold anything, or are sent."""
        return [self._construct_form(i, **self.get_form_kwargs(i)) for i in range(self.initial_form_count())]

    @cached_property
    def forms(self):
        """The forms of all rows."""
        new = range(self.initial_form_count(), self.total_form_count())
        return [*self.initial_forms, *(self._construct_form(i, **self.get_form_kwargs(i)) for i in new)]

    @property
    def filled_forms(self):
        """Those of rows that may hold anything."""
        return self.forms if self.is_bound or self.initial_extra else self.initial_forms

    def is_multipart(self):
        """Whether a row brings a file: they all do, or none."""
        rows = type(self)
        if "has_file" not in vars(rows):
            rows.has_file = super().is_multipart()
        return rows.has_file

    def get_unique_error_message(self, unique_check):
        """What is said of two rows that name the same."""
        return TWICE

    def get_form_error(self):
        """What is said at the second of them."""
        return ALSO_ABOVE

    def remaining_forms(self):
        """The forms whose rows stay."""
        rows = [form for form in self.forms if form.has_changed() or not form.instance._state.adding]
        return [form for form in rows if form not in self.deleted_forms]

    def rows(self):
        """The rows as they would be once they are saved."""
        return [form.instance for form in self.remaining_forms()]

    def add_fields(self, form, index):
        """The fields of a row; which row it is was read already, and so was what it names."""
        super().add_fields(form, index)
        know(form)
        name = self._pk_field.name
        if isinstance(form.fields.get(name), forms.ModelChoiceField) and not form.instance._state.adding:
            key = form.fields[name]
            form.fields[name] = KnowingOne(key.queryset, initial=key.initial, required=False, widget=key.widget)
            form.fields[name].known = {str(form.instance.pk): form.instance}

    def full_clean(self):
        """Check the rows; where one has to choose first, they are not saved."""
        read_together(self.forms if self.is_bound else ())
        super().full_clean()
        for form in self.initial_forms if self.is_bound else ():
            for (key, name), errors in self.conflicts.items():
                if key == str(form.instance.pk) and name in form.fields:
                    form.add_error(name, errors)

    def _renew_removed(self):
        keys = {str(row.pk) for row in self.get_queryset()}
        total = self.total_form_count()  # never more than `absolute_max`
        initial = min(self.initial_form_count(), total)
        present = [n for n in range(initial) if self.data.get(f"{self.prefix}-{n}-{self.model._meta.pk.name}") in keys]
        removed = [n for n in range(initial) if n not in present]
        if removed:
            self.data = self._regrouped([*present, *removed, *range(initial, total)], len(present))
            del self.management_form

    def _regrouped(self, order, initial):
        """What was sent, with the rows in another order, of which the first `initial` are there already."""
        fresh = self.data.copy()
        rows = re.compile(rf"{re.escape(self.prefix)}-(\d+)-(.+)")
        submitted = [(match, self.data.getlist(match[0])) for match in map(rows.fullmatch, self.data) if match]
        for match, _values in submitted:
            del fresh[match[0]]
        places = {old: new for new, old in enumerate(order)}
        for match, values in submitted:
            place = places.get(int(match[1]))
            if place is not None and (place < initial or match[2] != self.model._meta.pk.name):
                fresh.setlist(f"{self.prefix}-{place}-{match[2]}", values)
        fresh[f"{self.prefix}-INITIAL_FORMS"] = initial
        return fresh


class OrderedFormSet(LosslessFormSet):
    """Rows that are numbered 0, 1, 2… once they are saved, in the order that the editor gave."""

    def in_order(self):
        """The forms whose rows stay, in the order that was asked for; those without a number come last."""
        return sorted(self.remaining_forms(), key=lambda form: form.cleaned_data.get("number") or len(self.forms) + 1)

    def rows(self):
        """The rows as they would be once they are saved, in their order."""
        rows = [form.instance for form in self.in_order()]
        for position, row in enumerate(rows):
            row.position = position
        return rows

    def save(self, commit=True):
        """Save the rows, then number them."""
        saved = super().save(commit)
        for position, form in enumerate(self.in_order()):
            if form.instance.position != position:
                form.instance.position = position
                form.instance.save(update_fields=["position"])
        return saved
