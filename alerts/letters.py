"""The letters to readers: the one that asks to confirm, and those that tell what is new."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alerts.changes import Changes
from alerts.links import link
from alerts.models import Subscription
from text.digest import digest

LONGEST = 150  # letters of a subject line


def invitation(subscription: Subscription) -> EmailMultiAlternatives:
    """Asks to confirm; to who did so before, says that there is nothing to do, and how to change it."""
    purpose = "manage" if subscription.is_confirmed else "confirm"
    subject = _("E-mail about news: please confirm") if purpose == "confirm" else _("You get this e-mail already")
    context = {"link": link(purpose, subscription)}
    return _letter(subscription, f"{subject} – {settings.SITE_NAME}", purpose, context)


def news_letter(subscription: Subscription, changes: Changes) -> EmailMultiAlternatives:
    """Tells what is new, why one gets it and how to leave, also by the button of a mail program (RFC 8058).

    A letter that had to be sent twice has one name, by which mailboxes know it.
    """
    leave = link("leave", subscription)
    context = {"changes": changes, "manage": link("manage", subscription), "leave": leave}
    letter = _letter(subscription, _subject_line(changes), "news", context)
    name = digest(f"{subscription.pk} {subscription.told} {changes.last}".encode())[:32]
    letter.extra_headers |= {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Message-ID": f"<{name}@{settings.SITE_HOST}>",
    }
    return letter


def _subject_line(changes):
    if changes.total == 1:
        title = changes.items[0].title
    else:
        number = ngettext("%(number)d change", "%(number)d changes", changes.total) % {"number": changes.total}
        title = f"{changes.title}: {number}"
    return f"{title if len(title) <= LONGEST else title[:LONGEST] + '…'} – {settings.SITE_NAME}"


def _letter(subscription, subject, template, context):
    context |= {"subscription": subscription, "subject": subscription.subject, "site_name": settings.SITE_NAME}
    context |= {"site_url": settings.SITE_URL, "publisher": settings.PUBLISHER}
    text, html = (render_to_string(f"alerts/letters/{template}.{form}", context) for form in ("txt", "html"))
    letter = EmailMultiAlternatives(
        " ".join(subject.split()), text, to=[subscription.address], headers={"Auto-Submitted": "auto-generated"}
    )
    letter.attach_alternative(html, "text/html")
    return letter
