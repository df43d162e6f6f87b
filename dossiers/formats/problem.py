"""What went wrong with a request, for machines (RFC 9457). Pure."""

from dossiers.formats.json import whole

MEDIA_TYPE = "application/problem+json"


def problem(status, title, detail, errors=()):
    """A problem as text: what it is, what to do, and what is wrong with each parameter: [(name, sentence)]."""
    told = [{"parameter": str(name), "detail": str(sentence)} for name, sentence in errors]
    return whole({"type": "about:blank", "title": title, "status": status, "detail": detail, "errors": told})
