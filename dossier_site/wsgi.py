"""The door through which gunicorn, or any other WSGI server, calls the site."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dossier_site.settings")


class SiteHandler(WSGIHandler):
    """Django's, which fails on a Content-Type that nobody can read before it could answer: that one is left out."""

    def __call__(self, environ, start_response):
        try:
            parse_header_parameters(environ.get("CONTENT_TYPE", ""))
        except (LookupError, ValueError):
            environ["CONTENT_TYPE"] = ""
        return super().__call__(environ, start_response)


django.setup(set_prefix=False)
application = SiteHandler()
