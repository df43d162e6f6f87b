"""The process that makes one PDF: `python -m dossiers.exports.pdf_process`."""

from dossiers.formats import pdf
from library import processes


def work(page: bytes) -> tuple[dict, list[bytes]]:
    """The PDF of a page."""
    return {}, [pdf.written(page.decode())]


if __name__ == "__main__":
    processes.answer(work)
