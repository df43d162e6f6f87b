"""What every answer carries: what a browser may do with it, and how small it travels."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from dossier_site.ready import IS_KEPT, LARGEST

# Django compresses nothing smaller.
SMALLEST = 200
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def in_admin(request: HttpRequest) -> bool:
    """Whether this is a page of the desk, which has secrets (tokens) and scripts of its own."""
    return f"{request.path_info}/".startswith("/admin/")


class TrustedHeaders:
    """Takes of a request's headers only what the site can believe and read. Stands before all that reads them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as if the rest had not been sent."""
        if forwarded := request.META.get("HTTP_X_FORWARDED_PROTO"):
            # Each proxy writes behind what it was sent: the last word is that of the proxy in front of this site.
            request.META["HTTP_X_FORWARDED_PROTO"] = forwarded.rpartition(",")[2].strip()
        # No cookie of ours holds NUL, and PostgreSQL fails on it.
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\x00" not in value}
        return self.get_response(request)


class PrivateDesk:
    """Nothing that is answered at the desk is kept by anybody, whatever Django says of single pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; refusals and redirects are private, too."""
        response = self.get_response(request)
        if in_admin(request) and "no-store" not in response.get("Cache-Control", ""):
            del response.headers["Cache-Control"]
            add_never_cache_headers(response)
        return response


class ContentSecurityPolicy(CSPMiddleware):
    """The public policy for readers, the admin's (with a nonce) for staff; and no camera or such for anybody."""

    def get_policy_parts(self, request, response, report_only=False) -> PolicyParts:
        """The policy of the page; a view's own decorator still has the last word."""
        parts = super().get_policy_parts(request, response, report_only)
        if in_admin(request) and parts.config is None and not report_only:
            parts.config = settings.ADMIN_POLICY
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Add both headers."""
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return super().process_response(request, response)


def is_put_into_encodings(request, response) -> bool:
    """Whether the ready pages, in front of Django, keep this answer and put it into each encoding that is asked for."""
    is_kept = request.META.get(IS_KEPT) and getattr(response, "hangs_on", None) and response.status_code == 200
    return bool(is_kept) and not response.streaming and SMALLEST <= len(response.content) <= LARGEST


class PublicGZip(GZipMiddleware):
    """Compresses public text, always to the same bytes.

    Django adds random padding against the BREACH attack, which reads secrets from the size of compressed pages. Public
    pages hold no secret and need a stable ETag; the admin's pages hold secrets and are left alone.
    """

    max_random_bytes = 0
    JSON = tuple(f"application/{kind}json" for kind in ("", "ld+", "feed+", "problem+"))
    TEXT = ("text/", "application/atom+xml", "application/xml", *JSON)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Compress what is public text and whole: pictures are small already, and a part of a file must stay as cut."""
        in_parts = response.status_code == 206 or response.has_header("Accept-Ranges")
        is_text = response.get("Content-Type", "").startswith(self.TEXT)
        if in_admin(request) or in_parts or not is_text:
            return response
        if is_put_into_encodings(request, response):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        return super().process_response(request, response)
