"""Who may read what is made for machines: scripts of any other site, as everybody else (CORS)."""

from dossiers.views.machines import machine_of

HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link",
}


class CrossOrigin:
    """Adds the headers that say so. Stands before what answers "not modified", which keeps none of a view's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer; only answers for machines have these headers."""
        response = self.get_response(request)
        if machine_of(request):
            for name, value in HEADERS.items():
                response.headers[name] = value
        return response
