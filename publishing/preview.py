"""Preview: the public page drawn from rows that were never written. One template for all."""

import copy
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.urls import resolve
from django.utils import timezone

from publishing.models import Live, PreviewLink
from publishing.snapshots import body_digest


@dataclass(frozen=True)
class Guest:
    """Somebody without an account who looks at a preview, by which link, and the form for what they have to say."""

    link: PreviewLink
    form: forms.BaseForm
    has_spoken: bool = False


@dataclass(frozen=True)
class Preview:
    """What staff see before readers do: the live row of the item, those of its companions, and what is not public yet.

    `key in preview` says whether the item with that key is not public, or not as it is shown.
    """

    row: Live
    rows: tuple[Live, ...]
    unpublished: frozenset
    guest: Guest | None = None

    def __contains__(self, key):
        return key in self.unpublished

    def of(self, model):
        """The rows of one model."""
        return [row for row in self.rows if isinstance(row, model)]


def preview(item, request, also=(), guest=None):
    """The public page of `item` as it would be, drawn for staff, or for a guest. Nothing is written and nothing is
    locked.

    `also` are unpublished items of one kind to show with it (the events of a taskforce); the page finds them, and the
    keys of all that is not public yet, in `request.preview`. Returns a rendered HttpResponse that nobody may store.
    Raises ValidationError when the item cannot be published.
    """
    item.slug = item.slug or item.free_slug()
    if refusals := item.refusals():
        raise ValidationError(refusals)
    items, also = [item, *also], list(also)
    if also:
        also[0].schema.prefetch(*also)
    rows = tuple(map(_row, items))
    for model, group in groupby(rows, type):
        prefetch_related_objects(list(group), *model.page_lookups)
    unpublished = frozenset(each.pk for each in items if body_digest(each.to_body()) != each.live_digest)
    for row, each in zip(rows[1:] if guest else (), items[1:], strict=False):
        row.edition_url = guest.link.address_of(each)
    response = _draw(f"/{item.folder}/{item.slug}/", request, Preview(rows[0], rows, unpublished, guest))
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _row(item):
    """The live row of an item as the desk has it. What differs from what the public reads counts as changed now."""
    body, now = item.to_body(), timezone.now()
    public = item.live_model().objects.filter(pk=item.pk).only("published_at", "updated_at").first()
    is_unchanged = public and body_digest(body) == item.live_digest
    return item.live_model().from_body(
        body,
        key=item.pk,
        edition_number=item.edition_number + (not is_unchanged),
        published_at=public.published_at if public else now,
        updated_at=public.updated_at if is_unchanged else now,
    )


def _draw(path, request, preview):
    reader = copy.copy(request)
    reader.method = "GET"
    reader.GET = reader.POST = type(request.GET)("")
    reader.path = reader.path_info = path
    reader.preview = preview
    view, args, kwargs = resolve(path)
    response = view(reader, *args, **kwargs)
    return response.render() if hasattr(response, "render") else response
