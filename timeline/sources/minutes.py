import html
import re

from django.utils.html import escape
from django.utils.translation import gettext as _

from text import richtext
from timeline.sources.dates import first_date
from timeline.sources.places import mode_of
from timeline.sources.reading import Reading

# How far from the beginning of minutes their facts stand.
LINES = 30
LONGEST_TITLE = 200
BLOCK = re.compile(r"<(p|h3|h4)(?: [^>]*)?>(.*?)</\1>", re.DOTALL)
MARKUP = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|table|b|strong|em|i|a)\b[^>]*>", re.IGNORECASE)

# What people write before a date and a place, in the languages that most minutes are in.
DATE = r"date(?: and time| et heure)?|date of (?:the )?meeting|when|day|datum|data|fecha|wann|quand"
PLACE = r"place|venue|location|where|meeting place|ort|lieu|lugar|luogo|plaats|miejsce|sted"
LABEL = re.compile(rf"\s*(?:(?P<date>{DATE})|(?P<place>{PLACE}))\s*[:：]\s*(?P<value>.*)", re.IGNORECASE)
HELD = re.compile(r"\b(?:held|took place|met|meeting)\b", re.IGNORECASE)


def read_minutes(text: str) -> Reading:
    """What minutes tell about a meeting: HTML from the editor, or plain text."""
    body = richtext.clean(text if MARKUP.search(text) else _paragraphs(text))
    lines = _lines(body)
    reading = Reading(body=body, words=richtext.plain(body))
    _read_labels(reading, lines)
    _read_title(reading, lines)
    if not reading.date:
        _seek_date(reading, lines)
    return reading


def _paragraphs(text: str) -> str:
    """Plain text as HTML: an empty line ends a paragraph."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return "".join(
        f"<p>{'<br>'.join(escape(line.strip()) for line in part.strip().split(chr(10)))}</p>" for part in parts
    )


def _lines(body: str) -> list[tuple[str, str]]:
    """The first lines, each with the tag that it stands in."""
    lines = []
    for block in BLOCK.finditer(body):
        parts = (richtext.plain(part) for part in block[2].split("<br>"))
        lines += [(block[1], part[:500]) for part in parts if part]
        if len(lines) >= LINES:
            break
    return lines[:LINES]


def _read_labels(reading: Reading, lines: list[tuple[str, str]]):
    """Take what stands behind "Date:" and "Place:", or on the line below."""
    texts = [line for _tag, line in lines]
    for number, line in enumerate(texts):
        if not (label := LABEL.fullmatch(line)):
            continue
        value = label["value"] or "".join(texts[number + 1 : number + 2])
        if label["place"] and not reading.place:
            reading.place = value[:200]
            reading.mode = mode_of(value)
        elif label["date"] and not reading.date:
            reading.date, doubt = first_date(value)
            reading.doubts += [f"“{value[:100]}”: {doubt}"] if doubt else []


def _read_title(reading: Reading, lines: list[tuple[str, str]]):
    """The first heading, or the first line, which then does not stand in the story again."""
    texts = [(tag, line) for tag, line in lines if not LABEL.fullmatch(line)]
    headings = [line for tag, line in texts[:5] if tag != "p"]
    title = next(iter([*headings, *(line for _tag, line in texts)]), "")
    if len(title) > LONGEST_TITLE:
        reading.doubts.append(_("The first line is too long for a title. Write one."))
        return
    reading.title = title
    first = BLOCK.match(reading.body)
    if first and title and richtext.plain(first[0]) == title:
        reading.body = reading.body[first.end() :]


def _seek_date(reading: Reading, lines: list[tuple[str, str]]):
    """A date without a label: where the line says that something was held, else the first of all."""
    likely = sorted(lines, key=lambda line: not HELD.search(line[1]))
    for _tag, line in likely:
        reading.date, doubt = first_date(line)
        if reading.date:
            sentence = _("The date was taken from “%(line)s”. Check it.")
            reading.doubts.append(sentence % {"line": html.unescape(line[:100])})
            return
        if doubt and doubt not in reading.doubts:
            reading.doubts.append(doubt)
