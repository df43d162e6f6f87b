"""Codes and passkeys, in words of ours; codes are limited for all processes together."""

import struct

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as passkeys
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from dossier_site.sign_in import CodeAttempts
from editing.throttling import key

# What allauth and fido2 stumble over in an answer that no device gave.
ODD = (AttributeError, InvalidSignature, KeyError, RecursionError, TypeError, ValueError, struct.error)
ONCE = 120  # seconds in which a code of an app is good, and more


class LimitedCode:
    """Asks for a pause after some wrong codes, and takes each code of an app once."""

    def clean_code(self):
        """Try the code, unless there is a pause."""
        attempts = CodeAttempts(self.user)
        attempts.start()
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not self._is_first(code):
            raise get_adapter().validation_error("incorrect_code")
        attempts.forget()
        return code

    def _is_first(self, code):
        """Whether no process took this code before; allauth asks only its own."""
        return caches["shared"].add(key("code", str(self.user.pk), "".join(code.split())), True, ONCE)


def code_field():
    """Six digits of an app, or eight of a recovery code."""
    attributes = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(label=_("Code"), max_length=40, widget=forms.TextInput(attributes))


class SecondFactorForm(LimitedCode, codes.AuthenticateForm):
    """The second step of signing in."""

    code = code_field()


class ReauthenticateForm(LimitedCode, codes.ReauthenticateForm):
    """Before something that matters is changed."""

    code = code_field()


class CheckedCredential:
    """The answer of a passkey; anybody can send anything in its place."""

    def full_clean(self):
        """What cannot be read is a wrong answer."""
        try:
            super().full_clean()
        except ODD:
            self.add_error("credential", forms.ValidationError(_("This passkey does not fit. Try again.")))
        if self._errors:  # the page is drawn for another answer
            self.data = self.data.copy()
            self.data["credential"] = ""


class PasskeyForm(CheckedCredential, passkeys.AuthenticateWebAuthnForm):
    """A passkey in the second step."""


class PasskeySignInForm(CheckedCredential, passkeys.LoginWebAuthnForm):
    """A passkey alone."""


class PasskeyReauthenticateForm(CheckedCredential, passkeys.ReauthenticateWebAuthnForm):
    """A passkey before something that matters is changed."""


class NamedPasskey(forms.Form):
    """What a passkey is called in the list."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("By which you know it: “my telephone”."))


class AddPasskeyForm(CheckedCredential, NamedPasskey, passkeys.AddWebAuthnForm):
    """A new passkey; it signs in alone, unless somebody says otherwise."""

    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without a password"),
        initial=True,
        required=False,
        help_text=_("It then asks for your fingerprint, your face or its PIN. Take this away for a key that has none."),
    )


class RenamePasskeyForm(NamedPasskey, passkeys.EditWebAuthnForm):
    """Another name for a passkey."""
