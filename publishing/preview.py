"""Preview: publish in a transaction, draw the public page, roll back. One template for all."""

import copy

from django.db import transaction
from django.urls import resolve

from publishing.editions import publish
from publishing.models import Address


def preview(item, request, also=()):
    """The public page of `item` as it would be, drawn for staff. Nothing of it stays.

    `also` are unpublished items to show with it (the events of a taskforce); the page finds the keys of all that is
    not public yet in `request.preview`, to mark them. Returns a rendered HttpResponse that nobody may store.
    Raises ValidationError when the item cannot be published.
    """
    with transaction.atomic():
        unpublished = {other.pk for other in [item, *also] if other.state != other.State.PUBLISHED}
        for other in [item, *also]:
            publish(other)
        path = Address.objects.current_address(item.kind, item.pk)
        response = _draw(path, request, unpublished)
        transaction.set_rollback(True)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _draw(path, request, unpublished):
    reader = copy.copy(request)
    reader.method = "GET"
    reader.GET = reader.POST = type(request.GET)("")
    reader.path = reader.path_info = path
    reader.preview = frozenset(unpublished)
    view, args, kwargs = resolve(path)
    response = view(reader, *args, **kwargs)
    return response.render() if hasattr(response, "render") else response
