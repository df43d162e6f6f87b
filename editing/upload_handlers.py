"""Files on their way in: where the disk has no room for one, the words of its form are not lost with it."""

from contextlib import contextmanager, suppress

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

from editing.database import refusal


class RoomyUploadHandler(TemporaryFileUploadHandler):
    """Django's, which leaves a file out that finds no room, and says so by `request.not_saved`."""

    def new_file(self, *args, **kwargs):
        """Begin a file."""
        with self._room():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        """Take a piece of it."""
        with self._room():
            return super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size):
        """The file; none where its last piece found no room."""
        try:
            with self._room():
                return super().file_complete(file_size)
        except SkipFile:
            return None

    @contextmanager
    def _room(self):
        try:
            yield
        except OSError as error:
            sentence = refusal(error)
            if not sentence:
                raise
            self.request.not_saved = sentence
            with suppress(OSError, AttributeError):  # closing it may find no room, either; a second time it does
                self.file.close()
            raise SkipFile from error
