"""Write-once storage: where the library's files lie, and how a file gets there whole or not at all.

A file's name is made from its content and never written twice, so an address may be kept for a year.
"""

import os
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import transaction

from text.digest import digest


class WriteOnce:
    """What a storage does whose files appear complete under their name, and never change afterwards."""

    def get_available_name(self, name, max_length=None):
        return name

    @contextmanager
    def saved(self, files: dict[str, bytes]):
        """Lay `files` (name to bytes) down, run the block that writes their row; take them back if either fails."""
        new_names = [name for name in files if not self.exists(name)]
        try:
            for name in new_names:
                self.save(name, ContentFile(files[name]))
            yield
        except BaseException:
            self.remove(new_names)
            raise

    def remove(self, names):
        """Take files away; those that are not there are no error."""
        for name in names:
            self.delete(name)


class WriteOnceStorage(WriteOnce, FileSystemStorage):
    """A folder of such files."""

    def _save(self, name, content):
        if not self.exists(name):
            self._write_whole(Path(self.path(name)), content)
        return name

    def _write_whole(self, path: Path, content):
        """Write beside `path` and rename: a killed process or a full disk leaves no broken file under the name."""
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(part, self.file_permissions_mode or 0o644)
            os.replace(part, path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise


def media() -> WriteOnce:
    """The storage that /media/ serves: pictures, and documents that are public."""
    return objects("media") if settings.STORE else WriteOnceStorage(location=settings.MEDIA_ROOT)


def private() -> WriteOnce:
    """The storage that no public address reaches: documents on request."""
    if settings.STORE:
        return objects("private")
    root = getattr(settings, "PRIVATE_ROOT", None) or Path(settings.DATA_DIR) / "private"
    return WriteOnceStorage(location=root, file_permissions_mode=0o600, directory_permissions_mode=0o700)


@cache
def objects(part: str) -> WriteOnce:
    """A part of the object store that all machines share. Its client is made once: that takes a moment."""
    from library.object_store import WriteOnceObjects  # needs packages that a site without a store does not have

    return WriteOnceObjects(location=part, **settings.STORE)


def remove(names):
    """Take files out of both storages."""
    for store in (media(), private()):
        store.remove(names)


def remove_after_commit(names):
    """Take files out of both storages once the change that made them needless is certain."""
    names = list(names)
    transaction.on_commit(lambda: remove(names), robust=True)


def stem(owner, data: bytes) -> str:
    """The name of a file without its ending: made from its content and from the row that owns it.

    The owner is part of it so that no two rows share a file: removing one can never harm the other.
    """
    return digest(owner.bytes + data)[:32]
