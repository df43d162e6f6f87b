"""A mail server on loopback, which takes letters, refuses them, or hangs up, as a test says."""

import logging
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.postgresql import free_port


class Mailbox:
    """What the server was sent: `letters` in their order. `on_address` and `on_letter` may answer in its place."""

    def __init__(self):
        self.letters, self.asked = [], []
        self.on_address = self.on_letter = lambda word: None

    def to(self, address):
        """The letters to an address."""
        return [letter for letter in self.letters if letter["To"] == address]

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.asked.append(address)
        if answer := self.on_address(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append(letter)
        answer = self.on_letter(letter)
        if answer == "hang up":
            server.transport.close()
        return answer or "250 OK"


@contextmanager
def mail_server():
    """A running server; gives its Mailbox, with the `port` it listens at."""
    mailbox, port = Mailbox(), free_port()
    logging.getLogger("mail.log").setLevel(logging.ERROR)

    class Server(Controller):
        def factory(self):
            return SMTP(self.handler, enable_SMTPUTF8=True, hostname="mail.test")

    server = Server(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    mailbox.port = port
    try:
        yield mailbox
    finally:
        server.stop()


def text_of(letter):
    """The plain text of a letter."""
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
