"""What an address of the site means as a subject to be told of: a dossier, a narrowed list, or a search."""

from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from alerts.models import Subject
from dossiers.lists.questions import DossierQuestion, EventQuestion
from dossiers.search.choices import choices
from dossiers.search.form import SearchForm
from dossiers.search.kinds import KINDS
from taskforces.models.live import Dossier

Kind = Subject.Kind
LONGEST = Subject._meta.get_field("about").max_length
QUESTIONS = {Kind.TASKFORCES: DossierQuestion, Kind.EVENTS: EventQuestion}


def subject_at(address: str) -> Subject | None:
    """The subject at an address ("/events/?type=tools"), not saved; None where nothing can be followed there."""
    try:
        parts = urlsplit(address)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if parts.netloc or parts.scheme or len(parts.query) > LONGEST:
        return None
    query = QueryDict(parts.query)
    subject = _subject(match.url_name, query, **match.kwargs)
    return subject if subject and len(subject.about) <= LONGEST else None


def _subject(name, query, slug="", **_others):
    if name == "dossier":
        dossier = Dossier.objects.filter(slug=slug).only("title").first()
        return dossier and Subject(kind=Kind.TASKFORCE, about=str(dossier.pk), title=dossier.title)
    if name in QUESTIONS:
        return _list(name, QUESTIONS[name](query).filterset)
    return _search(query) if name == Kind.SEARCH else None


def _list(kind, filterset):
    """A list, without what says how it is looked at; None where a value means nothing."""
    if filterset.errors:
        return None
    about = filterset.address("", **dict.fromkeys((*filterset.usual, "find"), "")).removeprefix("?")
    names = [label for label, _query in filterset.removals]
    return Subject(kind=kind, about=about, title=_titled(_everything()[kind], names))


def _search(query):
    """A search for words among dossiers and events: only these have editions."""
    countries, types = choices()
    form = SearchForm(query, countries=countries, types=types)
    if not form.is_valid() or not (words := form.cleaned_data["q"]):
        return None
    asked = {name: str(value) for name, value in form.cleaned_data.items() if value}
    if asked.get("kind", "events") not in ("taskforces", "events"):
        return None
    about = QueryDict(mutable=True)
    about.update(dict(sorted(asked.items())))
    names = {"kind": {name: kind.label for name, kind in KINDS.items()}, "country": countries, "type": types}
    labels = [str(dict(names.get(name, ())).get(value, value)) for name, value in asked.items() if name != "q"]
    return Subject(kind=Kind.SEARCH, about=about.urlencode(), title=_titled(_("Search"), [f"“{words}”", *labels]))


def _everything():
    return {Kind.TASKFORCES: _("Taskforces"), Kind.EVENTS: _("Events")}


def _titled(kind, names):
    """ "Events: Norway, “girls”", cut to the column; "All events" is the list of everything."""
    title = f"{kind}: {', '.join(names)}" if names else _("%(kind)s: all") % {"kind": kind}
    longest = Subject._meta.get_field("title").max_length
    return title if len(title) <= longest else f"{title[: longest - 1]}…"
