import re
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from text import dates, richtext
from text.cleaning import clean_line, clean_lines
from timeline.sources.places import mode_of
from timeline.sources.reading import Reading

MAX_BYTES = 1024**2
PROPERTY = re.compile(r"""([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)""")
# A long line goes on in the next one; of one that was pasted, the space that says so may be gone.
FOLD = re.compile(r"\r?\n(?:[ \t]|(?![A-Za-z0-9-]+[:;]|\r?\n|$))")
ESCAPED = re.compile(r"\\([nN,;\\])")
MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})[0-9]{2}(Z?))?")
LASTING = re.compile(r"P(?:([0-9]{1,3})W)?(?:([0-9]{1,4})D)?(?:T.*)?")
BEGINS = "BEGIN:VCALENDAR"


def read_calendar(text: str) -> Reading | None:
    """What a calendar file (RFC 5545) tells of its first event; None where the text is none.

    A day is the one that the file names at the place of the meeting; only a time in UTC is brought to ours.
    """
    if not text.lstrip("\ufeff \r\n").upper().startswith(BEGINS):
        return None
    events = _events(FOLD.sub("", text))
    if not events:
        return Reading(doubts=[_("No event was found in this calendar file.")])
    return _read(events[0], len(events))


def _read(event: dict[str, tuple[str, str]], number: int) -> Reading:
    texts = {name: _unescaped(value) for name, (_parameters, value) in event.items()}
    place, description = clean_line(texts.get("LOCATION", ""))[:200], clean_lines(texts.get("DESCRIPTION", ""))
    edtf, doubts = _days(event)
    if number > 1:
        doubts.append(_("The file holds %(number)d events. Only the first was read.") % {"number": number})
    link = texts.get("URL", "").strip()
    return Reading(
        title=clean_line(texts.get("SUMMARY", ""))[:200],
        date=edtf,
        place=place,
        mode=mode_of(place),
        body=richtext.clean("".join(f"<p>{escape(line)}</p>" for line in description.split("\n"))),
        link_address=link if re.match(r"https?://\S{3,490}$", link) else "",
        words=" ".join([*texts.values(), *re.findall(r'CN="?([^";:]+)', event.get("ORGANIZER", ("", ""))[0])]),
        doubts=doubts,
    )


def _events(text: str) -> list[dict[str, tuple[str, str]]]:
    """The events of a file: {name: (parameters, value)}. Alarms and what else stands in one is left out."""
    events, part = [], ""
    for match in filter(None, map(PROPERTY.fullmatch, text.splitlines())):
        name, parameters, value = match[1].upper(), match[2], match[3]
        if name in ("BEGIN", "END"):
            part = value.strip().upper() if name == "BEGIN" else ""
            events += [{}] if part == "VEVENT" else []
        elif part == "VEVENT":
            events[-1].setdefault(name, (parameters, value))
    return events


def _days(event: dict[str, tuple[str, str]]) -> tuple[str, list[str]]:
    """The days of an event as EDTF, and what is doubtful about them."""
    first, last = _day(event, "DTSTART"), _last(event)
    if first is None:
        return "", [_("The file does not say when it was.")]
    last = max(first, last or first)
    doubts = [_("It is repeated. The first time was read.")] if "RRULE" in event else []
    if event.get("STATUS", ("", ""))[1].strip().upper() == "CANCELLED":
        doubts.append(_("The file says that it was cancelled."))
    return (str(first) if first == last else f"{first}/{last}"), doubts


def _last(event: dict[str, tuple[str, str]]) -> date | None:
    """The last day. The end of whole days is the morning after; so is midnight."""
    if "DTEND" in event:
        end, moment = _day(event, "DTEND"), MOMENT.match(event["DTEND"][1])
        at_midnight = moment and (moment[4] or "00") + (moment[5] or "00") == "0000" and not moment[6]
        return end - timedelta(days=1) if end and at_midnight and end > date.min else end
    first, lasting = _day(event, "DTSTART"), LASTING.fullmatch(event.get("DURATION", ("", ""))[1].strip())
    if not first or not lasting:
        return None
    days = 7 * int(lasting[1] or 0) + int(lasting[2] or 0)
    return first + timedelta(days=max(0, days - 1)) if first.year < 9000 else first


def _day(event: dict[str, tuple[str, str]], name: str) -> date | None:
    match = MOMENT.fullmatch(event.get(name, ("", ""))[1].strip())
    try:
        year, month, day, hour, minute = (int(part or 0) for part in match.groups()[:5])
        dates.bounds(f"{year:04}-{month:02}-{day:02}")
        if match[6]:
            return timezone.localdate(datetime(year, month, day, hour, minute, tzinfo=UTC))
        return date(year, month, day)
    except (AttributeError, ValueError, OverflowError):
        return None


def _unescaped(value: str) -> str:
    return ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], value)
