"""Serving files: /media/, so that the site needs no other server for it. Who may open a document is asked above."""

import re

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from library import documents, storage
from library.kinds import MEDIA_TYPES
from library.models import Document

FOR_EVER = "public, max-age=31536000, immutable"
STAFF_ONLY = "private, no-store"
PICTURE_TYPES = {"jpg": "image/jpeg", "png": "image/png", "avif": "image/avif"}
SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
# Where nginx finds the files of /media/; the location of this name in deploy/nginx.conf.
ACCEL = "/accel/"
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


@csrf_exempt
@require_safe
def picture(request, name: str):
    """One picture file. Its name says all that is needed: no database, no session."""
    stem, _dot, ending = name.rpartition(".")
    try:
        file = storage.media().open(name)
    except FileNotFoundError:
        return _elsewhere(stem, ending)
    return send(request, file, etag=name, headers={"Content-Type": PICTURE_TYPES[ending], "Cache-Control": FOR_EVER})


def _elsewhere(stem: str, ending: str) -> HttpResponse:
    """The way to the whole picture, while its renditions are being made. Raises Http404 where there is none."""
    whole, _dash, width = stem.partition("-")
    endings = ("jpg", "png") if ending == "avif" else (ending,)
    for name in filter(storage.media().exists, (f"{whole}.{other}" for other in endings if width)):
        return HttpResponseRedirect(reverse("media_picture", args=[name]), headers={"Cache-Control": "no-store"})
    raise Http404


def send_document(request, document: Document, *, cache: str) -> HttpResponse:
    """A document as an attachment with a name that people can read. Raises Http404 when its file is gone.

    Where nginx hands out files it is told which one; what is not public is never within its reach.
    """
    headers = {
        "Content-Type": MEDIA_TYPES[document.kind],
        "Content-Disposition": content_disposition_header(True, _readable(document)),
        "Cache-Control": cache,
    }
    if settings.ACCEL_REDIRECT and documents.lies_open(document):
        return HttpResponse(headers={**headers, "X-Accel-Redirect": f"{ACCEL}{document.file}"})
    try:
        file = documents.open_file(document)
    except FileNotFoundError:
        raise Http404 from None
    return send(request, file, etag=document.file, headers=headers)


def send(request, file, *, etag: str, headers: dict[str, str]) -> HttpResponse:
    """Answer with an open file: whole, one range of it, "not modified", or only the headers for HEAD."""
    headers = {**headers, **SAFE, "ETag": f'"{etag}"', "Accept-Ranges": "bytes"}
    early = get_conditional_response(request, etag=headers["ETag"], response=HttpResponse(headers=headers))
    if early.status_code != 200:
        file.close()
        return early
    size = file.size
    span = _span(request, size, headers["ETag"]) if request.method == "GET" else None  # RFC 9110, 14.2
    if span is None:
        return _answer(request, file, 0, size, status=200, headers=headers)
    start, end = span
    if start >= end:
        file.close()
        return HttpResponse(status=416, headers={**SAFE, "Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return _answer(request, file, start, end, status=206, headers=headers)


def _answer(request, file, start: int, end: int, *, status: int, headers: dict[str, str]) -> HttpResponse:
    headers = {**headers, "Content-Length": str(end - start)}
    if request.method == "HEAD":
        file.close()
        return HttpResponse(status=status, headers=headers)
    # Told apart from the other headers, because FileResponse would guess over it.
    kind = headers.pop("Content-Type")
    return FileResponse(Slice(file, start, end), status=status, headers=headers, content_type=kind)


def _span(request, size: int, etag: str) -> tuple[int, int] | None:
    """The one range that is asked for, as start and end; None for the whole; an empty one cannot be satisfied.

    Several ranges, nonsense, and a range of another version are answered with the whole, as HTTP allows.
    """
    match = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not match or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first:
        return (max(0, size - int(last)), size) if last else None
    start, end = int(first), min(size, int(last) + 1 if last else size)
    return None if last and int(last) < start else (start, end)


def _readable(document: Document) -> str:
    """The name under which a document is saved: its title, without what file systems refuse."""
    title = " ".join(re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]+', " ", document.title).split())
    return f"{title[:100].strip(' .') or 'document'}.{document.kind}"


class Slice:
    """The bytes of an open file from `start` up to `end`, to be read in pieces."""

    def __init__(self, file, start: int, end: int):
        self.file, self.left = file, end - start
        file.seek(start)

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes at most; nothing at the end."""
        chunk = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(chunk)
        return chunk

    def close(self):
        """Close the file."""
        self.file.close()
