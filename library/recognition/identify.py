"""The first look at a document: how it begins says who looks further."""

from library.kinds import Kind
from library.recognition import packages, pdf, plaintext


def identify(data: bytes, *, is_csv: bool = False) -> Kind:
    """The kind of a document, found in this process. Raises ValidationError for everything that is none of ours."""
    if data.startswith(b"%PDF-"):
        return pdf.recognise(data)
    if data.startswith(b"PK"):
        return packages.recognise(data)
    return plaintext.recognise(data, is_csv=is_csv)
