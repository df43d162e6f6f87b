"""Sessions of the desk: they end two weeks after the last day on which somebody worked, not after the sign-in."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from dossier_site.accounts.open_sessions import remember
from publishing.models.prepared import TEXT, Prepared

DAY = timedelta(days=1)


class SessionStore(db.SessionStore):
    """Django's, which remembers when it would end."""

    expires_at = None

    def _get_session_from_db(self):
        rows = KNOWN.ask(self.session_key)
        row = next((row for row in rows if row.expire_date > timezone.now()), None)
        self.expires_at = row and row.expire_date
        if row is None:
            self._session_key = None
        return row


KNOWN = Prepared(lambda key: SessionStore.get_model_class().objects.filter(session_key=key), TEXT)


def renew(request):
    """Let a session that is used end later; written at most once a day, and not where nothing can be written."""
    session = request.session
    ends_at = session.expires_at
    whole = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    if ends_at is None or ends_at - timezone.now() > whole - DAY:
        return
    try:
        session.save()
        remember(request, request.user)
    except (DatabaseError, InterfaceError, UpdateError):
        return  # it holds a while yet
    session.modified = True  # so that the browser is told, too
