"""The English words and signs of a typed date."""

import re
import unicodedata

from text.dates.points import AUTUMN, SPRING, SUMMER, WINTER

MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _with_short(names: list[str], first: int) -> dict[str, int]:
    return {form: number for number, name in enumerate(names, first) for form in (name, name[:3])}


MONTHS = _with_short(MONTH_NAMES, 1) | {"sept": 9}
WEEKDAYS = _with_short(WEEKDAY_NAMES, 0) | {"tues": 1, "thur": 3, "thurs": 3}
SEASONS = {"spring": SPRING, "summer": SUMMER, "autumn": AUTUMN, "fall": AUTUMN, "winter": WINTER}
RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1}

ABOUT = {"about", "around", "circa", "ca", "c", "approx", "approximately", "roughly"}
SILENT = {"the", "of", "in", "on"}
# What joins or opens a range; several words, one meaning.
JOINTS = (
    dict.fromkeys(["from", "since"], "from")
    | dict.fromkeys(["until", "till", "til"], "until")
    | dict.fromkeys(["to", "through"], "to")
    | dict.fromkeys(["onwards", "onward"], "onwards")
    | dict.fromkeys(["now", "present", "ongoing"], "open")
    | dict.fromkeys(["between"], "between")
    | dict.fromkeys(["and"], "and")
)

HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\ufe63\uff0d"), "-")
# A longer dash never belongs inside an ISO date: "2010–12" is not December 2010.
DASHES = dict.fromkeys(map(ord, "\u2012\u2013\u2014\u2015\u2212\u2e3a\ufe58"), " - ")


def tidy(text: str) -> str:
    """The text in small letters, with one kind of dash and of space, without invisible characters."""
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    text = " ".join(text.translate(HYPHENS | DASHES).lower().split())
    return re.sub(r"\s*,\s*", ", ", text)
