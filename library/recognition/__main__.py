"""The process that recognises one document: `python -m library.recognition`, and "csv" when its name says so."""

import sys

from library import processes
from library.recognition.identify import identify


def work(data: bytes) -> tuple[dict, list[bytes]]:
    """The kind of the document. Raises ValidationError."""
    return {"kind": identify(data, is_csv=sys.argv[1:] == ["csv"])}, []


if __name__ == "__main__":
    processes.answer(work)
