import time
from functools import partial

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from editing.only_run import only_run
from upkeep.checking import Check, Unreachable
from upkeep.gathering import gather
from upkeep.models import ExternalLink
from upkeep.visits import Turns
from upkeep.visits.visiting import visit


class Command(BaseCommand):
    help = (
        "Check the links to other sites that are due. Safe to repeat, to stop and to run twice at once; run it each "
        "night. Links that do not work on several days are told at the desk."
    )

    def handle(self, **options):
        """Find the addresses, ask for those that are due, and say what was met."""
        with only_run("links") as is_alone:
            if not is_alone:
                self.stdout.write("Another run is under way: nothing was done.")
                return
            gather()
            counts = self.check()
            wrong = counts.total() - counts["works"]
            if self.stdout.isatty():
                self.stdout.write("")
            left = ExternalLink.objects.due(timezone.now()).count()
            self.stdout.write(f"Checked: {counts.total()}, something is wrong with {wrong}. Left for later: {left}.")

    def check(self):
        """Ask for what is due. Raises CommandError where this machine does not get outside."""
        end = time.monotonic() + settings.LINK_CHECK_MINUTES * 60
        check = Check(
            partial(visit, at=Turns(settings.LINK_CHECK_PAUSE).at),
            threads=settings.LINK_CHECK_THREADS,
            is_over=lambda: time.monotonic() > end,
            tell=self.progress if self.stdout.isatty() else lambda counts: None,
        )
        try:
            return check.run()
        except Unreachable as error:
            raise CommandError("No site answers: may this machine ask others? Nothing was noted.") from error

    def progress(self, counts):
        """How far it is, on a terminal."""
        wrong = counts.total() - counts["works"]
        self.stdout.write(f"\rChecked: {counts.total()}, something is wrong with {wrong} …", ending="")
        self.stdout.flush()
