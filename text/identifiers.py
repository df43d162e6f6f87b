"""What others call a thing: its identifier in a register, and the page of it there. Whole addresses are taken, too."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from text.clean_fields import CleanedText
from text.cleaning import clean_line

# An identifier is short; what is pasted may be a whole address.
LENGTH, PASTED = 20, 300
BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz"


def is_ror(key):
    """Whether the two last digits are those that the others demand (ISO 7064, MOD 97-10)."""
    number = 0
    for letter in key[:-2]:
        number = number * 32 + BASE_32.index(letter)
    return 98 - number * 100 % 97 == int(key[-2:])


@dataclass(frozen=True)
class Register:
    """Who gives the identifiers: what these look like, where their pages are, and what else addresses begin with."""

    name: str
    pattern: str
    page: str
    pages: str
    sentence: str
    is_right: object = bool
    in_one_case: object = str

    def key_in(self, text):
        """The identifier that a text is, or that it is the address of; otherwise the text."""
        address = rf"(?:https?://)?(?:{self.pages})(?P<key>{self.pattern})(?:[/?#].*)?"
        found = re.fullmatch(rf"{address}|(?P<bare>{self.pattern})", text, re.IGNORECASE)
        return self.in_one_case(found["key"] or found["bare"]) if found else text

    def check(self, key):
        """Raises ValidationError for what is no identifier."""
        if not re.fullmatch(self.pattern, key) or not self.is_right(key):
            raise ValidationError(self.sentence)


ROR = Register(
    name="ROR",
    pattern=f"0[{BASE_32}]{{6}}[0-9]{{2}}",
    page="https://ror.org/{}",
    pages=r"(?:www\.)?ror\.org/",
    sentence=_(
        "This is no identifier of ROR. Copy the address of its page there, for example https://ror.org/02mhbdp94."
    ),
    is_right=is_ror,
    in_one_case=str.lower,
)
WIKIDATA = Register(
    name="Wikidata",
    pattern="Q[1-9][0-9]{0,11}",
    page="https://www.wikidata.org/wiki/{}",
    pages=r"(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/",
    sentence=_(
        "This is no identifier of Wikidata. It is a Q and a number: Q458. Or copy the address of its page there."
    ),
    in_one_case=str.upper,
)
CORDIS = Register(
    name="CORDIS",
    pattern="[1-9][0-9]{4,8}",
    page="https://cordis.europa.eu/project/id/{}",
    pages=r"cordis\.europa\.eu/project/id/",
    sentence=_("This is no number of a project. It has 5 to 9 digits. Or copy the address of its page on CORDIS."),
)
REGISTERS = {"ror": ROR, "wikidata": WIKIDATA, "cordis": CORDIS}


class IdentifierFormField(forms.CharField):
    """A field into which a whole address fits."""

    def __init__(self, *args, register, **options):
        super().__init__(*args, **options)
        self.register = register

    def to_python(self, value):
        """The identifier alone."""
        return self.register.key_in(super().to_python(value))


class IdentifierField(CleanedText, models.CharField):
    """The identifier of the thing in the register of the field's name; "" for none."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"max_length": LENGTH, "blank": True, "default": ""} | options)

    def contribute_to_class(self, cls, name, **options):
        super().contribute_to_class(cls, name, **options)
        self.register = REGISTERS[name]
        self.validators = [self.register.check, *self.validators]

    def cleaned(self, value):
        """The identifier alone."""
        return self.register.key_in(clean_line(value))

    def formfield(self, **options):
        return super().formfield(
            **options | {"form_class": IdentifierFormField, "max_length": PASTED, "register": self.register}
        )

    def deconstruct(self):
        """As Django's own field."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


@dataclass(frozen=True)
class Identifier:
    """One that a thing has."""

    field: str
    register: str
    key: str
    url: str


def identifiers_of(row):
    """The identifiers of a row, in the order of its columns."""
    fields = [field for field in row._meta.concrete_fields if isinstance(field, IdentifierField)]
    keys = [(field, getattr(row, field.name)) for field in fields]
    return [
        Identifier(field.name, field.register.name, key, field.register.page.format(key)) for field, key in keys if key
    ]
