"""How pages are drawn now: what was drawn in another way is drawn anew, after an upgrade or another setting."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings

# What pages are drawn by: the code of the rooms, the templates, and the names that their files for browsers have now.
DRAWN_BY = ("dossiers", "timeline", "taskforces", "publishing", "library", "text", "templates")
FILES = {".py", ".html", ".json", ".mo"}
SAID = ("SITE_NAME", "PUBLISHER", "CONTACT_EMAIL", "SITE_URL", "LANGUAGE_CODE", "TIME_ZONE", "MEDIA_URL", "SHOW_DESIGN")


@cache
def look():
    """The digest of all that; worked out once for each process."""
    together = sha256(django.__version__.encode())
    for name in SAID:
        together.update(repr(getattr(settings, name, None)).encode())
    for path in _files():
        together.update(path.read_bytes())
    return together.hexdigest()


def _files():
    found = (path for room in DRAWN_BY for path in (settings.BASE_DIR / room).rglob("*") if path.suffix in FILES)
    names = Path(settings.STATIC_ROOT) / "staticfiles.json"
    return [*sorted(found), *([names] if names.exists() else [])]
