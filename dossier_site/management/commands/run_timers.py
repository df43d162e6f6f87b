import signal
from threading import Event

from django.core.management import call_command
from django.core.management.base import BaseCommand

from dossier_site.ops.timers import TIMERS, run_until


class Command(BaseCommand):
    help = "Do what the timers in deploy/systemd do, at their times, where there is no systemd. Ends with SIGTERM."

    def add_arguments(self, parser):
        """One of them, to do what it does now."""
        names = [timer.name for timer in TIMERS]
        parser.add_argument("name", nargs="?", choices=names, help="do what this one does now, once")

    def handle(self, name, **options):
        """Do what one timer does, as far as it succeeds; or wait for the times of all."""
        if name:
            for words in next(timer.commands for timer in TIMERS if timer.name == name):
                call_command(*words.split(), stdout=self.stdout)
            return
        stopped = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        run_until(stopped)
