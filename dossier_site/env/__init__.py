"""Reads one setting of the environment at a time. An odd value stops the start and says how to mend it."""

import os
import re
import unicodedata
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ImproperlyConfigured

WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
# Control characters, bytes that are not UTF-8, and what breaks a line.
UNSEEN = ("Cc", "Cs", "Zl", "Zp")


def typed(name: str) -> str:
    """The value as it stands in the environment. Raises ImproperlyConfigured for what nobody can see."""
    value = os.environ.get(name, "")
    if any(unicodedata.category(character) in UNSEEN for character in value.strip()):
        raise ImproperlyConfigured(f"{name} holds a line break or a character that cannot be seen. Write it anew.")
    return value


def text(name: str, default: str = "") -> str:
    """The value without spaces around it; empty counts as not set."""
    return typed(name).strip() or default


def flag(name: str, default: bool) -> bool:
    """On or off. A word that is neither stops the start: "maybe" must not silently mean off."""
    value = text(name)
    if value and value.lower() not in WORDS:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write 1 for on or 0 for off.")
    return WORDS[value.lower()] if value else default


def number(name: str, default: int, lowest: int, highest: int) -> int:
    """A whole number within bounds."""
    value = text(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", value) or not lowest <= int(value) <= highest:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number from {lowest} to {highest}.")
    return int(value)


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """One word of a fixed list, in capitals or not."""
    value = text(name, default).upper()
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write one of: {', '.join(choices)}.")
    return value


def words(name: str) -> list[str]:
    """A list typed with commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def time_zone(name: str, default: str) -> str:
    """A time zone by its IANA name."""
    value = text(name, default)
    if value not in available_timezones():
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a name like Europe/Brussels or UTC.")
    return ZoneInfo(value).key


def folder(name: str, default: Path) -> Path:
    """A folder that this process can write to, or can make; nothing is made here.

    The name may have any sign that can be seen. One without a slash in front starts in the folder of the default, so
    that the site finds its data from wherever a command is started.
    """
    value = typed(name).lstrip()
    try:
        path = (default.parent / Path(value).expanduser()).resolve() if value else default
        nearest = next(place for place in (path, *path.parents) if place.exists())
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ImproperlyConfigured(f"{name} is {value!r}: {reason}. Name a folder you may write.") from None
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name} is {str(path)!r}, which cannot be written. Name a folder you may write.")
    return path
