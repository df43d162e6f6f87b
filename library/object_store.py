"""The library's files in an S3-compatible store, where several machines share them. It behaves as the folders do.

A file appears there complete or not at all: that is how such a store writes. What it cannot do is told as of a disk.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EIO
from io import SEEK_CUR, SEEK_END, SEEK_SET, RawIOBase
from pathlib import Path

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from library.storage import WriteOnce

# A store that is silent holds a reader up for some seconds, not for minutes.
PATIENCE = {"connect_timeout": 3, "read_timeout": 10, "retries": {"max_attempts": 2}}


class WriteOnceObjects(WriteOnce, S3Storage):
    """A part of a bucket, named by `location`."""

    def __init__(self, **options):
        config = Config(s3={"addressing_style": "path"}, signature_version="s3v4", **PATIENCE)
        super().__init__(client_config=config, transfer_config=TransferConfig(use_threads=False), **options)

    def exists(self, name) -> bool:
        with told_as_of_a_disk():
            return super().exists(name)

    def delete(self, name):
        with told_as_of_a_disk():
            super().delete(name)

    def size(self, name) -> int:
        with self.open(name) as file:
            return file.size

    def _save(self, name, content):
        with told_as_of_a_disk():
            return name if super().exists(name) else super()._save(name, content)

    def _open(self, name, mode="rb"):
        """The file, to be read from wherever it is asked. Raises FileNotFoundError."""
        with told_as_of_a_disk():
            return StoredFile(self.bucket.Object(self._normalize_name(name)))

    def download(self, folder: Path) -> None:
        """Copy all files into a folder."""
        with told_as_of_a_disk():
            for found in self.bucket.objects.filter(Prefix=f"{self.location}/"):
                path = folder / found.key.removeprefix(f"{self.location}/")
                path.parent.mkdir(parents=True, exist_ok=True)
                self.bucket.download_file(found.key, str(path))

    def upload(self, folder: Path) -> None:
        """Bring all files of a folder; those that are there already stay."""
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            with path.open("rb") as file:
                self.save(path.relative_to(folder).as_posix(), File(file))


class StoredFile(RawIOBase):
    """A file of the store, of which no more is fetched than is read."""

    def __init__(self, obj):
        self.obj, self.size, self.at, self.body = obj, obj.content_length, 0, None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset, whence=SEEK_SET) -> int:
        self._let_go()
        self.at = offset + {SEEK_SET: 0, SEEK_CUR: self.at, SEEK_END: self.size}[whence]
        return self.at

    def readinto(self, buffer) -> int:
        """Fill what can be filled at once; 0 at the end."""
        if self.at >= self.size:
            return 0
        with told_as_of_a_disk():
            self.body = self.body or self.obj.get(Range=f"bytes={self.at}-")["Body"]
            data = self.body.read(len(buffer))
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)

    def close(self):
        self._let_go()
        super().close()

    def _let_go(self):
        if self.body:
            self.body.close()
        self.body = None


@contextmanager
def told_as_of_a_disk() -> Iterator[None]:
    """Raises FileNotFoundError or OSError for what the store says, so that nobody above need know of it."""
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            raise FileNotFoundError(str(error)) from error
        raise OSError(EIO, f"The file store refused: {error}") from error
    except (BotoCoreError, Boto3Error) as error:
        raise OSError(EIO, f"The file store does not answer: {error}") from error
