"""Once a year the organisations that asked for a taskforce are asked whether its dossier is still true."""

import logging
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.signing import BadSignature
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from alerts.postman import PutOff, Refused
from publishing.models import Remark
from publishing.remarks import leave_remark
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierOrganisation
from taskforces.models.status import Status
from upkeep.models import ConfirmationRequest

YEAR = timedelta(days=365)
# A request is kept so long, then nobody is told any more who was asked.
KEPT = 2 * YEAR
# So many letters a run: whoever answers them has some days for each.
MOST = 500

logger = logging.getLogger(__name__)


def due():
    """The links of dossiers to organisations that are to be asked, those that waited longest first.

    What is finalised is not asked about; nor is what was published, confirmed or asked about within a year.
    """
    now = timezone.now()
    asked = ConfirmationRequest.objects.filter(
        taskforce=OuterRef("dossier"), organisation=OuterRef("organisation"), sent_at__gt=now - YEAR
    )
    confirmed = Q(dossier__confirmed_on__gt=timezone.localdate() - YEAR)
    return (
        DossierOrganisation.objects.filter(dossier__published_at__lte=now - YEAR)
        .exclude(Q(organisation__contact_email="") | Q(dossier__status=Status.FINALISED) | confirmed)
        .exclude(Exists(asked))
        .select_related("dossier", "organisation")
        .order_by("dossier__published_at", "pk")
    )


def ask(link, postman) -> bool:
    """Ask one organisation about one dossier. Whether the letter was taken; what the mail server puts off is due again,
    and of an address that it refuses the desk is told. Raises Away where the mail server does not work.
    """
    request = ConfirmationRequest.objects.create(taskforce=link.dossier.pk, organisation=link.organisation)
    try:
        postman.send(_letter(request, link))
    except Refused:
        _tell_refused(link)
        return False
    except PutOff:
        request.delete()
        return False
    except BaseException:  # no letter went out: it is due again
        request.delete()
        raise
    return True


def request_with(token) -> tuple[ConfirmationRequest | None, Dossier | None]:
    """The request of a link and its dossier; None for both where the link is over or the dossier is not public.

    Raises Http404 for a link that this site never gave.
    """
    try:
        request = ConfirmationRequest.with_token(token)
    except (BadSignature, ValueError) as error:
        raise Http404 from error
    except ConfirmationRequest.DoesNotExist:
        return None, None
    dossier = Dossier.objects.for_cards().filter(pk=request.taskforce).first()
    return (request, dossier) if dossier and request.is_good else (None, None)


def answer(request, remark) -> None:
    """Keep what the organisation answers as a proposal at the desk. Raises ValidationError where too many are open."""
    remark.origin, remark.kind, remark.key = Remark.Origin.REQUESTER, Dossier.schema.kind, request.taskforce
    remark.name = ", ".join(filter(None, [remark.name, request.organisation.name]))[:300]
    leave_remark(remark)
    ConfirmationRequest.objects.filter(pk=request.pk, answered_at=None).update(answered_at=timezone.now())


def forget() -> int:
    """Delete requests of long ago. How many there were."""
    return ConfirmationRequest.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()[0]


def _letter(request, link):
    context = {
        "dossier": link.dossier,
        "organisation": link.organisation,
        "link": settings.SITE_URL + request.get_absolute_url(),
        "page": settings.SITE_URL + link.dossier.get_absolute_url(),
        "site_name": settings.SITE_NAME,
        "publisher": settings.PUBLISHER,
        "contact_email": settings.CONTACT_EMAIL,
    }
    subject = _("Is this still true? %(title)s – %(site)s") % {"title": link.dossier.title, "site": settings.SITE_NAME}
    return EmailMessage(
        " ".join(subject.split()),
        render_to_string("upkeep/letters/still_true.txt", context),
        to=[link.organisation.contact_email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _tell_refused(link):
    text = _(
        "The letter that asks whether this is still true came back: the mail server of %(name)s knows no such address."
    )
    said = {"name": link.organisation.name, "text": text % {"name": link.organisation}}
    with suppress(ValidationError):  # so many are open already that nobody reads one more
        leave_remark(Remark(origin=Remark.Origin.REQUESTER, kind=Dossier.schema.kind, key=link.dossier.pk, **said))
    logger.warning("A mail server refused the address of an organisation.")
