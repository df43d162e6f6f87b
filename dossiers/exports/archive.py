"""A dossier with its whole timeline as a folder of files: a page that opens without the net, the data, and what
everybody may open of the library. Nothing in it depends on the day.
"""

from functools import partial
from json import loads
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dossiers.exports import dossiers, events
from dossiers.exports.archive_page import ArchivePage
from dossiers.exports.chunks import rows
from dossiers.formats import csv, json
from dossiers.formats.bagit import AS_IT_IS, PACKED
from dossiers.formats.blocks import SIZE, blocks
from dossiers.formats.jsonld import address
from dossiers.formats.table import cells
from dossiers.reading.citing import permanent_address
from library import documents, renditions
from text.folding import fold

# So many bytes of documents and pictures are in one archive; it says which are not.
ROOM = 500 * 2**20
# A picture comes in its widest rendition that is no wider.
WIDTH = 960


class Archive:
    """The files of a dossier (a row of `exports.dossiers.load`) and of its newest events, at most so many."""

    def __init__(self, dossier, keys, most):
        self.dossier, self.keys, self.room = dossier, keys[:most], ROOM
        self.page, self.met, self.last_change = ArchivePage(dossier), set(), dossier.updated_at
        self.left_out = []  # what is not inside: [(what it is called, why, its address)]
        if older := len(keys) - len(self.keys):
            name = _("%(number)d older events") % {"number": older}
            why = _("an archive has at most %(most)d events") % {"most": most}
            self.left_out.append((name, why, address(dossier.get_absolute_url())))

    def files(self):
        """Its files, as `formats.bagit` takes them. Those of the library come first: the page leads to those there."""
        yield from self.of_library()
        yield "style.css", [render_to_string("dossiers/archive.css").encode()], PACKED
        yield "licence.txt", [licence().encode()], PACKED
        with SpooledTemporaryFile(SIZE) as told:
            pieces = self.page.pieces(self.noted(told), self.left_out)
            yield "index.html", blocks(map(str.encode, pieces)), PACKED
            head = self.record(dossiers, self.dossier) | {"licence": settings.DATA_LICENCE}
            yield "dossier.json", blocks(json.pieces(head, "timeline", read(told))), PACKED
            table = (cells(record, events.COLUMNS) for record in read(told))
            yield "events.csv", blocks(csv.lines(events.COLUMNS, table)), PACKED

    def info(self):
        """What the bag says of itself, once all files are in it. Its day is that of the last change inside."""
        return [
            ("Source-Organization", settings.PUBLISHER),
            *([("Contact-Email", settings.CONTACT_EMAIL)] if settings.CONTACT_EMAIL else []),
            ("External-Description", self.dossier.title),
            ("External-Identifier", address(permanent_address(self.dossier, self.dossier.edition_number))),
            ("Bagging-Date", timezone.localdate(self.last_change).isoformat()),
            *(("Left-Out", f"{name}: {why}. {place}") for name, why, place in self.left_out),
        ]

    def rows(self):
        """The events, some at a time."""
        return rows(events, self.keys)

    def noted(self, told):
        """The events. What is told of each is written down on the way: they are read twice, and not for each file."""
        for row in self.rows():
            told.writelines(json.lines([self.record(events, row)]))
            yield row

    def record(self, kind, row):
        """What an export says of a dossier or an event; its documents also say where they are in the archive."""
        record = kind.record(row)
        of_sources = (source["document"] for source in record.get("sources", ()))
        for document in filter(None, (*record["documents"], *of_sources)):
            document["file"] = self.page.places.get((document["url"] or "").removeprefix(settings.SITE_URL))
        return record

    def of_library(self):
        """The files of pictures and documents, each once. On the way the page gets to know the events."""
        yield from self.of_row(self.dossier, self.dossier.cover)
        for row in self.rows():
            self.last_change = max(self.last_change, row.updated_at)
            yield from self.of_row(row, row.picture)
            row.body = ""  # the page keeps those that show results
            self.page.meet(row)

    def of_row(self, row, picture):
        """Its picture, and those of its documents that everybody may open: only these have an address."""
        if picture:
            width = picture.width_within(WIDTH)
            place = f"pictures/{picture.rendition_name(width).rpartition('/')[2]}"
            opened = partial(renditions.open_within, picture, WIDTH)
            yield from self.file(picture, picture.rendition_url(width), place, opened)
        for document in (link.document for link in row.document_links.all()):
            if path := document.get_absolute_url():
                yield from self.file(document, path, file_name(document), partial(documents.open_file, document))

    def file(self, row, path, place, opened):
        """The file that stands at a path of the site, at its place inside; or word of why it is not there."""
        if path in self.met:
            return
        self.met.add(path)
        with SpooledTemporaryFile(SIZE) as copy:
            if why := self.copied(opened, copy):
                self.left_out.append((str(row), why, address(path)))
                return
            self.page.places[path] = place
            yield place, iter(partial(copy.read, SIZE), b""), AS_IT_IS

    def copied(self, opened, copy):
        """Copy a file of the library, whole before any of it is sent. Returns why that cannot be, or ""."""
        try:
            with opened() as file:
                if file.size > self.room:
                    return _("the archive has no room for it")
                copyfileobj(file, copy, SIZE)
        except OSError:
            return _("its file cannot be read")
        self.room -= copy.tell()
        copy.seek(0)
        return ""


def read(told):
    """What was written down of the events."""
    told.seek(0)
    return map(loads, told)


def file_name(document):
    """Where a document is inside: plain letters of its title, and of its name in the library, which no other has."""
    stem = document.file.rpartition("/")[2].partition(".")[0]
    return f"documents/{slugify(fold(document.title))[:60].strip('-_') or 'document'}-{stem[:12]}.{document.kind}"


def licence():
    """What others may do with all this."""
    words = {"name": settings.DATA_LICENCE_NAME, "address": settings.DATA_LICENCE, "publisher": settings.PUBLISHER}
    use = _("You may use what stands here under this licence: %(name)s, %(address)s")
    source = _("Please name %(publisher)s as the source.")
    others = _("Pictures and documents may have licences of their own: these stand beside them.")
    return "".join(f"{line % words}\n" for line in (use, source, others))
