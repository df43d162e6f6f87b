from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from alerts.postman import Away, Postman
from editing.only_run import only_run
from upkeep.confirming import MOST, ask, due, forget


class Command(BaseCommand):
    help = "Ask requesting organisations once a year whether dossiers are still true. Safe to repeat and to run late."

    def handle(self, **options):
        """Send what is due, and say what was done."""
        with only_run("ask if still true") as is_alone:
            if not is_alone:
                self.stdout.write("Another run is under way: nothing was done.")
                return
            forget()
            if not settings.SENDS_MAIL:
                self.stdout.write("EMAIL_URL is not set: this site sends no e-mail. Nobody was asked.")
                return
            self.send()

    def send(self):
        """Send the letters that are due. Raises CommandError where the mail server does not work."""
        sent = failed = 0
        try:
            with Postman() as postman:
                for link in due()[:MOST]:
                    is_sent = ask(link, postman)
                    sent, failed = sent + is_sent, failed + (not is_sent)
        except Away as error:
            text = f"{sent} letters were sent. The mail server fails: {error}. The next run goes on."
            raise CommandError(text) from error
        self.stdout.write(f"Letters: {sent} sent, {failed} not taken by the mail server.")
