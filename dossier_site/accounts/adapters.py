"""What django-allauth asks this site: who may come in, how often codes are tried, and how a code is drawn."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.log import name_of, network_of, note
from audit.models import Record
from dossier_site.sign_in import Attempts
from dossiers.drawings.qr import code
from editing.throttling import client_address


def turned_away(request, sentence):
    """Back to the page to sign in at, with the reason."""
    messages.error(request, sentence)
    return HttpResponseRedirect(reverse("admin:login"))


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; who has one and is staff may come in."""

    def is_open_for_signup(self, request):
        """Never."""
        return False

    def pre_login(self, request, user, **options):
        """Whatever somebody signed in with: the desk is for staff whose account is active."""
        if user.is_active and user.is_staff:
            return None
        note(Record.Kind.REFUSED, what=_("no active account of staff: %s") % name_of(user), request=request)
        return turned_away(request, _("This account may not work at the desk. Please ask an administrator."))

    @transaction.atomic
    def login(self, request, user):
        """Let somebody in: the session, the list of sessions and the audit log are written together."""
        super().login(request, user)

    def pre_authenticate(self, request, **credentials):
        """A password that is asked for again is tried as often as when signing in."""
        self.attempts = Attempts(credentials["username"], client_address(request))
        self.attempts.start()

    def reauthenticate(self, user, password):
        """Whether it is the right password of whoever is signed in; then wrong ones are forgotten."""
        is_right = super().reauthenticate(user, password)
        if is_right:
            self.attempts.forget()
        return is_right

    def is_safe_url(self, url):
        """Only where the request came to."""
        return url_has_allowed_host_and_scheme(url, {self.request.get_host()}, self.request.is_secure())

    def get_client_ip(self, request):
        """What the list of sessions keeps of an address: its network."""
        return network_of(request).partition("/")[0] or "0.0.0.0"


class MFAAdapter(DefaultMFAAdapter):
    """Codes and passkeys under the name of the site."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This code is not right, or was used before. Type the one that your app shows now."
        ),
    }

    def build_totp_svg(self, url):
        """The square that an app reads."""
        return render_to_string("mfa/totp/_code.html", {"code": code(url)})

    def _get_site_name(self):
        return settings.SITE_NAME


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect lets in who has an account here already; it makes none."""

    def is_open_for_signup(self, request, sociallogin):
        """Never."""
        return False

    def pre_social_login(self, request, sociallogin):
        """Find the account: by what was tied before, else by an e-mail address that the provider says is verified."""
        if sociallogin.is_existing:
            return
        user = account_of([address.email for address in sociallogin.email_addresses if address.verified])
        if user is None:
            note(Record.Kind.REFUSED, what=_("OpenID Connect: no such account"), request=request)
            sentence = _(
                "No account of the desk has the e-mail address that was verified. Please ask an administrator."
            )
            raise ImmediateHttpResponse(turned_away(request, sentence))
        sociallogin.connect(request, user)

    def on_authentication_error(self, request, provider, **options):
        """It was cancelled, or the provider does not answer."""
        raise ImmediateHttpResponse(self.not_done(request))

    @staticmethod
    def not_done(request):
        """Back, to try again."""
        sentence = _("Signing in with %(name)s did not work. Try again, or sign in with your password.")
        return turned_away(request, sentence % {"name": settings.OIDC_NAME})

    def send_notification_mail(self, *args, **options):
        """The audit log tells it."""


def account_of(addresses):
    """The one active account of staff with one of these e-mail addresses; none where several share it."""
    staff = get_user_model().objects.filter(is_active=True, is_staff=True)
    found = [user for address in addresses if address for user in staff.filter(email__iexact=address)[:2]]
    return found[0] if len(found) == 1 else None
