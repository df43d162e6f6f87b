"""What is told to the audit log and to the list of sessions whenever somebody signs in, by whichever way."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.log import name_of, note
from audit.models import Record
from dossier_site.accounts.open_sessions import remember

FACTORS = {
    Authenticator.Type.TOTP: gettext_lazy("app that shows codes"),
    Authenticator.Type.WEBAUTHN: gettext_lazy("passkey"),
    Authenticator.Type.RECOVERY_CODES: gettext_lazy("recovery codes"),
}


def listen() -> None:
    """From now on."""
    user_logged_in.connect(on_sign_in)
    user_login_failed.connect(on_wrong_password)
    authentication_failed.connect(on_wrong_code)
    post_save.connect(on_factor, sender=Authenticator)
    post_delete.connect(on_factor, sender=Authenticator)


def on_sign_in(request, user, **_options):
    """Somebody is in."""
    if "REMOTE_ADDR" in request.META:
        remember(request, user)
    ways = [_way(record) for record in get_authentication_records(request, user)]
    note(Record.Kind.SIGNED_IN, by=user, what=", ".join(dict.fromkeys(ways)), request=request)


def on_wrong_password(credentials, request=None, **_options):
    """What was typed as a name is kept only where it is one: it may be a password."""
    user = get_user_model().objects.filter(username=credentials.get("username", "")[:150]).first()
    note(Record.Kind.REFUSED, what=_("wrong password: %s") % (name_of(user) or _("no such account")), request=request)


def on_wrong_code(request, user, **_options):
    """The password was right, or the session is; the code was not."""
    note(Record.Kind.REFUSED, what=_("wrong code: %s") % name_of(user), request=request)


def on_factor(instance, created=None, **_options):
    """A second factor was set up (`created`) or taken away (None); that it was used is told at the sign-in."""
    if created is False:
        return
    sign = "+" if created else "−"
    note(Record.Kind.SECOND_FACTOR, what=f"{name_of(instance.user)}: {sign} {FACTORS[instance.type]}")


def _way(record):
    if record["method"] == "socialaccount":
        return "OpenID Connect"
    return str(FACTORS[record["type"]] if record["method"] == "mfa" else _("password"))
