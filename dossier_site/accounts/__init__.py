"""Accounts of the desk: second factors, passkeys, sessions and OpenID Connect, on django-allauth. Nobody signs up."""
