"""What a program meets at an address: asked as little as tells it, within bounds of time, size and redirects."""

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from requests import Response
from requests_hardened import Config, HTTPSession

from upkeep.visits.failures import Failure, failure_of_error, failure_of_status
from upkeep.visits.outcome import Outcome
from upkeep.visits.time_limit import POOLS, TimeLimit

SECONDS, REDIRECTS, BYTES = 20, 5, 8192
PERMANENT = (301, 308)
TOO_MANY_REQUESTS, UNAVAILABLE = 429, 503
HOUR, DAY = 60 * 60, 24 * 60 * 60
HEADERS = {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "en,*;q=0.5", "Accept-Encoding": "identity"}
# Many a server answers HEAD with one of these, and GET with the page.
DOUBTED = (Failure.NOT_FOUND, Failure.GONE, Failure.REFUSED, Failure.ERROR, Failure.SILENT, Failure.ODD)
UNTOLD = re.compile(r"^https?://(www\.)?|/$")


def visit(url: str, at: Callable[[str], AbstractContextManager] = nullcontext, seconds: float = SECONDS) -> Outcome:
    """Ask for the head of a page; for the page itself, or the beginning of it, where that is refused.

    `at(host)` is entered for each request. All of it takes no longer than `seconds`, waiting for turns aside.
    """
    with session() as web:
        visit = Visit(web, at, seconds)
        outcome = visit.follow("HEAD", url)
        return visit.follow("GET", url) if outcome.failure in DOUBTED and not outcome.wait else outcome


def session() -> HTTPSession:
    """What asks: names this site, and asks no address inside a private network, whatever it is called.

    Nothing of this machine is told to anybody: no proxy, whose network would be asked instead, and no password.
    """
    agent = f"TaskforceDossiersLinkCheck/1.0 (+{settings.SITE_URL})"
    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=(SECONDS, SECONDS),
        user_agent_override=agent,
    )
    web = HTTPSession(config)
    web.trust_env = False
    for adapter in web.adapters.values():
        adapter.poolmanager.pool_classes_by_scheme = POOLS
    return web


class Visit:
    """One address asked for, with all to which it is sent on."""

    def __init__(self, web, at, seconds):
        self._web, self._at, self._left = web, at, seconds

    def follow(self, method: str, url: str) -> Outcome:
        """What is at the end of all redirects; they are followed here, so that each is asked in its turn."""
        here, moved_to, is_permanent = url, "", True
        for _hop in range(REDIRECTS + 1):
            outcome, target = self._ask(method, here)
            if not target:
                return outcome if outcome.failure else _moved(url, moved_to, outcome)
            is_permanent = is_permanent and outcome.status in PERMANENT
            here = target
            moved_to = here if is_permanent else moved_to
        return Outcome(Failure.LOOP, outcome.status)

    def _ask(self, method, url):
        """What one request brings, and where it sends on to, if it does."""
        if self._left <= 0:
            return Outcome(Failure.SLOW), None
        try:
            with self._at(urlsplit(url).hostname or ""):
                return self._request(method, url)
        except Exception as error:  # whatever the other side does, others are still to be asked
            return Outcome(failure_of_error(error)), None

    def _request(self, method, url):
        began = time.monotonic()
        try:
            with TimeLimit(self._left) as limit:
                response = self._web.request(method, url, stream=True, headers=HEADERS, timeout=self._left)
                with closing(response):
                    answer = self._read(response)
                # What was cut off may look whole.
                return (Outcome(Failure.SLOW), None) if limit.is_over else answer
        except Exception as error:
            return Outcome(Failure.SLOW if limit.is_over else failure_of_error(error)), None
        finally:
            self._left -= time.monotonic() - began

    def _read(self, response: Response):
        """What an answer says, and where it sends on to. Only the first bytes of a page are taken, still packed."""
        if location := self._web.get_redirect_target(response):
            return Outcome(status=response.status_code), urldefrag(urljoin(response.url, location)).url
        failure = failure_of_status(response.status_code)
        if not failure:
            response.raw.read1(BYTES, decode_content=False)
        return Outcome(failure, response.status_code, wait=_wait(response)), None


def _wait(response):
    """For how many seconds the host asks to be left alone: an hour where it does not say, a day at most."""
    asked = response.headers.get("Retry-After", "").strip()
    if response.status_code != TOO_MANY_REQUESTS and not (response.status_code == UNAVAILABLE and asked):
        return 0
    try:
        seconds = int(asked) if asked.isdecimal() else _seconds_until(parsedate_to_datetime(asked))
    except (ValueError, TypeError, OverflowError):
        seconds = HOUR
    return min(max(seconds, 60), DAY)


def _seconds_until(moment):
    return int((moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _moved(url, moved_to, outcome):
    """The outcome, with the new address, unless that is only https, "www." or a slash more or less."""
    if not moved_to or UNTOLD.sub("", moved_to) == UNTOLD.sub("", url):
        return outcome
    return Outcome(Failure.MOVED, outcome.status, moved_to)
