"""The measure of all: a Django view that answers 20 kB, through the middleware that a new project of Django has."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

MIDDLEWARE = """
    django.middleware.security.SecurityMiddleware
    django.contrib.sessions.middleware.SessionMiddleware
    django.middleware.common.CommonMiddleware
    django.middleware.csrf.CsrfViewMiddleware
    django.contrib.auth.middleware.AuthenticationMiddleware
    django.contrib.messages.middleware.MessageMiddleware
    django.middleware.clickjacking.XFrameOptionsMiddleware
"""
PAGE = b"<!doctype html><title>Hello</title>" + b"<p>Hello, world.</p>" * 1_000


def hello(request):
    """20 kB, and nothing else."""
    return HttpResponse(PAGE)


urlpatterns = [path("", hello)]
settings.configure(
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=[f"django.contrib.{app}" for app in ("auth", "contenttypes", "sessions", "messages")],
    MIDDLEWARE=MIDDLEWARE.split(),
    ROOT_URLCONF=__name__,
    SECRET_KEY="only-for-the-benchmark",
)
application = get_wsgi_application()
