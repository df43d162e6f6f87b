"""How the path of an address is written down. Pure: knows no model."""

from urllib.parse import unquote, urlsplit

from django.core.validators import RegexValidator
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

# What staff may choose as the last part of an address.
small_letters = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use small letters, digits and single hyphens."))


def normalise(address: str) -> str:
    """A path as it is stored: no host, query, fragment, first or final slash; percent-decoded. "" when none is left."""
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
