"""What somebody writes lies within their limits before and after: here it is checked after."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext


def check_limits(person, *items):
    """After items were written: each must be one that who wrote it may change as it is now. Raises ValidationError.

    So nobody gives an item to others, takes one of theirs, or locks themselves out. Commands write for nobody (None).
    """
    for item in items if person else ():
        if not item.may_be_changed_by(person):
            sentence = f"{gettext('Nothing was saved.')} {item.limit_sentence(person)}"
            raise ValidationError({item.limited_by: sentence})
