"""Two model fields: a date that may be imprecise, and rich text. Both hold the same rules on every way in."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.template.loader import render_to_string
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from library.languages import language_choices
from publishing import dates, richtext

# Dates are typed in English, so they are shown in English where they are typed.
TYPED_LANGUAGE = "en-gb"


def validate_edtf(value: str):
    """Raises ValidationError for a string that is not on the short list of EDTF forms."""
    try:
        dates.bounds(value)
    except dates.Unreadable as error:
        raise ValidationError(str(error), code="invalid") from error


class ImpreciseDateInput(forms.TextInput):
    """A text input with a line below it that says how the date will read and where it will sort.

    `data-imprecise-date` marks it for the script that keeps the line true while people type; the line is right
    without a script as well, each time the form is shown.
    """

    template = "publishing/imprecise_date.html"

    def __init__(self, attrs=None):
        super().__init__({"data-imprecise-date": "", "autocomplete": "off", "spellcheck": "false"} | (attrs or {}))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        attrs = context["widget"]["attrs"]
        if "id" in attrs:
            attrs["aria-describedby"] = f"{attrs.get('aria-describedby', '')} {attrs['id']}_reads".strip()
        return context

    def render(self, name, value, attrs=None, renderer=None):
        """The input and, below it, the line "Reads: … Sorts as: …"."""
        attrs = self.build_attrs(self.attrs, attrs)
        context = {"input": super().render(name, value, attrs, renderer), "id": attrs.get("id")}
        return render_to_string(self.template, context | {"explained": dates.explain(value or "")})


class ImpreciseDateFormField(forms.CharField):
    """Takes what people type ("May 2020"), gives EDTF ("2020-05"), says in words what is wrong."""

    widget = ImpreciseDateInput

    def __init__(self, *, max_length=None, widget=None, **kwargs):
        # The admin offers its own text input for every CharField; the line below the date is worth more.
        offered = widget if isinstance(widget, type) else type(widget)
        widget = widget if issubclass(offered, ImpreciseDateInput) else ImpreciseDateInput
        super().__init__(max_length=dates.LONGEST, widget=widget, **kwargs)

    def to_python(self, value):
        """What was typed as EDTF. Raises ValidationError with what to type instead."""
        try:
            return dates.read(super().to_python(value))
        except dates.Unreadable as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value):
        """A stored date in words; what cannot be read stays as it was typed."""
        try:
            return dates.written(value or "", TYPED_LANGUAGE)
        except dates.Unreadable:
            return value


class ImpreciseDateField(models.CharField):
    """An imprecise date as EDTF, and two columns by which it sorts and filters: `<name>_lower` and `<name>_upper`.

    "" is no date. The columns are null for an open end and for no date. `save()` and `bulk_create()` fill them from
    the EDTF; `update()`, `bulk_update()` and `save(update_fields=…)` do not: name all three there.
    Raises dates.Unreadable on saving what is not on the short list of forms.
    """

    description = _("A date that may be imprecise")
    default_validators = [validate_edtf]
    fixed = {"max_length": 40, "blank": True, "default": ""}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | self.fixed)

    def contribute_to_class(self, cls, name, **kwargs):
        """Adds the two columns, except in the models of migrations, which list them as fields of their own."""
        super().contribute_to_class(cls, name, **kwargs)
        if cls.__module__ != "__fake__":
            for side in ("lower", "upper"):
                bound = models.DateField(null=True, blank=True, editable=False, db_index=True)
                bound.contribute_to_class(cls, f"{name}_{side}")

    def deconstruct(self):
        """Without what is the same for every such field."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: value for key, value in kwargs.items() if key not in self.fixed}

    def pre_save(self, model_instance, add):
        """The EDTF; on the way the two columns are set. They come after this field, so the same save writes them."""
        edtf = super().pre_save(model_instance, add) or ""
        lower, upper = dates.bounds(edtf)
        setattr(model_instance, f"{self.attname}_lower", lower)
        setattr(model_instance, f"{self.attname}_upper", upper)
        return edtf

    def formfield(self, **kwargs):
        """A text field that reads what people type."""
        return super().formfield(**{"form_class": ImpreciseDateFormField} | kwargs)


def language_lines():
    """A line for each language that a paragraph can be in, as desk/language.js takes it; first "as the page is"."""
    (_none, _dashes), *languages = language_choices()
    return "\n".join(f"{code} {name}" for code, name in [("", _("As the page")), *languages])


class RichTextField(ProseEditorField):
    """HTML from the editor, with one fixed list of what it may contain, cleaned on every save.

    In migrations it is a plain TextField, so that a change to the list makes none.
    """

    default_validators = [MaxLengthValidator(300_000)]

    def __init__(self, *args, **kwargs):
        language = {"title": _("Language of this paragraph"), "languages": lazy(language_lines, str)()}
        extensions = richtext.EXTENSIONS | {"Language": language}
        super().__init__(*args, **kwargs | {"extensions": extensions, "sanitize": richtext.clean})

    def pre_save(self, model_instance, add):
        """The cleaned text: an import or a restore passes no form."""
        value = richtext.clean(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, value)
        return value

    def words(self, value):
        """What people read in it: what a search looks through."""
        return richtext.plain(value or "")
