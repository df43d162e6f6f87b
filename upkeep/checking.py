"""Asks for what is due: some at once, a host never twice at a time. What was met is noted at once, so a run that is
stopped goes on where it was."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import timedelta

from django.utils import timezone

from upkeep.models import ExternalLink
from upkeep.visits import Failure, Outcome

# After so many sites of which not one answered, the fault is on our side.
ENOUGH = 20
# They say nothing of the way to the outside.
KNOWN_HERE = (Failure.PRIVATE, Failure.INVALID)


class Unreachable(Exception):
    """Nothing outside answers."""


class Check:
    """One run: asks by `visit(url)` in so many threads, until `is_over()`. `tell(counts)` is called at each answer.

    Only this thread asks the database.
    """

    def __init__(self, visit: Callable[[str], Outcome], threads: int, is_over=lambda: False, tell=lambda counts: None):
        self._visit, self._threads, self._is_over, self._tell = visit, threads, is_over, tell
        self._began, self._running = timezone.now(), {}
        # What nobody answered is not believed before anybody has.
        self._has_way_out, self._doubted = False, []
        self.counts = Counter()

    def run(self) -> Counter:
        """Ask for all that is due. Raises Unreachable, with nothing noted, where this machine does not get outside."""
        with ThreadPoolExecutor(self._threads) as pool:
            while self._start(pool):
                done, _others = wait(self._running, return_when=FIRST_COMPLETED)
                for future in done:
                    self._meet(self._running.pop(future), future.result())
        if self._doubted:
            self._believe()
        return self.counts

    def _start(self, pool):
        """Give every thread something to do; whether any has."""
        while len(self._running) < self._threads and (link := self._next()):
            self._running[pool.submit(self._visit, link.url)] = link
        return self._running

    def _next(self):
        """What waits longest of the hosts that nobody asks now."""
        if self._is_over():
            return None
        links = [*self._running.values(), *(link for link, _outcome in self._doubted)]
        return ExternalLink.objects.due(self._began).exclude(host__in={link.host for link in links}).first()

    def _meet(self, link, outcome):
        self._has_way_out = self._has_way_out or outcome.status is not None
        if self._has_way_out or outcome.failure in KNOWN_HERE:
            self._note(link, outcome)
        else:
            self._doubted.append((link, outcome))
        if self._doubted and (self._has_way_out or len(self._doubted) >= ENOUGH):
            self._believe()

    def _believe(self):
        """Note that nobody answered, unless those who did lately do not answer now either."""
        witnesses = [] if self._has_way_out else ExternalLink.objects.witnesses()
        is_cut_off = len(self._doubted) >= ENOUGH if not witnesses else not any(map(self._answers, witnesses))
        if is_cut_off and not self._has_way_out:
            raise Unreachable
        self._has_way_out = True
        while self._doubted:
            self._note(*self._doubted.pop())

    def _answers(self, link):
        return self._visit(link.url).status is not None

    def _note(self, link, outcome):
        now = timezone.now()
        link.note(outcome, now)
        if outcome.wait:
            ExternalLink.objects.put_off(link.host, now + timedelta(seconds=outcome.wait))
        self.counts += Counter({outcome.failure or "works": 1})
        self._tell(self.counts)
