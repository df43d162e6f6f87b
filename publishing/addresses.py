"""How the path of an address is written down. Pure: knows no model."""

import re
from urllib.parse import quote, unquote, urlsplit

from django.core.validators import RegexValidator
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

# What staff may choose as the last part of an address.
small_letters = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use small letters, digits and single hyphens."))


def normalise(address: str) -> str:
    """A typed path as it is stored: no host, query, fragment, first or final slash; percent-decoded once. "" for none.

    What is stored, or was asked of the site, is decoded already: it does not come here again.
    """
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text[:10] else "//host/" + text.lstrip("/"))
    except ValueError:
        return ""
    return unquote(parts.path, errors="replace").replace("\x00", "").strip("/ ")


def is_fixed_page(path: str) -> bool:
    """Whether the site itself answers at this path, whatever is published there."""
    for candidate in (f"/{path}/", f"/{path}"):
        try:
            match = resolve(candidate)
        except Resolver404:
            continue
        if match.namespaces or not match.kwargs:
            return True
    return False


# What would be read as something else than a sign of an address, or not stay in its line: encoded when it is typed.
SPECIAL = re.compile(r"[%?#+]|:(?=//)|[^\S ]|[\x00-\x1f]|^ | $")


def as_typed(path: str) -> str:
    """A stored path as one types it: `normalise` gives the same path again. Encoded only where it has to be."""
    encoded = _encoded(path)
    with_query = "?".join(map(_encoded, path.split("?", 1)))
    forms = (path, with_query, encoded)
    return next((form for form in forms if form.splitlines() == [form] and normalise(form) == path), encoded)


def _encoded(text: str) -> str:
    return SPECIAL.sub(lambda sign: quote(sign[0]), text)
