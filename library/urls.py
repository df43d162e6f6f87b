"""The addresses of the library: /media/, hashed names in two folders, and nothing else."""

from django.urls import re_path

from library import serving
from library.kinds import Kind

_DOCUMENT_ENDINGS = "|".join(Kind.values)

urlpatterns = [
    re_path(
        r"^media/(?P<name>pictures/[0-9a-f]{32}(?:-[0-9]{1,5})?\.(?:jpg|png|avif))\Z",
        serving.picture,
        name="media_picture",
    ),
    re_path(
        rf"^media/(?P<name>documents/[0-9a-f]{{32}}\.(?:{_DOCUMENT_ENDINGS}))\Z",
        serving.document,
        name="media_document",
    ),
]
