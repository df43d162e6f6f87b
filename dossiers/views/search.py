from collections import Counter

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import ListView

from dossiers.search.choices import choices
from dossiers.search.excerpts import excerpt, marked
from dossiers.search.form import SearchForm
from dossiers.search.hits import Hits, hits, rows_of
from dossiers.search.kinds import KINDS, PAGE
from dossiers.search.meant import meant
from dossiers.search.texts import title, words_of
from dossiers.views.alternates import FEEDS, alternates
from dossiers.views.feeds import TOLD
from dossiers.views.page import Page
from publishing.models import Miss
from taskforces.models.live import Dossier
from text.folding import question_words
from text.questions import terms


class SearchPage(Page, ListView):
    """What is found in dossiers, events, organisations and documents together."""

    template_name = "dossiers/search.html"
    title = gettext_lazy("Search")
    description = gettext_lazy("Search taskforces, events, organisations and documents.")
    paginate_by = PAGE

    @cached_property
    def form(self):
        countries, types = choices()
        return SearchForm(self.request.GET, countries=countries, types=types)

    @cached_property
    def asked(self):
        """What was asked for; {} where there are no words, or something is wrong."""
        return self.form.cleaned_data if self.form.is_valid() and self.form.cleaned_data["q"] else {}

    @cached_property
    def timeline(self):
        """The dossier in whose timeline alone is searched; None where everything is."""
        asked = self.form.cleaned_data.get("within") if self.form.is_valid() else ""
        return Dossier.objects.filter(slug=asked).first() if asked else None

    @cached_property
    def found(self):
        """Of all kinds together, so that each can be counted, and of the chosen one: {kind: Hits}."""
        kinds = {"", self.asked.get("kind", "")}
        return hits(self.asked, kinds) if self.asked else dict.fromkeys(kinds, Hits([]))

    @property
    def hits(self):
        """What is found of all kinds."""
        return self.found[""]

    @property
    def shown(self):
        """What is found of the chosen kind."""
        return self.found[self.asked.get("kind", "")]

    def get_queryset(self):
        return self.shown.places

    def get_context_data(self, **context):
        context = super().get_context_data(form=self.form, canonical=self.request.get_full_path(), **context)
        asked = terms(self.asked.get("q", ""))
        if self.is_miss:
            Miss.objects.note(question_words(self.asked["q"]), timezone.localdate())
        found = [
            (KINDS[kind].one, row, marked(title(row), asked), excerpt(words_of(row), asked))
            for kind, row in rows_of(context["object_list"])
        ]
        return context | {
            "found": found,
            "sentence": self.sentence(context),
            "kinds": self.kinds(),
            "chosen_kind": self.asked.get("kind", ""),
            "meant": "" if self.hits.places or not self.asked else meant(self.asked["q"]),
            "filterset": self,
            "timeline": self.timeline,
            "everywhere": self._query(within=""),
        }

    def name(self, context):
        page = context["page_obj"].number
        words = f"{self.title}: “{self.asked['q']}”" if self.asked else str(self.title)
        return f"{words}, {_('page %d') % page}" if page > 1 else words

    def alternates(self):
        """Feeds of what is found; none where nothing was asked, or something of which there is no news."""
        has_news = self.asked.get("kind", "") in ("", *TOLD)
        query = self._query(within="")
        return alternates(FEEDS, self.request.path, query) if self.asked and not self.timeline and has_news else []

    def is_only_a_view(self, context):
        """A search is no page of its own."""
        return True

    def sentence(self, context):
        """What is shown, in words."""
        if self.form.errors:
            return _("Something in the form is not right, so nothing is shown.")
        if not self.asked:
            return _("Type what you look for: words, their beginnings, or “a phrase in quotation marks”.")
        number = context["paginator"].count
        if self.shown.is_more:
            return _("More than %(number)d results for “%(words)s”: the first of them are shown.") % {
                "number": number,
                "words": self.asked["q"],
            }
        found = ngettext("%(number)d result for “%(words)s”", "%(number)d results for “%(words)s”", number)
        return (found if number else _("Nothing is found for “%(words)s”")) % {
            "number": number,
            "words": self.asked["q"],
        }

    def kinds(self):
        """How much is found of each kind: [(label, number, query, name)]; of more than are shown no number is known."""
        numbers = Counter(self.hits.kinds)
        rows = [("", _("All"), len(self.hits.places)), *((name, KINDS[name].label, numbers[name]) for name in KINDS)]
        if self.hits.is_more:
            return [(label, "", self._query(kind=name), name) for name, label, _number in rows]
        return [(label, number, self._query(kind=name), name) for name, label, number in rows if number]

    @property
    def is_miss(self):
        """Whether words were found nowhere, which staff shall know. What looks like an address of a person is not."""
        is_asked = bool(self.asked) and self.request.method == "GET"
        return is_asked and not self.hits.places and not self.is_narrowed and "@" not in self.asked["q"]

    @property
    def is_narrowed(self):
        """Whether more than words was asked."""
        return any(value for name, value in self.asked.items() if name != "q")

    @property
    def query(self):
        """What was asked, for links to other pages."""
        return QueryDict(self._query())

    def _query(self, **instead):
        query = QueryDict(mutable=True)
        for name, value in (self.asked | instead).items():
            if value:
                query[name] = str(value)
        return query.urlencode()
