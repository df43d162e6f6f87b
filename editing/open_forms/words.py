"""What a form sends to be kept while somebody types: read strictly, since anybody may send anything."""

import json
import re
import uuid
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

# Letters. A taskforce with all the rows that it may have needs half of this.
LONGEST, MOST_UPLOADS = 3_000_000, 20
# Forms of one person with words that are not saved.
MOST_FORMS = 100
LINE_BREAK = re.compile(r"\r\n|\n|\r")
# Never kept, whatever form they stand in.
SECRET = ("csrfmiddlewaretoken", "password")
# What a new row may be called by.
TITLES = ("title", "name", "alt")

UNREADABLE = _("This was not kept: it cannot be read.")
TOO_LONG = _("This is too long to be kept while you type. Save it.")
TOO_MANY = _("This was not kept: too many of your forms are not saved. Save or discard some of them.")


@dataclass
class Message:
    """What an open form says of itself: its key, its words (None: nothing typed since), and whether it is looked at."""

    key: uuid.UUID
    has_words: bool = False
    words: dict | None = None
    uploads: list = field(default_factory=list)
    in_view: bool = False
    is_active: bool = False
    replaces: uuid.UUID | None = None


def read_message(request: HttpRequest) -> Message:
    """What was sent. Raises ValidationError for what no form of ours sends."""
    sent = request.POST
    return Message(
        key=read_key(sent.get("key")),
        has_words="words" in sent,
        words=_read_words(sent.get("words", "")),
        uploads=[_clean(name)[:200] for name in sent.getlist("uploads")[:MOST_UPLOADS]],
        in_view=sent.get("in_view") == "1",
        is_active=sent.get("active") == "1",
        replaces=read_key(sent["replaces"]) if sent.get("replaces") else None,
    )


def read_key(text: str | None) -> uuid.UUID:
    """The key of an open form. Raises ValidationError for anything else."""
    try:
        return uuid.UUID(text)
    except (TypeError, ValueError, AttributeError) as error:
        raise ValidationError(UNREADABLE) from error


def form_data(words: dict) -> QueryDict:
    """Kept words as a form takes them."""
    data = QueryDict(mutable=True)
    for name, values in words.items():
        data.setlist(name, [LINE_BREAK.sub("\r\n", value) for value in values])  # as browsers send them
    return data


def title_of(words: dict) -> str:
    """What a new row would be called by."""
    return next((words[name][0][:200] for name in TITLES if words.get(name)), "")


def _read_words(text: str) -> dict | None:
    if not text:
        return None
    if len(text) > LONGEST:
        raise ValidationError(TOO_LONG)
    try:
        words = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValidationError(UNREADABLE) from error
    if not isinstance(words, dict) or not all(map(_is_list_of_texts, words.values())):
        raise ValidationError(UNREADABLE)
    return {_clean(name): [*map(_clean, values)] for name, values in words.items() if not name.startswith(SECRET)}


def _is_list_of_texts(values) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _clean(text: str) -> str:
    """A text that every database takes: without NUL, and without halves of letters."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
