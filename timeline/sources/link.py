import re
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from text.cleaning import clean_line
from timeline.sources.reading import Reading

LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,490}", re.IGNORECASE)
ENDING = re.compile(r"\.(?:html?|php|aspx?|pdf|docx?)$", re.IGNORECASE)


def read_link(text: str) -> Reading | None:
    """What the address of a page tells about an event: the page is not opened. None when there is more than a link."""
    address = text.strip()
    if not LINK.fullmatch(address):
        return None
    address = address if "://" in address else f"https://{address}"
    return Reading(
        title=_title(address),
        link_address=address,
        words=_title(address),
        doubts=[_("The page was not opened. The title is guessed from its address: write what it is about.")],
    )


def _title(address: str) -> str:
    """The last words of an address, as a heading."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    parts = [part for part in path.split("/") if re.search("[^\\W\\d_]{3}", part)]
    words = re.sub(r"[-_+.\s]+", " ", clean_line(unquote(ENDING.sub("", parts[-1])))) if parts else ""
    return words[:1].upper() + words[1:200]
