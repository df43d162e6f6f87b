"""Model fields: a date that may be imprecise, rich text, and folded words to search. The same rules on every way in."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from text import dates, richtext
from text.folding import fold
from text.forms import ImpreciseDateFormField
from text.languages import language_choices


def validate_edtf(value: str):
    """Raises ValidationError for a string that is not on the short list of EDTF forms."""
    try:
        dates.bounds(value)
    except dates.Unreadable as error:
        raise ValidationError(str(error), code="invalid") from error


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


class FoldedField(models.TextField):
    """A column that holds the folded words of other fields of its row; it is never typed.

    `FoldedField("name", "other_names")` is filled each time the row is saved. Empty fields add nothing. A field with
    `words(text)`, as rich text has, is asked for the words that people read in it.
    Bulk writes (`update`, `bulk_update`) do not pass here: set the column with `fold()` yourself.
    """

    def __init__(self, *sources: str, **options):
        self.sources = sources
        super().__init__(**{**options, "editable": False, "blank": True, "default": ""})

    def deconstruct(self):
        name, path, _args, options = super().deconstruct()
        for fixed in ("editable", "blank", "default"):
            options.pop(fixed, None)
        return name, path, list(self.sources), options

    def pre_save(self, model_instance, add):
        fields = [model_instance._meta.get_field(source) for source in self.sources]
        texts = [(field, field.value_from_object(model_instance) or "") for field in fields]
        folded = fold(" ".join(getattr(field, "words", str)(text) for field, text in texts))
        setattr(model_instance, self.attname, folded)
        return folded
