"""The parts of a dossier's page in which its events are told, beside their own places. All else stays as it is when one
of them changes, unless it comes to another dossier (`timeline.models.outlines`)."""

from dossiers.drawings.lifeline import drawn_of, lifeline
from dossiers.parts import Part
from dossiers.reading.coming import next_of
from dossiers.reading.results import ledger
from dossiers.reading.status_line import status_line


def dossier_parts(dossier, timeline, day, is_current=True, attach=None):
    """The parts of the page of a dossier, as it looks on a day: {name: Part}. Where its timeline is drawn, `attach`
    gives the events on it their pieces before."""
    return {
        "standing": _standing(dossier, timeline.entries, day),
        "life": _life(dossier, timeline, day),
        "ledger": _ledger(dossier, timeline.entries, is_current),
        "timeline": _timeline(dossier, timeline, attach),
    }


def _standing(dossier, entries, day):
    """How it stands, and what happens next."""
    coming = next_of(dossier.results, entries, day)

    def context():
        edtfs = [entry.date for entry in entries]
        return {"dossier": dossier, "status_line": status_line(dossier, edtfs, day), "next": coming}

    named = [coming.event] if coming.event else []
    return Part("dossiers/_standing.html", ([entry.date for entry in entries], _led_to(named)), context, named)


def _life(dossier, timeline, day):
    """Its life line, which leads to places on the same page, or to events in the whole timeline."""
    entries = timeline.on_life_line

    def context():
        return {"life": lifeline(dossier, entries, day, page_of=timeline.page_of)}

    return Part("dossiers/_lifeline.html", drawn_of(entries), context, entries)


def _ledger(dossier, entries, is_current):
    """Its objectives, and what came of them, with the events that show it."""
    showing = [entry for entry in entries if entry.results]

    def context():
        rows = ledger(dossier.objectives, dossier.results, showing)
        has_outcomes = bool(is_current and showing)
        return {"dossier": dossier, "ledger": rows, "sources": dossier.sources, "has_outcomes": has_outcomes}

    return Part("dossiers/_ledger.html", (_led_to(showing), [entry.results for entry in showing]), context, showing)


def _timeline(dossier, timeline, attach):
    """Its timeline: what it can be narrowed by, its years, and its pages."""

    def context():
        if attach:
            attach(timeline)
        return {"dossier": dossier, "timeline": timeline}

    kinds = [(kind.slug, kind.name, kind.position, number) for kind, number in timeline.types.items()]
    shown = [entry.slug for entry in timeline.page], [entry.date for entry in timeline.entries], kinds
    return Part("dossiers/_timeline.html", shown, context)


def _led_to(entries):
    """What leads to events beside their names: their addresses, and of names in words of their own the language."""
    return [(each.slug, each.has_own_heading and each.language) for each in entries]
