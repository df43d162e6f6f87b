"""A new password for who forgot theirs, by a letter; only where the site can send letters."""

import logging
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import forms, views
from django.http import Http404
from django.urls import path

from editing.letters import send_later
from editing.throttling import client_address, counted, key

# Within an hour: nobody's mailbox is filled, and nobody can try out addresses.
LETTERS_TO_ONE, LETTERS_ASKED_BY_ONE = 3, 10

logger = logging.getLogger(__name__)


class PasswordResetForm(forms.PasswordResetForm):
    """Where the letter shall go. Whether there is such an account is told to nobody, by the time it takes neither."""

    def save(self, *, request, **options):
        """Have the account looked up and the letter sent beside the request, under the address of SITE_URL."""
        requests = counted(key("password reset by", client_address(request)))
        letters = counted(key("password reset to", self.cleaned_data["email"].casefold()))
        if requests > LETTERS_ASKED_BY_ONE or letters > LETTERS_TO_ONE:
            logger.warning("New passwords are asked for too often: no letter is sent.")
            return
        host, secure = urlsplit(settings.SITE_URL).netloc, settings.HTTPS
        send_later(partial(super().save, **options | {"domain_override": host, "use_https": secure}))


class MailRequired:
    """A page that is there only where letters can be sent, and looks like the desk."""

    def dispatch(self, *args, **kwargs):
        """404 elsewhere."""
        if not settings.SENDS_MAIL:
            raise Http404
        return super().dispatch(*args, **kwargs)

    def get_context_data(self, **context):
        """With what every page of the desk shows."""
        return super().get_context_data(**admin.site.each_context(self.request) | context)


class PasswordReset(MailRequired, views.PasswordResetView):
    """Asks for the e-mail address."""

    form_class = PasswordResetForm
    extra_email_context = {"site_name": settings.SITE_NAME}


class PasswordResetDone(MailRequired, views.PasswordResetDoneView):
    """Says that a letter is on its way, if there is such an account."""


class PasswordResetConfirm(MailRequired, views.PasswordResetConfirmView):
    """Where the letter leads: asks for the new password."""


class PasswordResetComplete(MailRequired, views.PasswordResetCompleteView):
    """Says that the new password holds."""


urlpatterns = [
    path("password_reset/", PasswordReset.as_view(), name="password_reset"),
    path("password_reset/done/", PasswordResetDone.as_view(), name="password_reset_done"),
    path("password_reset/complete/", PasswordResetComplete.as_view(), name="password_reset_complete"),
    path("password_reset/<uidb64>/<token>/", PasswordResetConfirm.as_view(), name="password_reset_confirm"),
]
