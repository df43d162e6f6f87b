"""The events of a taskforce that stay public when it is withdrawn, as the page of withdrawing shows them."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.desk.withdraw_form import Belongings
from taskforces.models import Dossier
from text.dates import written
from timeline.models import Event
from timeline.models.live_links import EntryDocument, EntryDossier
from timeline.ordering import desk_order

# More than these are not ticked one by one.
MOST = 200


def remaining_events(taskforce):
    """What readers find on the timeline of a taskforce, newest first, as `Belongings`; None for an empty timeline.

    Five questions, however many events there are.
    """
    links = EntryDossier.objects.filter(dossier=taskforce.pk)
    # All of these are public: to ask for their state, too, would have SQLite look through all that are.
    events = Event.objects.filter(pk__in=links.values("entry"))
    shown = list(events.for_headings().order_by(*desk_order())[:MOST])
    if not shown:
        return None
    number = len(shown) if len(shown) < MOST else events.count()
    return Belongings(_title(number), _help_text(number), events, _choices(shown, taskforce))


def _title(number):
    title = ngettext(
        "%(number)d event of its timeline stays public", "%(number)d events of its timeline stay public", number
    )
    return title % {"number": number}


def _help_text(number):
    sentences = [_("Each keeps its own page. A document is public as long as one public event names it.")]
    if number > MOST:
        more = _("Only the newest %(number)d are shown: withdraw the others one by one, from the list of events.")
        sentences.append(more % {"number": MOST})
    return " ".join(sentences)


def _choices(events, taskforce):
    keys = [event.pk for event in events]
    elsewhere, documents = _other_dossiers(keys, taskforce), _documents(keys)
    return [(event.pk, _words(event, elsewhere[event.pk], documents[event.pk])) for event in events]


def _words(event, dossiers, documents):
    """What an event is called, when it was, and what goes or stays with it."""
    parts = [", ".join(filter(None, [str(event), event.title and written(event.date)]))]
    if dossiers:
        parts.append(_("also in the timeline of: %(titles)s") % {"titles": "; ".join(dossiers)})
    if documents:
        parts.append(_("with the documents: %(titles)s") % {"titles": "; ".join(documents)})
    return " · ".join(parts)


def _other_dossiers(keys, taskforce):
    """The titles of the other dossiers that each event stands in, by its key."""
    links = EntryDossier.objects.filter(entry__in=keys).exclude(dossier=taskforce.pk).values_list("entry", "dossier")
    pairs = list(links)
    titles = dict(Dossier.objects.filter(pk__in={dossier for _entry, dossier in pairs}).values_list("pk", "title"))
    return _grouped((entry, titles[dossier]) for entry, dossier in pairs if dossier in titles)


def _documents(keys):
    """The titles of the documents of each event, by its key."""
    links = EntryDocument.objects.filter(entry__in=keys).order_by("position")
    return _grouped(links.values_list("entry", "document__title"))


def _grouped(pairs):
    groups = defaultdict(list)
    for key, title in pairs:
        groups[key].append(title)
    return groups
