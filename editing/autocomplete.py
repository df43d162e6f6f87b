"""The fields of the desk's forms: boxes to choose rows from by typing, texts with a limit, dates of the browser."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.db import models
from django.forms.widgets import Script

from editing.drawing.boxes import draw_box
from editing.drawing.related import RelatedWidget
from editing.known_rows import KnowingOne, KnowingSeveral, for_choices, is_valid_key
from text.clean_fields import CleanTextField

# Letters in a text that is no rich text; ten pages.
LONGEST = 20_000


def choice_text(row):
    """What a box to choose from calls a row: what its model says for it, so that two of one name are told apart."""
    return getattr(row, "choice_text", None) or str(row)


class ChoiceOne(KnowingOne):
    """A reference to one row; of one that was merged into another, to that other."""

    label_from_instance = staticmethod(choice_text)

    def to_python(self, value):
        """The row."""
        row = super().to_python(value)
        return getattr(row, "merged_into", None) or row


class ChoiceSeveral(KnowingSeveral):
    """References to several rows; of one that was merged into another, to that other."""

    label_from_instance = staticmethod(choice_text)

    def clean(self, value):
        """The rows."""
        rows = super().clean(value)
        if not any(getattr(row, "merged_into_id", None) for row in rows):
            return rows
        return self.queryset.filter(pk__in={row.merged_into_id or row.pk for row in rows})


class KnownOptions:
    """An autocomplete box that asks for no row which is known, and shows nothing for an id that cannot be one."""

    def optgroups(self, name, value, attr=None):
        """The chosen rows, as far as they can be rows."""
        has_none = not self.is_required and not self.allow_multiple_selected
        options = [self.create_option(name, "", "", False, 0)] if has_none else []
        for row in self._chosen(value):
            label = self.choices.field.label_from_instance(row)
            option = self.create_option(name, row.pk, label, True, len(options))
            if icon := getattr(row, "icon", ""):
                option["attrs"]["data-icon"] = icon
            options.append(option)
        return [(None, options, 0)]

    def _chosen(self, value):
        model, known = self.field.remote_field.model, getattr(self.choices.field, "known", {})
        keys = [key for key in map(str, value) if key and is_valid_key(model, key)]
        missing = [key for key in keys if key not in known]
        rows = [row for key, row in known.items() if key in keys]
        return [*rows, *(self.choices.queryset.filter(pk__in=missing) if missing else ())]


class AutocompleteOne(KnownOptions, AutocompleteSelect):
    """One row, found by typing."""


class AutocompleteSeveral(KnownOptions, AutocompleteSelectMultiple):
    """Several rows, found by typing."""


class Findable:
    """A box of many choices that are all in the page: found by typing, and without a script a plain select."""

    def __init__(self, attrs=None, choices=()):
        drawn = {"class": "findable", "data-theme": "admin-autocomplete", "data-width": "min(42rem, 100%)"}
        super().__init__(drawn | (attrs or {}), choices)

    @property
    def media(self):
        """The scripts and styles of Django's own boxes, and the script that draws these."""
        boxes = AutocompleteSelect(None, None).media
        return boxes + forms.Media(js=[Script("desk/findable.js", defer=True)])


class FindableOne(Findable, forms.Select):
    """One of many choices. Their options are drawn once for each list of them."""

    def render(self, name, value, attrs=None, renderer=None):
        """The box."""
        chosen, choices = self.format_value(value), tuple(self.choices)
        if any(isinstance(label, list | tuple) for _value, label in choices):
            return super().render(name, value, attrs, renderer)
        return draw_box(name, self.build_attrs(self.attrs, attrs), choices, chosen)


class FindableSeveral(Findable, forms.SelectMultiple):
    """Several of many choices."""


class DeskFields:
    """A form whose `autocomplete_fields` are drawn by our own boxes. For the admin of models and of their parts."""

    # The browser's own date field works by keyboard, on a phone and without a script.
    formfield_overrides = {
        models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
        models.URLField: {"widget": forms.URLInput(attrs={"class": "vURLField"}), "assume_scheme": "https"},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The field of a column. A plain text is told when it is too long, where a whole form would be refused."""
        if type(db_field) in (models.TextField, CleanTextField) and not db_field.max_length:
            kwargs.setdefault("max_length", LONGEST)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = RelatedWidget.of(field.widget)
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """The field of a reference to one row."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", AutocompleteOne(db_field, self.admin_site))
            kwargs |= self._choices(db_field, ChoiceOne)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """The field of references to several rows."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", AutocompleteSeveral(db_field, self.admin_site))
            kwargs |= self._choices(db_field, ChoiceSeveral)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @staticmethod
    def _choices(db_field, form_class):
        return {"form_class": form_class, "queryset": for_choices(db_field.remote_field.model._default_manager.all())}
