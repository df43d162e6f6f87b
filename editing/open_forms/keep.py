"""Keeps what is typed in an open form. Touches no item and waits for none."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from editing.open_forms.models import OpenForm
from editing.open_forms.words import MOST_FORMS, TOO_MANY, Message, title_of

# Forms that one person opens within a day.
MOST_OPENED = 2_000


class Closed(Exception):
    """The form was saved or discarded already: these words came too late, or belong to a form of their own."""


def keep(message: Message, *, user, form: str, item: str) -> None:
    """Keep what an open form says of itself. Raises Closed; raises ValidationError where there is too much."""
    changes = {"seen_at": timezone.now(), "in_view": message.in_view}
    if message.has_words:
        changes |= _words(message, user)
    open_forms = OpenForm.objects.of(user, message.key)
    if not open_forms.filter(form=form, item=item, is_closed=False).update(**changes):
        _open(user=user, key=message.key, form=form, item=item, **changes)
    if message.words and message.replaces:
        OpenForm.objects.of(user, message.replaces).update(words=None, uploads=[], kept_at=None)


def _words(message, user):
    if not message.words:
        return {"words": None, "uploads": [], "kept_at": None}
    others = OpenForm.objects.with_words().filter(user=user).exclude(key__in=[message.key, message.replaces])
    if others.count() >= MOST_FORMS:
        raise ValidationError(TOO_MANY)
    now = timezone.now()
    return {"words": message.words, "uploads": message.uploads, "kept_at": now, "title": title_of(message.words)}


def _open(**values):
    if OpenForm.objects.filter(user=values["user"]).count() >= MOST_OPENED:
        raise ValidationError(TOO_MANY)
    try:
        with transaction.atomic():
            OpenForm.objects.create(**values)
    except IntegrityError as error:
        raise Closed from error
    OpenForm.objects.delete_old()
