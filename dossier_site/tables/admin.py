"""A file is brought to the desk, after a look at what it would do."""

import uuid
from functools import partial

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path
from django.utils.translation import gettext, ngettext

from dossier_site.tables import keeping
from dossier_site.tables.export_admin import ExportAdmin
from dossier_site.tables.forms import TableForm
from dossier_site.tables.importing import Import, confirm
from dossier_site.tables.progress import Progress, progress_of
from dossier_site.tables.reading import Unreadable
from editing.submissions import done_once
from editing.unsaved import keeps_words, saved_or_shown
from publishing.models import Publishable

# So many lines of each sort are shown; of the others their number is told.
SHOWN = 100


def _progress(request):
    return Progress(request.user, request.POST.get("progress", ""))


class TablesAdmin(ExportAdmin):
    """Mixed into the admin of rows of which there is a `table`, a resource: out and in."""

    def get_urls(self):
        """The pages of tables, before those of Django."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name=f"{name}_import"),
            path("import/progress/<slug:word>/", view(self.import_progress), name=f"{name}_import_progress"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        """The list, with the way to bring a file."""
        may, address = self._may_import(request), self._table_address(request, "import", narrowed=False)
        return super().changelist_view(request, {"import_address": address if may else ""} | (extra_context or {}))

    def _may_import(self, request):
        return self.has_change_permission(request) or self.has_add_permission(request)

    @keeps_words
    def import_view(self, request):
        """Ask for a file; show what it would do; do it once that was read."""
        if not self._may_import(request):
            raise PermissionDenied
        if request.method == "POST" and "kept" in request.POST:
            show = partial(self._kept_page, request)
            return saved_or_shown(request, partial(self._confirm_once, request), show)
        form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
        if hasattr(request, "not_saved"):
            form.add_error(None, request.not_saved)
        elif request.method == "POST" and form.is_valid():
            return self._look(request, form, form.cleaned_data["file"])
        return self._import_page(request, form)

    def import_progress(self, request, word):
        """How far the file is that this person sent from a page."""
        if not self._may_import(request):
            raise PermissionDenied
        return JsonResponse(progress_of(request.user, word))

    def _look(self, request, form, data):
        """What a file would do; nothing is written."""
        try:
            found = Import(self.table, data, request.user, _progress(request))
            found.try_limits()
        except Unreadable as error:
            form.add_error("file", str(error))
            return self._import_page(request, form)
        return self._import_page(request, TableForm(), found, keeping.keep(request.user, data))

    def _import_page(self, request, form, found=None, word=""):
        context = {"form": form, "found": found, "kept": word, "shown": SHOWN}
        context["progress_word"] = uuid.uuid4()
        context["progress_address"] = self._table_address(request, "import_progress", context["progress_word"])
        context["is_published"] = issubclass(self.model, Publishable)
        if found:
            context["sides"] = [{"words": gettext("now")}, {"words": gettext("after the import")}]
        return self._table_page(request, "import", gettext("Import"), **context)

    def _kept_page(self, request):
        """What was read, once more."""
        if hasattr(request, "not_saved"):
            self.message_user(request, request.not_saved, messages.ERROR)
        data = keeping.kept(request.user, request.POST["kept"])
        if data is None:
            self.message_user(
                request, gettext("Nothing was written: the file is kept for an hour. Choose it again."), messages.ERROR
            )
            return self._import_page(request, TableForm())
        return self._look(request, TableForm(), data)

    def _confirm_once(self, request):
        with transaction.atomic():
            return done_once(request, partial(self._confirm, request))

    def _confirm(self, request):
        """Do what was read. Where it is another thing by now, show that."""
        word = request.POST["kept"]
        data = keeping.kept(request.user, word)
        if data is None:
            return self._kept_page(request)
        try:
            done = confirm(self.table, data, request.user, request.POST.get("seen", ""), _progress(request))
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return self._kept_page(request)
        keeping.drop(request.user, word)
        self._log_import(request, done)
        self.message_user(request, self._done_sentence(done), messages.SUCCESS)
        return HttpResponseRedirect(self._table_address(request, "changelist", narrowed=False))

    def _log_import(self, request, done):
        for lines, flag in ((done.new, ADDITION), (done.changed, CHANGE)):
            items = [line.draft.item for line in lines]
            LogEntry.objects.log_actions(request.user.pk, items, flag, gettext("Imported from a file."))

    def _done_sentence(self, done):
        new = ngettext("%d new", "%d new", len(done.new)) % len(done.new)
        changed = ngettext("%d changed", "%d changed", len(done.changed)) % len(done.changed)
        text = gettext("Imported: %(new)s, %(changed)s.") % {"new": new, "changed": changed}
        later = gettext("Readers see nothing of it until you publish.") if issubclass(self.model, Publishable) else ""
        return f"{text} {later}".strip()
