"""A dossier with its timeline as PDF: the page of its archive on paper. A process of its own makes it, which takes some
seconds, may take no more than `library.processes` allows, and is niced: pages come first.
"""

from base64 import b64encode
from threading import Lock

from django.conf import settings
from django.utils.translation import gettext as _

from dossiers.exports import events
from dossiers.exports.archive_page import ArchivePage
from dossiers.exports.chunks import rows
from dossiers.formats.jsonld import address, description
from library import processes, renditions

# So many letters of events are in one PDF: that takes some ten seconds. An event counts for so many at least.
ROOM, LEAST = 120_000, 500
# A picture comes in its widest rendition that is no wider; so many bytes of them are in one PDF.
WIDTH, PICTURES = 640, 20 * 2**20

turn = Lock()


def written(dossier, keys) -> bytes:
    """The PDF of a dossier (a row of `exports.dossiers.load`) and of its newest events. Raises processes.Unfinished."""
    page = PdfPage(dossier).written(keys)
    _facts, content = processes.run("dossiers.exports.pdf_process", page.encode(), turn=turn)
    return content


class PdfPage(ArchivePage):
    """The page from which a PDF is made: all that it shows stands in it, and links lead within it or to the site."""

    template, name = "pdf", ""

    def __init__(self, dossier):
        super().__init__(dossier)
        self.places, self.room = {}, PICTURES

    def written(self, keys):
        """The page, with as many events as it has room for; it says how many are left out."""
        entries = list(within(ROOM, rows(events, keys)))
        for entry in entries:
            self.meet(entry)
        return "".join(self.pieces(entries, self.left_out(len(keys) - len(entries))))

    def left_out(self, number):
        """What is not in the PDF: [(what it is called, why, its address)]."""
        if not number:
            return []
        place = address(self.dossier.get_absolute_url())
        return [(_("%(number)d older events") % {"number": number}, _("a PDF has no room for them"), place)]

    def context(self):
        return super().context() | {
            "description": description(self.dossier.summary, self.dossier.background),
            "licence": (settings.DATA_LICENCE, settings.DATA_LICENCE_NAME),
        }

    def image(self, picture):
        """A picture in the words of an address that holds it; None where its file cannot be read or has no room."""
        content = self.content(picture) if picture else b""
        kind = "png" if picture and picture.file.endswith("png") else "jpeg"
        return f"data:image/{kind};base64,{b64encode(content).decode()}" if content else None

    def content(self, picture):
        """The bytes of a picture, or none."""
        try:
            with renditions.open_within(picture, WIDTH) as file:
                self.room -= file.size
                return file.read() if self.room >= 0 else b""
        except OSError:
            return b""


def within(room, entries):
    """The first entries, for which there is room, and at least one."""
    for entry in entries:
        yield entry
        room -= len(entry.body) + LEAST
        if room <= 0:
            return
