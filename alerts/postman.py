"""One connection to the mail server, and what its answers mean."""

import smtplib
from contextlib import suppress

from django.core.mail import EmailMessage, get_connection

# Servers take so many letters over one connection, and some no more than that.
LETTERS = 100
# So many letters in a row that fail say that it is not the addresses.
IN_A_ROW = 10


class Away(Exception):
    """The mail server does not work, whatever the address; the message says what it said."""


class Refused(Exception):
    """The mail server says that there is no such mailbox."""


class PutOff(Exception):
    """The mail server does not take this letter now."""


class Postman:
    """Sends letters one by one, each of them taken by the server before the next. Use it in a `with` block."""

    def __init__(self):
        self.connection, self.sent, self.failed = get_connection(), 0, 0

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._close()

    def send(self, letter: EmailMessage) -> None:
        """Send a letter. Raises Refused or PutOff, and Away where that was so for all of the last ones."""
        try:
            self._send(letter)
        except (Refused, PutOff) as error:
            self._close()
            self.failed += 1
            if self.failed >= IN_A_ROW:
                raise Away(str(error)) from error
            raise
        self.failed = 0
        self.sent += 1
        if self.sent % LETTERS == 0:
            self._close()

    def _send(self, letter):
        letter.connection = self.connection
        try:
            self.connection.open()
        except (smtplib.SMTPException, OSError) as error:
            raise Away(_words_of(error)) from error
        try:
            letter.send()
        except smtplib.SMTPRecipientsRefused as error:
            ((code, _words),) = error.recipients.values()
            raise (Refused if 500 <= code < 600 else PutOff)(f"{code} to an address") from error
        except smtplib.SMTPSenderRefused as error:
            raise Away(_words_of(error)) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:  # also what cannot be written as a letter
            raise PutOff(_words_of(error)) from error

    def _close(self):
        with suppress(smtplib.SMTPException, OSError):
            self.connection.close()


def _words_of(error):
    """What went wrong, without the addresses that the server may have repeated."""
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()
