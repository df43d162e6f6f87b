"""Words set in a picture: one typeface, lines that fit, and no letter that it lacks. Pure."""

import unicodedata
from functools import cache
from itertools import count, takewhile

import font_source_serif_pro as typeface
from anyascii import anyascii
from PIL import ImageFont

from text.cleaning import without_emoji

MORE = "…"
NOWHERE = "\uffff"  # no typeface has this sign: what is drawn for it stands for all that is missing


@cache
def font(size):
    """The typeface of the picture in one size, in pixels."""
    return ImageFont.truetype(typeface.SourceSerifProSemibold, size)


@cache
def has(sign):
    """Whether the typeface has a sign: those of all languages of the Union, and more."""
    return sign.isspace() or drawn(sign) != drawn(NOWHERE)


def drawn(sign):
    mask = font(40).getmask(sign)
    return mask.size, bytes(mask)


def legible(text):
    """The text on one line, without emoji; other signs that the typeface lacks are written in Latin letters."""
    composed = " ".join(unicodedata.normalize("NFC", without_emoji(text)).split())
    return "".join(sign if has(sign) else anyascii(sign) for sign in composed if sign.isprintable())


def wide(text, size):
    """How many pixels a line takes."""
    return font(size).getlength(text)


def fitted(text, width, height, sizes):
    """The text as lines in a space, as large as it goes: (size, lines). What does not fit the last size is cut."""
    for size in sizes:
        lines, most = wrapped(text, width, size), int(height // leading(size))
        if len(lines) <= most and all(wide(line, size) <= width for line in lines):
            return size, lines
    shortened = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return size, [cut(line, width, size) for line in shortened]


def leading(size):
    """How far one line lies below the other."""
    return round(size * 1.18)


def wrapped(text, width, size):
    """Lines of words that fit a width, as far as each word does."""
    lines = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and wide(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def cut(line, width, size):
    """The beginning of a line that is too long."""
    if wide(line, size) <= width:
        return line
    fits = takewhile(lambda length: wide(line[:length] + MORE, size) <= width, count(1))
    return line[: max(fits, default=1)].rstrip() + MORE
