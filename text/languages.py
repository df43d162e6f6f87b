"""Languages: the codes in which documents and videos may be, and their names in the reader's language."""

import re
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from text.folding import fold

# The official languages of the Union first, then those of neighbours and regions.
CODES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl"),
    *("pl", "pt", "ro", "sk", "sl", "sv"),
    *("ar", "br", "bs", "ca", "cy", "eu", "gl", "he", "is", "lb", "mk", "nb", "nn", "no", "ru", "sq", "sr", "tr", "uk"),
)


def language_name(code: str) -> str:
    """What the reader calls a language: "Dutch" for "nl". A code without a name is returned as it is."""
    return _names(get_language() or settings.LANGUAGE_CODE).get(code.replace("-", "_"), code)


def language_choices(current: str = "") -> list[tuple[str, str]]:
    """Code and name of every language that a form offers, by name; with the `current` one, however rare."""
    return list(_choices(get_language() or settings.LANGUAGE_CODE, current if current not in CODES else ""))


@lru_cache(200)
def _choices(reader: str, rare: str) -> list[tuple[str, str]]:
    names = [(code, _names(reader).get(code.replace("-", "_"), code)) for code in {*CODES, rare} - {""}]
    return [("", "---------"), *sorted(names, key=lambda pair: fold(pair[1]))]


def known_language(code: str):
    """Validator: raises ValidationError for a code that names no language."""
    if code.replace("-", "_") not in _names("en"):
        raise ValidationError(_("“%(code)s” is no language code. Examples: en, fr, nl."), params={"code": code})


def known_languages(codes: str):
    """Validator: raises ValidationError when one of the codes, with spaces between, names no language."""
    for code in codes.split():
        known_language(code)


def with_spaces(codes: str) -> str:
    """Language codes as they are kept, with single spaces between, whatever was typed between them."""
    return " ".join(re.split(r"[\s,;]+", codes)).strip()


@cache
def _names(reader: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(reader, sep="-").languages)
    except (UnknownLocaleError, ValueError):
        return dict(Locale("en").languages)
