import time
from contextlib import nullcontext

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from dossier_site.ops.databases import put_in_order
from dossier_site.ops.generated.generating import MEASURED, generate
from dossier_site.ops.generated.quickly import hurried
from publishing.models import Edition

WIDTH = 40


class Command(BaseCommand):
    help = (
        "Fill an empty site with made-up dossiers, published, to measure with. "
        f"Three more have {', '.join(map(str, MEASURED))} events; their addresses are /taskforces/taskforce-0000020/ …"
    )

    def add_arguments(self, parser):
        parser.add_argument("--dossiers", type=int, default=10, help="how many (default: 10)")
        parser.add_argument("--events", type=int, default=20, help="how many events each has (default: 20)")
        parser.add_argument("--seed", type=int, default=1, help="another number gives others (default: 1)")
        parser.add_argument("--beside", action="store_true", help="also on a site that has content of its own")

    def handle(self, dossiers, events, seed, beside, **options):
        self.begun = {"": time.monotonic()}
        call_command("migrate", interactive=False, verbosity=0)
        if Edition.objects.exists() and not beside:
            raise CommandError(
                "This site has content of its own, and nothing made-up can be told from it later. "
                "Name an empty folder in DATA_DIR, or say --beside."
            )
        with nullcontext() if beside else hurried():
            number = generate(dossiers=dossiers, events=events, seed=seed, tell=self.show)
        self.tell_rate(number, time.monotonic())
        put_in_order()

    def tell_rate(self, number, end):
        """How long it took, and how much of that was over before the first copy was written."""
        whole, writing = end - self.begun[""], end - self.begun["Writing"]
        self.stdout.write(
            f"{number} events in {whole:.1f} s, {number / whole:.0f} a second; "
            f"without the {whole - writing:.1f} s until the first was written, {number / writing:.0f} a second."
        )

    def show(self, what, done, total):
        """The bar of one step, in the place of the one before; where nobody looks, a line once it is done."""
        self.begun.setdefault(what, time.monotonic())
        if done < total and not self.stdout.isatty():
            return
        full, again = WIDTH * done // total, "\r" if self.stdout.isatty() else ""
        bar = f"{again}{what:12}{'█' * full}{'·' * (WIDTH - full)}"
        self.stdout.write(bar, ending="" if done < total else "\n")
        self.stdout.flush()
