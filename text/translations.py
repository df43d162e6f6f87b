"""Words of the site's language, each looked up once in a process: a page of the desk asks for hundreds."""

from functools import lru_cache

from django.conf import settings
from django.utils.translation.trans_real import translation

# So many are remembered; the site and Django's admin have fewer.
MOST = 20_000


def remember_words():
    """Let the site's language remember what it found, and what it did not: else each of its catalogues is asked."""
    words = translation(settings.LANGUAGE_CODE)
    words.gettext = lru_cache(MOST)(words.gettext)
