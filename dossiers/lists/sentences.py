"""Sentences that say what a list shows: "3 ongoing taskforces in Norway, under way in 2021"; or a drawing. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext


def taskforces(number, labels, words=""):
    """What a list of taskforces shows. `labels` are what its chosen values are called, by group."""
    if words and not labels:
        matches = ngettext("%(number)d taskforce matches %(words)s", "%(number)d taskforces match %(words)s", number)
        return _quoted(matches if number else _("No taskforces match %(words)s"), number, words)
    statuses = labels.get("status", [])
    is_adjective = statuses and _("Not stated") not in statuses
    return _joined(
        _taskforces(number, _either(statuses).lower() if is_adjective else "", _either(labels.get("country", []))),
        _("status: %(status)s") % {"status": _either(statuses).lower()} if statuses and not is_adjective else "",
        _("requested by %(organisation)s") % {"organisation": _either(labels["organisation"])}
        if "organisation" in labels
        else "",
        _("under way in %(year)s") % {"year": _either(labels["year"])} if "year" in labels else "",
        _matching(words),
    )


def events(number, labels, words=""):
    """What a list of events shows."""
    if words and not labels:
        matches = ngettext("%(number)d event matches %(words)s", "%(number)d events match %(words)s", number)
        return _quoted(matches if number else _("No events match %(words)s"), number, words)
    return _joined(
        _events(number, _either(labels.get("year", []))),
        _("type: %(type)s") % {"type": _either(labels["type"])} if "type" in labels else "",
        _("on %(topic)s") % {"topic": _either(labels["topic"])} if "topic" in labels else "",
        _("held in %(country)s") % {"country": _either(labels["country"])} if "country" in labels else "",
        _("by %(organisation)s") % {"organisation": _either(labels["organisation"])}
        if "organisation" in labels
        else "",
        _("with %(contents)s") % {"contents": _either(labels["has"])} if "has" in labels else "",
        _matching(words),
    )


def organisations(number, labels, words=""):
    """What a list of organisations shows."""
    if words and not labels:
        matches = ngettext(
            "%(number)d organisation matches %(words)s", "%(number)d organisations match %(words)s", number
        )
        return _quoted(matches if number else _("No organisations match %(words)s"), number, words)
    count = ngettext("%(number)d organisation", "%(number)d organisations", number) % {"number": number}
    return _joined(
        count if number else _("No organisations"),
        _("in %(country)s") % {"country": _either(labels["country"])} if "country" in labels else "",
        _("which %(part)s") % {"part": _either(labels["part"])} if "part" in labels else "",
        _matching(words),
    )


def found(kind, number):
    """How much is found in a list of another kind: "12 events"."""
    words = {
        "dossiers": ngettext("%(number)d taskforce", "%(number)d taskforces", number),
        "events": ngettext("%(number)d event", "%(number)d events", number),
        "organisations": ngettext("%(number)d organisation", "%(number)d organisations", number),
    }
    return words[kind] % {"number": number}


def organisation(organisation):
    """What is found of an organisation of `dossiers.reading.organisations.public`."""
    taskforces = ngettext("%(number)d taskforce", "%(number)d taskforces", organisation.dossier_count)
    events = ngettext("%(number)d event", "%(number)d events", organisation.event_count)
    return _("%(name)s: asked for %(taskforces)s, published or hosted %(events)s.") % {
        "name": organisation.name,
        "taskforces": taskforces % {"number": organisation.dossier_count},
        "events": events % {"number": organisation.event_count},
    }


def country(counts, organisations):
    """What there is of a country: its `dossiers.reading.countries.Counts`, and how many organisations."""
    numbers = {"dossiers": counts.dossiers, "events": counts.events, "organisations": organisations}
    return _joined(*(found(kind, number) for kind, number in numbers.items() if number))


def life(number, years):
    """What the life line of a dossier shows: of `number` events those of the `years` that are dated."""
    undated = number - len(years)
    return _joined(
        ngettext("%(number)d event", "%(number)d events", number) % {"number": number} if number else "",
        _period(min(years), max(years)) if years else "",
        ngettext("%(number)d without a date is not drawn", "%(number)d without a date are not drawn", undated)
        % {"number": undated}
        if undated
        else "",
    )


# Each is a whole sentence, so that every language can put its words in its own order.
def _taskforces(number, status, place):
    if status and place:
        none = _("No %(status)s taskforces in %(place)s")
        counted = ngettext(
            "%(number)d %(status)s taskforce in %(place)s", "%(number)d %(status)s taskforces in %(place)s", number
        )
    elif status:
        none = _("No %(status)s taskforces")
        counted = ngettext("%(number)d %(status)s taskforce", "%(number)d %(status)s taskforces", number)
    elif place:
        none = _("No taskforces in %(place)s")
        counted = ngettext("%(number)d taskforce in %(place)s", "%(number)d taskforces in %(place)s", number)
    else:
        none, counted = _("No taskforces"), ngettext("%(number)d taskforce", "%(number)d taskforces", number)
    return (counted if number else none) % {"number": number, "status": status, "place": place}


def _events(number, year):
    if year:
        none = _("No events of %(year)s")
        counted = ngettext("%(number)d event of %(year)s", "%(number)d events of %(year)s", number)
    else:
        none, counted = _("No events"), ngettext("%(number)d event", "%(number)d events", number)
    return (counted if number else none) % {"number": number, "year": year}


def _period(first, last):
    if first == last:
        return pgettext("events", "in %(year)s") % {"year": first}
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _quoted(sentence, number, words):
    return sentence % {"number": number, "words": f"“{words}”"}


def _matching(words):
    return _("matching “%(words)s”") % {"words": words} if words else ""


def _joined(*phrases):
    """Phrases set apart by commas; each stands for itself."""
    return ", ".join(filter(None, phrases))


def _either(labels):
    """ "Norway", "Norway or Spain", "Norway, Spain or France"; "" for none."""
    *others, last = labels or [""]
    if not others:
        return last
    return pgettext("one of several", "%(others)s or %(last)s") % {"others": ", ".join(others), "last": last}
