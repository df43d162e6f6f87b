from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from alerts.matching import match
from alerts.postman import Away, Postman
from alerts.rounds import Frequency
from alerts.sending import clear, send_invitations, send_news
from editing.only_run import only_run

SAID = {
    "told": "{} with news",
    "invited": "{} to confirm",
    "put off": "{} put off by the mail server, to be tried again",
    "refused": "{} refused, to be tried again tomorrow",
    "erased": "{} erased that were refused for good",
}


class Command(BaseCommand):
    help = "Write to readers who asked for news. Safe to repeat, to stop and to run twice at once; run it often."

    def handle(self, **options):
        """Erase what is overdue, find what is new, send what is due, and say what was done."""
        with only_run("alerts") as is_alone:
            if not is_alone:
                self.stdout.write("Another run is under way: nothing was done.")
                return
            self.stdout.write(f"Addresses that nobody confirmed in time: {clear()} erased.")
            if not settings.SENDS_MAIL:
                self.stdout.write("EMAIL_URL is not set: this site sends no e-mail, and offers none to readers.")
                return
            self.send()

    def send(self):
        """Send what is due. Raises CommandError where the mail server, or who is publishing, has to be waited for."""
        done = Counter()
        try:
            number = match(self.stdout.write)
            with Postman() as postman:
                done += send_invitations(postman)
                for frequency in Frequency.values:
                    done += send_news(frequency, postman, self.stdout.write)
        except Away as error:
            raise CommandError(f"{summary(done)} The mail server fails: {error}. The next run goes on.") from error
        except OperationalError as error:
            raise CommandError(f"{summary(done)} The database is busy. The next run goes on. {error}") from error
        self.stdout.write(f"New editions: {number}. {summary(done)}")


def summary(done):
    """What was done, in a sentence."""
    parts = [words.format(done[name]) for name, words in SAID.items() if done[name]]
    return f"Letters: {', '.join(parts) or 'none'}."
