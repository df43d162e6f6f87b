"""How the path of an address is written down. Pure: knows no model."""

import re
import unicodedata
from urllib.parse import quote, unquote, unquote_plus, urlsplit

from django.core.validators import RegexValidator
from django.urls import Resolver404, resolve

from text.error_words import NO_SLUG

# What staff may choose as the last part of an address.
small_letters = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", NO_SLUG)


# What people's programs add to the end of an address that stands in a sentence, in quotes or in brackets: besides space
# and punctuation (Unicode's P and Z) signs like > and `, and what nobody can see.
STUCK = ("Sm", "Sk", "Cf")


def normalise(address: str) -> str:
    """A typed address as it is stored: its path and its query, if it has one, percent-decoded once.

    Host, fragment, first and final slash are left out. "" when nothing is left.
    """
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text[:10] else "//host/" + text.lstrip("/"))
    except ValueError:
        return ""
    return with_query(plain_path(unquote(parts.path, errors="replace")), parts.query)


def plain_path(path: str) -> str:
    """A decoded path without slashes at its ends."""
    return path.replace("\x00", "").strip("/ ")


def with_query(path: str, query: str) -> str:
    """A path with an undecoded query, which is percent-decoded once; the path alone where nothing is asked."""
    parameters = [unquote_plus(part, errors="replace").replace("\x00", "") for part in query.split("&") if part]
    return f"{path}?{'&'.join(parameters)}" if parameters else path


def lookup_form(address: str) -> str:
    """What a stored address is looked up by: small letters, Unicode's NFC, the parameters of its query in one order."""
    path, mark, query = address.partition("?")
    ordered = path + mark + "&".join(sorted(query.split("&")))
    return unicodedata.normalize("NFC", ordered.lower())


def without_tail(address: str) -> str:
    """An address without what stands behind its last letter or digit: the ")." of a sentence, a closing quote."""
    end = len(address)
    while end and _is_stuck(address[end - 1]):
        end -= 1
    return address[:end]


def _is_stuck(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category[0] in "PZ" or category in STUCK or sign.isspace()


def is_fixed_page(path: str) -> bool:
    """Whether the site itself answers at this path, whatever is published there and whatever is asked of it."""
    path = lookup_form(path).partition("?")[0]
    for candidate in (f"/{path}/".replace("//", "/"), f"/{path}"):
        try:
            match = resolve(candidate)
        except Resolver404:
            continue
        if match.namespaces or not match.kwargs:
            return True
    return False


# What would be read as something else than a sign of an address, or not stay in its line: encoded when it is typed.
SPECIAL = re.compile(r"[%?#+]|:(?=//)|[^\S ]|[\x00-\x1f]|^ | $")


def editable_path(path: str) -> str:
    """A stored path as one types it: `normalise` gives the same path again. Encoded only where it has to be."""
    encoded = _encoded(path)
    with_query = "?".join(map(_encoded, path.split("?", 1)))
    forms = (path, with_query, encoded)
    return next((form for form in forms if form.splitlines() == [form] and normalise(form) == path), encoded)


def _encoded(text: str) -> str:
    return SPECIAL.sub(lambda sign: quote(sign[0]), text)


def asked_forms(path, query=""):
    """What an asked path may mean, the likeliest first: with its query, alone; as it is, without its tail."""
    path = plain_path(path)
    whole = with_query(path, query)
    return [form for form in dict.fromkeys((whole, without_tail(whole), path, without_tail(path))) if form]
