"""What every template of a public page knows."""

from django.conf import settings


def site(request):
    """The site's name, who speaks there, where they are written to, the address that all shall know the site by, and
    whether readers can get e-mail."""
    return {
        "site_name": settings.SITE_NAME,
        "publisher": settings.PUBLISHER,
        "contact_email": settings.CONTACT_EMAIL,
        "site_url": settings.SITE_URL,
        "sends_mail": settings.SENDS_MAIL,
    }
