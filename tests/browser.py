"""Finds a Chromium for the browser tests, or gets one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

MISSING = "No Chromium: install Debian's package chromium-headless-shell, or set CHROMIUM to the path of one."
# The first is the same engine without windows, which nobody looks at: a test costs a third.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# What axe-core is asked on: colours do not depend on the width, so two looks see all four, in half the time.
LOOKS = ((360, "light"), (1280, "dark"))
# Colours that fade into others are none that anybody reads.
FADED = """() => Promise.all(document.getAnimations().filter((each) => each instanceof CSSTransition)
    .map((each) => each.finished))"""
# Chromium's own business on the network has no place in a test.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def launch_arguments() -> dict:
    """What playwright needs to start it; skips the test when there is none to be had."""
    program = find() or get()
    if program is None:
        pytest.skip(MISSING)
    # As root Chromium starts only without its sandbox; it sees nothing but our own pages.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": program, "args": [*QUIET, *sandbox], "headless": True}


def watch(context, base_url: str, elsewhere: Iterable[str]) -> list[str]:
    """A list that fills with what no page may do: break the policy, raise an error, ask a host that is not allowed."""
    faults: list[str] = []
    hosts = {urlsplit(base_url).hostname, *elsewhere}

    def on_console(message):
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    def on_request(request):
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.hostname not in hosts:
            faults.append(f"asked {request.url}")

    def on_error(error):
        # Chromium's own word when a page is left for another before its style is there; no script of ours asked.
        if "ViewTransition" not in str(error.error):
            faults.append(str(error.error))

    context.on("console", on_console)
    context.on("request", on_request)
    context.on("weberror", on_error)
    return faults


def looks(page) -> Iterator[int]:
    """Show a page in each look, one after the other, without loading it anew; gives its width."""
    for width, scheme in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(FADED)
        yield width


def findings_in_looks(page, **options) -> list[str]:
    """What axe-core has against a page as it stands, in each look."""
    return [f"{width}: {finding}" for width in looks(page) for finding in findings(page, **options)]


def findings(page, **options) -> list[str]:
    """What axe-core has against a page as it stands: address, rule, place and reason. `options` are axe's own."""
    # To list what is in order, too, takes longer than to find what is not.
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [
        f"{page.url}: {finding['id']} {node['target']} {node['failureSummary'][:300]}"
        for finding in found
        for node in finding["nodes"]
    ]


def text_editor(page, name: str):
    """The text editor of a field, once it is drawn and has its name; until then its plain box stands there."""
    drawn = page.locator(f'.ProseMirror[aria-label="{name}"]')
    drawn.wait_for()
    return drawn


def find() -> str | None:
    """The path of an installed Chromium: CHROMIUM, one on the PATH, or playwright's own."""
    names = (os.environ.get("CHROMIUM") or "", *PROGRAMS)
    return next(filter(None, map(shutil.which, names)), None) or _playwrights_own()


def get() -> str | None:
    """Install playwright's own, else Debian's package when we are root. None when neither can be had."""
    _try(sys.executable, "-m", "playwright", "install", "chromium")
    if os.geteuid() == 0 and not find() and shutil.which("apt-get"):
        _try("apt-get", "update", "-qq")
        _try("apt-get", "install", "-y", "-qq", "--no-install-recommends", PROGRAMS[0])
    return find()


def _try(*command: str) -> None:
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        subprocess.run(command, timeout=600, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, **quiet)
    except (OSError, subprocess.TimeoutExpired):
        return


def _playwrights_own() -> str | None:
    # Asked in a process of its own: here playwright's loop may be running already.
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as play: print(play.chromium.executable_path)"
    path = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True).stdout.strip()
    return path if path and Path(path).exists() else None
