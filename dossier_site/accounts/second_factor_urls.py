"""Addresses of the second factor, as django-allauth has them. Its views are read when somebody asks for one: they bring
cryptography, which takes 4 MB and which no other page needs."""

from importlib import import_module

from django.urls import path


def second_factor(address, module, name):
    """The address of one of allauth's views."""

    def view(request, **options):
        return getattr(import_module(f"allauth.mfa.{module}.views"), name)(request, **options)

    return path(address, view, name=f"mfa_{name}")


urlpatterns = [
    second_factor("authenticate/", "base", "authenticate"),
    second_factor("reauthenticate/", "base", "reauthenticate"),
    second_factor("totp/activate/", "totp", "activate_totp"),
    second_factor("totp/deactivate/", "totp", "deactivate_totp"),
    second_factor("recovery-codes/", "recovery_codes", "view_recovery_codes"),
    second_factor("recovery-codes/generate/", "recovery_codes", "generate_recovery_codes"),
    second_factor("recovery-codes/download/", "recovery_codes", "download_recovery_codes"),
    second_factor("webauthn/add/", "webauthn", "add_webauthn"),
    second_factor("webauthn/reauthenticate/", "webauthn", "reauthenticate_webauthn"),
    second_factor("webauthn/keys/<int:pk>/remove/", "webauthn", "remove_webauthn"),
    second_factor("webauthn/keys/<int:pk>/edit/", "webauthn", "edit_webauthn"),
    second_factor("webauthn/login/", "webauthn", "login_webauthn"),
]
