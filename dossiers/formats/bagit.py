"""Files as a bag (BagIt, RFC 8493), which says the SHA-256 of each so that anybody can tell whether it is whole. Pure.

It is packed as a ZIP file while it is sent: no file is held whole. The same files make the same bytes on every day.
"""

from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZipFile

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
# How hard zlib tries. What is packed already is not packed again, but stays a kind of entry that all programs can read.
PACKED, AS_IT_IS = 6, 0


def written(folder, files, info):
    """The bag piece by piece, as bytes, in a folder of the ZIP file. `files` yields the files that it carries: (path,
    pieces of bytes, PACKED or AS_IT_IS), a path being of plain letters. `info()` is asked last: [(label, value)]."""
    bag = _Bag(folder)
    for path, pieces, level in files:
        yield from bag.add(f"data/{path}", pieces, level)
    manifest, size = bag.manifest(), f"{bag.size}.{len(bag.digests)}"
    bag.digests.clear()
    yield from bag.add_text("bagit.txt", DECLARATION)
    yield from bag.add_text("bag-info.txt", _lines([*info(), ("Payload-Oxum", size)]))
    yield from bag.add_text("manifest-sha256.txt", manifest)
    yield from bag.add_text("tagmanifest-sha256.txt", bag.manifest())
    bag.zip.close()
    yield bag.out.taken()


class _Bag:
    """A bag that is being packed, and the digests of the files that were added."""

    def __init__(self, folder):
        self.folder, self.out = folder, _Outbox()
        self.zip = ZipFile(self.out, "w", ZIP_DEFLATED)
        self.digests, self.size = {}, 0

    def add(self, path, pieces, level=PACKED):
        """Pack a file; gives what can be sent meanwhile."""
        digest, self.zip.compresslevel = sha256(), level
        # An entry that is named, and not described, has the first day that a ZIP file knows.
        with self.zip.open(f"{self.folder}/{path}", "w") as entry:
            for piece in pieces:
                entry.write(piece)
                digest.update(piece)
                self.size += len(piece)
                yield self.out.taken()
        self.digests[path] = digest.hexdigest()

    def add_text(self, path, text):
        return self.add(path, [text.encode()])

    def manifest(self):
        return "".join(f"{digest}  {path}\n" for path, digest in self.digests.items())


class _Outbox:
    """What the ZIP file is written to: a stream, emptied by who sends it."""

    def __init__(self):
        self.data = bytearray()

    def write(self, data):
        self.data += data
        return len(data)

    def flush(self):
        """Nothing waits here for anything."""

    def taken(self):
        data = bytes(self.data)
        self.data.clear()
        return data


def _lines(pairs):
    return "".join(f"{label}: {' '.join(str(value).split())}\n" for label, value in pairs)
