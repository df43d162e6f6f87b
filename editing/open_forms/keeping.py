"""The address at which a form of the desk has its words kept while somebody types."""

import uuid

from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from editing import database
from editing.open_forms.keep import Closed, keep
from editing.open_forms.models import OpenForm
from editing.open_forms.presence import present, time_in_words
from editing.open_forms.words import read_key, read_message


class Keeping:
    """Mixed into an admin: its forms have an address to be kept at, for those who may save them."""

    def get_urls(self):
        """The two addresses, before Django's."""
        view, name = self.admin_site.admin_view(self.keep), f"{self.opts.app_label}_{self.opts.model_name}_keep"
        own = [path("add/keep/", view, name=f"{name}_new"), path("<path:object_id>/keep/", view, name=name)]
        return own + super().get_urls()

    def keep(self, request, object_id=""):
        """Keep what is typed, or forget it. Says when it was kept, and who else has the form open.

        Of a form that was saved or discarded already nothing is kept: the answer is a new key.
        """
        request.is_work = False  # a form that lies open is none
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        item = unquote(object_id)
        if not self.may_keep(request, item):
            raise PermissionDenied
        if "discard" in request.POST:
            return self._discard(request, item)
        try:
            return self._kept(request, item)
        except ValidationError as refusal:
            return JsonResponse({"refused": " ".join(refusal.messages)}, status=400)
        except Closed:
            # No fault: what a browser kept for the way came with the form, too.
            return JsonResponse({"key": str(uuid.uuid4())})  # for what is typed from now on
        except OperationalError as error:
            if not database.busy(error):
                raise
            return JsonResponse({"refused": _("Not kept just now: somebody else is saving.")}, status=503)

    def may_keep(self, request, item):
        """Whether this person may save the form of an item ("": of a new one)."""
        if not item:
            return self.has_add_permission(request)
        row = self.get_queryset(request).filter(pk=item).first() if self.has_change_permission(request) else None
        return row is not None and self.has_change_permission(request, row)

    def keep_address(self, item):
        """Where the form of an item ("": of a new one) is kept."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_keep"
        return reverse(name, args=[quote(item)]) if item else reverse(f"{name}_new")

    def open_forms(self, item):
        """The forms of an item that people have open, or left without saving; a new one is nobody else's."""
        return list(OpenForm.objects.around_with_signs(self.opts.label_lower, item)) if item else []

    def _kept(self, request, item):
        if request.POST.get("user") != str(request.user.pk):
            raise ValidationError(_("Somebody else signed in with this browser. Your words are not kept there."))
        message = read_message(request)
        keep(message, user=request.user, form=self.opts.label_lower, item=item)
        request.is_work = message.is_active
        others = present(OpenForm.objects.around(self.opts.label_lower, item) if item else (), request.user)
        return JsonResponse({"kept": kept_message(message), "present": " ".join(others)})

    def _discard(self, request, item):
        """Forget what was kept, and show the form as it is saved."""
        OpenForm.objects.close(request.user, [read_key(request.POST["discard"])])
        self.message_user(request, _("The words that were not saved are discarded."), messages.SUCCESS)
        name, args = ("change", [quote(item)]) if item else ("add", [])
        form = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args, query=request.GET)
        return HttpResponseRedirect(form)


def kept_message(message):
    """What the form says after its words were kept; nothing where none were sent."""
    return _("Not saved yet. Kept at %(when)s.") % {"when": time_in_words(timezone.now())} if message.words else ""
