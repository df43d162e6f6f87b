"""Previews for people without an account: the links that staff give them, and the remarks that they leave."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from editing.people import called
from publishing.models import PreviewLink, Publishable, Remark
from text.folding import fold
from text.richtext import plain

USUAL_DAYS, MOST_DAYS = 30, 365
# So many remarks may wait behind one link: whoever has it cannot fill the desk.
MOST_REMARKS = 100
NOT_ON_THE_PAGE = ("slug", "language", "position")


def make_link(item, *, by, meant_for="", days=USUAL_DAYS) -> PreviewLink:
    """A link to an item as the desk has it, good for so many days from now."""
    until = timezone.now() + timedelta(days=days)
    person = {"by": by, "by_name": called(by)}
    return PreviewLink.objects.create(kind=item.kind, key=item.pk, meant_for=meant_for, expires_at=until, **person)


def revoke(link) -> bool:
    """Take a link back: from now on it shows nothing. Whether it was still good."""
    return bool(PreviewLink.objects.filter(pk=link.pk).good().update(revoked_at=timezone.now()))


def link_with(token) -> tuple[PreviewLink, Publishable | None]:
    """The link with this token, and its item; None for the item where the link is over or the item is gone.

    Raises Http404 for a token that this site never gave.
    """
    try:
        link = PreviewLink.objects.get(pk=PreviewLink.key_in(token))
    except (BadSignature, ValueError, PreviewLink.DoesNotExist) as error:
        raise Http404 from error
    items = Publishable.of_kind(link.kind).objects.filter(pk=link.key)
    return link, items.first() if link.is_good else None


@transaction.atomic
def leave_remark(link, remark, items) -> Remark:
    """Keep an unsaved remark at the first of these items that has its passage, at the field where it stands; the same
    remark sent twice is kept once. Raises ValidationError where there are too many.
    """
    PreviewLink.objects.select_for_update().get(pk=link.pk)
    waiting = link.remarks.filter(done_at=None)
    if same := waiting.filter(text=remark.text, passage=remark.passage).first():
        return same
    if waiting.count() >= MOST_REMARKS:
        raise ValidationError(_("There are very many remarks already. Please write to whom you have this link from."))
    item, remark.field = _place(items, remark.passage)
    remark.link, remark.kind, remark.key = link, item.kind, item.pk
    remark.save()
    return remark


def settle(remark, *, by) -> None:
    """Note that a remark is done with."""
    Remark.objects.filter(pk=remark.pk, done_at=None).update(done_at=timezone.now(), done_by=by)


def _place(items, passage):
    """The item in which a passage stands, and the field; the first item and "" where it stands in none."""
    found = ((item, field_with(item, passage)[0]) for item in items)
    return next(((item, field) for item, field in found if field), (items[0], ""))


def field_with(item, passage) -> tuple[str, int | None]:
    """The field of the desk in which a passage stands, and the number of its row from 0, None where it has no rows;
    ("", None) where it stands in none.
    """
    wanted = fold(passage)
    for field in item.schema.fields if wanted else ():
        for number, text in enumerate(_texts(field, field.read(item))):
            if wanted in fold(text):
                return field.name, number if field.is_parts else None
    return "", None


def _texts(field, data):
    """The words of a field that a reader sees on the page."""
    if field.is_rich:
        return [plain(data)]
    if field.is_parts:
        return [part[field.words[0].name] for part in data]
    return [field.words_of(data)] if isinstance(data, str) and field.name not in NOT_ON_THE_PAGE else []
