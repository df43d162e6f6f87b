"""Measures every page of one site in rounds, each beside the same measure of hello, and sums the rounds up."""

import statistics
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from benchmarks.asking import ACCEPT, Load, ask, in_turn, many
from benchmarks.inside import OUTLINE, WORDS, Inside
from benchmarks.pages import dossier_of
from benchmarks.servers import Server

Pages = dict[str, tuple[str, dict[str, str]]]


@dataclass
class Page:
    """What one page took: many at once (`warm`); one after the other, each after another event got other words, or
    after what lists show of it changed (`cold`)."""

    warm: list[Load] = field(default_factory=list)
    other_words: list[Load] = field(default_factory=list)
    cold: list[Load] = field(default_factory=list)
    size: int = 0
    questions: int = 0
    grown: float = 0


def middle(loads: list[Load], name: str) -> float:
    """The median of a measure of all rounds."""
    return statistics.median(getattr(load, name) for load in loads)


@dataclass
class Bench:
    """Servers side by side, and for how many seconds each page is asked for in a round."""

    ours: Server
    others: dict[str, Server]
    seconds: float

    def measure(self, pages: Pages, within: Inside, rounds: int, tell: Callable[[str], None]) -> dict[str, Page]:
        """What stands beside us, and all pages: {name: Page}. Ctrl-C ends it; what was measured until then stands.

        hello is asked beside each of them, in the same ways: what other processes do between two requests empties the
        processor's caches, so that hello takes twice or three times as long, too.
        """
        found = {name: Page(size=len(ask(server, "/").body)) for name, server in self.others.items()}
        with suppress(KeyboardInterrupt):
            for number in range(rounds):
                for name, server in self.others.items():
                    found[name].warm.append(many(server, "/", ACCEPT, self.seconds))
                for name, page in pages.items():
                    tell(f"round {number + 1} of {rounds}: {name}")
                    changing = partial(within.publish, dossier_of(name))
                    found[name] = found.get(name) or self._once(*page)
                    found[name].questions = within.questions(dossier_of(name), OUTLINE, page[0])
                    self._round(found[name], self.ours, *page, changing)
                    self._round(found["hello"], self.others["hello"], "/", ACCEPT, changing)
        return {name: page for name, page in found.items() if page.warm}

    def _round(self, page, server, path, headers, changing):
        for loads, change in ((page.other_words, WORDS), (page.cold, OUTLINE)):
            loads.append(in_turn(server, path, headers, partial(changing, change), self.seconds))
        page.warm.append(many(server, path, headers, self.seconds))

    def _once(self, path, headers) -> Page:
        """What needs no rounds: bytes, and by how much a worker grows at most. All are warm before."""
        if not {ask(self.ours, path, headers).status for _worker in range(4)} <= {200, 304}:
            raise RuntimeError(f"{path} is answered with an error.")
        before = self._peak_after(lambda: None)
        after = self._peak_after(lambda: [ask(self.ours, path, headers) for _time in range(4)])
        size = len(ask(self.ours, path, headers).body)
        return Page(size=size, grown=max(0, after - before))

    def _peak_after(self, act) -> float:
        self.ours.tree.forget_peak()
        act()
        return self.ours.tree.peak()
