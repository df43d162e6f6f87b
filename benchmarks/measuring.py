"""Measures every page of one site in rounds, each beside the same measure of hello, and sums the rounds up."""

import statistics
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from benchmarks.asking import Load, ask, in_turn, many
from benchmarks.inside import OUTLINE, WORDS, Inside
from benchmarks.pages import dossier_of
from benchmarks.servers import Server

Pages = dict[str, tuple[str, dict[str, str]]]


@dataclass
class Page:
    """What one page took: of each round, how many times hello it was; and the last measures themselves."""

    warm: list[float] = field(default_factory=list)
    other_words: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    load: list[Load] = field(default_factory=list)
    size: int = 0
    questions: int = 0
    grown: float = 0

    @property
    def warm_ratio(self) -> float:
        return statistics.median(self.warm)

    @property
    def cold_ratios(self) -> list[float]:
        """After another event got other words, and after what lists show of it changed; none where neither is asked."""
        return [statistics.median(ratios) for ratios in (self.other_words, self.cold) if ratios]

    def middle(self, name: str) -> float:
        """The median of a measure of all rounds."""
        return statistics.median(getattr(load, name) for load in self.load)


@dataclass
class Bench:
    """Servers side by side, and for how many seconds each page is asked for in a round."""

    ours: Server
    hello: Server
    others: dict[str, Server]
    seconds: float

    def measure(self, pages: Pages, within: Inside, rounds: int, tell: Callable[[str], None]) -> dict[str, Page]:
        """What stands beside us, and all pages: {name: Page}. Ctrl-C ends it; what was measured until then stands."""
        found = {name: Page(size=len(ask(server, "/").body)) for name, server in self.others.items()}
        with suppress(KeyboardInterrupt):
            for number in range(rounds):
                for name, server in self.others.items():
                    self._note(found[name], many(server, "/", {}, self.seconds))
                for name, page in pages.items():
                    tell(f"round {number + 1} of {rounds}: {name}")
                    changing = partial(within.publish, dossier_of(name))
                    found[name] = found.get(name) or self._once(*page)
                    found[name].questions = within.questions(dossier_of(name), OUTLINE, page[0])
                    self._round(found[name], *page, changing)
        return {name: page for name, page in found.items() if page.load}

    def _round(self, page, path, headers, changing):
        cold = [
            in_turn(self.ours, path, headers, partial(changing, change), self.seconds) for change in (WORDS, OUTLINE)
        ]
        self._note(page, many(self.ours, path, headers, self.seconds))
        for ratios, load in zip((page.other_words, page.cold), cold, strict=True):
            ratios.append(load.cpu / self._hello)

    def _note(self, page, load):
        """Note a measure, as a multiple of hello just after it: both had the same machine."""
        self._hello = many(self.hello, "/", {}, self.seconds).cpu
        page.load.append(load)
        page.warm.append(load.cpu / self._hello)

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
