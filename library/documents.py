"""Putting documents into the library, and moving them between what everyone can open and what only staff can."""

import uuid

from django.conf import settings
from django.db import transaction

from library import recognition, storage
from library.models import Access, Document
from library.uploads import take
from text.digest import digest


def store(file=None, *, title, language="", access=Access.PUBLIC, contact="", kind="", id=None) -> Document:
    """Keep the document in `file` (any binary file, or None when it is only known to exist); return its row.

    With a known `id` the row is brought up to date; the same file again writes no file, and None keeps the one it has.
    `kind` counts only without a file. Raises ValidationError, with sentences for people, for a file or words that
    cannot be accepted.
    """
    data = take(file, limit=recognition.MAX_BYTES) if file else b""
    document = Document.objects.filter(pk=id).first() or Document(pk=id or uuid.uuid4())
    kind = document.kind if document.file else kind.lower()
    words = {"title": title, "language": language, "access": access, "contact": contact, "kind": kind}
    for name, value in words.items():
        setattr(document, name, value)
    if data:
        document.kind = recognition.recognise(data, getattr(file, "name", ""))
    document.clean_fields(exclude=["file"])
    document.clean()
    return keep(document, data)


@transaction.atomic
def keep(document: Document, data: bytes = b"") -> Document:
    """Write the file (checked before; none: it keeps the one that its row has now), then the row, all or nothing.

    After the commit the file lies where the row's access wants it, and a file it had before is gone. When a surrounding
    transaction is rolled back later, a whole file without a row may stay behind; it does no harm.
    """
    stored = document.locked()
    _describe(document, data, stored)
    with storage_of(document).saved({document.file: data} if data else {}):
        document.save()
    document.drop_after_commit(set(stored.file_names()) - set(document.file_names()))
    transaction.on_commit(lambda: settle(document.pk), robust=True)
    return document


def _describe(document: Document, data: bytes, stored: Document):
    """Write into the row which file it has: the new one, or the one it has now, whoever brought that."""
    if data:
        document.file = f"documents/{storage.stem(document.pk, data)}.{document.kind}"
        document.size, document.source = len(data), digest(data)
    else:
        document.file, document.size, document.source = stored.file, stored.size, stored.source
        document.kind = stored.kind if stored.file else document.kind


@transaction.atomic
def settle(id):
    """Bring a document's file to the storage that its access asks for. Safe to repeat."""
    document = Document.objects.select_for_update().filter(pk=id).exclude(file="").first()
    if document is None:
        return
    right, wrong = storage_of(document), _other_storage(document)
    if wrong.exists(document.file):
        with wrong.open(document.file) as file:
            right.save(document.file, file)
        wrong.delete(document.file)


def open_file(document: Document):
    """Open a document's file to read. It may still lie in the other storage, for the moment until it is moved.

    Raises FileNotFoundError when it lies in neither.
    """
    try:
        return storage_of(document).open(document.file)
    except FileNotFoundError:
        return _other_storage(document).open(document.file)


def lies_open(document: Document) -> bool:
    """Whether its file lies in the folder of public files: it is public, and was already moved there."""
    return not settings.STORE and document.access == Access.PUBLIC and storage.media().exists(document.file)


def storage_of(document: Document) -> storage.WriteOnce:
    """The storage in which a document's file belongs."""
    return storage.media() if document.access == Access.PUBLIC else storage.private()


def _other_storage(document: Document) -> storage.WriteOnce:
    return storage.private() if document.access == Access.PUBLIC else storage.media()
