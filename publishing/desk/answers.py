"""Where a button of the desk leads once all is saved, and what is said there of the item."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from publishing.models import Address


class Answers:
    """Mixed into the admin of publishable items. `?next=` is the page from which an editor came to a form."""

    def next_steps(self, request, item):
        """What an editor is likely to do after this item: [(words, address)]."""
        return []

    def not_public(self, request, item):
        """What belongs to an item and is not public yet, or not as it is now, in words: the first few."""
        return []

    def say_saved(self, request, item):
        """A message that says what readers see of an item now, with the ways to both."""
        context = {
            "item": item,
            "form": self.address("change", item) if self.has_view_or_change_permission(request, item) else "",
            "public_address": Address.objects.current_address(item.kind, item.pk),
            "private": self.not_public(request, item) if item.state == item.State.PUBLISHED else [],
            "next_steps": self.next_steps(request, item),
        }
        self.message_user(request, render_to_string("admin/publishing/_saved.html", context), messages.SUCCESS)

    def after_saving(self, request, item):
        """Back to where the editor came from, or to the list."""
        self.say_saved(request, item)
        return self.response_post_save_change(request, item)

    def to_form(self, request, item):
        """To the form again, from where the way back stays the same."""
        self.say_saved(request, item)
        return HttpResponseRedirect(self.with_way_back(request, self.address("change", item)))

    def after_publishing(self, request, item):
        """Back to where the editor came from, or to the form; to the list for those who may not see it."""
        if self.has_view_or_change_permission(request, item):
            return self._back(request) or HttpResponseRedirect(self.address("change", item))
        return self.response_post_save_add(request, item)

    def response_post_save_add(self, request, obj):
        """Back to where the editor came from, or to the list."""
        return self._back(request) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        """Back to where the editor came from, or to the list."""
        return self._back(request) or super().response_post_save_change(request, obj)

    def _back(self, request):
        target = request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(target) if target and safe else None

    def with_way_back(self, request, address):
        """An address of the desk that leads back to where this page leads back to."""
        kept = {name: request.GET[name] for name in ("next", "_changelist_filters") if name in request.GET}
        return f"{address}{'&' if '?' in address else '?'}{urlencode(kept)}" if kept else address
