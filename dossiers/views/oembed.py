"""What another site's editor asks before it shows one of our dossiers (oembed.com)."""

from functools import partial
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from dossiers.formats import jsonld
from dossiers.views.embed import HEIGHT, WIDTH, frame
from dossiers.views.page import hanging_on_anything
from publishing.models import Address
from taskforces.models.live import Dossier


@csrf_exempt
@require_safe
def oembed(request):
    """What another site's editor needs to show the dossier at `url`, in JSON; other formats are not given (501)."""
    if request.GET.get("format", "json") != "json":
        return _answer({"error": _("Only format=json is given.")}, 501)
    dossier = _dossier_at(request.GET.get("url", ""))
    if dossier is None:
        return _answer({"error": _("The parameter url is not the address of a taskforce on this site.")}, 404)
    try:
        width, height = map(partial(_within, request.GET), ("maxwidth", "maxheight"), (WIDTH, HEIGHT))
    except ValueError:
        return _answer({"error": _("maxwidth and maxheight are whole numbers above zero.")}, 400)
    response = _answer(
        {
            "version": "1.0",
            "type": "rich",
            "title": dossier.title,
            "provider_name": settings.SITE_NAME,
            "provider_url": jsonld.address("/"),
            "html": frame(dossier, width=width, height=height),
            "width": width,
            "height": height,
        }
    )
    return hanging_on_anything(response)  # an address of before may lead elsewhere at any time


def _answer(content, status=200):
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _dossier_at(url):
    """The dossier at an address of this site, today's or one of before; None for anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.netloc.lower() != urlsplit(settings.SITE_URL).netloc.lower():
        return None
    path = Address.objects.resolve(unquote(parts.path), parts.query)
    folder, _slash, slug = path.partition("/") if isinstance(path, str) else ("", "", "")
    return Dossier.objects.filter(slug=slug).first() if folder == "taskforces" else None


def _within(parameters, name, usual):
    """A size as it was asked for, the usual one at most. Raises ValueError for what is no size."""
    size = int(parameters.get(name) or usual)
    if size <= 0:
        raise ValueError(name)
    return min(size, usual)
