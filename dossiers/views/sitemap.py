"""What search engines are told: which pages there are, and where not to look."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from dossiers.reading.organisations import public
from taskforces.models.live import Dossier
from timeline.models.live import Entry

FIXED = ("home", "dossiers", "events", "organisations", "accessibility", "privacy", "contact")


@csrf_exempt
@require_safe
@cache_control(public=True, no_cache=True)
def sitemap(request):
    """Every page that can be read, with the day on which its item last changed."""
    pages = [(reverse(name), None) for name in FIXED]
    for rows in (Dossier.objects, Entry.objects):
        pages += [(row.get_absolute_url(), row.updated_at) for row in rows.order_by("slug").only("slug", "updated_at")]
    pages += [(organisation.get_absolute_url(), None) for organisation in public().order_by("slug").only("slug")]
    return render(request, "sitemap.xml", {"pages": pages}, content_type="application/xml")


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    """Everything may be read but the desk."""
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
