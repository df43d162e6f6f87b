"""Plain factories: one line for one real thing. What a test does not name is filled in with something ordinary."""

import io
import uuid
import zipfile

from PIL import Image

from library.models import Document, Picture


def picture(**given) -> Picture:
    """A picture's row; its files are not on the disk (for those: `library.pictures.store`)."""
    usual = {"alt": "A bridge of paper", "width": 1600, "height": 900, "widths": [320, 640, 960, 1280]}
    return Picture.objects.create(**{"file": f"pictures/{uuid.uuid4().hex}.jpg", **usual, **given})


def document(**given) -> Document:
    """A public PDF's row; its file is not on the disk (for that: `library.documents.store`)."""
    file = f"documents/{uuid.uuid4().hex}.pdf"
    usual = {"title": "Report of the meeting", "language": "en", "kind": "pdf", "file": file, "size": 1_200_000}
    return Document.objects.create(**{**usual, **given})


def image(kind="PNG", size=(40, 30), mode="RGB", colour=None, **options) -> bytes:
    """The bytes of a picture file."""
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, kind, **options)
    return file.getvalue()


def archive(parts: dict[str, str | bytes]) -> bytes:
    """The bytes of a zip file, as office programs write them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return file.getvalue()
