"""What came of a taskforce: each result with the objectives it answers and the events that show it. Pure."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Result:
    """A result as the page shows it; objectives by their number."""

    id: str
    text: str
    date: str
    objectives: list = field(default_factory=list)
    events: list = field(default_factory=list)


def results_by_state(results, objectives=(), entries=()):
    """Results as a dossier holds them, told apart: {"achieved": [Result], "expected": [Result]}.

    Each names those of the `objectives` that it answers and those of the `entries` that show it.
    """
    numbers = {objective["id"]: number for number, objective in enumerate(objectives, 1)}
    by_state = {"achieved": [], "expected": []}
    for result in results:
        by_state[result["state"]].append(_shown(result, numbers, entries))
    return by_state


def _shown(result, numbers, entries):
    return Result(
        id=result["id"],
        text=result["text"],
        date=result["date"],
        objectives=sorted(numbers[key] for key in result["objectives"] if key in numbers),
        events=[entry for entry in entries if result["id"] in entry.results],
    )
