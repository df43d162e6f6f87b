"""The languages of a video's subtitles, as people type them and as they are kept. Pure."""

import re

from library.languages import known_language


def with_spaces(typed):
    """The codes with spaces between, whatever was typed between them."""
    return " ".join(re.split(r"[\s,;]+", typed)).strip()


def known_languages(codes):
    """Validator: raises ValidationError for a text in which one of the codes names no language."""
    for code in codes.split():
        known_language(code)
