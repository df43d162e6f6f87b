"""Model fields: a date that may be imprecise, rich text, and columns to search and to sort by."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from text import dates, richtext
from text.derived import DerivedField
from text.folding import fold
from text.forms import ImpreciseDateFormField
from text.languages import language_choices
from text.row_words import row_words
from text.word_lookups import Phrase, Similar, Words


def validate_edtf(value: str):
    """Raises ValidationError for a string that is not on the short list of EDTF forms."""
    try:
        dates.bounds(value)
    except dates.Unreadable as error:
        raise ValidationError(str(error), code="invalid") from error


class ImpreciseDateField(models.CharField):
    """An imprecise date as EDTF, and two columns by which it sorts and filters: `<name>_lower` and `<name>_upper`.

    "" is no date. The columns are null for an open end and for no date. `save()` and `bulk_create()` fill them from
    the EDTF; `update()`, `bulk_update()` and `save(update_fields=…)` do not: name all three there. `indexed` says which
    of them have an index of their own.
    Raises dates.Unreadable on saving what is not on the short list of forms.
    """

    description = _("A date that may be imprecise")
    default_validators = [validate_edtf]
    fixed = {"max_length": 40, "blank": True, "default": ""}

    def __init__(self, *args, indexed=("lower", "upper"), **kwargs):
        self.indexed = indexed
        super().__init__(*args, **kwargs | self.fixed)

    def contribute_to_class(self, cls, name, **kwargs):
        """Adds the two columns, except in the models of migrations, which list them as fields of their own."""
        super().contribute_to_class(cls, name, **kwargs)
        if cls.__module__ != "__fake__":
            for side in ("lower", "upper"):
                bound = models.DateField(null=True, blank=True, editable=False, db_index=side in self.indexed)
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
        extensions = richtext.EXTENSIONS | {"Language": language, "Paste": {"title": _("Notes")}}
        super().__init__(*args, **kwargs | {"extensions": extensions, "sanitize": richtext.clean})

    def pre_save(self, model_instance, add):
        """The cleaned text: an import or a restore passes no form."""
        value = richtext.clean(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, value)
        return value

    def words(self, value):
        """What people read in it: what a search looks through."""
        return richtext.plain(value or "")


class FoldedField(DerivedField, models.TextField):
    """The words of other fields to search: `FoldedField("name", "objectives__text")`, where `text` is a key of JSON.

    The words of the fields that `titles` names are marked as those of the title; where `language` names one, the stems
    of all words are kept, too. The database keeps an index of all this (`text.word_index`), which the lookups ask.
    """

    def __init__(self, *sources, titles=(), language="", **options):
        super().__init__(*sources, **options)
        self.titles, self.language = titles, language

    def made_of(self, row):
        """The words, and what is kept beside them."""
        return row_words(row, *self.sources, titles=self.titles, language=self.language)


for lookup in (Words, Phrase, Similar):
    FoldedField.register_lookup(lookup)


class PlainOrderField(models.CharField):
    """A text that rows are sorted by, letter by letter, so that both databases sort alike."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"editable": False, "blank": True, "default": ""} | options)

    def db_parameters(self, connection):
        """PostgreSQL compares by the rules of its machine, unless it is told to go letter by letter as SQLite does."""
        collation = "C" if connection.vendor == "postgresql" else None
        return super().db_parameters(connection) | {"collation": collation}


class SortField(DerivedField, PlainOrderField):
    """What rows are sorted by: the folded text of another field, in one order on both databases."""

    fixed = {**DerivedField.fixed, "max_length": 300}

    def derived(self, text):
        """The folded text, as long as the column."""
        return fold(text)[: self.max_length]
