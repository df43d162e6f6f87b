"""The site asked in this process, as a reader who is nobody in particular asks it."""

from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from dossier_site.ops.static_site.addresses import Address
from dossiers.lists.pages import WHOLE_LISTS


class Site(BaseHandler):
    """All that stands between a reader and a page, but for the server and the pages that it keeps ready."""

    def __init__(self):
        self.load_middleware()

    def ask(self, address: Address):
        """The response, which has to be closed."""
        scheme, host = urlsplit(settings.SITE_URL)[:2]
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address.path,
            "QUERY_STRING": address.query,
            "SERVER_NAME": host,
            "SERVER_PORT": "443" if scheme == "https" else "80",
            "HTTP_HOST": host,
            "HTTP_X_FORWARDED_PROTO": scheme,
            WHOLE_LISTS: True,  # there is nothing to narrow them by
            "wsgi.url_scheme": scheme,
            "wsgi.input": BytesIO(),
        }
        return self.get_response(WSGIRequest(environ))
