"""What people without an account say of items and pages: kept once, found at its field, done with."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.models import PreviewLink, Remark
from text.folding import fold
from text.richtext import plain

# So many may be open of one link, or of one taskforce, and of all readers together: nobody can fill the desk.
MOST_OF_A_LINK, MOST_OF_READERS = 100, 1000
NOT_ON_THE_PAGE = ("slug", "language", "position")


@transaction.atomic
def leave_remark(remark, *, items=()) -> Remark:
    """Keep an unsaved remark; the same one is kept once, as long as it is open.

    Where it may be about several `items`, it is about the first that has its passage, else about the first. Raises
    ValidationError where too many are open.
    """
    if remark.link:
        PreviewLink.objects.select_for_update().get(pk=remark.link.pk)
    if items:
        item = next((each for each in items if field_with(each, remark.passage)[0]), items[0])
        remark.kind, remark.key = item.kind, item.pk
    if same := Remark.objects.same_as(remark).first():
        return same
    if _are_too_many(remark):
        raise ValidationError(_("There are very many remarks already. Please try again in some days."))
    remark.save()
    return remark


def settle(remark, *, by) -> None:
    """Note that a remark is done with."""
    Remark.objects.open().filter(pk=remark.pk).update(done_at=timezone.now(), done_by=by)


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


def _are_too_many(remark):
    rows = Remark.objects.open().filter(origin=remark.origin, link=remark.link)
    if remark.origin == Remark.Origin.REQUESTER:  # their links are of one taskforce
        rows = rows.filter(kind=remark.kind, key=remark.key)
    most = MOST_OF_READERS if remark.origin == Remark.Origin.READER else MOST_OF_A_LINK
    return rows.order_by("pk")[most - 1 :].exists()


def _texts(field, data):
    """The words of a field that a reader sees on the page."""
    if field.is_rich:
        return [plain(data)]
    if field.is_parts:
        return [part[field.words[0].name] for part in data]
    return [field.words_of(data)] if isinstance(data, str) and field.name not in NOT_ON_THE_PAGE else []
