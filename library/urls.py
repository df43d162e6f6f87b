"""The addresses of pictures: hashed names in one folder of /media/, and nothing else."""

from django.urls import re_path

from library import serving

urlpatterns = [
    re_path(
        r"^media/(?P<name>pictures/[0-9a-f]{32}(?:-[0-9]{1,5})?\.(?:jpg|png|avif))\Z",
        serving.picture,
        name="media_picture",
    ),
]
