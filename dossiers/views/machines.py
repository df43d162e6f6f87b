"""What all answers for machines have in common: for every site's scripts, kept by caches, problems told in JSON."""

from functools import cache

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.http import quote_etag
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from dossiers.formats.problem import MEDIA_TYPE, problem
from publishing.generation import ANYTHING, EVERYTHING, count
from text.digest import digest


class Refused(Exception):
    """A request that cannot be answered as it is; says why, and what is wrong with each parameter."""

    def __init__(self, detail, errors=()):
        super().__init__(detail)
        self.detail, self.errors = detail, errors


class Moved(Exception):
    """What is asked for has another address, the only argument."""


@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(cache_control(public=True, no_cache=True), name="dispatch")
class Machine(View):
    """An answer for machines. Caches may keep it, and ask each time whether it is still true (ETag).

    A subclass has `answer(**options)`, which gives the response, or raises Refused, Moved or Http404.
    """

    http_method_names = ("get", "head", "options")
    # Where people open the answer with their own hands, they are told in a page what is wrong.
    tells_in_json = True

    def get(self, request, **options):
        """The answer and what it hangs on, or a problem."""
        try:
            response = self.answer(**options)
        except Refused as refused:
            return told(400, _("Bad request"), refused.detail, refused.errors)
        except Moved as moved:
            return HttpResponseRedirect(moved.args[0])
        if response.status_code == 200:
            response.hangs_on = self.hangs_on()
        return response

    def http_method_not_allowed(self, request, *args, **options):
        """Nothing is written here."""
        response = told(405, _("Method not allowed"), _("This address can only be read: use GET or HEAD."))
        response.headers["Allow"] = ", ".join(self._allowed_methods())
        return response

    def answer(self, **options):
        """The response."""
        raise NotImplementedError

    def hangs_on(self):
        """The names (`publishing.generation`) whose changes make the answer another one."""
        return [EVERYTHING, ANYTHING]


class LongAnswer(Machine):
    """An answer that is made while it is sent. For who has it already only word that nothing changed: one question."""

    def get(self, request, **options):
        """The answer, told apart from others by what it hangs on and not by what it says."""
        etag = etag_of_now(request, self.hangs_on())
        response = get_conditional_response(request, etag=etag) or super().get(request, **options)
        if response.status_code == 200:
            response.headers["ETag"] = etag
        return response


def machine_of(request):
    """The view of what was asked for, where it answers machines; None for a page."""
    view = getattr(getattr(request.resolver_match, "func", None), "view_class", object)
    return view if issubclass(view, Machine) else None


def told(status, title, detail, errors=()):
    """A problem as a response, kept by nobody."""
    response = HttpResponse(problem(status, title, detail, errors), content_type=MEDIA_TYPE, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def ask(question_class, request, **others):
    """The question to a list that an address asks; `others` are parameters of it that are no filters.

    Raises Refused for a value that is no good, and Moved where a value has another name by now.
    """
    question = question_class(request.GET)
    filterset = question.filterset
    if any(filterset.renamed.values()):
        raise Moved(filterset.address(request.path, **others))
    if errors := [(name, sentence) for name, sentences in filterset.errors.items() for sentence in sentences]:
        raise Refused(_("Something in the parameters is not right, so nothing is answered."), errors)
    return question


def titled(title, filterset):
    """What a list is called as it was asked for: "Taskforces: ongoing, Norway"."""
    words = [f"“{filterset.selected['q']}”"] if "q" in filterset.selected else []
    labels = [str(label) for labels in filterset.labels.values() for label in labels]
    return ": ".join(filter(None, [str(title), ", ".join([*words, *labels])]))


def etag_of_now(request, names):
    """What tells whether anything of these names changed, without making the answer: one question."""
    parts = [site_version(), count(names), timezone.localdate(), request.get_full_path()]
    return quote_etag(digest(repr(parts).encode())[:32])


@cache
def site_version():
    """Another one with each version of the site: all files are read for it, so once."""
    return import_string(settings.VERSION_IS_SAID_BY)()
