"""The door through which gunicorn, or any other WSGI server, calls the site."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils.http import parse_header_parameters

from dossier_site.ops import data_folder, lock
from dossier_site.ready import HANGS_ON

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dossier_site.settings")


class SiteHandler(WSGIHandler):
    """Django's, which fails on some kinds of content before it could answer, and tells nobody what a page hangs on."""

    def __call__(self, environ, start_response):
        environ["CONTENT_TYPE"] = plain_kind(environ.get("CONTENT_TYPE", ""))
        return super().__call__(environ, start_response)

    def get_response(self, request):
        """Answer, and leave word for the ready pages."""
        response = super().get_response(request)
        request.environ[HANGS_ON] = getattr(response, "hangs_on", None)
        return response


def plain_kind(content_type: str) -> str:
    """A kind of content without its charset: forms are sent as our pages are, in UTF-8. "" where it cannot be read."""
    try:
        kind, parameters = parse_header_parameters(content_type)
    except (LookupError, ValueError):
        return ""
    boundary = parameters.get("boundary", "")
    return f'{kind}; boundary="{boundary}"' if boundary and not {*boundary} & {*'"\\'} else kind


# A server other than ours holds the data folder, too: nobody restores a backup under it.
data_folder.open_for(lock.share)
django.setup(set_prefix=False)
application = SiteHandler()
if settings.READY_PAGES:
    from dossier_site.ready.layer import ReadyPages  # which needs all models

    application = ReadyPages(application)
