"""What every template of a public page knows."""

from django.conf import settings


def site(request):
    """The site's name, who speaks there, and the address that readers and machines shall know it by."""
    return {"site_name": settings.SITE_NAME, "publisher": settings.PUBLISHER, "site_url": settings.SITE_URL}
