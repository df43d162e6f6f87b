from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from taskforces.models.live import Dossier
from taskforces.models.reference import country_name
from text.digest import digest

DAY = 24 * 60 * 60


@csrf_exempt
@require_safe
@cache_control(public=True, no_cache=True)
def share_picture(request, slug):
    """The picture of a dossier for where somebody shares its address. Drawn once for what it says, then kept here.

    Other caches ask each time whether it is still true, as for the page: what is withdrawn is shown no more.
    """
    dossier = get_object_or_404(Dossier.objects.prefetch_related("country_links"), slug=slug)
    return _png(f"{dossier.pk}-{dossier.edition_number}", share_text(dossier))


@csrf_exempt
@require_safe
@cache_control(public=True, no_cache=True)
def site_picture(request):
    """The picture of all pages that have none of their own: who speaks, and what the site is called."""
    plain = {"place": "", "status": "", "status_name": "", "codes": ["EU"]}
    return _png("site", {"site_name": settings.PUBLISHER, "title": settings.SITE_NAME} | plain)


def share_text(dossier):
    """All that the picture is drawn from."""
    codes = [link.country_id for link in dossier.country_links.all()]
    countries = ", ".join(country_name(code) for code in codes)
    return {
        "site_name": settings.SITE_NAME,
        "title": dossier.title,
        "place": f"{countries} ({dossier.region})" if countries and dossier.region else countries or dossier.region,
        "status": dossier.status,
        "status_name": dossier.get_status_display(),
        "codes": codes,
    }


def _png(key, words):
    """The answer with what is drawn from these words, kept for as long as they are the same."""
    from dossiers.drawings.share import picture  # read where one is asked for: Pillow is large

    key = f"share-{key}-{digest(repr(words).encode())}"
    drawing = cache.get_or_set(key, lambda: picture(**words), DAY)
    return HttpResponse(drawing, content_type="image/png")
