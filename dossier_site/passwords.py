"""A new password for who forgot theirs, by a letter; only where the site can send letters."""

import logging
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import forms, views
from django.http import Http404
from django.urls import path

from dossier_site.sign_in import pardon
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


class DeskPage:
    """A page that looks like the desk."""

    def get_context_data(self, **context):
        """With what every page of the desk shows."""
        return super().get_context_data(**admin.site.each_context(self.request) | context)


class MailRequired(DeskPage):
    """A page that is there only where letters can be sent."""

    def dispatch(self, *args, **kwargs):
        """404 elsewhere."""
        if not settings.SENDS_MAIL:
            raise Http404
        return super().dispatch(*args, **kwargs)


class PasswordReset(MailRequired, views.PasswordResetView):
    """Asks for the e-mail address."""

    form_class = PasswordResetForm
    extra_email_context = {"site_name": settings.SITE_NAME}


class PasswordResetDone(MailRequired, views.PasswordResetDoneView):
    """Says that a letter is on its way, if there is such an account."""


class PasswordResetConfirm(DeskPage, views.PasswordResetConfirmView):
    """Where the letter leads, or the link of `manage.py let_in`: asks for the new password."""

    def form_valid(self, form):
        """Whoever has the new password waits for no pause."""
        pardon(self.user)
        return super().form_valid(form)


class PasswordResetComplete(DeskPage, views.PasswordResetCompleteView):
    """Says that the new password holds."""


urlpatterns = [
    path("password_reset/", PasswordReset.as_view(), name="password_reset"),
    path("password_reset/done/", PasswordResetDone.as_view(), name="password_reset_done"),
    path("password_reset/complete/", PasswordResetComplete.as_view(), name="password_reset_complete"),
    path("password_reset/<uidb64>/<token>/", PasswordResetConfirm.as_view(), name="password_reset_confirm"),
]
