"""Links that do not work, at the desk: where each stands, what is wrong, and what may be done about it."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from editing.lists import BoundedPaginator
from editing.read_only import ReadOnlyAdmin
from editing.search import FoldedWhenSearched
from editing.validated import ValidatedAdmin
from upkeep.filters import AcceptedFilter, FailureFilter, KindFilter
from upkeep.lists import SpotChangeList
from upkeep.models import ExternalLink, LinkSpot
from upkeep.models.spots import item_of
from upkeep.visits import Failure

# Somebody waits for the answer, and so does a thread of the server.
SECONDS = 8


@admin.register(LinkSpot)
class LinkSpotAdmin(ReadOnlyAdmin, FoldedWhenSearched, ValidatedAdmin, admin.ModelAdmin):
    """Places where a link does not work. They are mended where they stand, and leave the list at the next check."""

    list_display = ("link_column", "where_column", "failure_column", "buttons")
    list_display_links = None
    list_filter = (FailureFilter, KindFilter, "is_public", AcceptedFilter)
    date_hierarchy = "link__told_at"
    list_per_page = 50
    search_fields = ("words", "link__url")
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    change_list_template = "admin/upkeep/links.html"
    actions = None

    def get_urls(self):
        """What the buttons do, before the pages of Django."""
        acts = {"check": self.check_now, "accept": self.accept, "tell": partial(self.accept, is_right=False)}
        pages = [
            path(f"{name}/", self.admin_site.admin_view(partial(self._act, act)), name=f"upkeep_linkspot_{name}")
            for name, act in acts.items()
        ]
        return [*pages, *super().get_urls()]

    def get_queryset(self, request):
        """With their addresses, the latest news first."""
        return super().get_queryset(request).latest_first()

    def get_search_results(self, request, queryset, search_term):
        """Among those that fail: of all links there may be a million."""
        return super().get_search_results(request, queryset.failing() if search_term else queryset, search_term)

    def get_ordering(self, request):
        """As they come: the list has one order."""
        return ()

    def get_changelist(self, request, **kwargs):
        """How the list is put together."""
        return SpotChangeList

    def may_recheck(self, request):
        """Whether this person may ask for an address, and say that it is right as it is."""
        return request.user.has_perm("upkeep.recheck_linkspot")

    def changelist_view(self, request, extra_context=None):
        """The list, with what was checked last, and with the item that it is narrowed to."""
        context = {
            "title": _("Links that do not work"),
            "checked_at": ExternalLink.objects.last_check(),
            "item": item_of(request.GET.get("kind", ""), request.GET.get("key", "")),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description=_("link"))
    def link_column(self, spot):
        """The words of the link and its address."""
        return render_to_string("admin/upkeep/_link.html", {"spot": spot})

    @admin.display(description=_("where it stands"))
    def where_column(self, spot):
        """The item and the field."""
        return render_to_string("admin/upkeep/_where.html", {"spot": spot})

    @admin.display(description=_("what is wrong"))
    def failure_column(self, spot):
        """What is wrong since when, and what may help."""
        return render_to_string("admin/upkeep/_failure.html", {"spot": spot, "link": spot.link})

    @admin.display(description=_("what to do"))
    def buttons(self, spot):
        """Open it, check it again, leave it as it is."""
        return render_to_string("admin/upkeep/_buttons.html", {"spot": spot, "link": spot.link})

    def _act(self, act, request):
        """Do what a button of a row does, and go back to the list as it was."""
        return require_POST(self._acted)(request, act)

    def _acted(self, request, act):
        if not self.may_recheck(request):
            raise PermissionDenied
        number = request.POST.get("spot", "")
        spot = get_object_or_404(LinkSpot.objects.select_related("link"), pk=number if number.isdecimal() else 0)
        act(request, spot)
        query = request.GET.urlencode()
        return HttpResponseRedirect(f"{reverse('admin:upkeep_linkspot_changelist')}{query and '?'}{query}")

    def check_now(self, request, spot):
        """Ask for its address once, however often the button was pressed. No transaction is open meanwhile."""
        from upkeep.visits.visiting import visit  # read where the button is pressed: what asks is large

        link = spot.link
        if not ExternalLink.objects.claim(link.pk, timezone.now()):
            self.message_user(request, gettext("It was checked a moment ago."), messages.WARNING)
            return
        link.note(visit(link.url, seconds=SECONDS), timezone.now())
        if not link.failure:
            self.message_user(request, gettext("It works: %(address)s") % {"address": link}, messages.SUCCESS)
            return
        words = {"failure": Failure(link.failure).label, "address": link}
        self.message_user(request, gettext("Still %(failure)s: %(address)s") % words, messages.WARNING)

    def accept(self, request, spot, is_right=True):
        """Tell it no more, as long as the same is wrong with it; or tell it again."""
        spot.link.accept(spot.link.failure if is_right else "")
        said = gettext("Right as it is: %(address)s") if is_right else gettext("Told again: %(address)s")
        self.log_change(request, spot, said % {"address": spot.link})
        self.message_user(request, said % {"address": spot.link}, messages.SUCCESS)
