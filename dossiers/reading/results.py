"""What came of a taskforce: each objective with the results that answer it, each result with the events that show it.

Pure.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


class Link(NamedTuple):
    """What leads to an event that shows a result: plain values, so that it is drawn once for the same."""

    slug: str
    heading: str
    has_own_heading: bool
    language: str


@dataclass(frozen=True)
class Result:
    """A result as the page shows it; `state` is "achieved" or "expected", objectives and sources stand by number."""

    id: str
    text: str
    state: str
    date: str
    objectives: list = field(default_factory=list)
    events: list = field(default_factory=list)
    sources: list = field(default_factory=list)

    @property
    def links(self):
        """What leads to its events."""
        return [Link(each.slug, each.heading, each.has_own_heading, each.language) for each in self.events]


@dataclass(frozen=True)
class Row:
    """An objective with what came of it: the results that are told here, and those that an earlier row tells."""

    number: int
    text: str
    results: list
    above: list
    sources: list


@dataclass(frozen=True)
class Ledger:
    """What was asked for and what came of it: a row for each objective, and the results that name none."""

    rows: list
    others: list

    def __bool__(self):
        return bool(self.rows or self.others)

    @property
    def first_result(self):
        """The result that a reader meets first; None without any."""
        return next(
            (result for results in [*(row.results for row in self.rows), self.others] for result in results), None
        )


def ledger(objectives, results, entries=()):
    """Objectives and results as a dossier holds them, brought together. Each stands once, achieved ones first."""
    shown = shown_results(results, objectives, entries)
    rows = [
        Row(
            number,
            objective["text"],
            [result for result in shown if result.objectives[:1] == [number]],
            [result for result in shown if number in result.objectives[1:]],
            objective.get("sources", []),
        )
        for number, objective in enumerate(objectives, 1)
    ]
    return Ledger(rows, [result for result in shown if not result.objectives])


def shown_results(results, objectives=(), entries=()):
    """Results as a dossier holds them, as the page shows them, achieved ones first: [Result].

    Each names those of the `objectives` that it answers and those of the `entries` that show it.
    """
    numbers = {objective["id"]: number for number, objective in enumerate(objectives, 1)}
    return [_shown(result, numbers, entries) for result in sorted(results, key=lambda result: result["state"])]


def _shown(result, numbers, entries):
    return Result(
        id=result["id"],
        text=result["text"],
        state=result["state"],
        date=result["date"],
        objectives=sorted(numbers[key] for key in result["objectives"] if key in numbers),
        events=[entry for entry in entries if result["id"] in entry.results],
        sources=result.get("sources", []),
    )
