"""The words of a form on their way through another page: packed into one field there, unpacked when they come back."""

import json

from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from editing.submissions import TOKEN

FIELD = "kept_words"


def has_secrets(request: HttpRequest) -> bool:
    """Whether a password was sent: it is written into no page."""
    return any(map(_is_secret, request.POST))


def pack(request: HttpRequest) -> str:
    """All that was sent but for passwords, as one text; of files the names."""
    words = [[name, values] for name, values in request.POST.lists() if name != TOKEN and not _is_secret(name)]
    return json.dumps({"words": words, "files": _file_names(request)}, ensure_ascii=False)


def unpack(request: HttpRequest) -> None:
    """Put what was packed in the place of what was sent; a file is there by its name only."""
    words, files = QueryDict(mutable=True), MultiValueDict()
    try:
        kept = json.loads(request.POST[FIELD])
        for name, values in kept["words"]:
            words.setlist(_text(name), [*map(_text, values)])
        for name, file in kept["files"]:
            files[_text(name)] = SimpleUploadedFile(_text(file), b"")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadRequest from error
    request.POST, request._files = words, files


def file_names(packed: str) -> list[str]:
    """What the files were called, which have to be chosen again."""
    try:
        return [_text(file) for _name, file in json.loads(packed)["files"]]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadRequest from error


def _file_names(request):
    return [[name, file.name] for name, file in request.FILES.items()]


def _is_secret(name):
    return "password" in name


def _text(value):
    return str(value).encode(errors="replace").decode()
