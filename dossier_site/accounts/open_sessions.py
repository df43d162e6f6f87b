"""Where an account is signed in: every browser, with its network and when it was last seen (each day once)."""

import re

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

# The first that is found: most browsers name others beside themselves.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS"}


def remember(request, user) -> None:
    """Note that this browser is signed in, and seen now; sessions of this account that ended are forgotten."""
    UserSession.objects.create_from_request(request, user=user)
    UserSession.objects.filter(user=user).exclude(session_key__in=Session.objects.values("session_key")).delete()


def open_sessions(user) -> list[UserSession]:
    """Those that are still good, the last seen first; two questions, however many there are."""
    rows = {row.session_key: row for row in UserSession.objects.filter(user=user).order_by("-last_seen_at")}
    stored = Session.objects.filter(session_key__in=rows, expire_date__gt=timezone.now())
    good = {each.session_key for each in stored if _is_of(user, each)}
    return [row for key, row in rows.items() if key in good]


@transaction.atomic
def end(user, sessions) -> int:
    """Sign these out: their next request finds nobody. Gives how many."""
    keys = [session.session_key for session in sessions]
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=user, session_key__in=keys).delete()
    return len(keys)


def browser(session: UserSession) -> str:
    """What people call the browser: "Firefox, Windows"."""
    names = [_first(BROWSERS, session.user_agent), _first(SYSTEMS | {"Linux": "Linux"}, session.user_agent)]
    return ", ".join(filter(None, names)) or _("A browser that does not say its name")


def _is_of(user, stored) -> bool:
    """Whether the password is still the one that it was signed in with."""
    return stored.get_decoded().get(HASH_SESSION_KEY) == user.get_session_auth_hash()


def _first(names, agent):
    return next((name for mark, name in names.items() if re.search(rf"\b{mark}", agent)), "")
