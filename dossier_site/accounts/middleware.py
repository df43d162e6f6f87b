"""django-allauth at the desk, and nowhere else: readers do not pay for it."""

from allauth.account.middleware import AccountMiddleware
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from dossier_site.accounts.second_factor import lacks_second_factor
from dossier_site.middleware import in_admin

ROOT = "/admin/account/"
FREE = ("admin:login", "admin:logout", "admin:jsi18n")  # the way in, the way out, and the words of scripts


class AccountsAtDesk:
    """allauth's middleware for requests of the desk; its pages look like the desk's."""

    def __init__(self, get_response):
        self.get_response, self.with_accounts = get_response, AccountMiddleware(get_response)
        self.process_exception = self.with_accounts.process_exception

    def __call__(self, request):
        """Answer; at the desk what is done knows its request (`allauth.core.context`)."""
        return (self.with_accounts if in_admin(request) else self.get_response)(request)

    def process_template_response(self, request, response):
        """Give allauth's pages what every page of the desk shows."""
        if request.path.startswith(ROOT):
            response.context_data = admin.site.each_context(request) | (response.context_data or {})
        return response


class SecondFactorRequired:
    """Where a second factor is compulsory, whoever has none reaches their own account and nothing else of the desk."""

    def __init__(self, get_response):
        if not settings.REQUIRE_SECOND_FACTOR:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        """Lead to where one is set up; on pages for readers, such a person is a reader."""
        if not in_admin(request):
            user = request.user
            request.user = SimpleLazyObject(lambda: AnonymousUser() if lacks_second_factor(user) else user)
        elif not self._is_free(request.path) and lacks_second_factor(request.user):
            return HttpResponseRedirect(reverse("account"))
        return self.get_response(request)

    @staticmethod
    def _is_free(path):
        return path.startswith(ROOT) or path in map(reverse, FREE)
