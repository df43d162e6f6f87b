"""How a page's time grows with what stands on it, as ratios taken side by side in one run.

    python -m benchmarks.pages

Works on a database of its own in memory, which it throws away. Seconds differ between machines; ratios hardly do.
"""

import os
import statistics
import sys
import tempfile
import time

ROUNDS = 15


def main():
    """Print for each page how many times longer it takes than the site's lightest answer."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "dossier_site.settings",
            "SITE_URL": "http://testserver",
        }
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        call_command("migrate", verbosity=0)
        print_ratios(fill())


def fill():
    """Dossiers with 1, 20 and 200 events, and addresses of pages to measure: {what: address}."""
    from tests import make

    pages = {"health": "/health/live"}
    organisations = [make.organisation(f"Organisation {n}") for n in range(20)]
    for size in (1, 20, 200):
        dossier = make.published(make.taskforce(f"With {size} events", organisations=organisations[:2]))
        for n in range(size):
            event = make.event(
                f"Event {n} of {size}",
                taskforces=[dossier],
                organisations=[organisations[n % 20]],
                date=f"20{n % 20:02}",
                summary="What happened, in one sentence.",
            )
            make.published(event)
        pages[f"dossier with {size} events"] = f"/taskforces/with-{size}-events/"
    pages["one event"] = "/events/event-0-of-20/"
    pages["list of events, page 1"] = "/events/"
    pages["list of taskforces"] = "/taskforces/"
    return pages


def print_ratios(pages):
    """Ask for all pages in turn, many times over, so that a slow moment of the machine slows all of them."""
    from django.test import Client

    client, times = Client(), {name: [] for name in pages}
    for _round in range(ROUNDS):
        for name, address in pages.items():
            start = time.perf_counter()
            assert client.get(address).status_code == 200, address
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, median in medians.items():
        sys.stdout.write(f"{name:32} {median / medians['health']:8.1f} × health\n")


if __name__ == "__main__":
    main()
